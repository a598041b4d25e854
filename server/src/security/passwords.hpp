// Passwords: hashed with Argon2id, and judged by the rules of NIST SP 800-63B (length, and not among those that
// everybody tries first; nothing about kinds of characters, nothing about age).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace kinoteka::security {

// How much a guess costs. OWASP's least: 19 MiB and two passes.
struct PasswordCost {
  std::uint64_t passes = 2;
  std::size_t memory = 19u << 20;  // bytes

  // As much as this machine gives without pain: 64 MiB and three passes where there are two GiB, else the least.
  static PasswordCost of_this_machine();
};

class Passwords {
 public:
  explicit Passwords(PasswordCost cost) : cost_(cost) {}

  // A salted hash that names its own cost. Takes some 100 ms and `memory` bytes: call on few threads at a time.
  std::string hash(std::string_view password) const;

  // False too for an empty `stored` (who has no password), after the same time.
  bool verify(std::string_view password, const std::string& stored) const;

  // Whether it was made with another cost than today's.
  bool outdated(const std::string& stored) const;

 private:
  const std::string& decoy() const;
  const PasswordCost cost_;
};

// What is wrong with a password, or an empty message; its field is left to the caller. `about` are words an attacker
// would try first: the address, names.
FieldError password_fault(std::string_view password, std::size_t least, const std::vector<std::string_view>& about);

inline constexpr std::size_t longest_password = 256;

}  // namespace kinoteka::security
