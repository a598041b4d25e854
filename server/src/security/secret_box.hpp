// The one secret that an installation has, and what is kept under it: signing keys, seeds of second factors, messages
// on their way. A copy of the database alone opens none of them. XChaCha20-Poly1305 (libsodium). Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kinoteka::security {

class SecretBox {
 public:
  // The secret in `file`, made there at random (mode 0600, its folder too) when there is none. Throws
  // Error{unavailable} that says what to do when it cannot be read, is too short, or may be read by others.
  static SecretBox of_file(const std::string& file);
  explicit SecretBox(std::string_view secret);
  ~SecretBox();
  SecretBox(SecretBox&&) noexcept;
  SecretBox& operator=(SecretBox&&) = delete;

  // `purpose` is bound to it: what was sealed for one purpose opens for no other.
  std::string seal(std::string_view plain, std::string_view purpose) const;

  // Nothing when it was sealed with another secret or changed since.
  std::optional<std::string> open(std::string_view sealed, std::string_view purpose) const;

  // One byte that follows from the text and the secret: enough to choose among a few, and to tell nobody anything.
  int hint(std::string_view text, std::string_view purpose) const;

 private:
  std::string key_;
};

}  // namespace kinoteka::security
