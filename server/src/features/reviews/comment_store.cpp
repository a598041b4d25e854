#include "features/reviews/comment_store.hpp"

#include "base/time.hpp"

namespace kinoteka::reviews::comment_store {
namespace {

constexpr db::Query find_one{"comment.find",
                             "SELECT c.id, c.review_id, c.user_id, CASE WHEN coalesce(u.disabled_at, 0) > 0 THEN "
                             "u.disabled_at ELSE c.hidden_at END, c.deleted_at FROM comments c LEFT JOIN users u ON "
                             "u.id = c.user_id WHERE c.id = $1"};
const std::string select =
    "SELECT c.id, c.review_id, c.parent_id, c.body, c.deleted_at, c.hidden_at, c.created_at, "
    "c.updated_at, coalesce(u.disabled_at, 0), " +
    std::string(accounts::face_columns()) + " FROM comments c LEFT JOIN users u ON u.id = c.user_id ";
const std::string one_sql = select + "WHERE c.id = $1";
const std::string of_review_sql = select + "WHERE c.review_id = $1 ORDER BY c.id";
constexpr db::Query count_recent{"comment.recent",
                                 "SELECT count(*) FROM comments WHERE user_id = $1 AND created_at > $2"};
constexpr db::Query insert{"comment.add",
                           "INSERT INTO comments (review_id, parent_id, user_id, body, created_at, updated_at) "
                           "VALUES ($1, $2, $3, $4, $5, $5) RETURNING id"};
constexpr db::Query update{"comment.save", "UPDATE comments SET body = $2, updated_at = $3 WHERE id = $1"};
constexpr db::Query count_answers{"comment.answers", "SELECT count(*) FROM comments WHERE parent_id = $1"};
constexpr db::Query delete_one{"comment.remove", "DELETE FROM comments WHERE id = $1"};
constexpr db::Query empty_one{"comment.empty",
                              "UPDATE comments SET body = '', user_id = NULL, deleted_at = $2 WHERE id = $1"};
constexpr db::Query hide{"comment.hide", "UPDATE comments SET hidden_at = $2 WHERE id = $1"};
constexpr db::Query recount{"comment.count",
                            "UPDATE reviews SET comments = (SELECT count(*) FROM comments c WHERE c.review_id = "
                            "reviews.id AND c.deleted_at = 0 AND c.hidden_at = 0) WHERE id = $1"};
constexpr db::Query list_of_user{"comment.of_user", "SELECT DISTINCT review_id FROM comments WHERE user_id = $1"};
constexpr db::Query empty_of_user{"comment.empty_of_user",
                                  "UPDATE comments SET body = '', user_id = NULL, deleted_at = $2 WHERE user_id = $1"};
constexpr db::Query add_report{"report.add",
                               "INSERT INTO reports (kind, object_id, user_id, reason, created_at) "
                               "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (kind, object_id, user_id) DO UPDATE "
                               "SET reason = excluded.reason, created_at = excluded.created_at, resolved_at = 0"};
const std::string open_reports_sql =
    "SELECT p.id, p.kind, p.object_id, coalesce(r.movie_id, rc.movie_id), coalesce(r.id, c.review_id), p.reason, "
    "coalesce(r.body, c.body, ''), p.created_at, coalesce(r.hidden_at, c.hidden_at, 0), " +
    std::string(accounts::face_columns()) +
    ", a.id, a.username, coalesce(a.username, 'user ' || a.id), "
    "(SELECT '/api/pictures/' || p.digest FROM pictures p WHERE p.id = a.avatar_id) "
    "FROM reports p JOIN users u ON u.id = p.user_id "
    "LEFT JOIN reviews r ON p.kind = 'review' AND r.id = p.object_id "
    "LEFT JOIN comments c ON p.kind = 'comment' AND c.id = p.object_id "
    "LEFT JOIN reviews rc ON rc.id = c.review_id "
    "LEFT JOIN users a ON a.id = coalesce(r.user_id, c.user_id) "
    "WHERE p.resolved_at = 0 ORDER BY p.id LIMIT 500";
constexpr db::Query resolve_one{"report.resolve",
                                "UPDATE reports SET resolved_at = $2 WHERE id = $1 AND resolved_at = 0"};
constexpr db::Query resolve_object{
    "report.resolve_object",
    "UPDATE reports SET resolved_at = $3 WHERE kind = $1 AND object_id = $2 AND resolved_at = 0"};

Comment comment_of(const db::Row& row, const Viewer& viewer) {
  Comment out;
  out.id = row.integer(0);
  out.review_id = row.integer(1);
  if (!row.null(2)) out.parent_id = row.integer(2);
  out.deleted = row.integer(4) > 0;
  out.hidden = row.integer(5) > 0;
  out.created_at = rfc3339(row.integer(6));
  out.updated_at = rfc3339(row.integer(7));
  if (!row.null(9)) out.author = row.as<Face>(9);
  const bool own = out.author && out.author->id == viewer.user;
  if (row.integer(8) > 0 && !own) {  // nothing of who is disabled is shown; the answers to it keep their place
    out.deleted = true;
    out.author.reset();
    return out;
  }
  if (!out.hidden || own || viewer.moderates) out.body = row.text(3);
  return out;
}

}  // namespace

std::optional<CommentRow> find(db::Session& session, std::int64_t id) { return session.one<CommentRow>(find_one, id); }

std::optional<Comment> shown(db::Session& session, std::int64_t id, const Viewer& viewer) {
  std::optional<Comment> found;
  session.each(
      db::Query{"comment.one", one_sql}, [&](db::Row& row) { found = comment_of(row, viewer); }, id);
  return found;
}

std::vector<Comment> of_review(db::Session& session, std::int64_t review, const Viewer& viewer) {
  std::vector<Comment> out;
  session.each(
      db::Query{"comment.of_review", of_review_sql}, [&](db::Row& row) { out.push_back(comment_of(row, viewer)); },
      review);
  return out;
}

std::int64_t count_since(db::Session& session, std::int64_t user, std::int64_t since) {
  return *session.one<std::int64_t>(count_recent, user, since);
}

std::int64_t add(db::Tx& tx, std::int64_t review, std::optional<std::int64_t> parent, std::int64_t user,
                 const std::string& body, std::int64_t now) {
  return *tx.one<std::int64_t>(insert, review, parent, user, body, now);
}
void save(db::Tx& tx, std::int64_t id, const std::string& body, std::int64_t now) { tx.run(update, id, body, now); }
void remove(db::Tx& tx, std::int64_t id, std::int64_t now) {
  if (*tx.one<std::int64_t>(count_answers, id) > 0) {
    tx.run(empty_one, id, now);
  } else {
    tx.run(delete_one, id);
  }
}
void set_hidden(db::Tx& tx, std::int64_t id, std::int64_t hidden_at) { tx.run(hide, id, hidden_at); }
void count(db::Tx& tx, std::int64_t review) { tx.run(recount, review); }

void forget_user(db::Tx& tx, std::int64_t user, std::int64_t now) {
  const auto reviews = tx.all<std::int64_t>(list_of_user, user);
  tx.run(empty_of_user, user, now);
  for (const auto review : reviews) count(tx, review);
}

void report(db::Tx& tx, std::string_view kind, std::int64_t object, std::int64_t user, const std::string& reason,
            std::int64_t now) {
  tx.run(add_report, kind, object, user, reason, now);
}

std::vector<Report> open_reports(db::Session& session) {
  std::vector<Report> out;
  session.each(db::Query{"report.open", open_reports_sql}, [&](db::Row& row) {
    Report report;
    report.id = row.integer(0);
    report.kind = row.text(1);
    report.object_id = row.integer(2);
    if (!row.null(3)) report.movie_id = row.integer(3);
    if (!row.null(4)) report.review_id = row.integer(4);
    report.reason = row.text(5);
    report.text = row.text(6);
    report.created_at = rfc3339(row.integer(7));
    report.hidden = row.integer(8) > 0;
    report.reporter = row.as<Face>(9);
    if (!row.null(13)) report.author = row.as<Face>(13);
    out.push_back(std::move(report));
  });
  return out;
}

bool resolve(db::Tx& tx, std::int64_t report, std::int64_t now) { return tx.run(resolve_one, report, now) > 0; }
void resolve_all(db::Tx& tx, std::string_view kind, std::int64_t object, std::int64_t now) {
  tx.run(resolve_object, kind, object, now);
}

}  // namespace kinoteka::reviews::comment_store
