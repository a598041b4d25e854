#include "features/diary/viewing_store.hpp"

#include "json/decode.hpp"
#include "json/encode.hpp"

namespace kinoteka::diary::viewing_store {
namespace {

constexpr db::Query insert{
    "viewing.add",
    "INSERT INTO viewings (user_id, movie_id, watched_on, rewatch, rating, place, note, tags, created_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id"};
constexpr db::Query update{"viewing.save",
                           "UPDATE viewings SET watched_on = $2, rewatch = $3, rating = $4, place = $5, note = $6, "
                           "tags = $7, by_rating = 0 WHERE id = $1"};
constexpr db::Query delete_one{"viewing.remove", "DELETE FROM viewings WHERE id = $1"};
constexpr db::Query delete_of_movie{"viewing.remove_of_movie",
                                    "DELETE FROM viewings WHERE movie_id = $1 AND user_id = $2"};
constexpr std::string_view columns =
    "SELECT id, movie_id, watched_on, rewatch, rating, place, note, tags FROM viewings ";
const std::string find_sql = std::string(columns) + "WHERE id = $1 AND user_id = $2";
const std::string of_movie_sql =
    std::string(columns) + "WHERE movie_id = $1 AND user_id = $2 ORDER BY watched_on DESC, id DESC";
const std::string list_sql = std::string(columns) +
                             "WHERE user_id = $1 AND watched_on BETWEEN $2 AND $3 AND movie_id IN "
                             "(SELECT m.id FROM movies m WHERE m.id = viewings.movie_id AND m.deleted_at = 0) "
                             "ORDER BY watched_on DESC, id DESC LIMIT $4 OFFSET $5";
constexpr db::Query count_range{
    "viewing.count",
    "SELECT count(*) FROM viewings WHERE user_id = $1 AND watched_on BETWEEN $2 AND $3 AND movie_id IN "
    "(SELECT m.id FROM movies m WHERE m.id = viewings.movie_id AND m.deleted_at = 0)"};
const std::string by_rating_sql = std::string(columns) +
                                  "WHERE user_id = $1 AND by_rating = 1 AND movie_id IN "
                                  "(SELECT m.id FROM movies m WHERE m.id = viewings.movie_id AND m.deleted_at = 0) "
                                  "ORDER BY watched_on DESC, id DESC LIMIT $2 OFFSET $3";
constexpr db::Query count_rated{"viewing.count_by_rating",
                                "SELECT count(*) FROM viewings WHERE user_id = $1 AND by_rating = 1 AND movie_id IN "
                                "(SELECT m.id FROM movies m WHERE m.id = viewings.movie_id AND m.deleted_at = 0)"};
// Those alone that were shown and counted: lines of a deleted film are asked about when it comes back.
constexpr db::Query delete_rated{"viewing.remove_by_rating",
                                 "DELETE FROM viewings WHERE user_id = $1 AND by_rating = 1 AND movie_id IN "
                                 "(SELECT m.id FROM movies m WHERE m.id = viewings.movie_id AND m.deleted_at = 0)"};
constexpr db::Query keep_rated{"viewing.keep_by_rating",
                               "UPDATE viewings SET by_rating = 0 WHERE user_id = $1 AND by_rating = 1"};
constexpr db::Query count_day{"viewing.count_on",
                              "SELECT count(*) FROM viewings WHERE user_id = $1 AND movie_id = $2 AND watched_on = $3"};
constexpr db::Query find_on{"viewing.on",
                            "SELECT count(*) FROM viewings WHERE movie_id = $1 AND user_id = $2 AND watched_on = $3"};
constexpr db::Query find_before{
    "viewing.before", "SELECT count(*) FROM viewings WHERE movie_id = $1 AND user_id = $2 AND watched_on < $3"};
constexpr db::Query find_after{
    "viewing.after", "SELECT count(*) FROM viewings WHERE movie_id = $1 AND user_id = $2 AND watched_on > $3"};

Viewing viewing_of(const db::Row& row) {
  Viewing out;
  out.id = row.integer(0);
  out.movie_id = row.integer(1);
  out.watched_on = row.text(2);
  out.rewatch = row.integer(3) != 0;
  if (row.integer(4) > 0) out.rating = Stars{row.integer(4)};
  out.place = row.text(5);
  out.note = row.text(6);
  out.tags = json::decode<std::vector<std::string>>(row.text(7));
  return out;
}

template <class... Args>
std::vector<Viewing> viewings(db::Session& session, const db::Query& query, const Args&... args) {
  std::vector<Viewing> out;
  session.each(
      query, [&](db::Row& row) { out.push_back(viewing_of(row)); }, args...);
  return out;
}

std::int64_t halves_of(const ViewingDraft& viewing) { return viewing.rating ? viewing.rating->halves : 0; }

std::string from_of(const Days& days) { return days.from.value_or("0000-00-00"); }
std::string to_of(const Days& days) { return days.to.value_or("9999-12-31"); }

}  // namespace

std::int64_t add(db::Tx& tx, std::int64_t user, std::int64_t movie, const ViewingDraft& viewing, bool rewatch,
                 std::int64_t now) {
  return *tx.one<std::int64_t>(insert, user, movie, viewing.watched_on.value, viewing.rewatch.value_or(rewatch) ? 1 : 0,
                               halves_of(viewing), *viewing.place, *viewing.note, json::encode(viewing.tags), now);
}

void save(db::Tx& tx, std::int64_t id, const ViewingDraft& viewing) {
  tx.run(update, id, viewing.watched_on.value, viewing.rewatch.value_or(false) ? 1 : 0, halves_of(viewing),
         *viewing.place, *viewing.note, json::encode(viewing.tags));
}

void remove(db::Tx& tx, std::int64_t id) { tx.run(delete_one, id); }
void remove_of_movie(db::Tx& tx, std::int64_t user, std::int64_t movie) { tx.run(delete_of_movie, movie, user); }

std::optional<Viewing> find(db::Session& session, std::int64_t user, std::int64_t id) {
  auto found = viewings(session, db::Query{"viewing.find", find_sql}, id, user);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

bool watched_on(db::Session& session, std::int64_t user, std::int64_t movie, std::string_view day) {
  return *session.one<std::int64_t>(find_on, movie, user, day) > 0;
}
std::int64_t count_on(db::Session& session, std::int64_t user, std::int64_t movie, std::string_view day) {
  return *session.one<std::int64_t>(count_day, user, movie, day);
}
bool watched_before(db::Session& session, std::int64_t user, std::int64_t movie, std::string_view day) {
  return *session.one<std::int64_t>(find_before, movie, user, day) > 0;
}
bool watched_after(db::Session& session, std::int64_t user, std::int64_t movie, std::string_view day) {
  return *session.one<std::int64_t>(find_after, movie, user, day) > 0;
}

std::vector<Viewing> of_movie(db::Session& session, std::int64_t user, std::int64_t movie) {
  return viewings(session, db::Query{"viewing.of_movie", of_movie_sql}, movie, user);
}

std::int64_t count_by_rating(db::Session& session, std::int64_t user) {
  return *session.one<std::int64_t>(count_rated, user);
}
std::vector<Viewing> by_rating(db::Session& session, std::int64_t user, std::int64_t offset, std::int64_t limit) {
  return viewings(session, db::Query{"viewing.by_rating", by_rating_sql}, user, limit, offset);
}
std::int64_t settle_by_rating(db::Tx& tx, std::int64_t user, bool keep) {
  return static_cast<std::int64_t>(tx.run(keep ? keep_rated : delete_rated, user));
}

std::int64_t count(db::Session& session, std::int64_t user, const Days& days) {
  return *session.one<std::int64_t>(count_range, user, from_of(days), to_of(days));
}

std::vector<Viewing> list(db::Session& session, std::int64_t user, const Days& days, std::int64_t offset,
                          std::int64_t limit) {
  return viewings(session, db::Query{"viewing.list", list_sql}, user, from_of(days), to_of(days), limit, offset);
}

}  // namespace kinoteka::diary::viewing_store
