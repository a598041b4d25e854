// What the operator has decided about accounts. Made once at start from the settings.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "features/accounts/domain.hpp"
#include "openid/provider.hpp"
#include "security/passwords.hpp"

namespace kinoteka::accounts {

// An OpenID provider, known by discovery from its issuer.
struct ProviderSettings {
  std::string id;       // in addresses: "google"
  std::string name;     // on the button: "Google"
  openid::Provider at;  // what it calls itself and us
};

struct Policy {
  Registration registration = Registration::open;
  bool members_only = false;
  bool throttle = true;             // off only where a test asks more often than people do
  bool sends_mail = true;           // without: nobody waits for a message
  bool verified_to_publish = true;  // reviewing, commenting and sharing wait for the address to be proved
  std::size_t password_length = 8;
  security::PasswordCost password_cost;
  std::string own_address = "http://127.0.0.1:7340";  // for links in messages, without a slash at the end
  std::vector<ProviderSettings> providers;
  std::vector<std::string> origins;  // other sites whose pages may call the API
  std::vector<std::string> proxies;  // addresses of proxies of ours
  std::vector<std::string> hosts;    // see http::Gate::hosts
  std::string setup_code;            // what the first account needs; empty: nothing

  bool over_tls() const { return own_address.starts_with("https://"); }
  // The prefix makes browsers refuse it from anywhere but this very host over TLS.
  std::string session_cookie() const { return over_tls() ? "__Host-kinoteka" : "kinoteka"; }
  std::string login_cookie() const { return over_tls() ? "__Host-kinoteka-login" : "kinoteka-login"; }
};

}  // namespace kinoteka::accounts
