// A language that Kinoteka speaks: see base/locales.hpp.
#pragma once

#include <string>

#include <boost/json/object.hpp>

namespace kinoteka::json {

struct Language {
  std::string value = "en";
  static std::string parse(const std::string& text, Language& to);
  static boost::json::object schema();
  bool operator==(const Language&) const = default;
};

}  // namespace kinoteka::json
