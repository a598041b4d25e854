#include "json/date.hpp"

#include <algorithm>
#include <chrono>

namespace kinoteka::json {
namespace {

bool digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string Date::parse(const std::string& text, Date& to) {
  constexpr auto fault = "must be a day as YYYY-MM-DD";
  const std::string_view all = text;
  if (all.size() != 10 || all[4] != '-' || all[7] != '-') return fault;
  if (!digits(all.substr(0, 4)) || !digits(all.substr(5, 2)) || !digits(all.substr(8, 2))) return fault;
  const std::chrono::year_month_day day{std::chrono::year(std::stoi(text.substr(0, 4))),
                                        std::chrono::month(static_cast<unsigned>(std::stoi(text.substr(5, 2)))),
                                        std::chrono::day(static_cast<unsigned>(std::stoi(text.substr(8, 2))))};
  if (!day.ok()) return fault;
  to.value = text;
  return {};
}
boost::json::object Date::schema() {
  return {{"type", "string"}, {"format", "date"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}, {"maxLength", 10}};
}

}  // namespace kinoteka::json
