// Changing tags: what editors and admins may do, and nobody else. Thread-safe.
#pragma once

#include "callers/caller.hpp"
#include "db/database.hpp"
#include "features/editing/draft_change.hpp"
#include "features/editing/wire.hpp"
#include "http/versions.hpp"

namespace kinoteka::editing {

class TagEditing {
 public:
  using Page = http::Versioned<catalogue::Tag>;

  explicit TagEditing(db::Database& database) : database_(database) {}

  // Throw Error{conflict} with the address of the tag that has this name already.
  Page create(const callers::Editor& editor, const TagDraft& draft);
  Page edit(const callers::Editor& editor, std::int64_t id, const http::IfMatch& seen,
            const DraftChange<TagDraft>& change);
  void remove(const callers::Editor& editor, std::int64_t id);  // from every film too

 private:
  db::Database& database_;
};

}  // namespace kinoteka::editing
