// Sessions, their refresh tokens, and API keys: whatever says who calls.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/accounts/wire.hpp"

namespace kinoteka::accounts::session_store {

struct NewSession {
  std::int64_t user = 0;
  std::optional<std::string> token_hash;  // of a browser's cookie
  std::string method, address, agent;
  std::int64_t now = 0, authenticated_at = 0;
};
// Its id. The user's oldest sessions go when there are too many.
std::int64_t add(db::Tx& tx, const NewSession& session);

// Who calls with a session, as far as the database knows.
struct Caller {
  std::int64_t session = 0, user = 0, authenticated_at = 0, last_seen_at = 0, idle_until = 0, expires_at = 0;
  std::string role;
  std::int64_t disabled_at = 0, email_verified_at = 0;
};
BOOST_DESCRIBE_STRUCT(Caller, (),
                      (session, user, authenticated_at, last_seen_at, idle_until, expires_at, role, disabled_at,
                       email_verified_at))
std::optional<Caller> find(db::Session& session, std::int64_t id);
std::optional<Caller> find_by_token(db::Session& session, const std::string& token_hash);
void seen(db::Tx& tx, std::int64_t id, std::int64_t now);

std::vector<Session> list(db::Session& session, std::int64_t user, std::int64_t current, std::int64_t now);
// False when it is not this user's, or not there.
bool end(db::Tx& tx, std::int64_t id, std::int64_t user);
std::int64_t end_all(db::Tx& tx, std::int64_t user, std::int64_t except);
void end_expired(db::Tx& tx, std::int64_t now);

void add_refresh_token(db::Tx& tx, const std::string& hash, std::int64_t session, std::int64_t now);
struct RefreshToken {
  std::int64_t session = 0, used_at = 0;
};
BOOST_DESCRIBE_STRUCT(RefreshToken, (), (session, used_at))
std::optional<RefreshToken> find_refresh_token(db::Session& session, const std::string& hash);
// False when it was used before.
bool use_refresh_token(db::Tx& tx, const std::string& hash, std::int64_t now);

struct KeyRow {
  std::int64_t id = 0, user = 0, scopes = 0, last_used_at = 0, expires_at = 0;
  std::string role;
  std::int64_t disabled_at = 0, email_verified_at = 0;
};
BOOST_DESCRIBE_STRUCT(KeyRow, (), (id, user, scopes, last_used_at, expires_at, role, disabled_at, email_verified_at))
std::optional<KeyRow> find_key(db::Session& session, const std::string& hash);
void key_used(db::Tx& tx, std::int64_t id, std::int64_t now);
std::int64_t add_key(db::Tx& tx, std::int64_t user, const std::string& name, const std::string& hash,
                     std::int64_t scopes, std::int64_t now, std::int64_t expires_at);
std::vector<ApiKey> list_keys(db::Session& session, std::int64_t user);
bool remove_key(db::Tx& tx, std::int64_t id, std::int64_t user);
// Those made after `since`; how many there were.
std::int64_t remove_keys(db::Tx& tx, std::int64_t user, std::int64_t since);

}  // namespace kinoteka::accounts::session_store
