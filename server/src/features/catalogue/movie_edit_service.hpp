// Changing films: what editors and admins may do, and nobody else. A film is saved as a whole, with its credits, genres
// and texts, in one transaction. Thread-safe.
#pragma once

#include <functional>
#include <string>

#include "db/database.hpp"
#include "features/catalogue/change_store.hpp"
#include "features/catalogue/edit_wire.hpp"
#include "features/catalogue/movie_edit_store.hpp"
#include "http/caller.hpp"
#include "http/versions.hpp"

namespace kinoteka::catalogue {

// Whether a film may have the title and the year of another. The same id at a provider is never allowed.
enum class Duplicates { refuse, allow };

template <class Draft>
using DraftChange = std::function<Draft(const Draft& now)>;

class MovieEditing {
 public:
  using Page = http::Versioned<json::Encoded<Movie>>;

  explicit MovieEditing(db::Database& database) : database_(database) {}

  http::Versioned<MovieDraft> draft(const http::Editor& editor, std::int64_t id) const;

  // Throw Error{invalid} that names every fault, conflict with the address of the film that is there already.
  struct Made {
    std::int64_t id;
    Page page;
  };
  Made create(const http::Editor& editor, const MovieDraft& draft, Duplicates duplicates);
  Page edit(const http::Editor& editor, std::int64_t id, const http::IfMatch& seen,
            const DraftChange<MovieDraft>& change, Duplicates duplicates);

  // The film goes from every list and page, and can be brought back.
  void remove(const http::Editor& editor, std::int64_t id);
  Page restore(const http::Editor& editor, std::int64_t id);

 private:
  db::Database& database_;
};

}  // namespace kinoteka::catalogue
