#include "base/digest.hpp"

#include <array>
#include <functional>
#include <stdexcept>

#include <openssl/evp.h>

namespace kinoteka {
namespace {
constexpr std::string_view digits = "0123456789abcdef";

std::string digest_hex(std::string_view bytes, const EVP_MD* kind) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, kind, nullptr) != 1) {
    throw std::runtime_error("a digest is not available in this OpenSSL");
  }
  std::string out;
  for (unsigned int i = 0; i < size; ++i) {
    out += digits[digest[i] >> 4];
    out += digits[digest[i] & 15];
  }
  return out;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  // Fetched once: with EVP_sha256() OpenSSL 3 looks for the algorithm at each call, which costs more than the digest
  // of a token. Never freed, as it serves until the end.
  static const EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return digest_hex(bytes, sha256);
}
std::string sha1_hex(std::string_view bytes) { return digest_hex(bytes, EVP_sha1()); }
std::string md5_hex(std::string_view bytes) { return digest_hex(bytes, EVP_md5()); }

std::uint64_t quick_hash(std::string_view bytes) { return std::hash<std::string_view>{}(bytes); }

std::string hex(std::uint64_t value) {
  std::string out(16, '0');
  for (int i = 15; i >= 0; --i, value >>= 4) out[static_cast<std::size_t>(i)] = digits[value & 15];
  return out;
}

}  // namespace kinoteka
