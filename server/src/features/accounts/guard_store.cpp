#include "features/accounts/guard_store.hpp"

#include "base/time.hpp"

namespace kinoteka::accounts::guard_store {
namespace {

// An UPDATE that changes nothing holds the row until the transaction ends: of many who knock at once each waits for the
// count of the one before.
constexpr db::Query hold_door{
    "throttle.hold",
    "INSERT INTO throttles (throttle_key, attempts, blocked_until, forget_at) VALUES ($1, 0, 0, $2) "
    "ON CONFLICT (throttle_key) DO UPDATE SET attempts = throttles.attempts "
    "RETURNING CASE WHEN forget_at > $2 THEN attempts ELSE 0 END, blocked_until"};
constexpr db::Query save{
    "throttle.save",
    "INSERT INTO throttles (throttle_key, attempts, blocked_until, forget_at) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (throttle_key) DO UPDATE SET attempts = excluded.attempts, blocked_until = excluded.blocked_until, "
    "forget_at = excluded.forget_at"};
constexpr db::Query remove{"throttle.forgive", "DELETE FROM throttles WHERE throttle_key = $1"};
constexpr db::Query subtract{"throttle.take_back",
                             "UPDATE throttles SET attempts = attempts - 1 WHERE throttle_key = $1 AND attempts > 0"};
constexpr db::Query remove_expired{"throttle.forget_expired",
                                   "DELETE FROM throttles WHERE forget_at <= $1 AND blocked_until <= $1"};
constexpr db::Query insert_event{"audit.record",
                                 "INSERT INTO audit_log (at, event, actor_id, user_id, address, request_id, detail) "
                                 "VALUES ($1, $2, $3, $4, $5, $6, $7)"};
// The oldest first and some at a time: no index on the time is needed.
constexpr db::Query remove_old_events{
    "audit.forget_old",
    "DELETE FROM audit_log WHERE at < $1 AND id IN (SELECT id FROM audit_log ORDER BY id LIMIT 1000)"};
constexpr db::Query forget_actor{"audit.forget_actor", "UPDATE audit_log SET address = '' WHERE actor_id = $1"};
constexpr db::Query forget_subject{"audit.forget_user",
                                   "UPDATE audit_log SET address = '', detail = '' WHERE user_id = $1"};
constexpr db::Query list_keys{"signing_key.list",
                              "SELECT id, sealed, created_at FROM signing_keys ORDER BY created_at DESC, id"};
constexpr db::Query insert_key{"signing_key.add",
                               "INSERT INTO signing_keys (id, sealed, created_at) VALUES ($1, $2, $3)"};
constexpr db::Query remove_keys{"signing_key.forget", "DELETE FROM signing_keys WHERE created_at < $1"};

}  // namespace

Held hold(db::Tx& tx, const std::string& key, std::int64_t now) { return *tx.one<Held>(hold_door, key, now); }

void count(db::Tx& tx, const std::string& key, const ThrottleRule& rule, std::int64_t attempts_before,
           std::int64_t now) {
  const auto pause = rule.pause_after(attempts_before + 1);
  tx.run(save, key, attempts_before + 1, pause > 0 ? now + pause : 0, now + rule.forget_ms);
}

void forgive(db::Tx& tx, const std::string& key) { tx.run(remove, key); }
void take_back(db::Tx& tx, const std::string& key) { tx.run(subtract, key); }
void forget_expired(db::Tx& tx, std::int64_t now) { tx.run(remove_expired, now); }

void record(db::Tx& tx, const Event& event, std::int64_t now) {
  tx.run(insert_event, now, event.name, event.actor, event.user, event.address, event.request_id, event.detail);
}

void forget_events(db::Tx& tx, std::int64_t before) { tx.run(remove_old_events, before); }

void forget_user(db::Tx& tx, std::int64_t user) {
  tx.run(forget_actor, user);
  tx.run(forget_subject, user);
}

AuditFound events(db::Session& session, const AuditSearch& search) {
  std::string where;
  std::vector<db::Value> values;
  const auto place = [&](db::Value value) {
    values.push_back(value);
    return '$' + std::to_string(values.size());
  };
  const auto both = [&](const std::string& condition) { where += (where.empty() ? " WHERE " : " AND ") + condition; };
  if (search.user) both("l.user_id = " + place(*search.user));
  if (!search.event.empty()) both("l.event = " + place(std::string_view(search.event)));
  AuditFound found;
  session.execute({"audit.count", "SELECT count(*) FROM audit_log l" + where}, values.data(), values.size(),
                  [&](db::Row& row) { found.total = row.integer(0); });
  auto sql =
      "SELECT l.id, l.at, l.event, l.actor_id, l.user_id, a.email, u.email, l.address, l.request_id, l.detail "
      "FROM audit_log l LEFT JOIN users a ON a.id = l.actor_id LEFT JOIN users u ON u.id = l.user_id" +
      where + " ORDER BY l.id DESC LIMIT " + place(search.limit);
  sql += " OFFSET " + place(search.offset);
  session.execute({"audit.list", sql}, values.data(), values.size(), [&](db::Row& row) {
    AuditLine line;
    line.id = row.integer(0);
    line.at = rfc3339(row.integer(1));
    line.event = row.text(2);
    if (!row.null(3)) line.actor = row.integer(3);
    if (!row.null(4)) line.user = row.integer(4);
    if (!row.null(5)) line.actor_email = row.text(5);
    if (!row.null(6)) line.user_email = row.text(6);
    line.address = row.text(7);
    line.request_id = row.text(8);
    line.detail = row.text(9);
    found.lines.push_back(std::move(line));
  });
  return found;
}

std::vector<SigningKey> signing_keys(db::Session& session) { return session.all<SigningKey>(list_keys); }
void add_signing_key(db::Tx& tx, const SigningKey& key) { tx.run(insert_key, key.id, key.sealed, key.created_at); }
void forget_signing_keys(db::Tx& tx, std::int64_t made_before) { tx.run(remove_keys, made_before); }

}  // namespace kinoteka::accounts::guard_store
