// Kept answers in the database. Keys and requests are digests.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "db/database.hpp"

namespace kinoteka::system::replay_store {

struct Kept {
  std::string request_hash;
  std::int64_t status = 0;
  std::string location;
  std::int64_t version = 0;
  std::string body;
};
BOOST_DESCRIBE_STRUCT(Kept, (), (request_hash, status, location, version, body))

// Takes a key for a request: whether it was free.
bool begin(db::Tx& tx, std::int64_t user, const std::string& key, const std::string& request, std::int64_t now);
std::optional<Kept> find(db::Session& session, std::int64_t user, const std::string& key);
void finish(db::Tx& tx, std::int64_t user, const std::string& key, const Kept& answer);
void forget(db::Tx& tx, std::int64_t user, const std::string& key);  // one that has no answer yet
// Those made before `before`, and those without an answer from before `stuck`.
void forget_old(db::Tx& tx, std::int64_t before, std::int64_t stuck);

}  // namespace kinoteka::system::replay_store
