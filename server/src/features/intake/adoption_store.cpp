#include "features/intake/adoption_store.hpp"

#include "base/external_ids.hpp"
#include "base/text.hpp"

namespace kinoteka::intake::adoption_store {
namespace {

constexpr db::Query add_id{
    "adoption.add_id",
    "INSERT INTO movie_external_ids (provider, external_id, movie_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"};
constexpr db::Query person_by_imdb{"adoption.person_by_imdb",
                                   "SELECT coalesce(merged_into, id) FROM people WHERE imdb_id = $1 "
                                   "AND (deleted_at = 0 OR merged_into IS NOT NULL)"};
constexpr db::Query person_by_other{
    "adoption.person_by_id",
    "SELECT coalesce(p.merged_into, p.id) FROM person_external_ids e JOIN people p ON p.id = e.person_id "
    "WHERE e.provider = $1 AND e.external_id = $2 AND (p.deleted_at = 0 OR p.merged_into IS NOT NULL)"};
constexpr db::Query namesakes{
    "adoption.people_named",
    "SELECT p.id, CASE WHEN $3 = 'imdb' THEN p.imdb_id IS NOT NULL ELSE EXISTS (SELECT 1 FROM person_external_ids e "
    "WHERE e.person_id = p.id AND e.provider = $3) END FROM people p WHERE p.sort_name = $1 AND p.name = $2 "
    "AND p.deleted_at = 0 ORDER BY p.id LIMIT 20"};
constexpr db::Query add_imdb_person{"adoption.add_imdb_person",
                                    "UPDATE people SET imdb_id = $2 WHERE id = $1 AND imdb_id IS NULL "
                                    "AND NOT EXISTS (SELECT 1 FROM people o WHERE o.imdb_id = $2)"};
constexpr db::Query add_other_person{
    "adoption.add_person_id",
    "INSERT INTO person_external_ids (provider, external_id, person_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"};
constexpr db::Query add_photo{"adoption.add_photo",
                              "UPDATE people SET photo_source = $2 WHERE id = $1 AND photo_id IS NULL"};
constexpr db::Query genre_by_slug{"adoption.genre", "SELECT id FROM genres WHERE slug = $1"};
constexpr db::Query new_genre{"adoption.add_genre", "INSERT INTO genres (slug, name) VALUES ($1, $2) RETURNING id"};
constexpr db::Query new_genre_text{"adoption.add_genre_text",
                                   "INSERT INTO genre_texts (genre_id, language, name) VALUES ($1, $2, $3)"};
constexpr db::Query rate{"adoption.rate",
                         "UPDATE movies SET rating = $2, votes = $3, popularity = $4 WHERE id = $1 AND votes <= $3 AND "
                         "(votes <> $3 OR rating <> $2)"};
constexpr db::Query name_source{"adoption.source",
                                "INSERT INTO movie_sources (movie_id, provider, told_at) VALUES ($1, $2, $3) "
                                "ON CONFLICT (movie_id, provider) DO UPDATE SET told_at = excluded.told_at"};
constexpr db::Query mark{"adoption.mark_asked", "UPDATE movies SET refreshed_at = $2 WHERE id = $1"};

// Of those whom a provider may know by an id that stands for one film.
const std::string oldest_sql = [] {
  std::string sure;
  for (const auto& kind : external_ids)
    if (kind.sure) sure += (sure.empty() ? "'" : ", '") + std::string(kind.name) + "'";
  return "SELECT m.id FROM movies m WHERE m.deleted_at = 0 AND m.refreshed_at < $1 AND EXISTS (SELECT 1 FROM "
         "movie_external_ids e WHERE e.movie_id = m.id AND e.provider IN (" +
         sure + ")) ORDER BY m.refreshed_at, m.id LIMIT $2";
}();

}  // namespace

void add_external_id(db::Tx& tx, std::int64_t movie, std::string_view provider, std::string_view id) {
  tx.run(add_id, provider, id, movie);
}

std::optional<std::int64_t> person_by_id(db::Session& session, std::string_view provider, std::string_view id) {
  return provider == "imdb" ? session.one<std::int64_t>(person_by_imdb, id)
                            : session.one<std::int64_t>(person_by_other, provider, id);
}

std::vector<Namesake> people_named(db::Session& session, const std::string& name, std::string_view provider) {
  std::vector<Namesake> out;
  session.each(
      namesakes,
      [&](db::Row& row) {
        out.push_back({row.integer(0), row.integer(1) != 0});
      },
      text::fold(name), name, provider);
  return out;
}

void add_person_id(db::Tx& tx, std::int64_t person, std::string_view provider, std::string_view id) {
  if (provider == "imdb") {
    tx.run(add_imdb_person, person, id);
  } else {
    tx.run(add_other_person, provider, id, person);
  }
}

void add_photo_source(db::Tx& tx, std::int64_t person, std::string_view address) { tx.run(add_photo, person, address); }

std::optional<std::int64_t> genre_with_slug(db::Session& session, std::string_view slug) {
  return session.one<std::int64_t>(genre_by_slug, slug);
}

std::int64_t add_genre(db::Tx& tx, const catalogue::GenreName& genre) {
  const auto id = *tx.one<std::int64_t>(new_genre, genre.slug, genre.name);
  for (const auto& [language, name] : genre.names) tx.run(new_genre_text, id, language, name);
  return id;
}

bool set_rating(db::Tx& tx, std::int64_t movie, double rating, std::int64_t votes, double popularity) {
  return tx.run(rate, movie, rating, votes, popularity) > 0;
}

void add_source(db::Tx& tx, std::int64_t movie, std::string_view provider, std::int64_t now) {
  tx.run(name_source, movie, provider, now);
}

void mark_asked(db::Tx& tx, std::int64_t movie, std::int64_t now) { tx.run(mark, movie, now); }

std::vector<std::int64_t> oldest(db::Session& session, std::int64_t before, std::int64_t limit) {
  return session.all<std::int64_t>(db::Query{"adoption.oldest", oldest_sql}, before, limit);
}

}  // namespace kinoteka::intake::adoption_store
