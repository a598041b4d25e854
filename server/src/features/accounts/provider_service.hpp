// Signing in with an OpenID provider: state and nonce are bound to the browser that began; who somebody is there is
// issuer and subject, never an address. Thread-safe.
#pragma once

#include <optional>
#include <string>

#include "db/database.hpp"
#include "features/accounts/membership_service.hpp"
#include "features/accounts/sign_in_service.hpp"
#include "openid/relying_party.hpp"

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
  Begun begin(const callers::Guest& guest, std::string_view provider, std::string_view return_to);
  // The account there is joined to this member's instead of signing in.
  Begun begin_linking(const callers::Member& member, std::string_view provider, std::string_view return_to);

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
  Arrived finish(const callers::Guest& guest, std::string_view provider, const Callback& callback);

  // The secret of a new session.
  std::string finish_second_factor(const callers::Guest& guest, std::string_view second, std::string_view browser,
                                   std::string_view code);

 private:
  Begun begin(const Origin& origin, std::optional<std::int64_t> link_to, std::string_view provider,
              std::string_view return_to);

  const ProviderSettings& settings(std::string_view id) const;
  std::int64_t user_for(const ProviderSettings& provider, const openid::Claims& person, const Origin& origin);
  std::string redirect_uri(const ProviderSettings& provider) const;

  const db::Quiet database_;
  const Policy& policy_;
  const Guard& guard_;
  const security::SecretBox& box_;
  const Membership& membership_;
  SignIn& sign_in_;
  openid::RelyingParty openid_;
};

// Whether `path` is a page of ours to come back to: it begins with one '/', and holds nothing that a browser would read
// as another host.
bool is_own_path(std::string_view path);

}  // namespace kinoteka::accounts
