// Reviews, comments, likes and reports: written by their authors, read by everyone, kept in order by moderators
// (editors and admins). Synchronous; call from workers. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "callers/caller.hpp"
#include "db/database.hpp"
#include "features/accounts/face.hpp"
#include "features/reviews/face.hpp"

namespace kinoteka::reviews {

class Service {
 public:
  Service(db::Database& database, const accounts::Policy& policy) : database_(database), policy_(policy) {}

  std::int64_t count(const Viewer& viewer, std::int64_t movie) const;
  std::vector<Review> list(const Viewer& viewer, std::int64_t movie, ReviewOrder order, std::int64_t offset,
                           std::int64_t limit) const;
  Review review(const Viewer& viewer, std::int64_t id) const;  // throws Error{not_found}
  std::int64_t count_own(const callers::Member& member) const;
  std::vector<Review> own(const callers::Member& member, std::int64_t offset, std::int64_t limit) const;

  // Throws Error{conflict} with the address of the one there is.
  Review add(const callers::Member& member, std::int64_t movie, const ReviewDraft& draft);
  Review save(const callers::Member& member, std::int64_t id, const ReviewDraft& draft);  // its author alone
  void remove(const callers::Member& member, std::int64_t id);                            // its author, or a moderator
  Review like(const callers::Member& member, std::int64_t id, bool liked);                // not one's own

  std::vector<Comment> comments(const Viewer& viewer, std::int64_t review) const;  // the oldest first
  Comment add_comment(const callers::Member& member, std::int64_t review, const CommentDraft& draft);
  Comment save_comment(const callers::Member& member, std::int64_t id, const CommentText& text);
  void remove_comment(const callers::Member& member, std::int64_t id);

  void report_review(const callers::Member& member, std::int64_t id, const NewReport& report);
  void report_comment(const callers::Member& member, std::int64_t id, const NewReport& report);
  std::vector<Report> reports(const callers::Editor& moderator) const;
  void resolve(const callers::Editor& moderator, std::int64_t report);  // nothing is wrong with it
  // Also settles what was reported about it.
  Review moderate_review(const callers::Editor& moderator, std::int64_t id, const Moderation& moderation);
  Comment moderate_comment(const callers::Editor& moderator, std::int64_t id, const Moderation& moderation);

 private:
  const db::Quiet database_;
  const accounts::Policy& policy_;
};

}  // namespace kinoteka::reviews
