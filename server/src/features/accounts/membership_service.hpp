// Becoming a member and proving an address: registration, verification, password reset, change of address. No answer
// here says whether an address is known. Thread-safe.
#pragma once

#include <string>

#include "callers/caller.hpp"
#include "db/database.hpp"
#include "features/accounts/eviction_service.hpp"
#include "features/accounts/guard_service.hpp"
#include "features/accounts/user_store.hpp"
#include "features/accounts/wire.hpp"
#include "mail/outbox.hpp"
#include "security/secret_box.hpp"

namespace kinoteka::accounts {

class Membership {
 public:
  Membership(db::Database& database, const Policy& policy, const Guard& guard, const security::SecretBox& box,
             const mail::Outbox& outbox, const Eviction& eviction)
      : database_(database),
        policy_(policy),
        guard_(guard),
        box_(box),
        outbox_(outbox),
        eviction_(eviction),
        passwords_(policy.password_cost) {}

  // The first account becomes admin; where `policy.setup_code` is set it needs that. With an address that is known an
  // account is made all the same, which claims it: nothing that follows tells whether it was known, but a message to
  // whom it belongs (docs/adr/0019). Throws Error{forbidden} when registration is closed or the invitation is none,
  // conflict for a taken username, too_many, invalid.
  Registered register_account(const callers::Guest& guest, const NewAccount& account);

  void verify(const callers::Guest& guest, const LinkToken& link);  // throws Error{invalid} for a link that is spent
  void send_verification(const callers::Member& member);

  void request_reset(const callers::Guest& guest, const Email& email);
  void reset_password(const callers::Guest& guest, const PasswordReset& reset);  // nobody who was in keeps a way in

  // The user has been asked for the password before (Profiles::confirm). The old address is told at once.
  void request_email_change(const callers::Member& member, const Email& email);
  void confirm_email_change(const callers::Guest& guest, const LinkToken& link);

  // Whether nobody is here yet.
  bool is_empty() const;

  // Throws Error{invalid} naming `field` when this may not become the password of who is known by these words.
  void check_new_password(std::string_view password, std::string_view field,
                          const std::vector<std::string_view>& about) const;

  // The hint by which a sign-in finds the account that is meant among those that claim an address.
  static int hint_of(const security::SecretBox& box, std::string_view email, std::string_view password);

  // Sends what proves the address, in the transaction that made or changed it.
  void put_verification(db::Tx& tx, std::int64_t user, const std::string& email, const Language& language) const;

 private:
  void add_member(db::Tx& tx, const NewAccount& account, const std::string& hash, int hint, const Origin& origin);

  const db::Quiet database_;
  const Policy& policy_;
  const Guard& guard_;
  const security::SecretBox& box_;
  const mail::Outbox& outbox_;
  const Eviction& eviction_;
  const security::Passwords passwords_;
};

Language language_of(const user_store::UserRow& user);

}  // namespace kinoteka::accounts
