// Collection items in the database. Every member works within the caller's session; absent is an empty optional.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/collection/domain.hpp"
#include "features/collection/wire.hpp"

namespace kinoteka::collection::item_store {

std::int64_t count(db::Session& session, std::int64_t user, const ItemSearch& search);
// One person's rows are read and sorted.
std::vector<CollectionItem> list(db::Session& session, std::int64_t user, const ItemSearch& search, std::int64_t offset,
                                 std::int64_t limit);
std::optional<CollectionItem> find(db::Session& session, std::int64_t user, std::int64_t id);  // only this person's
// The same title, year and format: what an import would add once more.
bool has(db::Session& session, std::int64_t user, const NewItem& item);

std::int64_t add(db::Tx& tx, std::int64_t user, const NewItem& item, std::int64_t now);
void save(db::Tx& tx, std::int64_t id, const NewItem& item, std::int64_t now);
bool remove(db::Tx& tx, std::int64_t user, std::int64_t id);

}  // namespace kinoteka::collection::item_store
