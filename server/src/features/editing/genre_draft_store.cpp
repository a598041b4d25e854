#include "features/editing/genre_draft_store.hpp"

namespace kinoteka::editing::genre_draft_store {
namespace {

constexpr db::Query find_slug{"genre.by_slug", "SELECT id FROM genres WHERE slug = $1"};
constexpr db::Query insert_genre{"genre.insert", "INSERT INTO genres (slug, name) VALUES ($1, $2) RETURNING id"};
constexpr db::Query update_genre{"genre.update",
                                 "UPDATE genres SET slug = $2, name = $3, version = version + 1 WHERE id = $1"};
constexpr db::Query delete_genre{"genre.remove", "DELETE FROM genres WHERE id = $1"};
constexpr db::Query forget_names{"genre.forget_names", "DELETE FROM genre_texts WHERE genre_id = $1"};
constexpr db::Query add_name{"genre.add_name",
                             "INSERT INTO genre_texts (genre_id, language, name) VALUES ($1, $2, $3)"};
constexpr db::Query count_movies{"genre.films", "SELECT count(*) FROM movie_genres WHERE genre_id = $1"};

void add_names(db::Tx& tx, std::int64_t id, const GenreDraft& draft) {
  for (const auto& name : draft.names) tx.run(add_name, id, name.language.value, *name.name);
}

}  // namespace

std::optional<std::int64_t> find_by_slug(db::Session& session, const std::string& slug) {
  return session.one<std::int64_t>(find_slug, slug);
}

std::int64_t insert(db::Tx& tx, const GenreDraft& draft) {
  const auto id = *tx.one<std::int64_t>(insert_genre, draft.slug.value, *draft.name);
  add_names(tx, id, draft);
  return id;
}

void update(db::Tx& tx, std::int64_t id, const GenreDraft& draft) {
  tx.run(update_genre, id, draft.slug.value, *draft.name);
  tx.run(forget_names, id);
  add_names(tx, id, draft);
}

void remove(db::Tx& tx, std::int64_t id) { tx.run(delete_genre, id); }

std::int64_t count_films(db::Session& session, std::int64_t id) {
  return session.one<std::int64_t>(count_movies, id).value_or(0);
}

}  // namespace kinoteka::editing::genre_draft_store
