// A text that is a day. Days of people's lives have no time zone, so they stay texts, also in tables.
#pragma once

#include <string>

#include <boost/json/object.hpp>

namespace kinoteka::json {

// A day that exists: YYYY-MM-DD.
struct Date {
  std::string value;
  static std::string parse(const std::string& text, Date& to);
  static boost::json::object schema();
};

}  // namespace kinoteka::json
