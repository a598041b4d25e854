#include "mail/message.hpp"

#include <algorithm>
#include <array>

#include <openssl/evp.h>

#include "base/time.hpp"

namespace kinoteka::mail {
namespace {

std::string base64(std::string_view text) {
  std::string out((text.size() + 2) / 3 * 4 + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

std::string base64_lines(std::string_view text) {
  const auto encoded = base64(text);
  std::string out;
  for (std::size_t i = 0; i < encoded.size(); i += 76) out += encoded.substr(i, 76) + "\r\n";
  return out;
}

// RFC 2047, in words of at most 75 characters that do not cut a letter.
std::string header_text(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 127; })) return std::string(text);
  std::string out;
  while (!text.empty()) {
    auto part = std::min<std::size_t>(text.size(), 42);
    while (part < text.size() && (static_cast<unsigned char>(text[part]) & 0xC0) == 0x80) --part;
    if (!out.empty()) out += "\r\n ";
    out += "=?UTF-8?B?" + base64(text.substr(0, part)) + "?=";
    text.remove_prefix(part);
  }
  return out;
}

std::string part(std::string_view boundary, std::string_view type, std::string_view body) {
  return "--" + std::string(boundary) + "\r\nContent-Type: " + std::string(type) +
         "; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64_lines(body);
}

}  // namespace

bool is_address(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at > 64 || text.size() > 254) return false;
  const auto local = text.substr(0, at), domain = text.substr(at + 1);
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
  const bool local_right = std::all_of(local.begin(), local.end(), [&](char c) {
    return letter(c) || std::string_view(".!#$%&'*+/=?^_`{|}~-").find(c) != std::string_view::npos;
  });
  const bool domain_right =
      !domain.empty() && letter(domain.front()) && letter(domain.back()) &&
      domain.find("..") == std::string_view::npos &&
      std::all_of(domain.begin(), domain.end(), [&](char c) { return letter(c) || c == '.' || c == '-'; });
  return local_right && domain_right && local.front() != '.' && local.back() != '.';
}

std::string escape_html(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string to_mime(const Message& message, std::string_view from, std::string_view id, std::int64_t sent_at_ms) {
  auto date = http_date(sent_at_ms);
  date.replace(date.size() - 3, 3, "+0000");
  const std::string boundary = "kinoteka-" + std::string(id);
  const auto at = from.rfind('@');
  auto domain = std::string(at == std::string_view::npos ? "localhost" : from.substr(at + 1));
  if (domain.ends_with('>')) domain.pop_back();
  std::string out;
  out +=
      "From: " + std::string(from) + "\r\nTo: " + message.to + "\r\nSubject: " + header_text(message.subject) +
      "\r\nDate: " + date + "\r\nMessage-ID: <" + std::string(id) + '@' + domain +
      ">\r\nMIME-Version: 1.0\r\nAuto-Submitted: auto-generated\r\nContent-Type: multipart/alternative; boundary=\"" +
      boundary + "\"\r\n\r\n";
  out += part(boundary, "text/plain", message.text) + part(boundary, "text/html", message.html);
  return out + "--" + boundary + "--\r\n";
}

}  // namespace kinoteka::mail
