// Becoming a member and proving an address: registration, verification, password reset, change of address. No answer
// here says whether an address is known. Thread-safe.
#pragma once

#include <string>

#include "db/database.hpp"
#include "features/accounts/guard_service.hpp"
#include "features/accounts/user_store.hpp"
#include "features/accounts/wire.hpp"
#include "http/caller.hpp"
#include "mail/outbox.hpp"

namespace kinoteka::accounts {

class Membership {
 public:
  Membership(db::Database& database, const Policy& policy, const Guard& guard, const mail::Outbox& outbox)
      : database_(database), policy_(policy), guard_(guard), outbox_(outbox), passwords_(policy.password_cost) {}

  // The first account becomes admin. A known address is answered like a new one, and told by a message. Throws
  // Error{forbidden} when registration is closed or the invitation is none, conflict for a taken username, invalid.
  Registered register_account(const NewAccount& account, const Origin& origin);

  void verify(const LinkToken& link, const Origin& origin);  // throws Error{invalid} for a link that is spent
  void send_verification(const http::Member& member, const Origin& origin);

  void request_reset(const Email& email, const Origin& origin);
  void reset_password(const PasswordReset& reset, const Origin& origin);  // ends every session

  // The user has been asked for the password before (Profiles::confirm). The old address is told at once.
  void request_email_change(std::int64_t user, const Email& email, const Origin& origin);
  void confirm_email_change(const LinkToken& link, const Origin& origin);

  // Whether nobody is here yet.
  bool is_empty() const;

  // Throws Error{invalid} naming `field` when this may not become the password of who is known by these words.
  void check_new_password(std::string_view password, std::string_view field,
                          const std::vector<std::string_view>& about) const;

  // Sends what proves the address, in the transaction that made or changed it.
  void put_verification(db::Tx& tx, std::int64_t user, const std::string& email, Language language) const;

 private:
  void add_member(db::Tx& tx, const NewAccount& account, const std::string& hash, const Origin& origin);

  db::Database& database_;
  const Policy& policy_;
  const Guard& guard_;
  const mail::Outbox& outbox_;
  const security::Passwords passwords_;
};

Language language_of(const user_store::UserRow& user);

}  // namespace kinoteka::accounts
