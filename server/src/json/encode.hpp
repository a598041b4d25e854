// Described types to JSON text, appended to one string in one pass. Numbers are written by std::to_chars (7.5 stays
// 7.5), text must be UTF-8, absent optionals are `null`. No allocation but the string's own.
#pragma once

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

#include "json/describe.hpp"

namespace kinoteka::json {

// With quotes. `<` and U+2028/9 are escaped too, so that JSON may stand in a script or a page.
void encode_text(std::string& out, std::string_view text);
void encode_number(std::string& out, double number);

// Each entry of its table, in order; null where it has none.
template <Tabled T>
void encode_table(std::string& out, const T& value) {
  out += '{';
  for (const auto& entry : T::table) {
    if (out.back() != '{') out += ',';
    encode_text(out, entry.name);
    out += ':';
    const auto found = value.by_name.find(std::string(entry.name));
    if (found == value.by_name.end()) {
      out += "null";
    } else {
      encode_text(out, found->second);
    }
  }
  out += '}';
}

template <class T>
void encode(std::string& out, const T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    out += value ? "true" : "false";
  } else if constexpr (BoundedInt<T> || std::is_integral_v<T>) {
    char buffer[24];
    out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, static_cast<std::int64_t>(value)).ptr);
  } else if constexpr (std::is_same_v<T, Stars>) {
    encode_number(out, static_cast<double>(value.halves) / 2);
  } else if constexpr (BoundedNumber<T> || std::is_floating_point_v<T>) {
    encode_number(out, static_cast<double>(value));
  } else if constexpr (BoundedText<T>) {
    encode_text(out, *value);
  } else if constexpr (Formed<T>) {
    encode_text(out, value.value);
  } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
    encode_text(out, value);
  } else if constexpr (Preencoded<T>) {
    out += value.text;
  } else if constexpr (Optional<T>) {
    if (value) {
      encode(out, *value);
    } else {
      out += "null";
    }
  } else if constexpr (Enum<T>) {
    encode_text(out, enum_name(value));
  } else if constexpr (Array<T>) {
    out += '[';
    bool first = true;
    for (const auto& item : value) {
      if (!std::exchange(first, false)) out += ',';
      encode(out, item);
    }
    out += ']';
  } else if constexpr (Map<T>) {
    out += '{';
    bool first = true;
    for (const auto& [key, item] : value) {
      if (!std::exchange(first, false)) out += ',';
      encode_text(out, key);
      out += ':';
      encode(out, item);
    }
    out += '}';
  } else if constexpr (Tabled<T>) {
    encode_table(out, value);
  } else {
    static_assert(Described<T>, "to have JSON a type needs BOOST_DESCRIBE_STRUCT");
    out += '{';
    bool first = true;
    boost::mp11::mp_for_each<Members<T>>([&](auto member) {
      out += std::exchange(first, false) ? "\"" : ",\"";
      out += member.name;
      out += "\":";
      encode(out, value.*member.pointer);
    });
    out += '}';
  }
}

template <class T>
std::string encode(const T& value) {
  std::string out;
  encode(out, value);
  return out;
}

}  // namespace kinoteka::json
