#include "http/openapi.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "http/message.hpp"
#include "json/schema.hpp"

namespace kinoteka::http {

std::string openapi_document(const Router& router, const std::string& version) {
  using boost::json::object;
  object paths;
  for (const auto& route : router.routes()) {
    if (route->section.empty()) continue;  // plumbing: health, metrics, the document itself
    const auto method = text::to_lower(method_name(route->method));
    auto& item = paths[route->pattern];
    if (item.is_null()) item = object{};
    item.as_object()[method] = route->operation;
  }
  // In the order of their names, so that the document does not depend on who asked first.
  std::vector<std::string> names;
  for (const auto& component : router.components) names.emplace_back(component.key());
  std::sort(names.begin(), names.end());
  object schemas;
  for (const auto& name : names) {
    auto schema = router.components.at(name).as_object();
    schema.stable_erase(json::component_type);
    schemas[name] = std::move(schema);
  }

  // What goes wrong looks the same everywhere.
  object faults;
  for (const int code : {400, 401, 403, 404, 409, 412, 413, 415, 421, 422, 428, 429, 503}) {
    faults[std::to_string(code)] = {
        {"description", reason(code)},
        {"content", {{"application/problem+json", {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}};
  }

  const object document{
      {"openapi", "3.1.0"},
      {"info",
       {{"title", "Kinoteka"},
        {"version", version},
        {"description",
         "A film library, film diary and film community. Lists take `page` (from 1) and `per_page` (12, at most 100); "
         "without `page` they stream every record. Errors are application/problem+json (RFC 9457). Reads carry an ETag "
         "and answer 304 to If-None-Match."},
        {"license", {{"name", "MIT"}}}}},
      {"servers", boost::json::array{object{{"url", "/"}}}},
      {"paths", std::move(paths)},
      {"components",
       {{"schemas", std::move(schemas)},
        {"responses", std::move(faults)},
        {"securitySchemes",
         {{"session",
           {{"type", "apiKey"},
            {"in", "cookie"},
            {"name", "kinoteka"},
            {"description", "The browser's session, from POST /api/auth/session. Changes also need X-CSRF-Token."}}},
          {"access_token",
           {{"type", "http"},
            {"scheme", "bearer"},
            {"bearerFormat", "JWT"},
            {"description", "From POST /api/auth/login, renewed by PUT."}}},
          {"api_key",
           {{"type", "http"}, {"scheme", "bearer"}, {"description", "A key that a user has made for a program."}}}}}}}};
  return json::pretty(document);
}

}  // namespace kinoteka::http
