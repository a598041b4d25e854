#include "http/rows.hpp"

#include <algorithm>
#include <charconv>

#include "http/parser.hpp"
#include "http/problem.hpp"

namespace kinoteka::http {

std::string_view access_name(Access access) {
  switch (access) {
    case Access::anyone: return "anyone";
    case Access::readers: return "readers";
    case Access::members: return "members";
    case Access::editors: return "editors";
    case Access::admins: return "admins";
  }
  return "";
}

namespace {

boost::json::object describe_operation(const Route& route, boost::json::array parameters) {
  boost::json::array all;
  for (auto open = route.pattern.find('{'); open != std::string::npos; open = route.pattern.find('{', open + 1)) {
    const auto close = route.pattern.find('}', open);
    const auto name = route.pattern.substr(open + 1, close - open - 1);
    boost::json::object components;
    auto schema =
        name == "id" || name.ends_with("_id") ? json::schema<Id>(components) : json::schema<Text<1, 60>>(components);
    all.push_back(
        boost::json::object{{"name", name}, {"in", "path"}, {"required", true}, {"schema", std::move(schema)}});
  }
  for (auto& parameter : parameters) all.push_back(std::move(parameter));
  boost::json::object operation{{"tags", boost::json::array{route.section}}, {"summary", route.summary}};
  if (!all.empty()) operation["parameters"] = std::move(all);
  // Who may: nobody in particular, or by a session's cookie, an access token or an API key.
  boost::json::array security;
  if (route.access != Access::anyone) {
    if (route.access == Access::readers) security.push_back(boost::json::object{});
    security.push_back(boost::json::object{{"session", boost::json::array{}}});
    security.push_back(boost::json::object{{"access_token", boost::json::array{}}});
    if (!route.in_person) security.push_back(boost::json::object{{"api_key", boost::json::array{}}});
  }
  operation["security"] = std::move(security);
  operation["x-access"] = access_name(route.access);
  return operation;
}

boost::json::object describe_responses(int status, boost::json::object schema, bool list,
                                       boost::json::object& components, const Route& route) {
  using boost::json::object;
  object success{{"description", reason(status)}};
  if (list) {
    success["headers"] = {
        {"X-Total-Count", {{"description", "How many there are in all."}, {"schema", {{"type", "integer"}}}}},
        {"Link",
         {{"description", "Where the next, prev, first and last page are (RFC 8288)."},
          {"schema", {{"type", "string"}}}}}};
  }
  if (!schema.empty()) success["content"] = {{"application/json", {{"schema", std::move(schema)}}}};
  object responses{{std::to_string(status), std::move(success)}};
  json::schema<Problem>(components);
  const auto fault = [&](int code) {
    responses[std::to_string(code)] = {{"$ref", "#/components/responses/" + std::to_string(code)}};
  };
  // Whoever asks for whatever may have sent what cannot be read, too much, or at a bad time.
  for (const int code : {400, 421, 429, 503}) fault(code);
  if (route.operation.contains("requestBody")) {
    for (const int code : {413, 415, 422}) fault(code);
  } else if (route.operation.contains("parameters")) {
    fault(422);
  }
  // A page of another site may not change anything, and what is there already may stand against it.
  if (!is_safe(route.method)) {
    for (const int code : {403, 404, 409, 413}) fault(code);
  }
  if (route.pattern.find('{') != std::string::npos) fault(404);
  // Where who one is stands in the body or the query, that may be nobody.
  if (route.access == Access::anyone && !is_safe(route.method)) fault(401);
  // What is asked for may not be there.
  if (route.operation.contains("parameters")) fault(404);
  const auto* parameters = route.operation.if_contains("parameters");
  for (const auto& parameter : parameters ? parameters->as_array() : boost::json::array{}) {
    if (parameter.at("name") != "If-Match") continue;
    for (const int code : {412, 428}) fault(code);
  }
  if (route.access >= Access::readers) fault(401);
  if (route.access >= Access::members) fault(403);
  return responses;
}

}  // namespace

Route Rows::begin(Method method, std::string pattern, Access access, std::string summary, const RowOptions& options,
                  bool creates) const {
  Route route;
  route.method = method;
  route.pattern = std::move(pattern);
  route.access = access;
  route.section = section_;
  route.summary = std::move(summary);
  route.cacheable = options.cached && method == Method::get;
  route.pool = options.pool;
  route.pool_if = options.pool_if;
  route.pool_if_form = options.pool_if_form;
  route.in_person = options.in_person;
  route.asks_who = options.asks_who;
  route.scope = options.scope;
  route.pace = {options.an_hour};
  route.secret_query = options.secret_query;
  route.shares_commit = options.shares_commit;
  if (options.processor.count() > 0) route.processor = options.processor;
  if (options.wall.count() > 0) route.deadline = options.wall;
  // What may answer secrets is not to be kept.
  route.repeatable = method == Method::post && creates && access >= Access::members && !options.in_person;
  return route;
}

void Rows::describe(Route& route, boost::json::array parameters, int status, boost::json::object schema, bool list,
                    const RowOptions& options) {
  auto body = route.operation.contains("requestBody") ? route.operation["requestBody"] : nullptr;
  route.operation = describe_operation(route, std::move(parameters));
  if (!body.is_null()) route.operation["requestBody"] = std::move(body);
  route.operation["responses"] = describe_responses(status, std::move(schema), list, router_.components, route);
  if (options.file.bytes > 0) describe_file(route, options.file.bytes, options.file.types);
  if (options.body_limit > 0) route.body_limit = options.body_limit;
}

}  // namespace kinoteka::http
