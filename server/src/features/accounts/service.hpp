// The feature as a whole: its use cases, each with what it needs.
#pragma once

#include "features/accounts/admin_service.hpp"
#include "features/accounts/eviction_service.hpp"
#include "features/accounts/known_callers.hpp"
#include "features/accounts/membership_service.hpp"
#include "features/accounts/profile_service.hpp"
#include "features/accounts/provider_service.hpp"
#include "features/accounts/sign_in_service.hpp"

namespace kinoteka::accounts {

// The use cases of this feature, built in their order.
struct Accounts {
  Accounts(db::Database& database, const Policy& policy, const security::SecretBox& box, const mail::Outbox& outbox);

  // Forgets what has expired and renews the signing key when it is time. To be called now and then.
  void tidy();

  db::Database& database;
  const Policy& policy;
  Guard guard;
  KnownCallers callers;
  AccessTokens access_tokens;
  Eviction eviction;
  SignIn sign_in;
  Membership membership;
  Profiles profiles;
  Providers providers;
  Administration administration;
};

}  // namespace kinoteka::accounts
