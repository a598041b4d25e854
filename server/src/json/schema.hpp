// JSON Schema (2020-12, as OpenAPI 3.1 uses it) from the same types that are decoded and encoded. Described structs
// become components that are referred to by name.
#pragma once

#include <array>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <typeinfo>
#include <utility>

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
constexpr std::string_view doc_of([[maybe_unused]] std::string_view field) {
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

// What is said of one member of a described type.
struct MemberSchema {
  std::string_view name, text;
  bool may_be_absent;
  boost::json::object (*schema)(boost::json::object& components);
};

// The schemas that do not depend on a type, but on its limits; here, so that they are compiled once.
boost::json::object typed_schema(std::string_view type);
boost::json::object whole_number_schema(std::int64_t min, std::int64_t max);
boost::json::object number_schema(std::int64_t min, std::int64_t max);
boost::json::object stars_schema();
boost::json::object text_schema(std::size_t min, std::size_t max);
boost::json::object enum_schema(boost::json::array names);
boost::json::object list_schema(boost::json::object items, std::optional<std::size_t> max);
boost::json::object map_schema(boost::json::object items);
boost::json::object or_null(boost::json::object inner);

// Makes the component of a described type where it is not there yet, and refers to it. It is called as the type is,
// without namespaces: throws std::logic_error where another type has that name already. A type that is both asked for
// and answered has a name for each.
boost::json::object describe_component(boost::json::object& components, const std::type_info& type, Use use,
                                       std::span<const MemberSchema> members);

template <class T, Use U, template <class...> class L, class... Member>
boost::json::object describe_members(boost::json::object& components, L<Member...>) {
  static constexpr auto field = []<class M>(std::type_identity<M>) {
    using Field = std::remove_reference_t<decltype(std::declval<T>().*M::pointer)>;
    return MemberSchema{M::name, doc_of<T>(M::name), may_be_absent<Field>, &schema<Field, use_of_member<Field, U>()>};
  };
  static constexpr std::array<MemberSchema, sizeof...(Member)> members = {field(std::type_identity<Member>{})...};
  return describe_component(components, typeid(T), U, members);
}

template <class T, Use U>
boost::json::object schema(boost::json::object& components) {
  if constexpr (std::is_same_v<T, Anything>) {
    return {};
  } else if constexpr (std::is_same_v<T, bool>) {
    return typed_schema("boolean");
  } else if constexpr (BoundedInt<T>) {
    return whole_number_schema(T::min, T::max);
  } else if constexpr (std::is_integral_v<T>) {
    return typed_schema("integer");
  } else if constexpr (std::is_same_v<T, Stars>) {
    return stars_schema();
  } else if constexpr (BoundedNumber<T>) {
    return number_schema(T::min, T::max);
  } else if constexpr (std::is_floating_point_v<T>) {
    return typed_schema("number");
  } else if constexpr (BoundedText<T>) {
    return text_schema(T::min, T::max);
  } else if constexpr (Formed<T>) {
    return T::schema();
  } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
    return typed_schema("string");
  } else if constexpr (Preencoded<T>) {
    return []<class V>(std::type_identity<Encoded<V>>, boost::json::object& all) { return schema<V>(all); }(
               std::type_identity<T>{}, components);
  } else if constexpr (Optional<T>) {
    return or_null(schema<typename T::value_type, U>(components));
  } else if constexpr (Enum<T>) {
    boost::json::array names;
    for_each_enumerator(std::type_identity<T>{}, [&](T, std::string_view name) { names.emplace_back(name); });
    return enum_schema(std::move(names));
  } else if constexpr (Array<T>) {
    std::optional<std::size_t> max;
    if constexpr (BoundedItems<T>) max = T::max;
    return list_schema(schema<typename T::value_type, U>(components), max);
  } else if constexpr (Map<T>) {
    return map_schema(schema<typename T::mapped_type, U>(components));
  } else if constexpr (Tabled<T>) {
    return []<std::size_t... Entry>(boost::json::object & all, std::index_sequence<Entry...>) {
      static constexpr std::array<MemberSchema, sizeof...(Entry)> members = {
          MemberSchema{T::table[Entry].name, T::table[Entry].doc, true,
                       [](boost::json::object&) { return or_null(T::schema(T::table[Entry])); }}...};
      return describe_component(all, typeid(T), U, members);
    }
    (components, std::make_index_sequence<std::size(T::table)>{});
  } else {
    static_assert(Described<T>, "to have a schema a type needs BOOST_DESCRIBE_STRUCT");
    return describe_members<T, U>(components, Members<T>{});
  }
}

// Indented by two, members in the order they were written, with a line feed at the end: readable and stable.
std::string pretty(const boost::json::value& value);

}  // namespace kinoteka::json
