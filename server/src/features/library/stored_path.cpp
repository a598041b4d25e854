#include "features/library/stored_path.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace kinoteka::library {
namespace {

// How many bytes the UTF-8 character at `at` has; 0 where there is none.
std::size_t character_at(std::string_view bytes, std::size_t at) {
  const auto lead = static_cast<unsigned char>(bytes[at]);
  const std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
  if (length == 0 || at + length > bytes.size() || !text::valid_utf8(bytes.substr(at, length))) return 0;
  return length;
}

int hex_digit(char c) {
  if ((c >= '0' && c <= '9')) return c - '0';
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

}  // namespace

std::string stored_path(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size();) {
    const auto length = character_at(bytes, i);
    if (length > 0 && bytes[i] != '%') {
      out += bytes.substr(i, length);
      i += length;
      continue;
    }
    const auto byte = static_cast<unsigned char>(bytes[i++]);
    out += {'%', digits[byte >> 4], digits[byte & 15]};
  }
  return out;
}

std::string path_bytes(std::string_view stored) {
  std::string out;
  out.reserve(stored.size());
  for (std::size_t i = 0; i < stored.size(); ++i) {
    const int high = stored[i] == '%' && i + 2 < stored.size() ? hex_digit(stored[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(stored[i + 2]) : -1;
    if (low < 0) {
      out += stored[i];
      continue;
    }
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

std::string shown_path(std::string_view stored) {
  const auto bytes = path_bytes(stored);
  std::string out;
  for (std::size_t i = 0; i < bytes.size();) {
    const auto length = character_at(bytes, i);
    out += length > 0 ? bytes.substr(i, length) : "\xEF\xBF\xBD";
    i += std::max<std::size_t>(length, 1);
  }
  return out;
}

}  // namespace kinoteka::library
