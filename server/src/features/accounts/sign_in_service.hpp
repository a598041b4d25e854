// Coming in and going out: passwords, second factors, browser sessions, token pairs, and who calls. Thread-safe.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "callers/caller.hpp"
#include "db/database.hpp"
#include "features/accounts/access_tokens.hpp"
#include "features/accounts/guard_service.hpp"
#include "features/accounts/known_callers.hpp"
#include "features/accounts/user_store.hpp"
#include "features/accounts/wire.hpp"

namespace kinoteka::accounts {

class SignIn {
 public:
  SignIn(db::Database& database, const Policy& policy, const Guard& guard, const security::SecretBox& box,
         AccessTokens& access_tokens, KnownCallers& callers)
      : database_(database),
        policy_(policy),
        guard_(guard),
        box_(box),
        access_tokens_(access_tokens),
        callers_(callers),
        passwords_(policy.password_cost) {}

  // Throw Error{unauthorized}, the same after the same time for an unknown address and a wrong password; forbidden for
  // a disabled account (known only to who has its password); too_many.
  Tokens login(const callers::Guest& guest, const Credentials& credentials);
  struct Opened {
    std::int64_t user = 0;
    std::string secret;  // the cookie's
  };
  Opened open_session(const callers::Guest& guest, const Credentials& credentials);

  // A new pair for an old one. A refresh token works once: one that comes again ends the whole session.
  Tokens renew(const callers::Guest& guest, const TokenPair& pair);

  void logout(const callers::Member& member);

  // Who calls, by the request's bearer token, API key or cookie. What opens nothing counts against its address.
  std::optional<callers::Identity> identify(const http::Request& request);

  // For who has proved to be somebody by other means, in the transaction of that.
  std::string start_browser_session(db::Tx& tx, std::int64_t user, std::string_view method, const Origin& origin);

  // Throws Error{unauthorized} unless `code` is one of the app's now or a recovery code.
  void check_second_factor(const user_store::UserRow& user, std::string_view code, const Origin& origin);

 private:
  user_store::UserRow authenticate(const Credentials& credentials, const Origin& origin);
  Tokens token_pair(db::Tx& tx, std::int64_t user, std::int64_t session);
  // Somebody, and until when that is right without being looked up again (ms).
  struct Found {
    callers::Identity identity;
    std::int64_t until = 0;
  };
  std::optional<Found> find_key(std::string_view key);
  std::optional<Found> find_session(const http::Request& request);
  void note_seen(std::int64_t session, std::int64_t last_seen_at, std::int64_t now);

  const db::Quiet database_;
  const Policy& policy_;
  const Guard& guard_;
  const security::SecretBox& box_;
  AccessTokens& access_tokens_;
  KnownCallers& callers_;
  const security::Passwords passwords_;
};

inline constexpr std::string_view api_key_prefix = "kino_";

}  // namespace kinoteka::accounts
