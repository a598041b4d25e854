// JSON Schema (2020-12, as OpenAPI 3.1 uses it) from the same types that are decoded and encoded. Described structs
// become components that are referred to by name.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <typeinfo>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "json/describe.hpp"

namespace kinoteka::json {

// A described type may carry `static constexpr Doc docs[] = {{"field", "what it is"}, …};`
struct Doc {
  std::string_view field;
  std::string_view text;
};

template <class T>
std::string_view doc_of([[maybe_unused]] std::string_view field) {
  if constexpr (requires { T::docs; }) {
    for (const auto& doc : T::docs) {
      if (doc.field == field) return doc.text;
    }
  }
  std::string_view inherited;
  boost::mp11::mp_for_each<boost::describe::describe_bases<T, boost::describe::mod_any_access>>([&](auto base) {
    if (inherited.empty()) inherited = doc_of<typename decltype(base)::type>(field);
  });
  return inherited;
}

// What a schema is for: an answer has all its members, a request needs only those without a default, a patch none.
enum class Use { output, input, patch };

template <class T, Use U = Use::output>
boost::json::object schema(boost::json::object& components);

// What a member is for: a patch goes into objects, but replaces lists as a whole (RFC 7396).
template <class T, Use U>
constexpr Use use_of_member() {
  if constexpr (U != Use::patch || Described<T>) {
    return U;
  } else if constexpr (Optional<T>) {
    return use_of_member<typename T::value_type, U>();
  } else {
    return Use::input;
  }
}

// Where a component says of which type it is, until the document is written.
inline constexpr std::string_view component_type = "x-type";

// What a type is called in the document. One that is both asked for and answered has a name for each.
template <Described T, Use U>
std::string component_name(const boost::json::object& components) {
  auto name = type_name<T>();
  if (U == Use::patch) return name + "Patch";
  const auto* known = components.if_contains(name);
  if (known == nullptr || known->is_null()) return name;
  const bool known_as_input = known->as_object().contains("additionalProperties");
  if (known_as_input == (U == Use::input)) return name;
  return name + (U == Use::input ? "Input" : "Output");
}

template <Described T, Use U>
void describe_component(boost::json::object& components, const std::string& name) {
  const std::string_view type = typeid(T).name();
  if (const auto* known = components.if_contains(name)) {
    if (known->is_object() && known->at(component_type).as_string() != type)
      throw std::logic_error("Two types are called " + name + " in the OpenAPI document: rename one.");
    return;
  }
  components[name] = nullptr;  // a type may refer to itself
  boost::json::object properties;
  boost::json::array required;
  boost::mp11::mp_for_each<Members<T>>([&](auto member) {
    using Field = std::remove_reference_t<decltype(std::declval<T>().*member.pointer)>;
    auto field = schema<Field, use_of_member<Field, U>()>(components);
    if (const auto text = doc_of<T>(member.name); !text.empty()) field["description"] = text;
    properties[member.name] = std::move(field);
    if (U == Use::output || (U == Use::input && !may_be_absent<Field>)) required.emplace_back(member.name);
  });
  boost::json::object out{{component_type, type}, {"type", "object"}, {"properties", std::move(properties)}};
  if (!required.empty()) out["required"] = std::move(required);
  if (U != Use::output) out["additionalProperties"] = false;
  components[name] = std::move(out);
}

template <class T, Use U>
boost::json::object schema(boost::json::object& components) {
  using boost::json::object;
  if constexpr (std::is_same_v<T, Anything>) {
    return {};
  } else if constexpr (std::is_same_v<T, bool>) {
    return {{"type", "boolean"}};
  } else if constexpr (BoundedInt<T>) {
    return {{"type", "integer"}, {"minimum", T::min}, {"maximum", T::max}};
  } else if constexpr (std::is_integral_v<T>) {
    return {{"type", "integer"}};
  } else if constexpr (std::is_same_v<T, Stars>) {
    return {{"type", "number"}, {"minimum", 0.5}, {"maximum", 5}, {"multipleOf", 0.5}};
  } else if constexpr (BoundedNumber<T>) {
    return {{"type", "number"}, {"minimum", T::min}, {"maximum", T::max}};
  } else if constexpr (std::is_floating_point_v<T>) {
    return {{"type", "number"}};
  } else if constexpr (BoundedText<T>) {
    return {{"type", "string"}, {"minLength", T::min}, {"maxLength", T::max}};
  } else if constexpr (Formed<T>) {
    return T::schema();
  } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
    return {{"type", "string"}};
  } else if constexpr (Preencoded<T>) {
    return []<class V>(std::type_identity<Encoded<V>>, object& all) { return schema<V>(all); }(std::type_identity<T>{},
                                                                                               components);
  } else if constexpr (Optional<T>) {
    auto inner = schema<typename T::value_type, U>(components);
    if (inner.contains("$ref")) {
      return {{"anyOf", boost::json::array{std::move(inner), object{{"type", "null"}}}}};
    }
    inner["type"] = boost::json::array{inner["type"], "null"};
    if (inner.contains("enum")) inner["enum"].as_array().emplace_back(nullptr);
    return inner;
  } else if constexpr (Enum<T>) {
    boost::json::array names;
    for_each_enumerator(std::type_identity<T>{}, [&](T, std::string_view name) { names.emplace_back(name); });
    return {{"type", "string"}, {"enum", std::move(names)}};
  } else if constexpr (Array<T>) {
    object out{{"type", "array"}, {"items", schema<typename T::value_type, U>(components)}};
    if constexpr (BoundedItems<T>) out["maxItems"] = T::max;
    return out;
  } else if constexpr (Map<T>) {
    return {{"type", "object"}, {"additionalProperties", schema<typename T::mapped_type, U>(components)}};
  } else {
    const auto name = component_name<T, U>(components);
    describe_component<T, U>(components, name);
    return {{"$ref", "#/components/schemas/" + name}};
  }
}

// Indented by two, members in the order they were written, with a line feed at the end: readable and stable.
std::string pretty(const boost::json::value& value);

}  // namespace kinoteka::json
