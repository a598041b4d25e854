// JSON Web Tokens, as RFC 8725 wants them: the algorithm is chosen by the key and never by the token, keys come from us
// or from the provider that was configured, `jku`, `x5u` and `jwk` in a token are not looked at, the kind of a token is
// stated and checked. libcjose stands behind it; nothing else includes it. Thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

namespace kinoteka::security {

enum class Algorithm { es256, rs256 };

// One key, used with one algorithm.
class JsonWebKey {
 public:
  static JsonWebKey generate();  // a new one for ES256 with a random `kid`
  // What it says in JSON (RFC 7517); nothing when it is malformed, weak, or of a kind that is not taken here.
  static std::optional<JsonWebKey> parse(std::string_view json);
  static std::vector<JsonWebKey> parse_set(std::string_view json);  // of a JWKS; unknown kinds are left out

  std::string to_json(bool with_private) const;
  const std::string& id() const { return id_; }
  Algorithm algorithm() const { return algorithm_; }

  struct Handle;

 private:
  JsonWebKey() = default;
  std::shared_ptr<Handle> handle_;
  std::string id_;
  Algorithm algorithm_ = Algorithm::es256;
  friend std::string sign(const boost::json::object&, std::string_view, const JsonWebKey&);
  friend std::optional<boost::json::object> verify(std::string_view, std::string_view, const JsonWebKey&);
};

// A compact token with `typ` and `kid` in its head.
std::string sign(const boost::json::object& claims, std::string_view type, const JsonWebKey& key);

// The `kid` that a token names, unverified: only to look a key up by. Empty when it has none or is no token.
std::string key_id_of(std::string_view token);

// The claims of a token with a right signature by this very key, or nothing. With `type` empty any will do (ID tokens
// carry none). Times and audiences are the caller's to check.
std::optional<boost::json::object> verify(std::string_view token, std::string_view type, const JsonWebKey& key);

}  // namespace kinoteka::security
