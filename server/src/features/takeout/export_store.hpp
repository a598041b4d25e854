// Everything that somebody did with films, read for taking along. Every member works within the caller's session.
#pragma once

#include <cstdint>

#include "db/database.hpp"
#include "features/takeout/wire.hpp"

namespace kinoteka::takeout::export_store {

// Which parts of it.
inline constexpr unsigned entries = 1, viewings = 2, reviews = 4, lists = 8, collection = 16, everything = 31;

// Films, days and lists in an order of their own, so that the same state always reads the same. Throws as budget::take
// does: somebody may have more than one request may hold.
Takeout gather(db::Session& session, std::int64_t user, unsigned parts);

}  // namespace kinoteka::takeout::export_store
