#include "features/editing/change_store.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base/time.hpp"
#include "json/encode.hpp"

namespace kinoteka::editing::change_store {
namespace {

constexpr db::Query take_turn{"change.turn", "UPDATE revisions SET number = number WHERE topic = 'caches'"};
constexpr db::Query insert{"change.add",
                           "INSERT INTO changes (at, user_id, kind, object_id, action, title, fields) "
                           "VALUES ($1, $2, $3, $4, $5, $6, $7)"};
constexpr std::string_view columns =
    "SELECT c.id, c.at, c.user_id, coalesce(u.username, nullif(u.name, ''), 'user ' || u.id), c.kind, c.object_id, "
    "c.action, c.title, c.fields FROM changes c LEFT JOIN users u ON u.id = c.user_id ";
const std::string list_of_object =
    std::string(columns) + "WHERE c.kind = $1 AND c.object_id = $2 ORDER BY c.id DESC LIMIT $3 OFFSET $4";
const std::string list_all = std::string(columns) + "ORDER BY c.id DESC LIMIT $1 OFFSET $2";
constexpr db::Query count_of_object{"change.count", "SELECT count(*) FROM changes WHERE kind = $1 AND object_id = $2"};
constexpr db::Query count_all{"change.count_all", "SELECT count(*) FROM changes"};
constexpr db::Query deleted_movies{
    "change.deleted_movies",
    "SELECT id, title, nullif(year, 0), deleted_at, (SELECT count(*) FROM credits c WHERE c.movie_id = movies.id) "
    "FROM movies WHERE deleted_at > 0 ORDER BY deleted_at DESC, id DESC LIMIT 500"};
constexpr db::Query deleted_people{
    "change.deleted_people",
    "SELECT id, name, nullif(birth_year, 0), deleted_at, (SELECT count(*) FROM credits c WHERE c.person_id = "
    "people.id) "
    "FROM people WHERE deleted_at > 0 AND merged_into IS NULL ORDER BY deleted_at DESC, id DESC LIMIT 500"};

Change change_of(const db::Row& row) {
  Change change;
  change.id = row.integer(0);
  change.at = rfc3339(row.integer(1));
  if (!row.null(2)) change.author = ChangeAuthor{row.integer(2), std::string(row.text(3))};
  change.kind = json::enum_value<Kind>(row.text(4)).value_or(Kind::movie);
  change.object_id = row.integer(5);
  change.action = json::enum_value<Action>(row.text(6)).value_or(Action::edit);
  change.title = row.text(7);
  change.fields.text = row.text(8);
  return change;
}

}  // namespace

void wait_for_turn(db::Tx& tx) { tx.run(take_turn); }

void add(db::Tx& tx, const NewChange& change, std::int64_t now) {
  tx.run(insert, now, change.user, json::enum_name(change.kind), change.object, json::enum_name(change.action),
         change.title, json::encode(change.fields));
}

std::vector<FieldChange> difference(const std::string& before, const std::string& after) {
  const auto was = boost::json::parse(before).as_object(), is = boost::json::parse(after).as_object();
  std::vector<FieldChange> out;
  for (const auto& [name, value] : is) {
    const auto* old = was.if_contains(name);
    if (old != nullptr && *old == value) continue;
    out.push_back({std::string(name), {old ? boost::json::serialize(*old) : "null"}, {boost::json::serialize(value)}});
  }
  return out;
}

bool names(const std::vector<FieldChange>& fields, std::string_view field) {
  return std::any_of(fields.begin(), fields.end(), [&](const FieldChange& change) { return change.field == field; });
}

Found of_object(db::Session& session, Kind kind, std::int64_t object, std::int64_t offset, std::int64_t limit) {
  Found found;
  const auto name = json::enum_name(kind);
  found.total = session.one<std::int64_t>(count_of_object, name, object).value_or(0);
  session.each(
      {"change.of_object", list_of_object}, [&](db::Row& row) { found.changes.push_back(change_of(row)); }, name,
      object, limit, offset);
  return found;
}

Found of_all(db::Session& session, std::int64_t offset, std::int64_t limit) {
  Found found;
  found.total = session.one<std::int64_t>(count_all).value_or(0);
  session.each(
      {"change.of_all", list_all}, [&](db::Row& row) { found.changes.push_back(change_of(row)); }, limit, offset);
  return found;
}

std::vector<Deleted> deleted(db::Session& session, Kind kind) {
  std::vector<Deleted> out;
  session.each(kind == Kind::person ? deleted_people : deleted_movies, [&](db::Row& row) {
    Deleted line{row.integer(0), std::string(row.text(1)), {}, rfc3339(row.integer(3)), row.integer(4)};
    if (!row.null(2)) line.year = row.integer(2);
    out.push_back(std::move(line));
  });
  return out;
}

}  // namespace kinoteka::editing::change_store
