// The JSON of reviews and comments, field by field; the same structs make the OpenAPI document.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include "base/bounded.hpp"
#include "features/accounts/face.hpp"
#include "features/catalogue/face.hpp"
#include "json/schema.hpp"

namespace kinoteka::reviews {

using accounts::Face;

struct ReviewDraft {
  Text<1, 20'000> body;
  std::optional<bool> spoiler;

  static constexpr json::Doc docs[] = {{"body", "Markdown: emphasis, lists, quotes, links. HTML stays text."},
                                       {"spoiler", "It tells how the film ends."}};
};
BOOST_DESCRIBE_STRUCT(ReviewDraft, (), (body, spoiler))

struct Review {
  std::int64_t id = 0, movie_id = 0;
  Face author;
  std::optional<Stars> rating;  // what its author gave the film
  std::string body;
  bool spoiler = false;
  std::int64_t likes = 0, comments = 0;
  bool liked = false, hidden = false;
  std::string created_at, updated_at;

  static constexpr json::Doc docs[] = {
      {"rating", "What its author gave the film."},
      {"liked", "By the caller."},
      {"hidden", "By a moderator: only its author and moderators see it."},
  };
};
BOOST_DESCRIBE_STRUCT(Review, (),
                      (id, movie_id, author, rating, body, spoiler, likes, comments, liked, hidden, created_at,
                       updated_at))

struct CommentDraft {
  Text<1, 5000> body;
  std::optional<Id> parent_id;

  static constexpr json::Doc docs[] = {{"parent_id", "The comment that this one answers."}};
};
BOOST_DESCRIBE_STRUCT(CommentDraft, (), (body, parent_id))

struct CommentText {
  Text<1, 5000> body;
};
BOOST_DESCRIBE_STRUCT(CommentText, (), (body))

struct Comment {
  std::int64_t id = 0, review_id = 0;
  std::optional<std::int64_t> parent_id;
  std::optional<Face> author;
  std::string body;
  bool deleted = false, hidden = false;
  std::string created_at, updated_at;

  static constexpr json::Doc docs[] = {
      {"author", "Null where the comment was deleted."},
      {"body", "Empty where it was deleted, or hidden by a moderator."},
  };
};
BOOST_DESCRIBE_STRUCT(Comment, (), (id, review_id, parent_id, author, body, deleted, hidden, created_at, updated_at))

struct NewReport {
  Text<1, 500> reason;
};
BOOST_DESCRIBE_STRUCT(NewReport, (), (reason))

// Something that readers found wrong, as moderators see it.
struct Report {
  std::int64_t id = 0;
  std::string kind;  // review, comment
  std::int64_t object_id = 0;
  std::optional<std::int64_t> movie_id, review_id;
  std::optional<json::Encoded<catalogue::MovieCard>> movie;
  std::optional<Face> author;
  Face reporter;
  std::string reason, text, created_at;
  bool hidden = false;
};
BOOST_DESCRIBE_STRUCT(Report, (),
                      (id, kind, object_id, movie_id, review_id, movie, author, reporter, reason, text, created_at,
                       hidden))

struct Moderation {
  bool hidden = false;
};
BOOST_DESCRIBE_STRUCT(Moderation, (), (hidden))

}  // namespace kinoteka::reviews
