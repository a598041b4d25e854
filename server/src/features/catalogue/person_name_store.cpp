#include "features/catalogue/person_name_store.hpp"

#include "base/text.hpp"

namespace kinoteka::catalogue::person_name_store {
namespace {

constexpr db::Query find_names{"person_names.of", "SELECT language, name FROM person_names WHERE person_id = $1"};
constexpr db::Query find_makers{
    "person_names.of_makers",
    "SELECT n.person_id, n.language, n.name FROM credits c JOIN person_names n ON n.person_id = c.person_id "
    "WHERE c.movie_id = $1"};
constexpr db::Query list_all{"person_names.all", "SELECT person_id, language, name FROM person_names"};
constexpr db::Query find_called{
    "person_names.called", "SELECT id FROM people WHERE sort_name = $1 AND name = $2 AND deleted_at = 0 ORDER BY id"};
constexpr db::Query add_name{
    "person_names.add",
    "INSERT INTO person_names (person_id, language, name) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"};
constexpr db::Query forget{"person_names.forget", "DELETE FROM person_names WHERE person_id = $1"};

}  // namespace

Names of(db::Session& session, std::int64_t person) {
  Names names;
  session.each(
      find_names, [&](db::Row& row) { names.emplace(row.text(0), row.text(1)); }, person);
  return names;
}

std::unordered_map<std::int64_t, Names> of_makers(db::Session& session, std::int64_t movie) {
  std::unordered_map<std::int64_t, Names> all;
  session.each(
      find_makers, [&](db::Row& row) { all[row.integer(0)].emplace(row.text(1), row.text(2)); }, movie);
  return all;
}

void each(db::Session& session,
          const std::function<void(std::int64_t person, std::string_view language, std::string_view name)>& visit) {
  session.each(list_all, [&](db::Row& row) { visit(row.integer(0), row.text(1), row.text(2)); });
}

std::vector<std::int64_t> people_called(db::Session& session, const std::string& name) {
  return session.all<std::int64_t>(find_called, text::fold(name), name);
}

bool add(db::Tx& tx, std::int64_t person, std::string_view language, std::string_view name) {
  return tx.run(add_name, person, language, name) > 0;
}

void set(db::Tx& tx, std::int64_t person, const Names& names) {
  tx.run(forget, person);
  for (const auto& [language, name] : names) add(tx, person, language, name);
}

}  // namespace kinoteka::catalogue::person_name_store
