#include "json/web_address.hpp"

#include <algorithm>

namespace kinoteka::json {

std::string WebAddress::parse(const std::string& text, WebAddress& to) {
  const bool web = text.starts_with("https://") || text.starts_with("http://");
  const bool clean = std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '"' || c == '<' || c == '>';
  });
  if (!web || !clean || text.size() < 11 || text.size() > 500) return "must be an address that begins with https://";
  to.value = text;
  return {};
}
boost::json::object WebAddress::schema() {
  return {{"type", "string"}, {"format", "uri"}, {"pattern", "^https?://[^\\s\"<>]+$"}, {"maxLength", 500}};
}

}  // namespace kinoteka::json
