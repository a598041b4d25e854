#include "features/catalogue/card_store.hpp"

#include "features/catalogue/person_name_store.hpp"
#include "features/catalogue/wire.hpp"
#include "json/encode.hpp"

namespace kinoteka::catalogue::card_store {
namespace {

constexpr db::Query find_facts{"card.facts",
                               "SELECT id, title, original_title, nullif(year, 0), nullif(runtime, 0), nullif(rating, "
                               "0) FROM movies WHERE id = $1 AND deleted_at = 0"};
// The poster, else the still.
constexpr db::Query find_picture{
    "card.picture",
    "SELECT p.digest, p.width, p.height, p.color, p.placeholder, m.poster_id IS NULL FROM movies m "
    "JOIN pictures p ON p.id = coalesce(m.poster_id, m.still_id) WHERE m.id = $1"};
constexpr db::Query find_titles{"card.titles", "SELECT language, title FROM movie_texts WHERE movie_id = $1"};
constexpr db::Query find_genres{"card.genres",
                                "SELECT g.id, g.slug, g.name FROM movie_genres mg JOIN genres g ON g.id = mg.genre_id "
                                "WHERE mg.movie_id = $1 ORDER BY mg.position"};
constexpr db::Query find_directors{
    "card.directors",
    "SELECT p.id, p.name FROM credits c JOIN people p ON p.id = c.person_id "
    "WHERE c.movie_id = $1 AND c.role = 'director' AND p.deleted_at = 0 ORDER BY c.position"};
constexpr db::Query find_countries{"card.countries",
                                   "SELECT country FROM movie_countries WHERE movie_id = $1 ORDER BY position"};
constexpr db::Query save{"card.save",
                         "INSERT INTO movie_cards (movie_id, card) VALUES ($1, $2) "
                         "ON CONFLICT (movie_id) DO UPDATE SET card = excluded.card"};
constexpr db::Query forget{"card.forget", "DELETE FROM movie_cards WHERE movie_id = $1"};
constexpr db::Query find_missing{
    "card.missing",
    "SELECT m.id FROM movies m LEFT JOIN movie_cards c ON c.movie_id = m.id WHERE c.movie_id IS NULL "
    "AND m.deleted_at = 0"};

struct Facts {
  std::int64_t id = 0;
  std::string title;
  std::optional<std::string> original_title;
  std::optional<std::int64_t> year, runtime;
  std::optional<double> rating;
};
BOOST_DESCRIBE_STRUCT(Facts, (), (id, title, original_title, year, runtime, rating))

}  // namespace

void rebuild(db::Tx& tx, std::int64_t movie) {
  const auto facts = tx.one<Facts>(find_facts, movie);
  if (!facts) {
    tx.run(forget, movie);
    return;
  }
  MovieFacts card{
      facts->id, facts->title, facts->original_title, {}, facts->year, facts->runtime, facts->rating, {}, {}, {}, {},
      {}};
  tx.each(
      find_picture, [&](db::Row& row) { (row.integer(5) != 0 ? card.still : card.poster) = pictures::of_row(row, 0); },
      movie);
  tx.each(
      find_titles, [&](db::Row& row) { card.titles.emplace(row.text(0), row.text(1)); }, movie);
  card.genres = tx.all<GenreRef>(find_genres, movie);
  tx.each(
      find_directors,
      [&](db::Row& row) {
        card.directors.push_back({row.integer(0), std::string(row.text(1)), {}});
      },
      movie);
  for (auto& director : card.directors) director.names = person_name_store::of(tx, director.id);
  card.countries = tx.all<std::string>(find_countries, movie);
  tx.run(save, movie, json::encode(card));
}

std::int64_t make_missing(db::Tx& tx) {
  const auto missing = tx.all<std::int64_t>(find_missing);
  for (const auto movie : missing) rebuild(tx, movie);
  return static_cast<std::int64_t>(missing.size());
}

Writer::Writer(db::Tx& tx) : rows_(tx.bulk_insert("movie_cards", {"movie_id", "card"})) {}

void Writer::add(const MovieFacts& facts) {
  const auto encoded = json::encode(facts);
  rows_->row({facts.id, std::string_view(encoded)});
}

void Writer::finish() { rows_->finish(); }

}  // namespace kinoteka::catalogue::card_store
