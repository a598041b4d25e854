#include "features/catalogue/person_store.hpp"

#include "features/catalogue/movie_store.hpp"
#include "features/catalogue/person_name_store.hpp"

namespace kinoteka::catalogue::person_store {
namespace {

constexpr db::Query directors_by_name{"person.directors_by_name",
                                      "SELECT id FROM people WHERE directed > 0 ORDER BY sort_name, id"};
constexpr db::Query directors_by_popularity{
    "person.directors_by_popularity", "SELECT id FROM people WHERE directed > 0 ORDER BY popularity DESC, id DESC"};
constexpr db::Query find_card{"person.card",
                              "SELECT p.id, p.name, nullif(p.birth_year, 0), nullif(p.death_year, 0), p.directed, "
                              "i.digest, i.width, i.height, i.color, i.placeholder FROM people p "
                              "LEFT JOIN pictures i ON i.id = p.photo_id WHERE p.id = $1 AND p.deleted_at = 0"};
constexpr db::Query find_rest{"person.rest", "SELECT biography, version FROM people WHERE id = $1"};
constexpr db::Query find_merge{"person.merge",
                               "SELECT merged_into FROM people WHERE id = $1 AND merged_into IS NOT NULL"};
constexpr db::Query list_all{"person.all", "SELECT id FROM people WHERE deleted_at = 0 ORDER BY sort_name, id"};
constexpr db::Query find_filmography{
    "person.filmography",
    "SELECT c.role, m.id, c.character FROM credits c JOIN movies m ON m.id = c.movie_id "
    "WHERE c.person_id = $1 AND m.deleted_at = 0 ORDER BY m.year DESC, m.id DESC"};

struct Line {
  Role role;
  std::int32_t movie;
  std::string character;
};

std::optional<PersonCard> find(db::Session& session, std::int64_t id) {
  std::optional<PersonCard> found;
  session.each(
      find_card,
      [&](db::Row& row) {
        const auto year = [&](int column) {
          return row.null(column) ? std::nullopt : std::optional(row.integer(column));
        };
        found.emplace();
        found->id = row.integer(0);
        found->name = row.text(1);
        found->birth_year = year(2);
        found->death_year = year(3);
        found->directed = row.integer(4);
        found->photo = pictures::of_row(row, 5);
      },
      id);
  if (found) found->names = person_name_store::of(session, id);
  return found;
}

}  // namespace

const db::Query& director_statement(PersonOrder order) {
  return order == PersonOrder::name ? directors_by_name : directors_by_popularity;
}

const db::Query& all_statement() { return list_all; }

std::vector<std::int32_t> director_ids(db::Session& session, PersonOrder order) {
  return session.all<std::int32_t>(director_statement(order));
}

std::vector<std::int32_t> all_ids(db::Session& session) { return session.all<std::int32_t>(list_all); }

std::vector<PersonCard> cards(db::Session& session, const std::int32_t* ids, std::size_t count) {
  std::vector<PersonCard> out;
  out.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    if (auto card = find(session, ids[i])) out.push_back(std::move(*card));
  }
  return out;
}

std::optional<Page> page(db::Session& session, std::int64_t id) {
  if (const auto into = session.one<std::int64_t>(find_merge, id)) id = *into;
  auto card = find(session, id);
  if (!card) return std::nullopt;
  Page page;
  auto& person = page.person;
  static_cast<PersonCard&>(person) = std::move(*card);
  session.each(
      find_rest,
      [&](db::Row& row) {
        person.biography = row.text(0);
        page.version = row.integer(1);
      },
      id);

  std::vector<Line> lines;
  std::vector<std::int32_t> movies;
  session.each(
      find_filmography,
      [&](db::Row& row) {
        const auto role = json::enum_value<Role>(row.text(0)).value_or(Role::actor);
        lines.push_back({role, static_cast<std::int32_t>(row.integer(1)), std::string(row.text(2))});
        movies.push_back(lines.back().movie);
      },
      id);
  auto encoded = movie_store::cards(session, movies.data(), movies.size());
  page.movies = std::move(movies);
  if (encoded.size() != lines.size()) return page;  // a card is missing: the start-up check makes it again
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto& list = lines[i].role == Role::director ? person.filmography.director
                 : lines[i].role == Role::writer ? person.filmography.writer
                                                 : person.filmography.actor;
    list.push_back({{std::move(encoded[i])}, std::move(lines[i].character)});
  }
  return page;
}

}  // namespace kinoteka::catalogue::person_store
