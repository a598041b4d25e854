#include "features/reviews/service.hpp"

#include <unordered_map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/catalogue/face.hpp"
#include "features/reviews/comment_store.hpp"
#include "features/reviews/review_store.hpp"
#include "features/sharing/face.hpp"

namespace kinoteka::reviews {
namespace {

constexpr std::int64_t pace_ms = 10 * 60'000, most_in_pace = 30;  // comments by one person

bool moderates(const callers::Identity& identity) {
  return identity.role >= callers::UserRole::editor && callers::has_scope(identity, callers::Scope::moderate);
}

Error no_review() { return not_found("There is no review with this id."); }
Error no_comment() { return not_found("There is no comment with this id."); }

// Ratings stand beside reviews only for whom the diary is open to.
void hide_ratings(db::Session& session, std::vector<Review>& reviews, const Viewer& viewer) {
  const auto who = viewer.user > 0 ? std::optional(viewer.user) : std::nullopt;
  std::unordered_map<std::int64_t, bool> seen;
  for (auto& review : reviews) {
    if (!review.rating || review.author.id == viewer.user) continue;
    const auto [known, first] = seen.emplace(review.author.id, false);
    if (first) {
      const auto author = accounts::find_by_id(session, review.author.id);
      known->second = author && sharing::Sight(session, who, *author).sees(sharing::Field::rating);
    }
    if (!known->second) review.rating.reset();
  }
}

std::vector<Review> with_ratings(db::Session& session, std::vector<Review> reviews, const Viewer& viewer) {
  hide_ratings(session, reviews, viewer);
  return reviews;
}

Review visible(db::Session& session, std::int64_t id, const Viewer& viewer) {
  auto found = review_store::find(session, id, viewer);
  if (!found) throw no_review();
  std::vector<Review> one{std::move(*found)};
  hide_ratings(session, one, viewer);
  return std::move(one.front());
}

// A comment that this viewer can see, under a review that they can see.
comment_store::CommentRow visible_comment(db::Session& session, std::int64_t id, const Viewer& viewer) {
  const auto row = comment_store::find(session, id);
  if (!row || row->deleted_at > 0) throw no_comment();
  if (row->hidden_at > 0 && row->user != viewer.user && !viewer.moderates) throw no_comment();
  if (!review_store::find(session, row->review, viewer)) throw no_comment();
  return *row;
}

void require_words(const std::string& body) {
  if (text::trim(body).empty()) throw invalid({{"body", "must not be blank", Reason::blank}});
}

Comment shown(db::Session& session, std::int64_t id, const Viewer& viewer) {
  auto found = comment_store::shown(session, id, viewer);
  if (!found) throw no_comment();
  return std::move(*found);
}

}  // namespace

Viewer viewer_of(const callers::Reader& reader) {
  if (!reader.identity()) return {};
  return {reader.identity()->user, moderates(*reader.identity())};
}
Viewer viewer_of(const callers::Member& member) { return {member.id(), moderates(member.identity())}; }

bool add_once(db::Tx& tx, std::int64_t user, std::int64_t movie, const std::string& body, bool spoiler,
              std::int64_t written_at) {
  return review_store::add(tx, user, movie, body, spoiler, written_at).has_value();
}

std::vector<Review> of_user(db::Session& session, std::int64_t user, const Viewer& viewer, std::int64_t offset,
                            std::int64_t limit) {
  return with_ratings(session, review_store::of_user(session, user, viewer, offset, limit), viewer);
}
std::int64_t count_of_user(db::Session& session, std::int64_t user, const Viewer& viewer) {
  return review_store::count_of_user(session, user, viewer);
}

void forget_user(db::Tx& tx, std::int64_t user) {
  review_store::forget_likes(tx, user);
  comment_store::forget_user(tx, user, now_ms());
}

std::int64_t Service::count(const Viewer& viewer, std::int64_t movie) const {
  return database_.read([&](db::Session& session) {
    catalogue::require_movie(session, movie);
    return review_store::count_of_movie(session, movie, viewer);
  });
}

std::vector<Review> Service::list(const Viewer& viewer, std::int64_t movie, ReviewOrder order, std::int64_t offset,
                                  std::int64_t limit) const {
  return database_.read([&](db::Session& session) {
    return with_ratings(session, review_store::of_movie(session, movie, viewer, order, offset, limit), viewer);
  });
}

Review Service::review(const Viewer& viewer, std::int64_t id) const {
  return database_.read([&](db::Session& session) { return visible(session, id, viewer); });
}

std::int64_t Service::count_own(const callers::Member& member) const {
  return database_.read(
      [&](db::Session& session) { return review_store::count_of_user(session, member.id(), viewer_of(member)); });
}
std::vector<Review> Service::own(const callers::Member& member, std::int64_t offset, std::int64_t limit) const {
  return database_.read([&](db::Session& session) {
    return review_store::of_user(session, member.id(), viewer_of(member), offset, limit);
  });
}

Review Service::add(const callers::Member& member, std::int64_t movie, const ReviewDraft& draft) {
  accounts::require_may_publish(policy_, member);
  require_words(*draft.body);
  return database_.write([&](db::Tx& tx) {
    catalogue::require_movie(tx, movie);
    const auto id = review_store::add(tx, member.id(), movie, *draft.body, draft.spoiler.value_or(false), now_ms());
    if (!id) {
      const auto existing = review_store::find_of(tx, member.id(), movie).value_or(0);
      throw conflict("You have reviewed this movie already: change that review.", Reason::reviewed_already)
          .with_existing("/api/reviews/" + std::to_string(existing));
    }
    return visible(tx, *id, viewer_of(member));
  });
}

Review Service::save(const callers::Member& member, std::int64_t id, const ReviewDraft& draft) {
  require_words(*draft.body);
  return database_.write([&](db::Tx& tx) {
    const auto before = visible(tx, id, viewer_of(member));
    if (before.author.id != member.id()) throw forbidden("Only who wrote a review may change it.");
    review_store::save(tx, id, *draft.body, draft.spoiler.value_or(before.spoiler), now_ms());
    return visible(tx, id, viewer_of(member));
  });
}

void Service::remove(const callers::Member& member, std::int64_t id) {
  database_.write([&](db::Tx& tx) {
    const auto before = visible(tx, id, viewer_of(member));
    if (before.author.id != member.id() && !moderates(member.identity()))
      throw forbidden("Only who wrote a review, or a moderator, may delete it.");
    for (const auto& comment : comment_store::of_review(tx, id, viewer_of(member)))
      comment_store::resolve_all(tx, "comment", comment.id, now_ms());
    comment_store::resolve_all(tx, "review", id, now_ms());
    review_store::remove(tx, id);
    // Taking a hidden one away is no way to show it again.
    if (before.hidden && before.author.id == member.id()) {
      review_store::keep_hidden(tx, member.id(), before.movie_id, now_ms());
    }
  });
}

Review Service::like(const callers::Member& member, std::int64_t id, bool liked) {
  return database_.write([&](db::Tx& tx) {
    const auto before = visible(tx, id, viewer_of(member));
    if (before.author.id == member.id()) throw conflict("This is your own review.", Reason::own_review);
    if (liked) {
      review_store::like(tx, id, member.id());
    } else {
      review_store::unlike(tx, id, member.id());
    }
    return visible(tx, id, viewer_of(member));
  });
}

std::vector<Comment> Service::comments(const Viewer& viewer, std::int64_t review) const {
  return database_.read([&](db::Session& session) {
    visible(session, review, viewer);
    return comment_store::of_review(session, review, viewer);
  });
}

Comment Service::add_comment(const callers::Member& member, std::int64_t review, const CommentDraft& draft) {
  accounts::require_may_publish(policy_, member);
  require_words(*draft.body);
  return database_.write([&](db::Tx& tx) {
    const auto viewer = viewer_of(member);
    visible(tx, review, viewer);
    std::optional<std::int64_t> parent;
    if (draft.parent_id) {
      const auto row = comment_store::find(tx, *draft.parent_id);
      if (!row || row->review != review) throw invalid({{"parent_id", "is no comment on this review"}});
      parent = row->id;
    }
    const auto now = now_ms();
    if (policy_.throttle && comment_store::count_since(tx, member.id(), now - pace_ms) >= most_in_pace) {
      throw Error(Code::too_many, "That is a lot of comments in a short time. Have a break.", {},
                  Reason::comments_too_fast)
          .with_retry_after(pace_ms / 1000);
    }
    const auto id = comment_store::add(tx, review, parent, member.id(), *draft.body, now);
    comment_store::count(tx, review);
    return shown(tx, id, viewer);
  });
}

Comment Service::save_comment(const callers::Member& member, std::int64_t id, const CommentText& text) {
  require_words(*text.body);
  return database_.write([&](db::Tx& tx) {
    const auto row = visible_comment(tx, id, viewer_of(member));
    if (row.user != member.id()) throw forbidden("Only who wrote a comment may change it.");
    comment_store::save(tx, id, *text.body, now_ms());
    return shown(tx, id, viewer_of(member));
  });
}

void Service::remove_comment(const callers::Member& member, std::int64_t id) {
  database_.write([&](db::Tx& tx) {
    const auto row = visible_comment(tx, id, viewer_of(member));
    if (row.user != member.id() && !moderates(member.identity()))
      throw forbidden("Only who wrote a comment, or a moderator, may delete it.");
    comment_store::resolve_all(tx, "comment", id, now_ms());
    comment_store::remove(tx, id, now_ms());
    comment_store::count(tx, row.review);
  });
}

void Service::report_review(const callers::Member& member, std::int64_t id, const NewReport& report) {
  database_.write([&](db::Tx& tx) {
    visible(tx, id, viewer_of(member));
    comment_store::report(tx, "review", id, member.id(), *report.reason, now_ms());
  });
}

void Service::report_comment(const callers::Member& member, std::int64_t id, const NewReport& report) {
  database_.write([&](db::Tx& tx) {
    visible_comment(tx, id, viewer_of(member));
    comment_store::report(tx, "comment", id, member.id(), *report.reason, now_ms());
  });
}

std::vector<Report> Service::reports(const callers::Editor&) const {
  return database_.read([](db::Session& session) {
    auto reports = comment_store::open_reports(session);
    std::vector<std::int32_t> movies;
    for (const auto& report : reports)
      if (report.movie_id) movies.push_back(static_cast<std::int32_t>(*report.movie_id));
    const auto cards = catalogue::cards(session, movies);
    for (auto& report : reports) {
      const auto card = cards.find(report.movie_id.value_or(0));
      if (card != cards.end()) report.movie = card->second;
    }
    return reports;
  });
}

void Service::resolve(const callers::Editor&, std::int64_t report) {
  database_.write([&](db::Tx& tx) {
    if (!comment_store::resolve(tx, report, now_ms())) throw not_found("There is no open report with this id.");
  });
}

Review Service::moderate_review(const callers::Editor& moderator, std::int64_t id, const Moderation& moderation) {
  return database_.write([&](db::Tx& tx) {
    visible(tx, id, viewer_of(moderator));
    review_store::set_hidden(tx, id, moderation.hidden ? now_ms() : 0);
    if (!moderation.hidden) review_store::forget_hidden(tx, id);
    comment_store::resolve_all(tx, "review", id, now_ms());
    return visible(tx, id, viewer_of(moderator));
  });
}

Comment Service::moderate_comment(const callers::Editor& moderator, std::int64_t id, const Moderation& moderation) {
  return database_.write([&](db::Tx& tx) {
    const auto row = visible_comment(tx, id, viewer_of(moderator));
    comment_store::set_hidden(tx, id, moderation.hidden ? now_ms() : 0);
    comment_store::resolve_all(tx, "comment", id, now_ms());
    comment_store::count(tx, row.review);
    return shown(tx, id, viewer_of(moderator));
  });
}

}  // namespace kinoteka::reviews
