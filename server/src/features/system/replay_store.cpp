#include "features/system/replay_store.hpp"

namespace kinoteka::system::replay_store {
namespace {

constexpr db::Query begin_one{
    "replay.begin",
    "INSERT INTO idempotency_keys (user_id, key_hash, request_hash, created_at) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (user_id, key_hash) DO NOTHING"};
constexpr db::Query find_one{"replay.find",
                             "SELECT request_hash, status, location, version, body FROM idempotency_keys WHERE "
                             "user_id = $1 AND key_hash = $2"};
constexpr db::Query finish_one{"replay.finish",
                               "UPDATE idempotency_keys SET status = $3, location = $4, version = $5, body = $6 WHERE "
                               "user_id = $1 AND key_hash = $2"};
constexpr db::Query forget_one{"replay.forget",
                               "DELETE FROM idempotency_keys WHERE user_id = $1 AND key_hash = $2 AND status = 0"};
constexpr db::Query remove_old{
    "replay.forget_old", "DELETE FROM idempotency_keys WHERE created_at < $1 OR (status = 0 AND created_at < $2)"};

}  // namespace

bool begin(db::Tx& tx, std::int64_t user, const std::string& key, const std::string& request, std::int64_t now) {
  return tx.run(begin_one, user, key, request, now) == 1;
}

std::optional<Kept> find(db::Session& session, std::int64_t user, const std::string& key) {
  return session.one<Kept>(find_one, user, key);
}

void finish(db::Tx& tx, std::int64_t user, const std::string& key, const Kept& answer) {
  tx.run(finish_one, user, key, answer.status, answer.location, answer.version, answer.body);
}

void forget(db::Tx& tx, std::int64_t user, const std::string& key) { tx.run(forget_one, user, key); }

void forget_old(db::Tx& tx, std::int64_t before, std::int64_t stuck) { tx.run(remove_old, before, stuck); }

}  // namespace kinoteka::system::replay_store
