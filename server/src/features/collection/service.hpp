// Discs and streams that somebody owns. Nobody sees them but their owner, until they are shared. Synchronous; call from
// workers. Thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "db/database.hpp"
#include "features/collection/item_store.hpp"
#include "features/collection/wire.hpp"
#include "http/caller.hpp"

namespace kinoteka::collection {

// Adds an item within the caller's transaction unless there is one of this title, year and format; whether it did.
bool add_once(db::Tx& tx, std::int64_t user, const NewItem& item);

class Service {
 public:
  explicit Service(db::Database& database) : database_(database) {}

  // Whose they are has been decided by the caller: one's own, or shared.
  std::int64_t count(std::int64_t owner, const item_store::Search& search) const;
  std::vector<ShelfItem> list(std::int64_t owner, const item_store::Search& search, std::int64_t offset,
                              std::int64_t limit) const;

  CollectionItem item(const http::Member& member, std::int64_t id) const;  // throws Error{not_found}
  CollectionItem add(const http::Member& member, const NewItem& item);
  CollectionItem save(const http::Member& member, std::int64_t id,
                      const std::function<NewItem(const NewItem& now)>& change);
  void remove(const http::Member& member, std::int64_t id);

 private:
  db::Database& database_;
};

}  // namespace kinoteka::collection
