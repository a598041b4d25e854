// Values that carry their limits in their type. The JSON reader, the query reader and the OpenAPI document all take
// the limits from here, so a bound is written once: `Text<1, 50> title;`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace kinoteka {

// UTF-8 text of `Min` to `Max` Unicode characters.
template <std::size_t Min, std::size_t Max>
struct Text {
  static constexpr std::size_t min = Min, max = Max;
  std::string value;

  Text() = default;
  Text(std::string text) : value(std::move(text)) {}
  const std::string& operator*() const { return value; }
  const std::string* operator->() const { return &value; }
  bool operator==(const Text&) const = default;
};

// At most `Max` things in a row.
template <class T, std::size_t Max>
struct Items : std::vector<T> {
  static constexpr std::size_t max = Max;
  using std::vector<T>::vector;
};

// A whole number from `Min` to `Max`.
template <std::int64_t Min, std::int64_t Max>
struct Int {
  static constexpr std::int64_t min = Min, max = Max;
  std::int64_t value = Min > 0 ? Min : 0;

  Int() = default;
  Int(std::int64_t number) : value(number) {}
  operator std::int64_t() const { return value; }
};

// A number from `Min` to `Max`, both whole.
template <std::int64_t Min, std::int64_t Max>
struct Number {
  static constexpr std::int64_t min = Min, max = Max;
  double value = 0;

  Number() = default;
  Number(double number) : value(number) {}
  operator double() const { return value; }
};

// A rating in stars, 0.5 to 5 in halves: kept and compared as a count of half-stars, read and written as a number.
struct Stars {
  static constexpr std::int64_t min_halves = 1, max_halves = 10;
  std::int64_t halves = min_halves;
  bool operator==(const Stars&) const = default;
};

using Id = Int<1, std::numeric_limits<std::int32_t>::max()>;

}  // namespace kinoteka
