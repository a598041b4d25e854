#include "features/reviews/routes.hpp"

#include "http/rows.hpp"

namespace kinoteka::reviews {

BOOST_DESCRIBE_ENUM(ReviewOrder, likes, created_at)

struct ReviewQuery : http::Paging {
  ReviewOrder sort = ReviewOrder::likes;

  static constexpr json::Doc docs[] = {{"sort", "likes: the most liked first; created_at: the latest first."}};
};
BOOST_DESCRIBE_STRUCT(ReviewQuery, (http::Paging), (sort))

void add_routes(http::Router& router, Service& reviews) {
  using http::readers, callers::Reader, http::members, callers::Member, http::editors, callers::Editor, http::Query,
      http::Body, http::Patch, http::Created, http::NoContent, http::Paging;
  constexpr std::size_t review_bytes = 128 * 1024;

  http::Rows rows(router, "Reviews");
  rows.get("/api/movies/{id}/reviews", readers, "Reviews of a movie, in pages or all",
           [&](Reader reader, Id id, Query<ReviewQuery> query) {
             const auto viewer = viewer_of(reader);
             return http::batched<Review>(
                 reviews.count(viewer, id), query.chosen(),
                 [&, viewer, movie = std::int64_t{id}, order = query.sort](std::int64_t offset, std::int64_t limit) {
                   return reviews.list(viewer, movie, order, offset, limit);
                 });
           });
  rows.post("/api/movies/{id}/reviews", members, "Review a movie; everybody has one review of it",
            {.body_limit = review_bytes}, [&](Member member, Id id, Body<ReviewDraft> draft) {
              auto made = reviews.add(member, id, *draft);
              const auto location = "/api/reviews/" + std::to_string(made.id);
              return Created<Review>{std::move(made), location};
            });
  rows.get("/api/reviews/{id}", readers, "A review",
           [&](Reader reader, Id id) { return reviews.review(viewer_of(reader), id); });
  rows.put("/api/reviews/{id}", members, "Change a review of one's own", {.body_limit = review_bytes},
           [&](Member member, Id id, Body<ReviewDraft> draft) { return reviews.save(member, id, *draft); });
  rows.remove("/api/reviews/{id}", members, "Delete a review of one's own; moderators: anybody's",
              [&](Member member, Id id) {
                reviews.remove(member, id);
                return NoContent{};
              });
  rows.put("/api/reviews/{id}/like", members, "Like a review",
           [&](Member member, Id id) { return reviews.like(member, id, true); });
  rows.remove("/api/reviews/{id}/like", members, "Like a review no more",
              [&](Member member, Id id) { return reviews.like(member, id, false); });
  rows.post("/api/reviews/{id}/report", members, "Tell moderators what is wrong with a review",
            [&](Member member, Id id, Body<NewReport> report) {
              reviews.report_review(member, id, *report);
              return NoContent{};
            });
  rows.get("/api/user/reviews", members, "One's own reviews, the latest first",
           [&](Member member, Query<Paging> query) {
             return http::batched<Review>(
                 reviews.count_own(member), query.chosen(),
                 [&, member](std::int64_t offset, std::int64_t limit) { return reviews.own(member, offset, limit); });
           });

  rows.get("/api/reviews/{id}/comments", readers, "Comments on a review, the oldest first",
           [&](Reader reader, Id id) { return reviews.comments(viewer_of(reader), id); });
  rows.post("/api/reviews/{id}/comments", members, "Comment on a review, or answer a comment",
            [&](Member member, Id id, Body<CommentDraft> draft) {
              auto made = reviews.add_comment(member, id, *draft);
              const auto location = "/api/reviews/" + std::to_string(id) + "/comments";
              return Created<Comment>{std::move(made), location};
            });
  rows.put("/api/comments/{id}", members, "Change a comment of one's own",
           [&](Member member, Id id, Body<CommentText> text) { return reviews.save_comment(member, id, *text); });
  rows.remove("/api/comments/{id}", members, "Delete a comment of one's own; moderators: anybody's",
              [&](Member member, Id id) {
                reviews.remove_comment(member, id);
                return NoContent{};
              });
  rows.post("/api/comments/{id}/report", members, "Tell moderators what is wrong with a comment",
            [&](Member member, Id id, Body<NewReport> report) {
              reviews.report_comment(member, id, *report);
              return NoContent{};
            });

  const http::RowOptions moderation_only{.scope = callers::Scope::moderate};
  http::Rows moderation(router, "Moderation");
  moderation.get("/api/moderation/reports", editors, "What readers found wrong, the oldest first", moderation_only,
                 [&](Editor editor) { return reviews.reports(editor); });
  moderation.remove("/api/moderation/reports/{id}", editors, "Nothing is wrong with it: settle a report",
                    moderation_only, [&](Editor editor, Id id) {
                      reviews.resolve(editor, id);
                      return NoContent{};
                    });
  moderation.put("/api/moderation/reviews/{id}", editors, "Hide a review, or show it again", moderation_only,
                 [&](Editor editor, Id id, Body<Moderation> moderated) {
                   return reviews.moderate_review(editor, id, *moderated);
                 });
  moderation.put("/api/moderation/comments/{id}", editors, "Hide a comment, or show it again", moderation_only,
                 [&](Editor editor, Id id, Body<Moderation> moderated) {
                   return reviews.moderate_comment(editor, id, *moderated);
                 });
}

}  // namespace kinoteka::reviews
