#include "features/diary/entry_store.hpp"

#include <algorithm>

#include "base/time.hpp"

namespace kinoteka::diary::entry_store {
namespace {

// One row of movies and entries beside the viewings: one walk gives all, and max() of what is the same everywhere is
// that. A film that is not there makes a row of nulls.
constexpr db::Query find_one{
    "entry.find",
    "SELECT max(m.deleted_at), max(e.user_id), max(e.status), max(e.rating), max(e.favorite), max(e.note), "
    "count(v.id), max(v.watched_on) FROM movies m LEFT JOIN entries e ON e.movie_id = m.id AND e.user_id = $1 "
    "LEFT JOIN viewings v ON v.movie_id = m.id AND v.user_id = $1 WHERE m.id = $2"};
constexpr db::Query insert{
    "entry.add",
    "INSERT INTO entries (user_id, movie_id, status, rating, favorite, note, created_at, updated_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $7) ON CONFLICT (user_id, movie_id) DO NOTHING"};
constexpr db::Query update{"entry.save",
                           "UPDATE entries SET rating = $3, favorite = $4, note = $5, updated_at = $6 "
                           "WHERE user_id = $1 AND movie_id = $2 AND status = $7 AND rating = $8 AND favorite = $9"};
// Apart, since SQLite checks a status that is named anew, against a table that it makes for it: more than all the rest.
constexpr db::Query update_status{
    "entry.save_status",
    "UPDATE entries SET rating = $3, favorite = $4, note = $5, updated_at = $6, status = $10 "
    "WHERE user_id = $1 AND movie_id = $2 AND status = $7 AND rating = $8 AND favorite = $9"};
constexpr db::Query delete_one{"entry.remove",
                               "DELETE FROM entries WHERE user_id = $1 AND movie_id = $2 AND status = $3 "
                               "AND rating = $4 AND favorite = $5"};
// Correlated: both answers come from one range of viewings_by_movie.
constexpr std::string_view columns =
    "SELECT e.movie_id, nullif(e.status, ''), e.rating, e.favorite, e.note, e.updated_at, "
    "(SELECT count(*) FROM viewings v WHERE v.movie_id = e.movie_id AND v.user_id = e.user_id), "
    "(SELECT max(v.watched_on) FROM viewings v WHERE v.movie_id = e.movie_id AND v.user_id = e.user_id) "
    "FROM entries e WHERE e.user_id = $1 AND e.movie_id ";
const std::string entry_sql = std::string(columns) + "= $2";

// What counts of an entry, as the table keeps it.
struct Columns {
  explicit Columns(const EntryDraft& draft)
      : status(draft.status ? json::enum_name(*draft.status) : std::string_view()),
        rating(draft.rating ? draft.rating->halves : 0),
        favorite(draft.favorite.value_or(false) ? 1 : 0) {}
  std::string_view status;
  std::int64_t rating;  // half-stars, 0 for none
  int favorite;
};

Entry entry_of(const db::Row& row) {
  Entry out;
  out.movie_id = row.integer(0);
  if (!row.null(1)) out.status = json::enum_value<EntryStatus>(row.text(1));
  if (row.integer(2) > 0) out.rating = Stars{row.integer(2)};
  out.favorite = row.integer(3) != 0;
  out.note = row.text(4);
  out.updated_at = rfc3339(row.integer(5));
  out.viewings = row.integer(6);
  if (!row.null(7)) out.watched_on = row.text(7);
  return out;
}

std::string_view column(EntryOrder order) {
  switch (order) {
    case EntryOrder::updated_at: return "e.updated_at";
    case EntryOrder::rating: return "e.rating";
    case EntryOrder::watched_on:
      return "coalesce((SELECT max(v.watched_on) FROM viewings v WHERE v.movie_id = e.movie_id AND v.user_id = "
             "e.user_id), '')";
    case EntryOrder::title: return "m.sort_title";
    case EntryOrder::year: return "m.year";
    case EntryOrder::popularity: return "m.popularity";
    case EntryOrder::runtime: return "m.runtime";
  }
  return "e.updated_at";
}

}  // namespace

std::optional<EntryRow> find(db::Session& session, std::int64_t user, std::int64_t movie) {
  std::optional<EntryRow> found;
  session.each(
      find_one,
      [&](db::Row& row) {
        if (row.null(0)) return;
        found.emplace();
        found->movie_is_there = row.integer(0) == 0;
        found->exists = !row.null(1);
        found->viewings = row.integer(6);
        if (!row.null(7)) found->watched_on = row.text(7);
        found->says.favorite = false;
        if (!found->exists) return;
        found->says.status = json::enum_value<EntryStatus>(row.text(2));
        if (row.integer(3) > 0) found->says.rating = Stars{row.integer(3)};
        found->says.favorite = row.integer(4) != 0;
        found->says.note = std::string(row.text(5));
      },
      user, movie);
  return found;
}

bool save(db::Tx& tx, std::int64_t user, std::int64_t movie, const EntryRow& before, const EntryDraft& after,
          std::int64_t now) {
  const Columns is(after);
  if (!before.exists) return tx.run(insert, user, movie, is.status, is.rating, is.favorite, *after.note, now) > 0;
  const Columns was(before.says);
  if (is.status == was.status)
    return tx.run(update, user, movie, is.rating, is.favorite, *after.note, now, was.status, was.rating, was.favorite) >
           0;
  return tx.run(update_status, user, movie, is.rating, is.favorite, *after.note, now, was.status, was.rating,
                was.favorite, is.status) > 0;
}

bool remove(db::Tx& tx, std::int64_t user, std::int64_t movie, const EntryRow& before) {
  const Columns was(before.says);
  return tx.run(delete_one, user, movie, was.status, was.rating, was.favorite) > 0;
}

Entry entry(db::Session& session, std::int64_t user, std::int64_t movie) {
  Entry found;
  found.movie_id = movie;
  session.each(
      db::Query{"entry.one", entry_sql}, [&](db::Row& row) { found = entry_of(row); }, user, movie);
  return found;
}

std::vector<Entry> entries(db::Session& session, std::int64_t user, const std::vector<std::int32_t>& movies) {
  std::vector<Entry> out;
  out.reserve(movies.size());
  for (const auto movie : movies) out.push_back(entry(session, user, movie));
  return out;
}

std::vector<std::int32_t> movies(db::Session& session, std::int64_t user, const EntryFilter& filter, EntryOrder order,
                                 bool descending) {
  std::string sql =
      "SELECT e.movie_id FROM entries e CROSS JOIN movies m WHERE e.user_id = $1 AND m.id = e.movie_id "
      "AND +m.deleted_at = 0";
  std::vector<db::Value> values{user};
  const auto add = [&](std::string_view condition, db::Value value) {
    values.push_back(value);
    sql += " AND " + std::string(condition) + '$' + std::to_string(values.size());
  };
  if (filter.status) add("e.status = ", json::enum_name(*filter.status));
  if (filter.rated) sql += *filter.rated ? " AND e.rating > 0" : " AND e.rating = 0";
  if (filter.favorite) add("e.favorite = ", std::int64_t{*filter.favorite});
  if (filter.rating_from) add("e.rating >= ", *filter.rating_from);
  if (filter.rating_to) {
    add("e.rating <= ", *filter.rating_to);
    sql += " AND e.rating > 0";
  }
  if (filter.watched_from || filter.watched_to) {
    sql += " AND EXISTS (SELECT 1 FROM viewings v WHERE v.movie_id = e.movie_id AND v.user_id = e.user_id";
    if (filter.watched_from) add("v.watched_on >= ", db::Session::value_of(*filter.watched_from));
    if (filter.watched_to) add("v.watched_on <= ", db::Session::value_of(*filter.watched_to));
    sql += ')';
  }
  const std::string direction = descending ? " DESC" : "";
  sql += " ORDER BY " + std::string(column(order)) + direction + ", e.movie_id" + direction;
  std::vector<std::int32_t> out;
  session.execute({"entry.list", sql}, values.data(), values.size(),
                  [&](db::Row& row) { out.push_back(static_cast<std::int32_t>(row.integer(0))); });
  return out;
}

}  // namespace kinoteka::diary::entry_store
