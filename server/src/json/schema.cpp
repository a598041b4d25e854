#include "json/schema.hpp"

#include <stdexcept>

#include <boost/core/demangle.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

namespace kinoteka::json {
namespace {

void print(std::string& out, const boost::json::value& value, std::size_t indent) {
  const auto line = [&](std::size_t depth) { out += '\n' + std::string(depth * 2, ' '); };
  const auto list = [&](const auto& items, char open, char close, auto&& print_item) {
    out += open;
    bool first = true;
    for (const auto& item : items) {
      if (!std::exchange(first, false)) out += ',';
      line(indent + 1);
      print_item(item);
    }
    if (!first) line(indent);
    out += close;
  };
  if (const auto* object = value.if_object()) {
    list(*object, '{', '}', [&](const auto& member) {
      out += boost::json::serialize(boost::json::string(member.key())) + ": ";
      print(out, member.value(), indent + 1);
    });
  } else if (const auto* array = value.if_array()) {
    list(*array, '[', ']', [&](const auto& item) { print(out, item, indent + 1); });
  } else {
    out += boost::json::serialize(value);
  }
}

// What a type is called in the document.
std::string component_name(const boost::json::object& components, const std::type_info& type, Use use) {
  auto name = boost::core::demangle(type.name());
  name.erase(0, name.rfind(':') + 1);
  if (use == Use::patch) return name + "Patch";
  const auto* known = components.if_contains(name);
  if (known == nullptr || known->is_null()) return name;
  const bool known_as_input = known->as_object().contains("additionalProperties");
  if (known_as_input == (use == Use::input)) return name;
  return name + (use == Use::input ? "Input" : "Output");
}

}  // namespace

boost::json::object typed_schema(std::string_view type) { return {{"type", type}}; }
boost::json::object whole_number_schema(std::int64_t min, std::int64_t max) {
  return {{"type", "integer"}, {"minimum", min}, {"maximum", max}};
}
boost::json::object number_schema(std::int64_t min, std::int64_t max) {
  return {{"type", "number"}, {"minimum", min}, {"maximum", max}};
}
boost::json::object stars_schema() {
  return {{"type", "number"}, {"minimum", 0.5}, {"maximum", 5}, {"multipleOf", 0.5}};
}
boost::json::object text_schema(std::size_t min, std::size_t max) {
  return {{"type", "string"}, {"minLength", min}, {"maxLength", max}};
}
boost::json::object enum_schema(boost::json::array names) { return {{"type", "string"}, {"enum", std::move(names)}}; }
boost::json::object list_schema(boost::json::object items, std::optional<std::size_t> max) {
  boost::json::object out{{"type", "array"}, {"items", std::move(items)}};
  if (max) out["maxItems"] = *max;
  return out;
}
boost::json::object map_schema(boost::json::object items) {
  return {{"type", "object"}, {"additionalProperties", std::move(items)}};
}
boost::json::object or_null(boost::json::object inner) {
  if (inner.contains("$ref"))
    return {{"anyOf", boost::json::array{std::move(inner), boost::json::object{{"type", "null"}}}}};
  inner["type"] = boost::json::array{inner["type"], "null"};
  if (inner.contains("enum")) inner["enum"].as_array().emplace_back(nullptr);
  return inner;
}

boost::json::object describe_component(boost::json::object& components, const std::type_info& type, Use use,
                                       std::span<const MemberSchema> members) {
  const auto name = component_name(components, type, use);
  boost::json::object reference{{"$ref", "#/components/schemas/" + name}};
  if (const auto* known = components.if_contains(name)) {
    if (known->is_object() && known->at(component_type).as_string() != type.name())
      throw std::logic_error("Two types are called " + name + " in the OpenAPI document: rename one.");
    return reference;
  }
  components[name] = nullptr;  // a type may refer to itself
  boost::json::object properties;
  boost::json::array required;
  for (const auto& member : members) {
    auto field = member.schema(components);
    if (!member.text.empty()) field["description"] = member.text;
    properties[member.name] = std::move(field);
    if (use == Use::output || (use == Use::input && !member.may_be_absent)) required.emplace_back(member.name);
  }
  boost::json::object out{{component_type, type.name()}, {"type", "object"}, {"properties", std::move(properties)}};
  if (!required.empty()) out["required"] = std::move(required);
  if (use != Use::output) out["additionalProperties"] = false;
  components[name] = std::move(out);
  return reference;
}

std::string pretty(const boost::json::value& value) {
  std::string out;
  print(out, value, 0);
  out += '\n';
  return out;
}

}  // namespace kinoteka::json
