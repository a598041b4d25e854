// What a collection is to other features: whose it is to see has been decided by the caller.
#pragma once

#include <cstdint>
#include <vector>

#include "db/database.hpp"
#include "features/collection/parameters.hpp"
#include "features/collection/wire.hpp"

namespace kinoteka::collection {

// Adds an item within the caller's transaction unless there is one of this title, year and format; whether it did.
bool add_once(db::Tx& tx, std::int64_t user, const NewItem& item);

std::int64_t count_items(db::Session& session, std::int64_t owner, const ItemSearch& search);
std::vector<ShelfItem> items(db::Session& session, std::int64_t owner, const ItemSearch& search, std::int64_t offset,
                             std::int64_t limit);

}  // namespace kinoteka::collection
