// Signing in with an OpenID provider (OpenID Connect Core 1.0, authorization code flow): found by discovery, with PKCE,
// state and nonce bound to the browser that began, the ID token verified against the provider's keys. Who somebody is
// there is issuer and subject, never an address. Thread-safe.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/mutex.hpp"
#include "db/database.hpp"
#include "features/accounts/membership_service.hpp"
#include "features/accounts/sign_in_service.hpp"
#include "net/http_client.hpp"

namespace kinoteka::accounts {

class Providers {
 public:
  Providers(db::Database& database, const Policy& policy, const Guard& guard, const security::SecretBox& box,
            const Membership& membership, SignIn& sign_in)
      : database_(database), policy_(policy), guard_(guard), box_(box), membership_(membership), sign_in_(sign_in) {}

  struct Begun {
    std::string url;      // where to send the browser
    std::string browser;  // secret for the browser's cookie, which must come back with it
  };
  // With `link_to` the account there is joined to this user instead of signing in.
  Begun begin(std::string_view provider, std::string_view return_to, std::optional<std::int64_t> link_to,
              const Origin& origin);

  struct Callback {
    std::string code, state, issuer, error;
    std::string browser;  // the cookie's secret
  };
  struct Arrived {
    std::string session;    // the secret of a new session; empty after linking, or …
    std::string second;     // … when a code of the second factor is needed: what POST …/second-factor takes
    std::string return_to;  // a path of ours
  };
  // Throws Error{unauthorized, forbidden, conflict, unavailable}.
  Arrived finish(std::string_view provider, const Callback& callback, const Origin& origin);

  // The secret of a new session.
  std::string finish_second_factor(std::string_view second, std::string_view browser, std::string_view code,
                                   const Origin& origin);

 private:
  struct Discovered {
    std::string authorization, token, jwks, userinfo;
    bool basic_auth = true;     // the client names itself in a header, else in the form
    bool names_issuer = false;  // on the way back (RFC 9207)
    std::int64_t at = 0;
  };
  struct Person {
    std::string subject, email, name, surname;
    bool email_verified = false;
  };

  const ProviderSettings& settings(std::string_view id) const;
  Discovered discover(const ProviderSettings& provider);
  std::optional<boost::json::object> verify(const ProviderSettings& provider, const Discovered& found,
                                            std::string_view id_token);
  Person person(const ProviderSettings& provider, const Discovered& found, std::string_view code,
                std::string_view verifier, std::string_view nonce);
  std::int64_t user_for(const ProviderSettings& provider, const Person& person, const Origin& origin);
  std::string redirect_uri(const ProviderSettings& provider) const;

  const db::Quiet database_;
  const Policy& policy_;
  const Guard& guard_;
  const security::SecretBox& box_;
  const Membership& membership_;
  SignIn& sign_in_;
  const net::HttpClient http_;
  Mutex mutex_;
  std::map<std::string, Discovered> discovered_ KINO_GUARDED_BY(mutex_);                   // by issuer, for an hour
  std::map<std::string, std::vector<security::JsonWebKey>> keys_ KINO_GUARDED_BY(mutex_);  // by issuer
  std::map<std::string, std::int64_t> keys_asked_at_;
};

// Whether `path` is a page of ours to come back to: it begins with one '/', and holds nothing that a browser would read
// as another host.
bool is_own_path(std::string_view path);

}  // namespace kinoteka::accounts
