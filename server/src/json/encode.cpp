#include "json/encode.hpp"

#include <cmath>

namespace kinoteka::json {

void encode_text(std::string& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += '"';
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool line_separator =
        c == 0xE2 && text.size() - i > 2 && text[i + 1] == '\x80' && (text[i + 2] == '\xA8' || text[i + 2] == '\xA9');
    if (c >= 0x20 && c != '"' && c != '\\' && c != '<' && !line_separator) continue;
    out.append(text, start, i - start);
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      case 0xE2:
        out += text[i + 2] == '\xA8' ? "\\u2028" : "\\u2029";
        i += 2;
        break;
      default:
        out += "\\u00";
        out += digits[c >> 4];
        out += digits[c & 15];
    }
    start = i + 1;
  }
  out.append(text, start, text.size() - start);
  out += '"';
}

void encode_number(std::string& out, double number) {
  if (!std::isfinite(number)) {
    out += "null";  // JSON has no infinity
    return;
  }
  char buffer[32];
  out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr);
}

}  // namespace kinoteka::json
