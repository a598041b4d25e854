// Taking an account back: what ends with a new password, and when everybody is signed out, so that nobody who was in
// keeps a way in. One place for all of it: sessions with their refresh tokens, keys, links for players, a change of
// address that waits for its confirmation, accounts elsewhere that were linked. Works within the caller's transaction.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/accounts/policy.hpp"
#include "features/accounts/user_store.hpp"
#include "mail/outbox.hpp"

namespace kinoteka::accounts {

class Eviction {
 public:
  Eviction(const Policy& policy, const mail::Outbox& outbox) : policy_(policy), outbox_(outbox) {}

  // What other features have to end, with how many of them there were. While the house is built.
  void also_ends(std::function<std::int64_t(db::Tx&, std::int64_t user)> end) { others_.push_back(std::move(end)); }

  struct How {
    std::int64_t keep_session = 0;  // the one of who does it
    bool all_keys = false;          // else the keys that were made since the last new password
    // Nobody has ever proved the address until now: whoever made the account may be somebody else, and everything that
    // opens it ends, its second factor too.
    bool unproved = false;
  };
  // How many of each ended, and how many remain.
  struct Report {
    std::int64_t sessions = 0, keys = 0, links = 0, linked = 0, address_changes = 0;
    std::int64_t keys_left = 0, linked_left = 0;
    bool second_factor_left = false;
    bool anything() const { return sessions + keys + links + linked + address_changes > 0; }
  };
  Report run(db::Tx& tx, const user_store::UserRow& user, const How& how) const;

  // Tells the owner, at the address that the account has.
  enum class Why { new_password, signed_out, by_admin };
  void tell(db::Tx& tx, const user_store::UserRow& user, Why why, const Report& report) const;

 private:
  const Policy& policy_;
  const mail::Outbox& outbox_;
  std::vector<std::function<std::int64_t(db::Tx&, std::int64_t)>> others_;
};

}  // namespace kinoteka::accounts
