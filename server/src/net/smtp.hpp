// Handing a message to a mail server. Blocking.
#pragma once

#include <string>

namespace kinoteka::net {

struct SmtpServer {
  // smtps://USER:PASSWORD@HOST:465 (TLS from the start), smtp://… (STARTTLS, and no message without it), or
  // smtp+plain://… for a server on this machine or a network of one's own. Name and password are percent-encoded.
  std::string url;
};

// Empty, or what is wrong with the address.
std::string smtp_fault(const std::string& url);

// Throws Error{unavailable}, whose detail says what the server said, without the password.
void send_mail(const SmtpServer& server, const std::string& from, const std::string& to, const std::string& message);

}  // namespace kinoteka::net
