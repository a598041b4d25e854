#include "features/accounts/domain.hpp"

#include <algorithm>

namespace kinoteka::accounts {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

bool letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

}  // namespace

std::string email_key(std::string_view email) { return lower(email); }

std::string username_key(std::string_view username) { return lower(username); }

std::string username_fault(std::string_view username) {
  if (username.size() < 3 || username.size() > 30) return "must have 3 to 30 characters";
  const bool plain = std::all_of(username.begin(), username.end(),
                                 [](char c) { return letter_or_digit(c) || c == '_' || c == '-' || c == '.'; });
  if (!plain || !letter_or_digit(username.front())) {
    return "must be Latin letters, digits, '_', '-' or '.', beginning with a letter or digit";
  }
  // Names that would speak for the house.
  for (const std::string_view taken : {"admin", "administrator", "root", "system", "kinoteka", "moderator", "support",
                                       "me", "api", "security", "anonymous", "null", "undefined"}) {
    if (lower(username) == taken) return "is kept for the house: choose another";
  }
  return {};
}

std::int64_t ThrottleRule::pause_after(std::int64_t attempts) const {
  if (attempts < free) return 0;
  const auto doublings = std::min<std::int64_t>(attempts - free, 20);
  return std::min(longest_ms, first_ms << doublings);
}

}  // namespace kinoteka::accounts
