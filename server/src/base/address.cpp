#include "base/address.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include <arpa/inet.h>

#include "base/text.hpp"

namespace kinoteka {
namespace {

std::string spelt(const in6_addr& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  ::inet_ntop(AF_INET6, &address, text.data(), text.size());
  return text.data();
}

// Without brackets, port and zone.
std::string_view bare(std::string_view text) {
  text = text::trim(text);
  if (text.starts_with('[')) {
    text.remove_prefix(1);
    text = text.substr(0, text.find(']'));
  } else if (std::count(text.begin(), text.end(), ':') == 1) {
    text = text.substr(0, text.find(':'));
  }
  return text.substr(0, text.find('%'));
}

}  // namespace

std::optional<std::string> read_address(std::string_view text) {
  const std::string plain(bare(text));
  in_addr four{};
  if (::inet_pton(AF_INET, plain.c_str(), &four) == 1) return plain;
  in6_addr six{};
  if (::inet_pton(AF_INET6, plain.c_str(), &six) != 1) return std::nullopt;
  if (!IN6_IS_ADDR_V4MAPPED(&six)) return spelt(six);
  std::array<char, INET_ADDRSTRLEN> out{};
  ::inet_ntop(AF_INET, &six.s6_addr[12], out.data(), out.size());
  return out.data();
}

std::string network_of(std::string_view address) {
  if (address.find(':') == std::string_view::npos) return std::string(address);
  in6_addr six{};
  if (::inet_pton(AF_INET6, std::string(address).c_str(), &six) != 1) return std::string(address);
  std::memset(&six.s6_addr[8], 0, 8);
  return spelt(six) + "/64";
}

}  // namespace kinoteka
