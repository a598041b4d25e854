#include "features/takeout/domain.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "json/date.hpp"

namespace kinoteka::takeout {

void Parsed::leave_out(const std::string& what, const std::string& why) {
  for (auto& item : left_out) {
    if (item.what == what && item.why == why) {
      ++item.rows;
      return;
    }
  }
  left_out.push_back({what, why, 1});
}

void Parsed::add(Row row) {
  if (rows.size() >= most_rows)
    throw invalid({{"file", "holds more than " + std::to_string(most_rows) + " rows: split it"}});
  rows.push_back(std::move(row));
}

std::int64_t half_stars(std::string_view text) {
  text = text::trim(text);
  double stars = 0;
  const auto* last = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), last, stars);
  if (parsed.ec != std::errc{} || parsed.ptr != last || !(stars >= 0.5 && stars <= 5)) return 0;
  return static_cast<std::int64_t>(stars * 2 + 0.5);
}

std::string day_of(std::string_view text) {
  json::Date day;
  const auto fault = json::Date::parse(std::string(text::trim(text).substr(0, 10)), day);
  return fault.empty() ? day.value : std::string();
}

int year_of(std::string_view text) {
  text = text::trim(text);
  int year = 0;
  const auto* last = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), last, year);
  return parsed.ec == std::errc{} && parsed.ptr == last && year >= 1870 && year <= 2100 ? year : 0;
}

}  // namespace kinoteka::takeout
