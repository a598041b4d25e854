#include "features/editing/lock_service.hpp"

#include "features/editing/lock_store.hpp"

namespace kinoteka::editing {

const std::set<std::string>& lockable() {
  static const std::set<std::string> fields = {
      "title",  "original_title", "description", "tagline",   "year",    "release_date", "runtime", "trailer",
      "genres", "tags",           "countries",   "languages", "aliases", "translations", "credits"};
  return fields;
}

std::set<std::string> locks_of(db::Session& session, std::int64_t movie) { return lock_store::of(session, movie); }

void set_locks(db::Tx& tx, std::int64_t movie, const std::set<std::string>& fields) {
  lock_store::drop(tx, movie);
  add_locks(tx, movie, fields);
}

void add_locks(db::Tx& tx, std::int64_t movie, const std::set<std::string>& fields) {
  for (const auto& field : fields)
    if (lockable().contains(field)) lock_store::add(tx, movie, field);
}

}  // namespace kinoteka::editing
