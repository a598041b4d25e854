#include "http/arguments.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace kinoteka::http {

callers::Origin origin_of(const Request& request) {
  const auto agent = request.header("user-agent");
  return {request.peer, text::valid_utf8(agent) ? std::string(text::prefix(agent, 200)) : std::string(), request.id};
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

}  // namespace kinoteka::http
