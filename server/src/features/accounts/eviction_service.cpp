#include "features/accounts/eviction_service.hpp"

#include <algorithm>

#include "features/accounts/link_store.hpp"
#include "features/accounts/membership_service.hpp"
#include "features/accounts/messages.hpp"
#include "features/accounts/session_store.hpp"

namespace kinoteka::accounts {

Eviction::Report Eviction::run(db::Tx& tx, const user_store::UserRow& user, const How& how) const {
  Report out;
  // An account that came through a provider was linked when it was made, which is not 'since'.
  const auto since = how.unproved ? -1 : std::max(user.password_changed_at, user.created_at);
  out.sessions = session_store::end_all(tx, user.id, how.keep_session);
  out.keys = session_store::remove_keys(tx, user.id, how.all_keys ? -1 : since);
  out.address_changes = link_store::forget(tx, user.id, link_store::Purpose::change);
  link_store::forget(tx, user.id, link_store::Purpose::reset);
  out.linked = link_store::unlink_since(tx, user.id, since);
  link_store::forget_logins(tx, user.id);
  for (const auto& end : others_) out.links += end(tx, user.id);
  if (how.unproved && user.totp_enabled_at > 0) {
    user_store::set_totp(tx, user.id, "", 0);
    user_store::set_recovery_codes(tx, user.id, {});
  }
  out.keys_left = static_cast<std::int64_t>(session_store::list_keys(tx, user.id).size());
  out.linked_left = static_cast<std::int64_t>(link_store::linked(tx, user.id).size());
  out.second_factor_left = user.totp_enabled_at > 0 && !how.unproved;
  return out;
}

void Eviction::tell(db::Tx& tx, const user_store::UserRow& user, Why why, const Report& report) const {
  outbox_.put(tx, messages::taken_back(user.email, language_of(user), policy_.own_address, why, report));
}

}  // namespace kinoteka::accounts
