#include "features/reviews/review_store.hpp"

#include "base/time.hpp"

namespace kinoteka::reviews::review_store {
namespace {

// $1 is whose or what, $2 who looks, $3 whether they moderate.
const std::string select = "SELECT r.id, r.movie_id, " + std::string(accounts::face_columns()) +
                           ", coalesce(e.rating, 0), r.body, r.spoiler, r.likes, r.comments, "
                           "(SELECT count(*) FROM review_likes k WHERE k.review_id = r.id AND k.user_id = $2), "
                           "r.hidden_at, r.created_at, r.updated_at FROM reviews r JOIN users u ON u.id = r.user_id "
                           "LEFT JOIN entries e ON e.user_id = r.user_id AND e.movie_id = r.movie_id ";
constexpr std::string_view visible =
    " AND (r.hidden_at = 0 OR r.user_id = $2 OR $3 = 1) AND (r.user_id = $2 OR EXISTS (SELECT 1 FROM users a WHERE "
    "a.id = r.user_id AND a.disabled_at = 0))";
const std::string find_sql = select + "WHERE r.id = $1" + std::string(visible);
const std::string by_likes_sql =
    select + "WHERE r.movie_id = $1" + std::string(visible) + " ORDER BY r.likes DESC, r.id DESC LIMIT $4 OFFSET $5";
const std::string by_time_sql = select + "WHERE r.movie_id = $1" + std::string(visible) +
                                " ORDER BY r.created_at DESC, r.id DESC LIMIT $4 OFFSET $5";
const std::string of_user_sql = select + "WHERE r.user_id = $1" + std::string(visible) +
                                " ORDER BY r.created_at DESC, r.id DESC LIMIT $4 OFFSET $5";
const std::string count_movie_sql = "SELECT count(*) FROM reviews r WHERE r.movie_id = $1" + std::string(visible);
const std::string count_user_sql = "SELECT count(*) FROM reviews r WHERE r.user_id = $1" + std::string(visible);

constexpr db::Query find_own{"review.of", "SELECT id FROM reviews WHERE user_id = $1 AND movie_id = $2"};
constexpr db::Query insert{"review.add",
                           "INSERT INTO reviews (user_id, movie_id, body, spoiler, created_at, updated_at, hidden_at) "
                           "VALUES ($1, $2, $3, $4, $5, $5, coalesce((SELECT hidden_at FROM hidden_reviews WHERE "
                           "user_id = $1 AND movie_id = $2), 0)) ON CONFLICT (user_id, movie_id) DO NOTHING RETURNING "
                           "id"};
constexpr db::Query insert_hidden{"review.keep_hidden",
                                  "INSERT INTO hidden_reviews (user_id, movie_id, hidden_at) VALUES ($1, $2, $3) ON "
                                  "CONFLICT (user_id, movie_id) DO NOTHING"};
constexpr db::Query delete_hidden{"review.forget_hidden",
                                  "DELETE FROM hidden_reviews WHERE (user_id, movie_id) = (SELECT user_id, movie_id "
                                  "FROM reviews WHERE id = $1)"};
constexpr db::Query update{"review.save", "UPDATE reviews SET body = $2, spoiler = $3, updated_at = $4 WHERE id = $1"};
constexpr db::Query delete_one{"review.remove", "DELETE FROM reviews WHERE id = $1"};
constexpr db::Query hide{"review.hide", "UPDATE reviews SET hidden_at = $2 WHERE id = $1"};
constexpr db::Query add_like{"review.like",
                             "INSERT INTO review_likes (review_id, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING"};
constexpr db::Query remove_like{"review.unlike", "DELETE FROM review_likes WHERE review_id = $1 AND user_id = $2"};
constexpr db::Query count_like{"review.count_like", "UPDATE reviews SET likes = likes + $2 WHERE id = $1"};
constexpr db::Query forget{"review.forget_likes",
                           "UPDATE reviews SET likes = likes - 1 WHERE id IN (SELECT review_id FROM review_likes "
                           "WHERE user_id = $1)"};

Review review_of(const db::Row& row) {
  Review out;
  out.id = row.integer(0);
  out.movie_id = row.integer(1);
  out.author = row.as<Face>(2);
  if (row.integer(6) > 0) out.rating = Stars{row.integer(6)};
  out.body = row.text(7);
  out.spoiler = row.integer(8) != 0;
  out.likes = row.integer(9);
  out.comments = row.integer(10);
  out.liked = row.integer(11) > 0;
  out.hidden = row.integer(12) > 0;
  out.created_at = rfc3339(row.integer(13));
  out.updated_at = rfc3339(row.integer(14));
  return out;
}

int flag(bool value) { return value ? 1 : 0; }

}  // namespace

std::optional<Review> find(db::Session& session, std::int64_t id, const Viewer& viewer) {
  std::optional<Review> found;
  session.each(
      db::Query{"review.find", find_sql}, [&](db::Row& row) { found = review_of(row); }, id, viewer.user,
      flag(viewer.moderates));
  return found;
}

std::optional<std::int64_t> find_of(db::Session& session, std::int64_t user, std::int64_t movie) {
  return session.one<std::int64_t>(find_own, user, movie);
}

std::int64_t count_of_movie(db::Session& session, std::int64_t movie, const Viewer& viewer) {
  return *session.one<std::int64_t>(db::Query{"review.count", count_movie_sql}, movie, viewer.user,
                                    flag(viewer.moderates));
}

std::vector<Review> of_movie(db::Session& session, std::int64_t movie, const Viewer& viewer, ReviewOrder order,
                             std::int64_t offset, std::int64_t limit) {
  std::vector<Review> out;
  session.each(
      db::Query{"review.of_movie", order == ReviewOrder::likes ? by_likes_sql : by_time_sql},
      [&](db::Row& row) { out.push_back(review_of(row)); }, movie, viewer.user, flag(viewer.moderates), limit, offset);
  return out;
}

std::int64_t count_of_user(db::Session& session, std::int64_t user, const Viewer& viewer) {
  return *session.one<std::int64_t>(db::Query{"review.count_of_user", count_user_sql}, user, viewer.user,
                                    flag(viewer.moderates));
}

std::vector<Review> of_user(db::Session& session, std::int64_t user, const Viewer& viewer, std::int64_t offset,
                            std::int64_t limit) {
  std::vector<Review> out;
  session.each(
      db::Query{"review.of_user", of_user_sql}, [&](db::Row& row) { out.push_back(review_of(row)); }, user, viewer.user,
      flag(viewer.moderates), limit, offset);
  return out;
}

std::optional<std::int64_t> add(db::Tx& tx, std::int64_t user, std::int64_t movie, const std::string& body,
                                bool spoiler, std::int64_t now) {
  return tx.one<std::int64_t>(insert, user, movie, body, flag(spoiler), now);
}
void save(db::Tx& tx, std::int64_t id, const std::string& body, bool spoiler, std::int64_t now) {
  tx.run(update, id, body, flag(spoiler), now);
}
void remove(db::Tx& tx, std::int64_t id) { tx.run(delete_one, id); }
void keep_hidden(db::Tx& tx, std::int64_t user, std::int64_t movie, std::int64_t now) {
  tx.run(insert_hidden, user, movie, now);
}
void forget_hidden(db::Tx& tx, std::int64_t review) { tx.run(delete_hidden, review); }
void set_hidden(db::Tx& tx, std::int64_t id, std::int64_t hidden_at) { tx.run(hide, id, hidden_at); }
void like(db::Tx& tx, std::int64_t id, std::int64_t user) {
  if (tx.run(add_like, id, user) > 0) tx.run(count_like, id, 1);
}
void unlike(db::Tx& tx, std::int64_t id, std::int64_t user) {
  if (tx.run(remove_like, id, user) > 0) tx.run(count_like, id, -1);
}
void forget_likes(db::Tx& tx, std::int64_t user) { tx.run(forget, user); }

}  // namespace kinoteka::reviews::review_store
