// Limits on guessing, and the log of what happens to accounts; every use case here goes through both. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "callers/caller.hpp"
#include "features/accounts/guard_store.hpp"
#include "features/accounts/policy.hpp"

namespace kinoteka::accounts {

using callers::Origin;

struct Door {
  std::string key;
  ThrottleRule rule;
};

class Guard {
 public:
  Guard(db::Database& database, const Policy& policy) : database_(database), policy_(policy) {}

  // Counts an attempt at all of these doors, or throws Error{too_many} when one of them is closed. It counts before the
  // attempt is made, so that many at once are no way around it.
  void knock(const std::vector<Door>& doors, const Origin& origin) const;
  // The attempt was no guess. The first door forgets all there was; at the others this one attempt does not count, but
  // what was counted stays, or whoever owns one account could guess at others for ever.
  void forgive(db::Tx& tx, const std::vector<Door>& doors) const;

  static std::vector<Door> sign_in_doors(const Origin& origin, std::string_view email);
  static std::vector<Door> registration_doors(const Origin& origin, std::string_view email);
  static std::vector<Door> message_doors(const Origin& origin, std::string_view email);
  static std::vector<Door> password_doors(const Origin& origin, std::int64_t user);  // said again by who is signed in

  // Into audit_log, in the transaction of what happened; and into the log.
  void record(db::Tx& tx, std::string_view event, const Origin& origin, std::optional<std::int64_t> actor,
              std::optional<std::int64_t> user, std::string detail = {}) const;

 private:
  const db::Quiet database_;
  const Policy& policy_;
};

}  // namespace kinoteka::accounts
