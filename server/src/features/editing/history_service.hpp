// Looking back at changes of the catalogue: for editors. Thread-safe.
#pragma once

#include "callers/caller.hpp"
#include "features/editing/change_store.hpp"
#include "features/editing/wire.hpp"

namespace kinoteka::editing {

class History {
 public:
  explicit History(db::Database& database) : database_(database) {}

  // The latest first.
  change_store::Found of(const callers::Editor& editor, Kind kind, std::int64_t id, std::int64_t offset,
                         std::int64_t limit) const;
  change_store::Found all(const callers::Editor& editor, std::int64_t offset, std::int64_t limit) const;

  // What can be brought back, the last deleted first.
  std::vector<Deleted> deleted(const callers::Editor& editor, Kind kind) const;

  // Films that came in with imports and that nobody has looked at yet, the latest first; at most 5,000.
  std::vector<json::Encoded<catalogue::MovieCard>> unchecked(const callers::Editor& editor) const;

 private:
  db::Database& database_;
};

}  // namespace kinoteka::editing
