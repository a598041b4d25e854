// Changing films: what editors and admins may do, and nobody else. A film is saved as a whole, with its credits, genres
// and texts, in one transaction. Thread-safe.
#pragma once

#include <cstdint>

#include "callers/caller.hpp"
#include "db/database.hpp"
#include "features/editing/draft_change.hpp"
#include "features/editing/wire.hpp"
#include "http/versions.hpp"

namespace kinoteka::editing {

class MovieEditing {
 public:
  using Page = http::Versioned<json::Encoded<catalogue::Movie>>;

  explicit MovieEditing(db::Database& database) : database_(database) {}

  http::Versioned<MovieDraft> draft(const callers::Editor& editor, std::int64_t id) const;

  // Throw Error{invalid} that names every fault, conflict with the address of the film that is there already.
  struct Made {
    std::int64_t id;
    Page page;
  };
  Made create(const callers::Editor& editor, const MovieDraft& draft, Duplicates duplicates);
  Page edit(const callers::Editor& editor, std::int64_t id, const http::IfMatch& seen,
            const DraftChange<MovieDraft>& change, Duplicates duplicates);

  // The film goes from every list and page, and can be brought back.
  void remove(const callers::Editor& editor, std::int64_t id);
  Page restore(const callers::Editor& editor, std::int64_t id);

  // What no provider changes: what an editor has written, and what is set here.
  Locks locks(const callers::Editor& editor, std::int64_t id) const;
  Locks set_locks(const callers::Editor& editor, std::int64_t id, const Locks& locks);

 private:
  db::Database& database_;
};

}  // namespace kinoteka::editing
