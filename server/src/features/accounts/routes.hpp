// Room 1 of accounts: who may call what.
#pragma once

#include "features/accounts/service.hpp"
#include "http/router.hpp"

namespace kinoteka::accounts {

// Headers that bind a sign-in elsewhere to the browser that begins it.
std::vector<std::pair<std::string, std::string>> provider_cookie(const Policy& policy, const std::string& browser);

void add_routes(http::Router& router, Accounts& accounts);
void add_user_routes(http::Router& router, Accounts& accounts);
void add_admin_routes(http::Router& router, Accounts& accounts);

}  // namespace kinoteka::accounts
