// Access tokens: short-lived JWTs (ES256, RFC 9068's shape) signed with keys that this installation makes itself, keeps
// sealed in the database, and renews each month. What a token says is only who and which session; whether the session
// still lives and what its user may do is looked up each time. Thread-safe.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/mutex.hpp"
#include "db/database.hpp"
#include "features/accounts/policy.hpp"
#include "security/jose.hpp"
#include "security/secret_box.hpp"

namespace kinoteka::accounts {

class AccessTokens {
 public:
  AccessTokens(db::Database& database, const security::SecretBox& box, const Policy& policy)
      : database_(database), box_(box), policy_(policy) {}

  std::string issue(std::int64_t user, std::int64_t session);

  struct Claims {
    std::int64_t user = 0, session = 0, expires_at = 0;  // ms
  };
  // A token whose signature was found to be right is known by its digest until it ends. Nothing unless it is ours, of
  // this kind, for us and good now. With `expired_too` its age does not matter: that is for renewing the pair it
  // belongs to.
  std::optional<Claims> read(std::string_view token, bool expired_too = false);

  // A new key when the newest is a month old; forgets those that no living token can be signed with.
  void rotate();

 private:
  struct Keys {
    std::map<std::string, security::JsonWebKey> by_id;
    std::string newest;
    std::int64_t loaded_at = 0;
  };
  std::shared_ptr<const Keys> kept() const;
  std::shared_ptr<const Keys> load();
  security::JsonWebKey signing_key();
  std::optional<security::JsonWebKey> key(const std::string& id);
  std::optional<Claims> verified(std::string_view token);  // whatever its age

  const db::Quiet database_;
  const security::SecretBox& box_;
  const Policy& policy_;
  mutable Mutex mutex_;
  std::shared_ptr<const Keys> keys_ KINO_GUARDED_BY(mutex_) = std::make_shared<Keys>();
  std::unordered_map<std::string, Claims> read_ KINO_GUARDED_BY(mutex_);  // by digest; bounded
};

}  // namespace kinoteka::accounts
