// Addresses of clients, as text: in one spelling, and what of them counts as one client.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kinoteka {

// "192.0.2.1" or "2001:db8::1", in the usual spelling: an IPv4 address within IPv6 ("::ffff:192.0.2.1") is that IPv4
// address; brackets, a zone and a port are left out. Nothing where it is none.
std::optional<std::string> read_address(std::string_view text);

// Whose address it is, for limits: an IPv4 address itself; of IPv6 the /64, which one household has to itself.
// "2001:db8:1:2::/64". What is no address is returned as it is.
std::string network_of(std::string_view address);

}  // namespace kinoteka
