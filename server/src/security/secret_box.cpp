#include "security/secret_box.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "security/sodium.hpp"
#include "security/tokens.hpp"

namespace kinoteka::security {
namespace {

constexpr std::size_t least_secret = 32;  // characters; random_token's 256 bits have 43

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

Error cannot(const std::string& what, const std::string& file) {
  return {Code::unavailable,
          "The secret " + file + " cannot be " + what + ": " + std::strerror(errno) + ". See --secret-file."};
}

std::string read_all(int file) {
  std::string out;
  char block[256];
  for (;;) {
    const auto got = ::read(file, block, sizeof block);
    if (got <= 0) return out;
    out.append(block, static_cast<std::size_t>(got));
    if (out.size() > 4096) return out;
  }
}

// Two servers that start at once must end with the same secret: it is written aside and linked into place.
void create(const std::string& file) {
  const auto folder = std::filesystem::path(file).parent_path();
  std::error_code ignored;
  if (!folder.empty()) std::filesystem::create_directories(folder, ignored);
  const auto beside = file + '.' + std::to_string(getpid());
  const int out = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (out < 0) throw cannot("made", file);
  const auto secret = random_token() + '\n';
  const bool written = ::write(out, secret.data(), secret.size()) == static_cast<ssize_t>(secret.size());
  const bool synced = written && ::fsync(out) == 0;
  ::close(out);
  const bool placed = synced && (::link(beside.c_str(), file.c_str()) == 0 || errno == EEXIST);
  const int why = errno;
  ::unlink(beside.c_str());
  errno = why;
  if (!placed) throw cannot("written", file);
}

}  // namespace

SecretBox SecretBox::of_file(const std::string& file) {
  if (::access(file.c_str(), F_OK) != 0) create(file);
  const int in = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (in < 0) throw cannot("read", file);
  struct stat status {};
  ::fstat(in, &status);
  auto secret = read_all(in);
  ::close(in);
  if ((status.st_mode & 077) != 0 && status.st_uid == ::getuid()) {
    throw Error(Code::unavailable, "The secret " + file + " can be read by others: chmod 600 " + file);
  }
  const auto trimmed = text::trim(secret);
  if (trimmed.size() < least_secret) {
    throw Error(Code::unavailable, "The secret " + file + " is too short: it needs " + std::to_string(least_secret) +
                                       " random characters. Remove the file to have one made.");
  }
  SecretBox box(trimmed);
  sodium_memzero(secret.data(), secret.size());
  return box;
}

SecretBox::SecretBox(std::string_view secret) : key_(crypto_aead_xchacha20poly1305_ietf_KEYBYTES, '\0') {
  start_sodium();
  crypto_generichash(bytes(key_), key_.size(), bytes(secret), secret.size(), nullptr, 0);
}
SecretBox::SecretBox(SecretBox&& other) noexcept : key_(other.key_) {
  sodium_memzero(other.key_.data(), other.key_.size());
}
SecretBox::~SecretBox() { sodium_memzero(key_.data(), key_.size()); }

std::string SecretBox::seal(std::string_view plain, std::string_view purpose) const {
  std::string nonce(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, '\0');
  randombytes_buf(nonce.data(), nonce.size());
  std::string sealed(plain.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(sealed), nullptr, bytes(plain), plain.size(), bytes(purpose),
                                             purpose.size(), nullptr, bytes(nonce), bytes(key_));
  return base64url(nonce + sealed);
}

int SecretBox::hint(std::string_view text, std::string_view purpose) const {
  const auto all = std::string(purpose) + '\0' + std::string(text);
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, bytes(key_), key_.size());
  crypto_auth_hmacsha256_update(&state, bytes(all), all.size());
  crypto_auth_hmacsha256_final(&state, mac.data());
  return mac.front();
}

std::optional<std::string> SecretBox::open(std::string_view sealed, std::string_view purpose) const {
  constexpr std::size_t nonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
                        mac = crypto_aead_xchacha20poly1305_ietf_ABYTES;
  const auto raw = from_base64url(sealed);
  if (raw.size() < nonce + mac) return std::nullopt;
  std::string plain(raw.size() - nonce - mac, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes(plain), nullptr, nullptr, bytes(raw) + nonce, raw.size() - nonce,
                                                 bytes(purpose), purpose.size(), bytes(raw), bytes(key_)) != 0) {
    return std::nullopt;
  }
  return plain;
}

}  // namespace kinoteka::security
