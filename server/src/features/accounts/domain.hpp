// The nouns and rules of accounts: what an address and a username are, how long things live, how fast one may guess.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "json/language.hpp"

namespace kinoteka::accounts {

// How long things live. docs/security.md explains the choices.
inline constexpr std::int64_t access_token_ms = 15 * minute_ms;
inline constexpr std::int64_t session_idle_ms = 30 * day_ms, session_ms = 180 * day_ms;
inline constexpr std::int64_t verify_link_ms = 2 * day_ms, reset_link_ms = hour_ms, invitation_ms = 14 * day_ms;
inline constexpr std::int64_t provider_login_ms = 10 * minute_ms;
inline constexpr std::int64_t recent_ms = 10 * minute_ms;  // a sign-in young enough for what needs a password
inline constexpr std::int64_t events_ms = 365 * day_ms;    // of accounts, kept for admins
inline constexpr std::int64_t signing_key_ms = 30 * day_ms;
inline constexpr std::int64_t most_sessions = 100, most_keys = 50;  // of one user
inline constexpr std::int64_t most_claims = 20;  // accounts that claim an address which another holds
inline constexpr int recovery_code_count = 10;

enum class Registration { open, invitation, closed };
enum class Visibility { private_, everyone, chosen };
enum class Theme { system, dark, light };
using json::Language;

// Addresses are compared without regard to case: nobody's mail server tells Ann@ from ann@.
std::string email_key(std::string_view email);
// Usernames too: 3 to 30 Latin letters, digits, '_', '-' and '.', the first a letter or digit. Empty, or what is wrong.
std::string username_fault(std::string_view username);
std::string username_key(std::string_view username);

// Attempts at something that may be guessed. After `free` of them each one closes the door for twice as long as the
// one before, from `first` up to `longest`; what is `forget` old does not count any more.
struct ThrottleRule {
  std::int64_t free;
  std::int64_t first_ms, longest_ms, forget_ms;

  // How long the door stays closed after so many attempts.
  std::int64_t pause_after(std::int64_t attempts) const;
};

// From one address against one account; from one address; against one account from everywhere, which never closes the
// door for long: nobody can lock somebody else out.
inline constexpr ThrottleRule guesses_at_account{5, second_ms, 15 * minute_ms, hour_ms};
inline constexpr ThrottleRule guesses_from_address{30, second_ms, 15 * minute_ms, hour_ms};
inline constexpr ThrottleRule guesses_everywhere{100, second_ms, 10 * second_ms, hour_ms};
inline constexpr ThrottleRule registrations_from_address{10, 10 * second_ms, hour_ms, hour_ms};
inline constexpr ThrottleRule messages_to_account{3, minute_ms, hour_ms, day_ms};
inline constexpr ThrottleRule messages_from_address{20, 10 * second_ms, hour_ms, hour_ms};

}  // namespace kinoteka::accounts
