// Comments and reports in the database. Every member works within the caller's session; absent is an empty optional.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/reviews/review_store.hpp"
#include "features/reviews/wire.hpp"

namespace kinoteka::reviews::comment_store {

struct CommentRow {
  std::int64_t id = 0, review = 0;
  std::optional<std::int64_t> user;
  std::int64_t hidden_at = 0, deleted_at = 0;
};
BOOST_DESCRIBE_STRUCT(CommentRow, (), (id, review, user, hidden_at, deleted_at))

std::optional<CommentRow> find(db::Session& session, std::int64_t id);
std::optional<Comment> shown(db::Session& session, std::int64_t id, const Viewer& viewer);
std::vector<Comment> of_review(db::Session& session, std::int64_t review, const Viewer& viewer);  // the oldest first
std::int64_t count_since(db::Session& session, std::int64_t user, std::int64_t since);

std::int64_t add(db::Tx& tx, std::int64_t review, std::optional<std::int64_t> parent, std::int64_t user,
                 const std::string& body, std::int64_t now);
void save(db::Tx& tx, std::int64_t id, const std::string& body, std::int64_t now);
// Leaves an empty place where it was answered.
void remove(db::Tx& tx, std::int64_t id, std::int64_t now);
void set_hidden(db::Tx& tx, std::int64_t id, std::int64_t hidden_at);
void count(db::Tx& tx, std::int64_t review);  // a review's number of comments

// Makes empty places of all that a person has said: before they go.
void forget_user(db::Tx& tx, std::int64_t user, std::int64_t now);

// One person's report of one thing counts once.
void report(db::Tx& tx, std::string_view kind, std::int64_t object, std::int64_t user, const std::string& reason,
            std::int64_t now);
std::vector<Report> open_reports(db::Session& session);  // the oldest first; at most 500
bool resolve(db::Tx& tx, std::int64_t report, std::int64_t now);
void resolve_all(db::Tx& tx, std::string_view kind, std::int64_t object, std::int64_t now);

}  // namespace kinoteka::reviews::comment_store
