#include "providers/commons.hpp"

#include <algorithm>
#include <cctype>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "net/http_client.hpp"

namespace kinoteka::providers {
namespace {

std::string percent_decode(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && std::isxdigit(text[i + 1]) && std::isxdigit(text[i + 2])) {
      out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

std::string Commons::photo(const std::string& page) const {
  const auto slash = page.rfind('/');
  return slash == std::string::npos ? std::string() : file(percent_decode(page.substr(slash + 1)), 500);
}

// Files lie in folders named after the MD5 of their name: mediawiki.org/wiki/Manual:$wgHashedUploadDirectory.
std::string Commons::file(std::string name, int width) const {
  std::replace(name.begin(), name.end(), ' ', '_');
  const auto lower = text::to_lower(name);
  const bool picture = lower.ends_with(".jpg") || lower.ends_with(".jpeg") || lower.ends_with(".png");
  if (!picture || name.find('/') != std::string::npos) return {};
  const auto digest = md5_hex(name);
  const auto at = '/' + digest.substr(0, 1) + '/' + digest.substr(0, 2) + '/' + net::percent_encode(name);
  if (width == 0) return address_ + at;
  return address_ + "/thumb" + at + '/' + std::to_string(width) + "px-" + net::percent_encode(name);
}

}  // namespace kinoteka::providers
