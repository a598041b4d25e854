#include "features/accounts/wire.hpp"

#include "base/text.hpp"
#include "mail/message.hpp"

namespace kinoteka::accounts {

std::string Email::parse(const std::string& text, Email& to) {
  const auto trimmed = text::trim(text);
  if (!mail::is_address(trimmed)) return "must be an e-mail address";
  to.value = trimmed;
  return {};
}

boost::json::object Email::schema() {
  return {{"type", "string"}, {"format", "email"}, {"minLength", 3}, {"maxLength", 254}};
}

std::string PlainName::parse(const std::string& text, PlainName& to) {
  if (text::length(text) > 100) return "must have at most 100 characters";
  if (text::has_invisible(text)) return "must not hold invisible characters";
  to.value = text;
  return {};
}

boost::json::object PlainName::schema() { return {{"type", "string"}, {"maxLength", 100}}; }

std::string Username::parse(const std::string& text, Username& to) {
  if (auto fault = username_fault(text); !fault.empty()) return fault;
  to.value = text;
  return {};
}

boost::json::object Username::schema() {
  return {{"type", "string"}, {"minLength", 3}, {"maxLength", 30}, {"pattern", "^[A-Za-z0-9][A-Za-z0-9_.-]*$"}};
}

}  // namespace kinoteka::accounts
