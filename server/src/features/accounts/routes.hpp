// Room 1 of accounts: who may call what.
#pragma once

#include "features/accounts/admin_service.hpp"
#include "features/accounts/eviction_service.hpp"
#include "features/accounts/known_callers.hpp"
#include "features/accounts/membership_service.hpp"
#include "features/accounts/profile_service.hpp"
#include "features/accounts/provider_service.hpp"
#include "features/accounts/sign_in_service.hpp"
#include "http/router.hpp"

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

// Headers that bind a sign-in elsewhere to the browser that begins it.
std::vector<std::pair<std::string, std::string>> provider_cookie(const Policy& policy, const std::string& browser);

void add_routes(http::Router& router, Accounts& accounts);
void add_user_routes(http::Router& router, Accounts& accounts);
void add_admin_routes(http::Router& router, Accounts& accounts);

}  // namespace kinoteka::accounts
