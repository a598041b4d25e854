// Changing genres and tags: what editors and admins may do, and nobody else. Thread-safe.
#pragma once

#include "db/database.hpp"
#include "features/catalogue/movie_edit_service.hpp"

namespace kinoteka::catalogue {

class GenreEditing {
 public:
  using Page = http::Versioned<Genre>;

  explicit GenreEditing(db::Database& database) : database_(database) {}

  http::Versioned<GenreDraft> draft(const http::Editor& editor, std::int64_t id) const;

  // Throw Error{conflict} with the address of the genre that has this slug already.
  Page create(const http::Editor& editor, const GenreDraft& draft);
  Page edit(const http::Editor& editor, std::int64_t id, const http::IfMatch& seen,
            const DraftChange<GenreDraft>& change);
  // Throws Error{conflict} while films have it.
  void remove(const http::Editor& editor, std::int64_t id);

 private:
  db::Database& database_;
};

class TagEditing {
 public:
  using Page = http::Versioned<Tag>;

  explicit TagEditing(db::Database& database) : database_(database) {}

  std::vector<Tag> all() const;  // by name
  Page tag(std::int64_t id) const;

  // Throw Error{conflict} with the address of the tag that has this name already.
  Page create(const http::Editor& editor, const TagDraft& draft);
  Page edit(const http::Editor& editor, std::int64_t id, const http::IfMatch& seen,
            const DraftChange<TagDraft>& change);
  void remove(const http::Editor& editor, std::int64_t id);  // from every film too

 private:
  db::Database& database_;
};

}  // namespace kinoteka::catalogue
