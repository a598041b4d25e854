// Films that came in with imports and that nobody has looked at yet. Every member works within the caller's session.
#pragma once

#include <cstdint>
#include <vector>

#include "db/database.hpp"

namespace kinoteka::editing::brought_store {

// Says so of a film that was made since `since` and that nobody has changed: whether it is one.
bool mark(db::Tx& tx, std::int64_t movie, std::int64_t user, std::int64_t since, std::int64_t now);
void forget(db::Tx& tx, std::int64_t movie);  // somebody has looked at it
std::int64_t count_by(db::Session& session, std::int64_t user);
std::vector<std::int32_t> all(db::Session& session);  // the latest first; at most 5,000

}  // namespace kinoteka::editing::brought_store
