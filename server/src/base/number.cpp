#include "base/number.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

namespace kinoteka {

std::int64_t leading_integer(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const auto digits = text.substr(0, text.find_first_not_of("0123456789"));
  std::int64_t number = 0;
  if (std::from_chars(digits.data(), digits.data() + digits.size(), number).ec == std::errc::result_out_of_range)
    number = std::numeric_limits<std::int64_t>::max();
  return negative ? -number : number;
}

std::int64_t whole_number(std::string_view text) {
  std::int64_t out = -1;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
  return failed == std::errc() && end == text.data() + text.size() && out >= 0 ? out : -1;
}

}  // namespace kinoteka
