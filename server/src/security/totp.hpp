// One-time codes of an authenticator app: RFC 6238 with what every app knows (HMAC-SHA-1, six digits, 30 seconds).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kinoteka::security {

// 160 random bits in base32 (RFC 4648), as people type them where no camera is at hand.
std::string new_totp_seed();

// "otpauth://totp/…": what a QR code holds.
std::string totp_address(std::string_view seed, std::string_view account);

// The code of one step of 30 seconds since 1970; for tests and for check_totp.
std::string totp_code(std::string_view seed, std::int64_t step);

// The step whose code this is: the one now or one beside it, for clocks that differ, and later than `last_used`, so
// that each code is good once.
std::optional<std::int64_t> check_totp(std::string_view seed, std::string_view code, std::int64_t now_ms,
                                       std::int64_t last_used);

}  // namespace kinoteka::security
