#include "http/routes.hpp"

#include <algorithm>
#include <charconv>

#include "http/parser.hpp"
#include "http/problem.hpp"

namespace kinoteka::http {
namespace {

// The request's own target with another page.
std::string with_page(const Request& request, std::int64_t number) {
  std::string out(request.target.substr(0, request.target.find('?')));
  out += '?';
  for (const auto& [name, value] : request.parameters) {
    if (name != "page") out += percent_encode(name) + '=' + percent_encode(value) + '&';
  }
  return out + "page=" + std::to_string(number);
}

std::string links(const Request& request, const Page& page, std::int64_t last) {
  std::string out;
  const auto add = [&](std::int64_t number, std::string_view relation) {
    if (!out.empty()) out += ", ";
    out += '<' + with_page(request, number) + ">; rel=\"" + std::string(relation) + '"';
  };
  if (page.number < last) add(page.number + 1, "next");
  if (page.number > 1) add(std::min(page.number - 1, last), "prev");
  add(1, "first");
  add(last, "last");
  return out;
}

}  // namespace

Response answer_list(const Request& request, std::int64_t total, const std::optional<Page>& page,
                     std::function<bool(std::string& out)> next) {
  Response response;
  response.headers.emplace_back("X-Total-Count", std::to_string(total));
  if (page) {
    const auto last = std::max<std::int64_t>(1, (total + page->size - 1) / page->size);
    response.headers.emplace_back("Link", links(request, *page, last));
    response.body = '[';
    while (next(response.body)) response.body += ',';
    response.body += ']';
    return response;
  }
  response.stream = [next = std::move(next), begun = false, any = false](std::string& out) mutable {
    if (!std::exchange(begun, true)) out += '[';
    const auto before = out.size();
    if (any) out += ',';
    const auto from = out.size();
    const bool more = next(out);
    // What was counted may be gone by now: a part without items must leave no comma behind.
    if (out.size() == from) out.resize(before);
    any = any || out.size() > from;
    if (!more) out += "]\n";
    return more;
  };
  return response;
}

void require_json(const Request& request) {
  const auto type = request.header("content-type");
  const auto name = text::trim(type.substr(0, type.find(';')));
  if (!text::iequals(name, "application/json") && !text::iequals(name, "application/merge-patch+json")) {
    throw Error(Code::unsupported_media, "Send the body as application/json.");
  }
}

std::string read_json_body(const Request& request) {
  require_json(request);
  return request.body;
}

Id read_path_id(const std::string& text) {
  Id id;
  if (!detail::read_parameter(text, id).empty()) throw not_found("There is nothing with this id.");
  return id;
}

void Argument<IfMatch, void>::describe(Route&, boost::json::array& parameters, boost::json::object&) {
  parameters.push_back(
      boost::json::object{{"name", "If-Match"},
                          {"in", "header"},
                          {"required", true},
                          {"description", "The ETag that GET gave: a change made from an older version is refused."},
                          {"schema", {{"type", "string"}, {"maxLength", 1000}}}});
}

std::string_view read_file(const Request& request) {
  if (!is_multipart(request)) return request.body;
  for (const auto& part : read_multipart(request))
    if (part.name == file_field) return part.bytes;
  throw invalid({{std::string(file_field), "is missing"}});
}

void describe_body(Route& route, boost::json::object schema) {
  if (route.body_limit == 0) route.body_limit = 64 * 1024;
  route.operation["requestBody"] = {{"required", true},
                                    {"content", {{"application/json", {{"schema", std::move(schema)}}}}}};
}

FormParts read_form(const Request& request, std::string_view data, const std::vector<std::string_view>& files) {
  FormParts out;
  bool found = false;
  std::vector<FieldError> faults;
  for (auto& part : read_multipart(request)) {
    const bool is_file = std::find(files.begin(), files.end(), part.name) != files.end();
    const bool twice =
        (part.name == data && found) ||
        std::any_of(out.files.begin(), out.files.end(), [&](const FormPart& other) { return other.name == part.name; });
    if (!is_file && part.name != data) {
      faults.push_back({part.name, "is not a field of this form"});
    } else if (twice) {
      faults.push_back({part.name, "is there twice"});
    } else if (is_file) {
      out.files.push_back(std::move(part));
    } else {
      out.data = part.bytes;
      found = true;
    }
  }
  if (!found) faults.push_back({std::string(data), "is missing"});
  if (!faults.empty()) throw invalid(std::move(faults));
  return out;
}

void describe_form(Route& route, boost::json::object schema, std::string_view data,
                   const std::vector<std::string_view>& files) {
  boost::json::object fields = {{data, schema}};
  for (const auto file : files) fields[file] = {{"type", "string"}, {"format", "binary"}};
  describe_body(route, std::move(schema));
  route.operation["requestBody"].as_object()["content"].as_object()["multipart/form-data"] = {
      {"schema", {{"type", "object"}, {"required", {data}}, {"properties", std::move(fields)}}}};
}

void describe_file(Route& route, std::size_t bytes, const std::vector<std::string>& types) {
  route.body_limit = bytes;
  boost::json::object content;
  for (const auto& type : types) {
    boost::json::object file = {{"type", "string"}, {"format", "binary"}, {"maxLength", bytes}};
    if (type == "multipart/form-data")
      file = {{"type", "object"}, {"required", {file_field}}, {"properties", {{file_field, file}}}};
    content[type] = {{"schema", std::move(file)}};
  }
  route.operation["requestBody"] = {{"required", true}, {"content", std::move(content)}};
}

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

Route Rows::begin(Method method, std::string pattern, Access access, std::string summary, bool creates) const {
  Route route;
  route.method = method;
  route.pattern = std::move(pattern);
  route.access = access;
  route.section = section_;
  route.summary = std::move(summary);
  route.cacheable = cacheable_ && method == Method::get;
  route.pool = pool_;
  route.in_person = in_person_;
  route.asks_who = asks_who_;
  route.scope = scope_;
  // What may answer secrets is not to be kept.
  route.repeatable = method == Method::post && creates && access >= Access::members && !in_person_;
  return route;
}

void Rows::describe(Route& route, boost::json::array parameters, int status, boost::json::object schema, bool list) {
  auto body = route.operation.contains("requestBody") ? route.operation["requestBody"] : nullptr;
  route.operation = describe_operation(route, std::move(parameters));
  if (!body.is_null()) route.operation["requestBody"] = std::move(body);
  route.operation["responses"] = describe_responses(status, std::move(schema), list, router_.components, route);
}

}  // namespace kinoteka::http
