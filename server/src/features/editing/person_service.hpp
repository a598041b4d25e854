// Changing people: what editors and admins may do, and nobody else. Thread-safe.
#pragma once

#include "callers/caller.hpp"
#include "db/database.hpp"
#include "features/editing/draft_change.hpp"
#include "features/editing/wire.hpp"
#include "http/versions.hpp"

namespace kinoteka::editing {

class PersonEditing {
 public:
  using Page = http::Versioned<catalogue::Person>;

  explicit PersonEditing(db::Database& database) : database_(database) {}

  http::Versioned<PersonDraft> draft(const callers::Editor& editor, std::int64_t id) const;

  // Throw Error{invalid} that names every fault, conflict with the address of who is there already.
  Page create(const callers::Editor& editor, const PersonDraft& draft, Duplicates duplicates);
  Page edit(const callers::Editor& editor, std::int64_t id, const http::IfMatch& seen,
            const DraftChange<PersonDraft>& change, Duplicates duplicates);

  // Goes from every page and film, and can be brought back with all credits.
  void remove(const callers::Editor& editor, std::int64_t id);
  Page restore(const callers::Editor& editor, std::int64_t id);

  // Two entries that are one person: `into` stays, and the address of the other leads there. Not to be undone.
  Page merge(const callers::Editor& editor, std::int64_t id, std::int64_t into);

 private:
  db::Database& database_;
};

}  // namespace kinoteka::editing
