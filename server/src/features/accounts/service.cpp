#include "features/accounts/service.hpp"

#include "base/time.hpp"
#include "features/accounts/guard_store.hpp"
#include "features/accounts/link_store.hpp"
#include "features/accounts/session_store.hpp"

namespace kinoteka::accounts {

Accounts::Accounts(db::Database& database_, const Policy& policy_, const security::SecretBox& box,
                   const mail::Outbox& outbox)
    : database(database_),
      policy(policy_),
      guard(database, policy),
      callers(database, policy),
      access_tokens(database, box, policy),
      eviction(policy, outbox),
      sign_in(database, policy, guard, box, access_tokens, callers),
      membership(database, policy, guard, box, outbox, eviction),
      profiles(database, policy, guard, box, membership, eviction),
      providers(database, policy, guard, box, membership, sign_in),
      administration(database, policy, guard, outbox, eviction) {}

void Accounts::tidy() {
  access_tokens.rotate();
  const auto now = now_ms();
  database.write([&](db::Tx& tx) {
    session_store::end_expired(tx, now);
    link_store::forget_expired(tx, now);
    guard_store::forget_expired(tx, now);
    guard_store::forget_events(tx, now - events_ms);
  });
}

}  // namespace kinoteka::accounts
