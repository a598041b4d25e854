#include "security/totp.hpp"

#include <array>

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include "security/sodium.hpp"
#include "security/tokens.hpp"

namespace kinoteka::security {
namespace {

constexpr std::string_view base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::size_t seed_bytes = 20;
constexpr std::int64_t step_ms = 30'000;

std::string to_base32(std::string_view bytes) {
  std::string out;
  unsigned buffer = 0, bits = 0;
  for (const char c : bytes) {
    buffer = buffer << 8 | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 5; bits -= 5) out += base32[buffer >> (bits - 5) & 31];
  }
  if (bits > 0) out += base32[buffer << (5 - bits) & 31];
  return out;
}

std::string from_base32(std::string_view text) {
  std::string out;
  unsigned buffer = 0, bits = 0;
  for (const char c : text) {
    const auto value = base32.find(c);
    if (value == std::string_view::npos) continue;
    buffer = buffer << 5 | static_cast<unsigned>(value);
    bits += 5;
    if (bits >= 8) out += static_cast<char>(buffer >> (bits -= 8) & 255);
  }
  return out;
}

std::string escape(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
        c == '_') {
      out += c;
    } else {
      out += {'%', digits[byte >> 4], digits[byte & 15]};
    }
  }
  return out;
}

}  // namespace

std::string new_totp_seed() {
  start_sodium();
  std::string raw(seed_bytes, '\0');
  randombytes_buf(raw.data(), raw.size());
  return to_base32(raw);
}

std::string totp_address(std::string_view seed, std::string_view account) {
  return "otpauth://totp/Kinoteka:" + escape(account) + "?secret=" + std::string(seed) + "&issuer=Kinoteka";
}

std::string totp_code(std::string_view seed, std::int64_t step) {
  const auto key = from_base32(seed);
  std::array<unsigned char, 8> counter{};
  for (std::size_t i = 8; i-- > 0; step >>= 8) counter[i] = static_cast<unsigned char>(step & 255);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), counter.data(), counter.size(), digest.data(), &size);
  const unsigned at = digest[size - 1] & 15;  // dynamic truncation, RFC 4226, 5.3
  const unsigned number = (digest[at] & 127u) << 24 | unsigned{digest[at + 1]} << 16 | unsigned{digest[at + 2]} << 8 |
                          unsigned{digest[at + 3]};
  const auto digits = std::to_string(number % 1'000'000);
  return std::string(6 - digits.size(), '0') + digits;
}

std::optional<std::int64_t> check_totp(std::string_view seed, std::string_view code, std::int64_t now_ms,
                                       std::int64_t last_used) {
  const auto now = now_ms / step_ms;
  std::optional<std::int64_t> found;
  for (const auto step : {now - 1, now, now + 1}) {
    if (equal(totp_code(seed, step), code) && step > last_used) found = step;
  }
  return found;
}

}  // namespace kinoteka::security
