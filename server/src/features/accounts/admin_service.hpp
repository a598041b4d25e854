// What admins do with accounts, and the operator at the console, who is one. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "callers/caller.hpp"
#include "db/database.hpp"
#include "features/accounts/eviction_service.hpp"
#include "features/accounts/guard_service.hpp"
#include "features/accounts/user_store.hpp"
#include "features/accounts/wire.hpp"
#include "mail/outbox.hpp"

namespace kinoteka::accounts {

class Administration {
 public:
  Administration(db::Database& database, const Policy& policy, const Guard& guard, const mail::Outbox& outbox,
                 const Eviction& eviction)
      : database_(database), policy_(policy), guard_(guard), outbox_(outbox), eviction_(eviction) {}

  user_store::Found users(const callers::Admin& admin, const user_store::Search& search) const;
  UserLine user(const callers::Admin& admin, std::int64_t id) const;
  UserRights rights(const callers::Admin& admin, std::int64_t id) const;
  // What a role allows changes at once; who is disabled has no session and no key any more. The last admin stays one.
  UserLine set_rights(const callers::Admin& admin, std::int64_t id, const UserRights& rights);
  // Throws Error{not_found}.
  UserLine user_with(const callers::Admin& admin, std::string_view email) const;
  // An account for somebody, whose address counts as proved: they choose a password by the link, good for a day. With a
  // password (one that `password_fault` passes) there is no link.
  MadeUser add(const callers::Admin& admin, const NewUser& user, std::string_view password = {});
  // The address counts as proved: an admin knows whose it is. Throws Error{conflict} where it is another account's.
  UserLine confirm(const callers::Admin& admin, std::int64_t id);
  // A link by which somebody chooses a new password, to be passed on by hand; not for other admins, who use mail,
  // unless at the console.
  OnceLink reset_link(const callers::Admin& admin, std::int64_t id);
  // Sessions, all keys and whatever else opens the account (Eviction); its user is told.
  void end_sessions(const callers::Admin& admin, std::int64_t id);
  guard_store::AuditFound events(const callers::Admin& admin, const guard_store::AuditSearch& search) const;

  std::vector<Invitation> invitations(const callers::Admin& admin) const;
  MadeInvitation invite(const callers::Admin& admin, const NewInvitation& invitation);
  OnceLink invitation_link(const callers::Admin& admin, std::int64_t id);  // the one before ends
  void withdraw(const callers::Admin& admin, std::int64_t id);

 private:
  const db::Quiet database_;
  const Policy& policy_;
  const Guard& guard_;
  const mail::Outbox& outbox_;
  const Eviction& eviction_;
};

}  // namespace kinoteka::accounts
