// A text that is an address on the web, for whatever keeps links from people.
#pragma once

#include <string>

#include <boost/json/object.hpp>

namespace kinoteka::json {

// An address on the web that a page may link to: http or https, at most 500 characters.
struct WebAddress {
  std::string value;
  static std::string parse(const std::string& text, WebAddress& to);
  static boost::json::object schema();
};

}  // namespace kinoteka::json
