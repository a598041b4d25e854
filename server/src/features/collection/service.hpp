// Discs and streams that somebody owns. Nobody sees them but their owner, until they are shared. Synchronous; call from
// workers. Thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "callers/caller.hpp"
#include "db/database.hpp"
#include "features/collection/domain.hpp"
#include "features/collection/wire.hpp"

namespace kinoteka::collection {

class Service {
 public:
  explicit Service(db::Database& database) : database_(database) {}

  std::int64_t count(const callers::Member& member, const ItemSearch& search) const;
  std::vector<ShelfItem> list(const callers::Member& member, const ItemSearch& search, std::int64_t offset,
                              std::int64_t limit) const;

  CollectionItem item(const callers::Member& member, std::int64_t id) const;  // throws Error{not_found}
  CollectionItem add(const callers::Member& member, const NewItem& item);
  CollectionItem save(const callers::Member& member, std::int64_t id,
                      const std::function<NewItem(const NewItem& now)>& change);
  void remove(const callers::Member& member, std::int64_t id);

 private:
  const db::Quiet database_;
};

}  // namespace kinoteka::collection
