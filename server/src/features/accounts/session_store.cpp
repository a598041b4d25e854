#include "features/accounts/session_store.hpp"

#include "base/time.hpp"

namespace kinoteka::accounts::session_store {
namespace {

constexpr db::Query insert{
    "session.add",
    "INSERT INTO sessions (user_id, token_hash, method, address, agent, created_at, authenticated_at, last_seen_at, "
    "idle_until, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $6, $8, $9) RETURNING id"};
constexpr db::Query trim{"session.trim",
                         "DELETE FROM sessions WHERE user_id = $1 AND id NOT IN "
                         "(SELECT id FROM sessions WHERE user_id = $1 ORDER BY last_seen_at DESC, id DESC LIMIT $2)"};
constexpr db::Query find_by_id{
    "session.find",
    "SELECT s.id, s.user_id, s.authenticated_at, s.last_seen_at, s.idle_until, s.expires_at, u.role, u.disabled_at, "
    "u.email_verified_at FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = $1"};
constexpr db::Query find_by_hash{
    "session.find_by_token",
    "SELECT s.id, s.user_id, s.authenticated_at, s.last_seen_at, s.idle_until, s.expires_at, u.role, u.disabled_at, "
    "u.email_verified_at FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.token_hash = $1"};
constexpr db::Query update_seen{"session.seen",
                                "UPDATE sessions SET last_seen_at = $2, "
                                "idle_until = CASE WHEN $3 < expires_at THEN $3 ELSE expires_at END WHERE id = $1"};
constexpr db::Query list_all{"session.list",
                             "SELECT id, method, address, agent, created_at, last_seen_at FROM sessions "
                             "WHERE user_id = $1 AND idle_until > $2 AND expires_at > $2 ORDER BY last_seen_at DESC"};
constexpr db::Query delete_one{"session.end", "DELETE FROM sessions WHERE id = $1 AND user_id = $2"};
constexpr db::Query delete_all{"session.end_all", "DELETE FROM sessions WHERE user_id = $1 AND id <> $2"};
// idle_until is never behind expires_at.
constexpr db::Query delete_expired{"session.end_expired", "DELETE FROM sessions WHERE idle_until <= $1"};
constexpr db::Query insert_refresh{
    "session.add_refresh", "INSERT INTO refresh_tokens (token_hash, session_id, issued_at) VALUES ($1, $2, $3)"};
// Older ones could not be used any more, whoever has them.
constexpr db::Query forget_old_refresh{"session.forget_refresh",
                                       "DELETE FROM refresh_tokens WHERE session_id = $1 AND issued_at < $2"};
constexpr db::Query find_refresh{"session.find_refresh",
                                 "SELECT session_id, used_at FROM refresh_tokens WHERE token_hash = $1"};
constexpr db::Query use_refresh{"session.use_refresh",
                                "UPDATE refresh_tokens SET used_at = $2 WHERE token_hash = $1 AND used_at = 0"};
constexpr db::Query find_api_key{
    "key.find",
    "SELECT k.id, k.user_id, k.scopes, k.last_used_at, k.expires_at, u.role, u.disabled_at, u.email_verified_at "
    "FROM api_keys k JOIN users u ON u.id = k.user_id WHERE k.token_hash = $1"};
constexpr db::Query use_api_key{"key.used", "UPDATE api_keys SET last_used_at = $2 WHERE id = $1"};
constexpr db::Query insert_key{
    "key.add",
    "INSERT INTO api_keys (user_id, name, token_hash, scopes, created_at, expires_at) "
    "SELECT $1, $2, $3, $4, $5, $6 WHERE (SELECT count(*) FROM api_keys WHERE user_id = $1) < $7 RETURNING id"};
constexpr db::Query list_api_keys{"key.list",
                                  "SELECT id, name, scopes, created_at, last_used_at, expires_at FROM api_keys "
                                  "WHERE user_id = $1 ORDER BY id"};
constexpr db::Query delete_keys{"key.remove_since", "DELETE FROM api_keys WHERE user_id = $1 AND created_at > $2"};
constexpr db::Query delete_key{"key.remove", "DELETE FROM api_keys WHERE id = $1 AND user_id = $2"};

std::optional<std::string> time_or_nothing(std::int64_t ms) {
  return ms > 0 ? std::optional(rfc3339(ms)) : std::nullopt;
}

}  // namespace

std::int64_t add(db::Tx& tx, const NewSession& session) {
  const auto id = *tx.one<std::int64_t>(insert, session.user, session.token_hash, session.method, session.address,
                                        session.agent, session.now, session.authenticated_at,
                                        session.now + session_idle_ms, session.now + session_ms);
  tx.run(trim, session.user, most_sessions);
  return id;
}

std::optional<Caller> find(db::Session& session, std::int64_t id) { return session.one<Caller>(find_by_id, id); }
std::optional<Caller> find_by_token(db::Session& session, const std::string& token_hash) {
  return session.one<Caller>(find_by_hash, token_hash);
}
void seen(db::Tx& tx, std::int64_t id, std::int64_t now) { tx.run(update_seen, id, now, now + session_idle_ms); }

std::vector<Session> list(db::Session& session, std::int64_t user, std::int64_t current, std::int64_t now) {
  std::vector<Session> out;
  session.each(
      list_all,
      [&](db::Row& row) {
        out.push_back({row.integer(0), std::string(row.text(1)), std::string(row.text(2)), std::string(row.text(3)),
                       rfc3339(row.integer(4)), rfc3339(row.integer(5)), row.integer(0) == current});
      },
      user, now);
  return out;
}

bool end(db::Tx& tx, std::int64_t id, std::int64_t user) { return tx.run(delete_one, id, user) == 1; }
std::int64_t end_all(db::Tx& tx, std::int64_t user, std::int64_t except) { return tx.run(delete_all, user, except); }
void end_expired(db::Tx& tx, std::int64_t now) { tx.run(delete_expired, now); }

void add_refresh_token(db::Tx& tx, const std::string& hash, std::int64_t session, std::int64_t now) {
  tx.run(forget_old_refresh, session, now - session_idle_ms);
  tx.run(insert_refresh, hash, session, now);
}
std::optional<RefreshToken> find_refresh_token(db::Session& session, const std::string& hash) {
  return session.one<RefreshToken>(find_refresh, hash);
}
bool use_refresh_token(db::Tx& tx, const std::string& hash, std::int64_t now) {
  return tx.run(use_refresh, hash, now) == 1;
}

std::optional<KeyRow> find_key(db::Session& session, const std::string& hash) {
  return session.one<KeyRow>(find_api_key, hash);
}
void key_used(db::Tx& tx, std::int64_t id, std::int64_t now) { tx.run(use_api_key, id, now); }

std::int64_t add_key(db::Tx& tx, std::int64_t user, const std::string& name, const std::string& hash,
                     std::int64_t scopes, std::int64_t now, std::int64_t expires_at) {
  return tx.one<std::int64_t>(insert_key, user, name, hash, scopes, now, expires_at, most_keys).value_or(0);
}

std::vector<ApiKey> list_keys(db::Session& session, std::int64_t user) {
  std::vector<ApiKey> out;
  session.each(
      list_api_keys,
      [&](db::Row& row) {
        ApiKey key{row.integer(0),          std::string(row.text(1)),        {},
                   rfc3339(row.integer(3)), time_or_nothing(row.integer(4)), time_or_nothing(row.integer(5))};
        json::for_each_enumerator(std::type_identity<Scope>{}, [&](Scope scope, std::string_view) {
          if ((row.integer(2) & static_cast<std::int64_t>(scope)) != 0) key.scopes.push_back(scope);
        });
        out.push_back(std::move(key));
      },
      user);
  return out;
}

std::int64_t remove_keys(db::Tx& tx, std::int64_t user, std::int64_t since) { return tx.run(delete_keys, user, since); }
bool remove_key(db::Tx& tx, std::int64_t id, std::int64_t user) { return tx.run(delete_key, id, user) == 1; }

}  // namespace kinoteka::accounts::session_store
