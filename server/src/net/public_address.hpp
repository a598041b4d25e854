// Which addresses belong to everybody's internet: what an outgoing request that a stranger has a hand in may reach.
#pragma once

struct sockaddr;

namespace kinoteka::net {

// Not this machine, not a network of somebody's own, not a special range (IANA's special-purpose registries, RFC 6890);
// of IPv6 only what is global unicast and hides no IPv4 address.
bool is_public(const sockaddr* address);

}  // namespace kinoteka::net
