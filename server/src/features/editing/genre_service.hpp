// Changing genres: what editors and admins may do, and nobody else. Thread-safe.
#pragma once

#include "callers/caller.hpp"
#include "db/database.hpp"
#include "features/editing/draft_change.hpp"
#include "features/editing/wire.hpp"
#include "http/versions.hpp"

namespace kinoteka::editing {

class GenreEditing {
 public:
  using Page = http::Versioned<catalogue::Genre>;

  explicit GenreEditing(db::Database& database) : database_(database) {}

  http::Versioned<GenreDraft> draft(const callers::Editor& editor, std::int64_t id) const;

  // Throw Error{conflict} with the address of the genre that has this slug already.
  Page create(const callers::Editor& editor, const GenreDraft& draft);
  Page edit(const callers::Editor& editor, std::int64_t id, const http::IfMatch& seen,
            const DraftChange<GenreDraft>& change);
  // Throws Error{conflict} while films have it.
  void remove(const callers::Editor& editor, std::int64_t id);

 private:
  db::Database& database_;
};

}  // namespace kinoteka::editing
