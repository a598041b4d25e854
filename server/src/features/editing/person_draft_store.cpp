#include "features/editing/person_draft_store.hpp"

#include "base/text.hpp"
#include "features/catalogue/face.hpp"

namespace kinoteka::editing::person_draft_store {
namespace {

constexpr db::Query find_person{"person_edit.find",
                                "SELECT name, nullif(birth_year, 0), nullif(death_year, 0), biography, imdb_id, "
                                "(SELECT digest FROM pictures WHERE id = photo_id), version, deleted_at, merged_into "
                                "FROM people WHERE id = $1"};
constexpr db::Query insert_person{
    "person_edit.insert",
    "INSERT INTO people (name, sort_name, birth_year, death_year, biography, imdb_id, created_at, photo_id) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, (SELECT id FROM pictures WHERE digest = $8)) RETURNING id"};
constexpr db::Query update_person{
    "person_edit.update",
    "UPDATE people SET name = $2, sort_name = $3, birth_year = $4, death_year = $5, biography = $6, imdb_id = $7, "
    "photo_id = (SELECT id FROM pictures WHERE digest = $8), version = version + 1 WHERE id = $1"};
constexpr db::Query mark_deleted{"person_edit.set_deleted",
                                 "UPDATE people SET deleted_at = $2, version = version + 1 WHERE id = $1"};
// The same part in the same film said twice is one credit.
constexpr db::Query drop_shared{
    "person_edit.drop_shared",
    "DELETE FROM credits WHERE person_id = $1 AND EXISTS (SELECT 1 FROM credits o WHERE o.person_id = $2 "
    "AND o.movie_id = credits.movie_id AND o.role = credits.role AND o.character = credits.character)"};
constexpr db::Query move_credits{"person_edit.move_credits", "UPDATE credits SET person_id = $2 WHERE person_id = $1"};
constexpr db::Query mark_merged{
    "person_edit.mark_merged",
    "UPDATE people SET deleted_at = $3, merged_into = $2, version = version + 1 WHERE id = $1 OR merged_into = $1"};
constexpr db::Query take_imdb_id{"person_edit.drop_imdb_id", "UPDATE people SET imdb_id = NULL WHERE id = $1"};
constexpr db::Query give_imdb_id{"person_edit.give_imdb_id", "UPDATE people SET imdb_id = $2 WHERE id = $1"};
constexpr db::Query same_imdb_id{"person_edit.same_imdb_id", "SELECT id FROM people WHERE imdb_id = $1 AND id <> $2"};
constexpr db::Query same_name{"person_edit.namesake",
                              "SELECT id FROM people WHERE sort_name = $1 AND name = $2 AND birth_year = $3 "
                              "AND id <> $4 AND deleted_at = 0 ORDER BY id LIMIT 1"};

struct PersonRow {
  std::string name;
  std::optional<std::int64_t> birth_year, death_year;
  std::string biography;
  std::optional<std::string> imdb_id, photo;
  std::int64_t version = 0, deleted_at = 0;
  std::optional<std::int64_t> merged_into;
};
BOOST_DESCRIBE_STRUCT(PersonRow, (),
                      (name, birth_year, death_year, biography, imdb_id, photo, version, deleted_at, merged_into))

template <class T>
std::int64_t or_zero(const std::optional<T>& number) {
  return number ? std::int64_t(*number) : 0;
}

db::Value imdb_id_of(const PersonDraft& draft) {
  return draft.imdb_id ? db::Value(std::string_view(draft.imdb_id->value)) : db::Value(nullptr);
}

catalogue::Names names_of(const PersonDraft& draft) {
  catalogue::Names names;
  for (const auto& name : draft.names) names.emplace(name.language.value, *name.name);
  return names;
}

db::Value photo_of(const PersonDraft& draft) {
  return draft.photo ? db::Value(std::string_view(draft.photo->value)) : db::Value(nullptr);
}

}  // namespace

std::optional<Stored> find(db::Session& session, std::int64_t id) {
  const auto row = session.one<PersonRow>(find_person, id);
  if (!row) return std::nullopt;
  Stored stored;
  stored.draft.name = row->name;
  for (const auto& [language, name] : catalogue::names_of_person(session, id))
    stored.draft.names.push_back({{language}, {name}});
  if (row->birth_year) stored.draft.birth_year = *row->birth_year;
  if (row->death_year) stored.draft.death_year = *row->death_year;
  stored.draft.biography = row->biography;
  if (row->imdb_id) stored.draft.imdb_id = ImdbPersonId{*row->imdb_id};
  if (row->photo) stored.draft.photo = pictures::Digest{*row->photo};
  stored.version = row->version;
  stored.deleted_at = row->deleted_at;
  stored.merged_into = row->merged_into;
  return stored;
}

std::int64_t insert(db::Tx& tx, const PersonDraft& draft, std::int64_t now) {
  const auto id =
      *tx.one<std::int64_t>(insert_person, *draft.name, text::fold(*draft.name), or_zero(draft.birth_year),
                            or_zero(draft.death_year), *draft.biography, imdb_id_of(draft), now, photo_of(draft));
  catalogue::set_names_of_person(tx, id, names_of(draft));
  return id;
}

void update(db::Tx& tx, std::int64_t id, const PersonDraft& draft) {
  tx.run(update_person, id, *draft.name, text::fold(*draft.name), or_zero(draft.birth_year), or_zero(draft.death_year),
         *draft.biography, imdb_id_of(draft), photo_of(draft));
  catalogue::set_names_of_person(tx, id, names_of(draft));
}

void set_deleted(db::Tx& tx, std::int64_t id, std::int64_t deleted_at) { tx.run(mark_deleted, id, deleted_at); }

void merge(db::Tx& tx, std::int64_t from, std::int64_t into, std::int64_t now) {
  const auto gone = find(tx, from), stays = find(tx, into);
  tx.run(drop_shared, from, into);
  tx.run(move_credits, from, into);
  tx.run(mark_merged, from, into, now);
  for (const auto& [language, name] : catalogue::names_of_person(tx, from))
    catalogue::add_name_of_person(tx, into, language, name);
  if (gone && stays && gone->draft.imdb_id && !stays->draft.imdb_id) {
    tx.run(take_imdb_id, from);
    tx.run(give_imdb_id, into, gone->draft.imdb_id->value);
  }
}

std::optional<std::int64_t> find_by_imdb_id(db::Session& session, const std::string& imdb_id, std::int64_t except) {
  return session.one<std::int64_t>(same_imdb_id, imdb_id, except);
}

std::optional<std::int64_t> find_namesake(db::Session& session, const std::string& name, std::int64_t birth_year,
                                          std::int64_t except) {
  return session.one<std::int64_t>(same_name, text::fold(name), name, birth_year, except);
}

}  // namespace kinoteka::editing::person_draft_store
