#include "features/catalogue/derived_store.hpp"

#include <unordered_map>

#include "base/text.hpp"
#include "features/catalogue/card_store.hpp"
#include "features/catalogue/domain.hpp"
#include "features/catalogue/person_name_store.hpp"
#include "features/catalogue/search_store.hpp"
#include "json/encode.hpp"

namespace kinoteka::catalogue::derived_store {
namespace {

constexpr db::Query find_movie{"derived.movie", "SELECT popularity FROM movies WHERE id = $1 AND deleted_at = 0"};
constexpr db::Query find_titles{"derived.titles",
                                "SELECT 0, title FROM movies WHERE id = $1 "
                                "UNION ALL SELECT 1, original_title FROM movies WHERE id = $1 AND original_title <> '' "
                                "UNION ALL SELECT 2, title FROM movie_texts WHERE movie_id = $1 "
                                "UNION ALL SELECT 3, title FROM movie_aliases WHERE movie_id = $1 ORDER BY 1"};
constexpr db::Query find_person{"derived.person", "SELECT name FROM people WHERE id = $1 AND deleted_at = 0"};
constexpr db::Query sum_films{"derived.films",
                              "SELECT coalesce(sum(m.popularity), 0), "
                              "count(DISTINCT CASE c.role WHEN 'director' THEN c.movie_id END) "
                              "FROM credits c JOIN movies m ON m.id = c.movie_id AND m.deleted_at = 0 "
                              "WHERE c.person_id = $1"};
constexpr db::Query save_person{"derived.save_person",
                                "UPDATE people SET popularity = $2, directed = $3 WHERE id = $1"};
constexpr db::Query hide_person{"derived.hide_person", "UPDATE people SET directed = 0 WHERE id = $1"};
constexpr db::Query count_genre{
    "derived.count_genre",
    "UPDATE genres SET movie_count = (SELECT count(*) FROM movie_genres g WHERE g.genre_id = genres.id "
    "AND g.movie_id NOT IN (SELECT id FROM movies WHERE deleted_at > 0)) WHERE id = $1"};
constexpr db::Query find_directed{"derived.directed",
                                  "SELECT DISTINCT movie_id FROM credits WHERE person_id = $1 AND role = 'director'"};
constexpr db::Query replace_in_cards{"derived.rename_genre",
                                     "UPDATE movie_cards SET card = replace(card, $2, $3) "
                                     "WHERE movie_id IN (SELECT movie_id FROM movie_genres WHERE genre_id = $1)"};
constexpr db::Query count_all_genres{
    "derived.count_genres",
    "UPDATE genres SET movie_count = (SELECT count(*) FROM movie_genres g WHERE g.genre_id = genres.id "
    "AND g.movie_id NOT IN (SELECT id FROM movies WHERE deleted_at > 0))"};
constexpr db::Query count_all_directed{
    "derived.count_directed",
    "UPDATE people SET directed = n.films FROM (SELECT person_id, count(DISTINCT movie_id) AS films FROM credits "
    "WHERE role = 'director' AND movie_id NOT IN (SELECT id FROM movies WHERE deleted_at > 0) GROUP BY person_id) n "
    "WHERE people.id = n.person_id AND people.directed <> n.films"};
constexpr db::Query people_to_index{
    "derived.people_to_index",
    "SELECT p.id, p.name, coalesce(s.place, 0), n.films FROM (SELECT c.person_id, sum(m.popularity) AS films "
    "FROM credits c JOIN movies m ON m.id = c.movie_id AND m.deleted_at = 0 GROUP BY c.person_id) n "
    "JOIN people p ON p.id = n.person_id AND p.deleted_at = 0 "
    "LEFT JOIN search_places s ON s.kind = 'person' AND s.id = p.id"};
constexpr db::Query set_popularity{"derived.set_popularity", "UPDATE people SET popularity = $2 WHERE id = $1"};

}  // namespace

void refresh_movie(db::Tx& tx, std::int64_t movie) {
  card_store::rebuild(tx, movie);
  search_store::remove(tx, search_store::Kind::movie, movie);
  const auto popularity = tx.one<double>(find_movie, movie);
  if (!popularity) return;
  search_store::Document document{search_store::Kind::movie, movie, *popularity, {}};
  tx.each(
      find_titles, [&](db::Row& row) { document.names.push_back(text::fold(row.text(1))); }, movie);
  search_store::Writer writer(tx);
  writer.add(document);
  writer.finish();
}

void refresh_people(db::Tx& tx, const std::set<std::int64_t>& people) {
  std::vector<search_store::Document> documents;
  for (const auto person : people) {
    search_store::remove(tx, search_store::Kind::person, person);
    const auto name = tx.one<std::string>(find_person, person);
    if (!name) {
      tx.run(hide_person, person);
      continue;
    }
    double films = 0;
    std::int64_t directed = 0;
    tx.each(
        sum_films,
        [&](db::Row& row) {
          films = row.real(0);
          directed = row.integer(1);
        },
        person);
    const double popularity = popularity_of_person(films);
    tx.run(save_person, person, popularity, directed);
    documents.push_back({search_store::Kind::person, person, popularity, {text::fold(*name)}});
    for (const auto& [language, other] : person_name_store::of(tx, person))
      documents.back().names.push_back(text::fold(other));
  }
  if (documents.empty()) return;
  search_store::Writer writer(tx);
  for (const auto& document : documents) writer.add(document);
  writer.finish();
}

void count_genres(db::Tx& tx, const std::set<std::int64_t>& genres) {
  for (const auto genre : genres) tx.run(count_genre, genre);
}

void rebuild_cards_of_director(db::Tx& tx, std::int64_t person) {
  for (const auto movie : tx.all<std::int64_t>(find_directed, person)) card_store::rebuild(tx, movie);
}

void rename_genre_in_cards(db::Tx& tx, const GenreRef& was, const GenreRef& is) {
  tx.run(replace_in_cards, was.id, json::encode(was), json::encode(is));
}

void count_all(db::Tx& tx) {
  tx.run(count_all_genres);
  tx.run(count_all_directed);
}

void index_people(db::Tx& tx) {
  struct ToIndex {
    std::int64_t id;
    std::string name;
    std::int64_t old_place;
    double popularity;
  };
  std::vector<ToIndex> changed;
  tx.each(people_to_index, [&](db::Row& row) {
    const double popularity = popularity_of_person(row.real(3));
    if (search_store::place_of(popularity, row.integer(0)) == row.integer(2)) return;
    changed.push_back({row.integer(0), std::string(row.text(1)), row.integer(2), popularity});
  });
  std::unordered_map<std::int64_t, std::vector<std::string>> names;
  for (const auto& person : changed) names[person.id] = {text::fold(person.name)};
  person_name_store::each(tx, [&](std::int64_t person, std::string_view, std::string_view name) {
    if (const auto found = names.find(person); found != names.end()) found->second.push_back(text::fold(name));
  });
  for (const auto& person : changed) {
    if (person.old_place != 0) search_store::remove(tx, search_store::Kind::person, person.id);
    tx.run(set_popularity, person.id, person.popularity);
  }
  search_store::Writer writer(tx);
  for (const auto& person : changed)
    writer.add({search_store::Kind::person, person.id, person.popularity, std::move(names[person.id])});
  writer.finish();
}

}  // namespace kinoteka::catalogue::derived_store
