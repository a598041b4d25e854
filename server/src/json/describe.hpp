// What the JSON rooms know about a type: its members and enumerators (Boost.Describe), and the small concepts that
// tell optionals, vectors, maps and bounded values apart. Everything here is resolved at compile time.
#pragma once

#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>

#include "base/bounded.hpp"
#include "base/rare.hpp"

namespace kinoteka::json {

// JSON that was encoded before, known to have the shape of T: it is copied as it is.
template <class T>
struct Encoded {
  std::string text;
};

// The shape of what may have any.
struct Anything {};

template <class T, template <class...> class Template>
inline constexpr bool is_a = false;
template <template <class...> class Template, class... Args>
inline constexpr bool is_a<Template<Args...>, Template> = true;

template <class T>
concept Optional = is_a<T, std::optional> || is_a<T, Rare>;
template <class T>
concept BoundedItems = requires(const T& items) {
  []<class U, std::size_t Max>(const Items<U, Max>&) {}(items);
};
template <class T>
concept Array = is_a<T, std::vector> || BoundedItems<T>;
template <class T>
concept Map = is_a<T, std::map>;  // keys are strings
template <class T>
concept Preencoded = is_a<T, Encoded>;

template <class T>
inline constexpr bool is_text = false;
template <std::size_t Min, std::size_t Max>
inline constexpr bool is_text<Text<Min, Max>> = true;
template <class T>
concept BoundedText = is_text<T>;

// A member that a request may leave out: then it is nothing, or empty.
template <class T>
inline constexpr bool may_be_absent = Optional<T> || Array<T> || Map<T>;
template <std::size_t Max>
inline constexpr bool may_be_absent<Text<0, Max>> = true;

template <class T>
inline constexpr bool is_int = false;
template <std::int64_t Min, std::int64_t Max>
inline constexpr bool is_int<Int<Min, Max>> = true;
template <class T>
concept BoundedInt = is_int<T>;

template <class T>
inline constexpr bool is_number = false;
template <std::int64_t Min, std::int64_t Max>
inline constexpr bool is_number<Number<Min, Max>> = true;
template <class T>
concept BoundedNumber = is_number<T>;

template <class T>
concept Enum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;
template <class T>
concept Described = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;

// A text with a form of its own (a code, a date, an address): it reads itself and says what is wrong, or nothing.
template <class T>
concept Formed = requires(const std::string& text, T& to) {
  { T::parse(text, to) } -> std::convertible_to<std::string>;
  { to.value } -> std::convertible_to<std::string>;
  T::schema();
};

// An object whose members are the entries of a table: texts by name, each of a form that the table knows. Entries have
// a `name` and a `doc`; `T::fault(entry, text)` says what is wrong, and `T::schema(entry)` what is right.
template <class T>
concept Tabled = requires(T& to, const std::string& text) {
  { to.by_name[text] } -> std::same_as<std::string&>;
  { T::fault(T::table[0], text) } -> std::convertible_to<std::string>;
  T::schema(T::table[0]);
};

template <class T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

template <class Visit>
void for_each_enumerator(auto tag, Visit&& visit) {
  using E = typename decltype(tag)::type;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
    std::string_view name = d.name;
    if (name.ends_with('_')) name.remove_suffix(1);  // `new_`: the value 'new' is a keyword of C++
    visit(d.value, name);
  });
}

template <Enum E>
std::string_view enum_name(E value) {
  std::string_view found;
  for_each_enumerator(std::type_identity<E>{}, [&](E candidate, std::string_view name) {
    if (candidate == value) found = name;
  });
  return found;
}

template <Enum E>
std::optional<E> enum_value(std::string_view wanted) {
  std::optional<E> found;
  for_each_enumerator(std::type_identity<E>{}, [&](E candidate, std::string_view name) {
    if (name == wanted) found = candidate;
  });
  return found;
}

// "vhs, dvd or streaming"
template <Enum E>
std::string enum_choices() {
  std::vector<std::string_view> names;
  for_each_enumerator(std::type_identity<E>{}, [&](E, std::string_view name) { names.push_back(name); });
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += i + 1 == names.size() ? " or " : ", ";
    out += names[i];
  }
  return out;
}

}  // namespace kinoteka::json
