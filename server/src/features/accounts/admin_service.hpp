// What admins do with accounts, and what the operator does from the command line. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/accounts/eviction_service.hpp"
#include "features/accounts/guard_service.hpp"
#include "features/accounts/user_store.hpp"
#include "features/accounts/wire.hpp"
#include "http/caller.hpp"
#include "mail/outbox.hpp"

namespace kinoteka::accounts {

class Administration {
 public:
  Administration(db::Database& database, const Policy& policy, const Guard& guard, const mail::Outbox& outbox,
                 const Eviction& eviction)
      : database_(database), policy_(policy), guard_(guard), outbox_(outbox), eviction_(eviction) {}

  user_store::Found users(const http::Admin& admin, const user_store::Search& search) const;
  UserLine user(const http::Admin& admin, std::int64_t id) const;
  UserRights rights(const http::Admin& admin, std::int64_t id) const;
  // What a role allows changes at once; who is disabled has no session and no key any more. The last admin stays one.
  UserLine set_rights(const http::Admin& admin, std::int64_t id, const UserRights& rights, const Origin& origin);
  // An account for somebody, whose address counts as proved: they choose a password by the link, good for a day.
  MadeUser add(const http::Admin& admin, const NewUser& user, const Origin& origin);
  // The address counts as proved: an admin knows whose it is. Throws Error{conflict} where it is another account's.
  UserLine confirm(const http::Admin& admin, std::int64_t id, const Origin& origin);
  // A link by which somebody chooses a new password, to be passed on by hand; not for other admins, who use mail.
  OnceLink reset_link(const http::Admin& admin, std::int64_t id, const Origin& origin);
  // Sessions, all keys and whatever else opens the account (Eviction); its user is told.
  void end_sessions(const http::Admin& admin, std::int64_t id, const Origin& origin);
  guard_store::AuditFound events(const http::Admin& admin, const guard_store::AuditSearch& search) const;

  std::vector<Invitation> invitations(const http::Admin& admin) const;
  MadeInvitation invite(const http::Admin& admin, const NewInvitation& invitation, const Origin& origin);
  OnceLink invitation_link(const http::Admin& admin, std::int64_t id, const Origin& origin);  // the one before ends
  void withdraw(const http::Admin& admin, std::int64_t id, const Origin& origin);

 private:
  const db::Quiet database_;
  const Policy& policy_;
  const Guard& guard_;
  const mail::Outbox& outbox_;
  const Eviction& eviction_;
};

// The operator, who can read the database anyway.
class Operator {
 public:
  Operator(db::Database& database, const Policy& policy, const Guard& guard, const Eviction& eviction)
      : database_(database), policy_(policy), guard_(guard), eviction_(eviction) {}

  struct Wanted {
    std::string email, username, password;
    UserRole role = UserRole::user;
  };
  void add(const Wanted& user);  // its address counts as proved
  std::vector<UserLine> list() const;
  void set_role(const std::string& email, UserRole role);
  void set_disabled(const std::string& email, bool disabled);
  // A link, good for an hour, that lets its user choose a password.
  std::string reset_link(const std::string& email);

 private:
  user_store::UserRow find(db::Session& session, const std::string& email) const;

  const db::Quiet database_;
  const Policy& policy_;
  const Guard& guard_;
  const Eviction& eviction_;
};

}  // namespace kinoteka::accounts
