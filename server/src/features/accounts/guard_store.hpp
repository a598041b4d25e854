// What guards accounts: attempts that count, the log of what happened, and the keys that sign.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/accounts/wire.hpp"

namespace kinoteka::accounts::guard_store {

// What counts at a door now. Others who come to it wait until this transaction ends.
struct Held {
  std::int64_t attempts = 0, blocked_until = 0;
};
BOOST_DESCRIBE_STRUCT(Held, (), (attempts, blocked_until))
Held hold(db::Tx& tx, const std::string& key, std::int64_t now);
// Counts one more attempt at a door that is held.
void count(db::Tx& tx, const std::string& key, const ThrottleRule& rule, std::int64_t attempts_before,
           std::int64_t now);
void forgive(db::Tx& tx, const std::string& key);    // all attempts
void take_back(db::Tx& tx, const std::string& key);  // one attempt, that was none
void forget_expired(db::Tx& tx, std::int64_t now);

struct Event {
  std::string name;
  std::optional<std::int64_t> actor, user;
  std::string address, request_id, detail;
};
void record(db::Tx& tx, const Event& event, std::int64_t now);
// Forgets a thousand of what is older.
void forget_events(db::Tx& tx, std::int64_t before);
// An account goes: what happened stays, but names nobody.
void forget_user(db::Tx& tx, std::int64_t user);

struct AuditSearch {
  std::optional<std::int64_t> user;
  std::string event;
  std::int64_t offset = 0, limit = 50;
};
struct AuditFound {
  std::int64_t total = 0;
  std::vector<AuditLine> lines;
};
AuditFound events(db::Session& session, const AuditSearch& search);  // newest first

struct SigningKey {
  std::string id, sealed;
  std::int64_t created_at = 0;
};
BOOST_DESCRIBE_STRUCT(SigningKey, (), (id, sealed, created_at))
std::vector<SigningKey> signing_keys(db::Session& session);  // newest first
void add_signing_key(db::Tx& tx, const SigningKey& key);
void forget_signing_keys(db::Tx& tx, std::int64_t made_before);

}  // namespace kinoteka::accounts::guard_store
