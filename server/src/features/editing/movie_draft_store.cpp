#include "features/editing/movie_draft_store.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "features/catalogue/face.hpp"
#include "features/editing/change_store.hpp"

namespace kinoteka::editing::movie_draft_store {
namespace {

constexpr db::Query find_movie{
    "movie_edit.find",
    "SELECT m.title, m.original_title, m.description, m.tagline, nullif(m.year, 0), m.release_date, "
    "nullif(m.runtime, 0), m.trailer, p.digest, b.digest, m.version, m.deleted_at FROM movies m "
    "LEFT JOIN pictures p ON p.id = m.poster_id LEFT JOIN pictures b ON b.id = m.backdrop_id WHERE m.id = $1"};
constexpr db::Query find_credits{
    "movie_edit.credits",
    "SELECT c.role, p.id, p.name, c.character FROM credits c JOIN people p ON p.id = c.person_id AND p.deleted_at = 0 "
    "WHERE c.movie_id = $1 ORDER BY CASE c.role WHEN 'director' THEN 0 WHEN 'writer' THEN 1 ELSE 2 END, c.position"};
constexpr db::Query find_texts{
    "movie_edit.texts",
    "SELECT language, title, description, tagline FROM movie_texts WHERE movie_id = $1 ORDER BY language"};
// The small lists in one question: kind, key, value, in their order.
constexpr db::Query find_lists{
    "movie_edit.lists",
    "SELECT 0, '', '', genre_id, position FROM movie_genres WHERE movie_id = $1 "
    "UNION ALL SELECT 1, '', t.name, 0, 0 FROM movie_tags mt JOIN tags t ON t.id = mt.tag_id WHERE mt.movie_id = $1 "
    "UNION ALL SELECT 2, '', country, 0, position FROM movie_countries WHERE movie_id = $1 "
    "UNION ALL SELECT 3, '', language, 0, position FROM movie_languages WHERE movie_id = $1 "
    "UNION ALL SELECT 4, '', title, 0, 0 FROM movie_aliases WHERE movie_id = $1 "
    "UNION ALL SELECT 5, provider, external_id, 0, 0 FROM movie_external_ids WHERE movie_id = $1 ORDER BY 1, 5, 2, 3"};
constexpr db::Query insert_movie{
    "movie_edit.insert",
    "INSERT INTO movies (title, sort_title, original_title, description, tagline, year, release_date, runtime, "
    "trailer, popularity, created_at, updated_at, poster_id, backdrop_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
    "$10, $11, $11, (SELECT id FROM pictures WHERE digest = $12), (SELECT id FROM pictures WHERE digest = $13)) "
    "RETURNING id"};
constexpr db::Query update_movie{
    "movie_edit.update",
    "UPDATE movies SET title = $2, sort_title = $3, original_title = $4, description = $5, tagline = $6, year = $7, "
    "release_date = $8, runtime = $9, trailer = $10, poster_id = (SELECT id FROM pictures WHERE digest = $13), "
    "backdrop_id = (SELECT id FROM pictures WHERE digest = $14), "
    "popularity = CASE WHEN votes = 0 AND popularity < $11 THEN $11 ELSE popularity END, updated_at = $12, "
    "version = version + 1 WHERE id = $1"};
constexpr db::Query mark_deleted{"movie_edit.set_deleted",
                                 "UPDATE movies SET deleted_at = $2, version = version + 1 WHERE id = $1"};
constexpr db::Query find_people_named{
    "movie_edit.people_named",
    "SELECT id FROM people WHERE sort_name = $1 AND name = $2 AND deleted_at = 0 ORDER BY id LIMIT 20"};
constexpr db::Query find_one_person{"movie_edit.person",
                                    "SELECT p.id, p.name FROM people p WHERE p.id = (SELECT coalesce(q.merged_into, "
                                    "q.id) FROM people q WHERE q.id = $1) "
                                    "AND p.deleted_at = 0"};
constexpr db::Query insert_person{"movie_edit.add_person",
                                  "INSERT INTO people (name, sort_name, created_at) VALUES ($1, $2, $3) RETURNING id"};
constexpr db::Query count_genre{"movie_edit.genre", "SELECT count(*) FROM genres WHERE id = $1"};
constexpr db::Query find_people{"movie_edit.people", "SELECT DISTINCT person_id FROM credits WHERE movie_id = $1"};
constexpr db::Query find_genres{"movie_edit.genres", "SELECT genre_id FROM movie_genres WHERE movie_id = $1"};

constexpr db::Query forget_texts{"movie_edit.forget_texts", "DELETE FROM movie_texts WHERE movie_id = $1"};
constexpr db::Query forget_aliases{"movie_edit.forget_aliases", "DELETE FROM movie_aliases WHERE movie_id = $1"};
constexpr db::Query forget_genres{"movie_edit.forget_genres", "DELETE FROM movie_genres WHERE movie_id = $1"};
constexpr db::Query forget_tags{"movie_edit.forget_tags", "DELETE FROM movie_tags WHERE movie_id = $1"};
constexpr db::Query forget_countries{"movie_edit.forget_countries", "DELETE FROM movie_countries WHERE movie_id = $1"};
constexpr db::Query forget_languages{"movie_edit.forget_languages", "DELETE FROM movie_languages WHERE movie_id = $1"};
constexpr db::Query forget_external_ids{"movie_edit.forget_external_ids",
                                        "DELETE FROM movie_external_ids WHERE movie_id = $1"};
constexpr db::Query forget_credits{"movie_edit.forget_credits", "DELETE FROM credits WHERE movie_id = $1"};
// Credits of people who are deleted for now: not in the draft, and not to be lost with it.
constexpr db::Query find_hidden_credits{
    "movie_edit.hidden_credits",
    "SELECT c.role, p.id, '', c.character FROM credits c JOIN people p ON p.id = c.person_id AND p.deleted_at > 0 "
    "WHERE c.movie_id = $1 ORDER BY c.role, c.position"};

constexpr db::Query add_text{
    "movie_edit.add_text",
    "INSERT INTO movie_texts (movie_id, language, title, description, tagline) VALUES ($1, $2, $3, $4, $5)"};
constexpr db::Query add_alias{"movie_edit.add_alias",
                              "INSERT INTO movie_aliases (movie_id, title) VALUES ($1, $2) ON CONFLICT DO NOTHING"};
constexpr db::Query add_genre{"movie_edit.add_genre",
                              "INSERT INTO movie_genres (movie_id, genre_id, position) VALUES ($1, $2, $3)"};
constexpr db::Query make_tag{"movie_edit.make_tag", "INSERT INTO tags (name) VALUES ($1) ON CONFLICT DO NOTHING"};
constexpr db::Query add_tag{"movie_edit.add_tag",
                            "INSERT INTO movie_tags (movie_id, tag_id) SELECT m.id, t.id FROM movies m, tags t "
                            "WHERE m.id = $1 AND t.name = $2 ON CONFLICT DO NOTHING"};
constexpr db::Query add_country{"movie_edit.add_country",
                                "INSERT INTO movie_countries (movie_id, position, country) VALUES ($1, $2, $3)"};
constexpr db::Query add_language{"movie_edit.add_language",
                                 "INSERT INTO movie_languages (movie_id, position, language) VALUES ($1, $2, $3)"};
constexpr db::Query add_external_id{
    "movie_edit.add_external_id",
    "INSERT INTO movie_external_ids (provider, external_id, movie_id) VALUES ($1, $2, $3)"};
constexpr db::Query add_credit{
    "movie_edit.add_credit",
    "INSERT INTO credits (movie_id, role, position, person_id, character) VALUES ($1, $2, $3, $4, $5)"};

struct MovieRow {
  std::string title;
  std::optional<std::string> original_title;
  std::string description, tagline;
  std::optional<std::int64_t> year;
  std::optional<std::string> release_date;
  std::optional<std::int64_t> runtime;
  std::optional<std::string> trailer, poster, backdrop;
  std::int64_t version = 0, deleted_at = 0;
};
BOOST_DESCRIBE_STRUCT(MovieRow, (),
                      (title, original_title, description, tagline, year, release_date, runtime, trailer, poster,
                       backdrop, version, deleted_at))

CreditDraft credit_of(const db::Row& row) {
  CreditDraft credit;
  credit.role = json::enum_value<Role>(row.text(0)).value_or(Role::actor);
  credit.person = Id(row.integer(1));
  if (!row.text(2).empty()) credit.name = std::string(row.text(2));
  credit.character.value = row.text(3);
  return credit;
}

// Text that the draft may lack.
template <class T>
db::Value text_or_null(const std::optional<T>& text) {
  return text ? db::Value(std::string_view(text->value)) : db::Value(nullptr);
}

double popularity(const MovieDraft& draft) {
  return catalogue::popularity_of_article(draft.description->size(), false, draft.credits.size());
}

// Each list as a whole, where it changed: lists are short, and their order is part of them.
void write_lists(db::Tx& tx, std::int64_t id, const MovieDraft& draft,
                 const std::function<bool(std::string_view)>& changed) {
  std::int64_t position = 0;
  if (changed("translations")) {
    tx.run(forget_texts, id);
    for (const auto& text : draft.translations) {
      tx.run(add_text, id, text.language.value, *text.title, *text.description, *text.tagline);
    }
  }
  if (changed("aliases")) {
    tx.run(forget_aliases, id);
    for (const auto& alias : draft.aliases) tx.run(add_alias, id, *alias);
  }
  if (changed("genres")) {
    tx.run(forget_genres, id);
    position = 0;
    for (const auto genre : draft.genres) tx.run(add_genre, id, std::int64_t(genre), position++);
  }
  if (changed("tags")) {
    tx.run(forget_tags, id);
    for (const auto& tag : draft.tags) {
      tx.run(make_tag, *tag);
      tx.run(add_tag, id, *tag);
    }
  }
  if (changed("countries")) {
    tx.run(forget_countries, id);
    position = 0;
    for (const auto& country : draft.countries) tx.run(add_country, id, position++, country.value);
  }
  if (changed("languages")) {
    tx.run(forget_languages, id);
    position = 0;
    for (const auto& language : draft.languages) tx.run(add_language, id, position++, language.value);
  }
  if (changed("external_ids")) {
    tx.run(forget_external_ids, id);
    for (const auto& [provider, external] : draft.external_ids.value_or(ExternalIds{}).by_name)
      tx.run(add_external_id, provider, external, id);
  }

  if (changed("credits")) {
    std::vector<CreditDraft> credits(draft.credits.begin(), draft.credits.end());
    tx.each(
        find_hidden_credits, [&](db::Row& row) { credits.push_back(credit_of(row)); }, id);
    tx.run(forget_credits, id);
    std::int64_t positions[3] = {0, 0, 0};
    for (const auto& credit : credits) {
      tx.run(add_credit, id, catalogue::role_name(credit.role), positions[static_cast<int>(credit.role)]++,
             std::int64_t(credit.person.value()), *credit.character);
    }
  }
}

}  // namespace

std::optional<Stored> find(db::Session& session, std::int64_t id) {
  const auto row = session.one<MovieRow>(find_movie, id);
  if (!row) return std::nullopt;
  Stored stored;
  auto& draft = stored.draft;
  stored.version = row->version;
  stored.deleted_at = row->deleted_at;
  draft.title = row->title;
  if (row->original_title) draft.original_title = *row->original_title;
  draft.description = row->description;
  draft.tagline = row->tagline;
  if (row->year) draft.year = *row->year;
  if (row->release_date) draft.release_date = Date{*row->release_date};
  if (row->runtime) draft.runtime = *row->runtime;
  if (row->trailer) draft.trailer = WebAddress{*row->trailer};
  if (row->poster) draft.poster = pictures::Digest{*row->poster};
  if (row->backdrop) draft.backdrop = pictures::Digest{*row->backdrop};
  session.each(
      find_credits, [&](db::Row& credit) { draft.credits.push_back(credit_of(credit)); }, id);
  session.each(
      find_texts,
      [&](db::Row& text) {
        draft.translations.push_back({{std::string(text.text(0))},
                                      std::string(text.text(1)),
                                      std::string(text.text(2)),
                                      std::string(text.text(3))});
      },
      id);
  ExternalIds ids;
  session.each(
      find_lists,
      [&](db::Row& item) {
        std::string value(item.text(2));
        switch (item.integer(0)) {
          case 0: draft.genres.push_back(item.integer(3)); break;
          case 1: draft.tags.push_back(std::move(value)); break;
          case 2: draft.countries.push_back({std::move(value)}); break;
          case 3: draft.languages.push_back({std::move(value)}); break;
          case 4: draft.aliases.push_back(std::move(value)); break;
          default: ids.by_name.emplace(item.text(1), std::move(value));
        }
      },
      id);
  draft.external_ids = ids;
  return stored;
}

std::int64_t insert(db::Tx& tx, const MovieDraft& draft, std::int64_t now) {
  const auto id = *tx.one<std::int64_t>(
      insert_movie, *draft.title, text::sort_key(*draft.title), text_or_null(draft.original_title), *draft.description,
      *draft.tagline, draft.year ? std::int64_t(*draft.year) : 0, text_or_null(draft.release_date),
      draft.runtime ? std::int64_t(*draft.runtime) : 0, text_or_null(draft.trailer), popularity(draft), now,
      text_or_null(draft.poster), text_or_null(draft.backdrop));
  write_lists(tx, id, draft, [](std::string_view) { return true; });
  return id;
}

void update(db::Tx& tx, std::int64_t id, const MovieDraft& draft, const std::vector<FieldChange>& changed,
            std::int64_t now) {
  tx.run(update_movie, id, *draft.title, text::sort_key(*draft.title), text_or_null(draft.original_title),
         *draft.description, *draft.tagline, draft.year ? std::int64_t(*draft.year) : 0,
         text_or_null(draft.release_date), draft.runtime ? std::int64_t(*draft.runtime) : 0,
         text_or_null(draft.trailer), popularity(draft), now, text_or_null(draft.poster), text_or_null(draft.backdrop));
  write_lists(tx, id, draft, [&](std::string_view field) { return change_store::names(changed, field); });
}

void set_deleted(db::Tx& tx, std::int64_t id, std::int64_t deleted_at) { tx.run(mark_deleted, id, deleted_at); }

std::vector<std::int64_t> people_named(db::Session& session, const std::string& name) {
  return session.all<std::int64_t>(find_people_named, text::fold(name), name);
}

std::optional<NamedPerson> find_person(db::Session& session, std::int64_t id) {
  std::optional<NamedPerson> found;
  session.each(
      find_one_person,
      [&](db::Row& row) {
        found = NamedPerson{row.integer(0), std::string(row.text(1))};
      },
      id);
  return found;
}

std::int64_t add_person(db::Tx& tx, const std::string& name, std::int64_t now) {
  return *tx.one<std::int64_t>(insert_person, name, text::fold(name), now);
}

bool genre_exists(db::Session& session, std::int64_t id) { return *session.one<std::int64_t>(count_genre, id) > 0; }

std::set<std::int64_t> people_of(db::Session& session, std::int64_t movie) {
  const auto ids = session.all<std::int64_t>(find_people, movie);
  return {ids.begin(), ids.end()};
}

std::set<std::int64_t> genres_of(db::Session& session, std::int64_t movie) {
  const auto ids = session.all<std::int64_t>(find_genres, movie);
  return {ids.begin(), ids.end()};
}

}  // namespace kinoteka::editing::movie_draft_store
