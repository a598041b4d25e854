#include "callers/caller.hpp"

#include "base/address.hpp"

namespace kinoteka::callers {

bool has_scope(const Identity& identity, Scope scope) {
  return (identity.scopes & static_cast<std::uint32_t>(scope)) != 0;
}

std::string Origin::network() const { return network_of(address); }

std::optional<std::int64_t> Member::actor() const {
  return identity_.user == 0 ? std::nullopt : std::optional(identity_.user);
}

}  // namespace kinoteka::callers
