// A message to one person, and how it goes over the wire (RFC 5322, MIME): text and HTML beside each other, UTF-8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/describe/class.hpp>

namespace kinoteka::mail {

struct Message {
  std::string to;
  std::string subject;
  std::string text;
  std::string html;
};
BOOST_DESCRIBE_STRUCT(Message, (), (to, subject, text, html))

// `id` is unique; `from` is "name <address>" or an address.
std::string to_mime(const Message& message, std::string_view from, std::string_view id, std::int64_t sent_at_ms);

// Whether mail can be addressed to it: local@domain, ASCII, no spaces, quotes or controls, at most 254 characters. What
// passes can stand in a header and in SMTP's commands as it is.
bool is_address(std::string_view text);

std::string escape_html(std::string_view text);

}  // namespace kinoteka::mail
