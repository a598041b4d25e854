// What people do with their own account: profile, password, second factor, sessions, keys, linked accounts, export,
// farewell. Every member works on the caller's own things alone. Thread-safe.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/accounts/membership_service.hpp"
#include "features/accounts/sign_in_service.hpp"

namespace kinoteka::accounts {

class Profiles {
 public:
  Profiles(db::Database& database, const Policy& policy, const Guard& guard, const security::SecretBox& box,
           const Membership& membership, const Eviction& eviction)
      : database_(database),
        policy_(policy),
        guard_(guard),
        box_(box),
        membership_(membership),
        eviction_(eviction),
        passwords_(policy.password_cost) {}

  // What other features have to do, in the same transaction, before an account goes. Called once, while the house is
  // built.
  void before_farewell(std::function<void(db::Tx&, std::int64_t user)> farewell) { farewell_ = std::move(farewell); }

  // What is to be done with what lies elsewhere under this address, once the account is gone. Likewise.
  void after_farewell(std::function<void(const std::string& email)> clear) { clear_ = std::move(clear); }

  User user(std::int64_t id) const;  // throws Error{unauthorized} when the account is gone
  Profile profile(const callers::Member& member) const;
  User save_profile(const callers::Member& member, const Profile& profile);

  // Throws Error{forbidden} unless the password is right; who has none must have signed in within ten minutes.
  void confirm(const callers::Member& member, const std::optional<Password>& password) const;

  void change_password(const callers::Member& member, const PasswordChange& change);
  void remove(const callers::Member& member, const Confirmation& confirmation);
  Export take_along(const callers::Member& member) const;

  std::vector<Session> sessions(const callers::Member& member) const;
  void end_session(const callers::Member& member, std::int64_t id);
  // Signs out everywhere else, and ends what opens the account besides (Eviction).
  void end_other_sessions(const callers::Member& member, bool all_keys);

  std::vector<ApiKey> keys(const callers::Member& member) const;
  CreatedApiKey make_key(const callers::Member& member, const NewApiKey& key);
  void remove_key(const callers::Member& member, std::int64_t id);

  TotpSetup begin_totp(const callers::Member& member, const Confirmation& confirmation);
  RecoveryCodes enable_totp(const callers::Member& member, const TotpCode& code);
  void disable_totp(const callers::Member& member, const Confirmation& confirmation);
  RecoveryCodes renew_recovery_codes(const callers::Member& member, const Confirmation& confirmation);

  std::vector<LinkedAccount> linked(const callers::Member& member) const;
  void unlink(const callers::Member& member, std::int64_t id);

 private:
  user_store::UserRow row(std::int64_t id) const;
  User user_of(db::Session& session, const user_store::UserRow& row) const;
  RecoveryCodes new_recovery_codes(db::Tx& tx, std::int64_t user) const;

  const db::Quiet database_;
  const Policy& policy_;
  const Guard& guard_;
  const security::SecretBox& box_;
  const Membership& membership_;
  const Eviction& eviction_;
  const security::Passwords passwords_;
  std::function<void(db::Tx&, std::int64_t)> farewell_;
  std::function<void(const std::string&)> clear_;
};

}  // namespace kinoteka::accounts
