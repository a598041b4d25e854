// The client's side of OpenID Connect Core 1.0 (authorization code flow): the provider found by its discovery document,
// PKCE (RFC 7636), and the ID token verified against the provider's keys. What is kept of a sign-in while the browser
// is away, and who is let in by it, is not decided here. Thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "base/error.hpp"
#include "base/mutex.hpp"
#include "net/http_client.hpp"
#include "openid/provider.hpp"
#include "security/jose.hpp"

namespace kinoteka::openid {

// What one sign-in is told by.
struct Asking {
  std::string redirect_uri;              // where the provider sends the browser back
  std::string state, nonce, verifier{};  // secrets of ours; the verifier's challenge goes along (PKCE)
};

// Who somebody is there: issuer and subject, never an address.
struct Claims {
  std::string subject, email, name, surname;
  bool email_verified = false;
};

// Error{unauthorized}: begin again; `detail` is for the log.
Error not_accepted(std::string detail);

// Its members throw Error{unavailable} where the provider does not answer as it should.
class RelyingParty {
 public:
  // Where the browser goes.
  std::string authorization(const Provider& provider, const Asking& asking);
  // Whether who sent the browser back is this provider, as it says itself (RFC 9207); empty where it says nothing.
  bool comes_from(const Provider& provider, std::string_view issuer);
  // Who a code stands for. Throws Error{unauthorized} for what does not verify.
  Claims redeem(const Provider& provider, std::string_view code, const Asking& asking);

 private:
  struct Discovered {
    std::string authorization, token, jwks, userinfo;
    bool basic_auth = true;     // the client names itself in a header, else in the form
    bool names_issuer = false;  // on the way back (RFC 9207)
    std::int64_t at = 0;
  };

  Discovered discover(const Provider& provider);
  std::optional<boost::json::object> verify(const Provider& provider, const Discovered& found,
                                            std::string_view id_token);

  const net::HttpClient http_;
  Mutex mutex_;
  std::map<std::string, Discovered> discovered_ KINO_GUARDED_BY(mutex_);                   // by issuer, for an hour
  std::map<std::string, std::vector<security::JsonWebKey>> keys_ KINO_GUARDED_BY(mutex_);  // by issuer
  std::map<std::string, std::int64_t> keys_asked_at_ KINO_GUARDED_BY(mutex_);
};

}  // namespace kinoteka::openid
