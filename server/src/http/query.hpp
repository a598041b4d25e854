// Query parameters to a described struct, whose members are the parameters: optional ones may be absent. Unknown,
// repeated and malformed parameters are all named at once, each once, however often it comes.
#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "base/bounded.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "http/message.hpp"
#include "json/schema.hpp"

namespace kinoteka::http {

namespace detail {

// Text has no default that would make sense; other parameters that are not optional carry theirs.
template <class T>
inline constexpr bool required = json::BoundedText<T>;

// What is wrong with `text` as a T, or empty after storing it.
template <class T>
std::string read_parameter(const std::string& text, T& to) {
  if constexpr (json::Optional<T>) {
    return read_parameter(text, to.emplace());
  } else if constexpr (std::is_same_v<T, bool>) {
    if (text != "true" && text != "false") return "must be true or false";
    to = text == "true";
  } else if constexpr (std::is_same_v<T, Stars>) {
    double stars = 0;
    const auto* last = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), last, stars);
    // Looked at as a number first: what is not within bounds may be beyond every integer.
    const bool within = parsed.ec == std::errc{} && parsed.ptr == last && stars * 2 >= Stars::min_halves &&
                        stars * 2 <= Stars::max_halves;
    const auto halves = within ? static_cast<std::int64_t>(stars * 2) : 0;
    if (!within || static_cast<double>(halves) != stars * 2) return "must be from 0.5 to 5, in steps of 0.5";
    to.halves = halves;
  } else if constexpr (json::BoundedInt<T>) {
    std::int64_t number = 0;
    const auto* last = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), last, number);
    if (parsed.ec != std::errc{} || parsed.ptr != last) return "must be a whole number";
    if (number < T::min || number > T::max) {
      return "must be from " + std::to_string(T::min) + " to " + std::to_string(T::max);
    }
    to = number;
  } else if constexpr (json::BoundedNumber<T>) {
    double number = 0;
    const auto* last = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), last, number);
    if (parsed.ec != std::errc{} || parsed.ptr != last) return "must be a number";
    if (!(number >= T::min && number <= T::max)) {
      return "must be from " + std::to_string(T::min) + " to " + std::to_string(T::max);
    }
    to = number;
  } else if constexpr (json::BoundedText<T>) {
    const auto size = text::length(text);
    if (size < T::min || size > T::max) {
      return "must have " + std::to_string(T::min) + " to " + std::to_string(T::max) + " characters";
    }
    to.value = text;
  } else if constexpr (json::Enum<T>) {
    const auto value = json::enum_value<T>(text);
    if (!value) return "must be " + json::enum_choices<T>();
    to = *value;
  } else {
    // A type of a feature's own: it reads itself.
    return T::parse(text, to);
  }
  return {};
}

template <class T>
boost::json::object parameter_schema(boost::json::object& components) {
  if constexpr (json::Optional<T>) {
    return parameter_schema<typename T::value_type>(components);
  } else if constexpr (requires { T::schema(); }) {
    return T::schema();
  } else {
    return json::schema<T>(components);
  }
}

}  // namespace detail

// A part of a list.
struct Page {
  std::int64_t number = 1, size = 12;
  std::int64_t offset() const { return (number - 1) * size; }  // of its first item
};

// The parameters of every list, to be inherited: absent `page` means all.
struct Paging {
  std::optional<Int<1, 1'000'000>> page;
  std::optional<Int<1, 100>> per_page;

  std::optional<Page> chosen() const {
    if (!page && !per_page) return std::nullopt;
    return Page{page ? std::int64_t(*page) : 1, per_page ? std::int64_t(*per_page) : 12};
  }
};
BOOST_DESCRIBE_STRUCT(Paging, (), (page, per_page))

// "-year,title": fields of E in order, '-' for descending.
template <class E>
struct Sort {
  struct Key {
    E field;
    bool descending;
  };
  std::vector<Key> keys;

  static std::string parse(const std::string& text, Sort& to) {
    for (auto part : text::split(text, ',')) {
      const bool descending = part.starts_with('-');
      if (descending) part.remove_prefix(1);
      const auto field = json::enum_value<E>(part);
      if (!field) return "must name " + json::enum_choices<E>() + ", each with '-' before it for the reverse";
      const bool twice =
          std::any_of(to.keys.begin(), to.keys.end(), [&](const Key& key) { return key.field == *field; });
      if (twice) return "names a field twice";
      to.keys.push_back({*field, descending});
    }
    return {};
  }
  static boost::json::object schema() {
    std::string names, first;
    json::for_each_enumerator(std::type_identity<E>{}, [&](E, std::string_view name) {
      if (first.empty()) first = name;
      names += (names.empty() ? "" : "|") + std::string(name);
    });
    return {{"type", "string"}, {"pattern", "^-?(" + names + ")(,-?(" + names + "))*$"}, {"example", '-' + first}};
  }
};

// "3,14,15": ids, at most Max.
template <std::size_t Max>
struct IdList {
  std::vector<std::int32_t> ids;

  static std::string parse(const std::string& text, IdList& to) {
    for (const auto part : text::split(text, ',')) {
      Id id;
      if (!detail::read_parameter(std::string(part), id).empty()) return "must be ids, parted by commas";
      to.ids.push_back(static_cast<std::int32_t>(id));
    }
    return to.ids.size() > Max ? "must be at most " + std::to_string(Max) + " ids" : std::string();
  }
  static boost::json::object schema() {
    return {{"type", "string"}, {"pattern", "^[0-9]+(,[0-9]+)*$"}, {"maxLength", Max * 11}, {"example", "3,14,15"}};
  }
};

namespace detail {

// How one parameter is read and described.
struct Parameter {
  std::string_view name, text;
  bool required;
  std::string (*read)(const std::string& text, void* query);
  boost::json::object (*schema)(boost::json::object& components);
};

template <class T, template <class...> class L, class... Member>
std::span<const Parameter> parameters_of(L<Member...>) {
  static constexpr auto parameter = []<class M>(std::type_identity<M>) {
    using Field = std::remove_reference_t<decltype(std::declval<T&>().*M::pointer)>;
    return Parameter{
        M::name, json::doc_of<T>(M::name), required<Field>,
        [](const std::string& text, void* query) { return read_parameter(text, static_cast<T*>(query)->*M::pointer); },
        &parameter_schema<Field>};
  };
  static constexpr std::array<Parameter, sizeof...(Member)> all = {parameter(std::type_identity<Member>{})...};
  return all;
}

void read_parameters(const Request& request, void* query, std::span<const Parameter> known);
void describe_parameters(boost::json::array& parameters, boost::json::object& components,
                         std::span<const Parameter> known);

}  // namespace detail

template <class T>
T read_query(const Request& request) {
  T query{};
  detail::read_parameters(request, &query, detail::parameters_of<T>(json::Members<T>{}));
  return query;
}

template <class T>
void describe_query(boost::json::array& parameters, boost::json::object& components) {
  detail::describe_parameters(parameters, components, detail::parameters_of<T>(json::Members<T>{}));
}

}  // namespace kinoteka::http
