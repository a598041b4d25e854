// The JSON of the diary, field by field; the same structs make the OpenAPI document.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include "base/bounded.hpp"
#include "features/catalogue/face.hpp"
#include "features/diary/domain.hpp"
#include "json/date.hpp"
#include "json/schema.hpp"

namespace kinoteka::diary {

BOOST_DESCRIBE_ENUM(EntryStatus, planned, watching, watched, dropped)

using catalogue::MovieCard;
using Note = Text<0, 5000>;

// One person's record of one film.
struct Entry {
  std::int64_t movie_id = 0;
  std::optional<EntryStatus> status;
  std::optional<Stars> rating;
  bool favorite = false;
  std::string note;
  std::int64_t viewings = 0;
  std::optional<std::string> watched_on;  // the latest viewing's day
  std::optional<std::string> updated_at;

  static constexpr json::Doc docs[] = {
      {"rating", "0.5 to 5 stars, in halves."},
      {"note", "For oneself alone."},
      {"watched_on", "The day of the latest viewing."},
      {"updated_at", "Null where there is no record yet."},
  };
};
BOOST_DESCRIBE_STRUCT(Entry, (), (movie_id, status, rating, favorite, note, viewings, watched_on, updated_at))

// What a poster shows of one's own record.
struct MarkLine {
  std::int64_t movie_id = 0;
  std::optional<EntryStatus> status;
  std::optional<Stars> rating;
  bool favorite = false;
};
BOOST_DESCRIBE_STRUCT(MarkLine, (), (movie_id, status, rating, favorite))

// What somebody may say of a film.
struct EntryDraft {
  std::optional<EntryStatus> status;
  std::optional<Stars> rating;
  std::optional<bool> favorite;
  Note note;
  std::optional<json::Date> watched_on;
  std::optional<bool> log_viewing;

  static constexpr json::Doc docs[] = {
      {"status", "Who gives a film a rating has watched it, unless this says 'watching' or 'dropped'."},
      {"rating", "0.5 to 5 stars, in halves."},
      {"watched_on", "The day of a viewing to log in the diary, once a day."},
      {"log_viewing",
       "Whether a film that is watched gets a line in the diary: on `watched_on`, or today (UTC). Without it: where "
       "`watched_on` is given. A film may be watched without a day."},
  };
};
BOOST_DESCRIBE_STRUCT(EntryDraft, (), (status, rating, favorite, note, watched_on, log_viewing))

struct BatchItem {
  Id movie_id;
  std::optional<EntryStatus> status;
  std::optional<Stars> rating;
  std::optional<bool> favorite;
  std::optional<json::Date> watched_on;
  std::optional<bool> log_viewing;
};
BOOST_DESCRIBE_STRUCT(BatchItem, (), (movie_id, status, rating, favorite, watched_on, log_viewing))

struct Batch {
  Items<BatchItem, most_batch> entries;

  static constexpr json::Doc docs[] = {
      {"entries", "What is left out of an item stays as it is. All of them are saved, or none."}};
};
BOOST_DESCRIBE_STRUCT(Batch, (), (entries))

struct BatchResult {
  std::int64_t changed = 0;
  std::vector<Entry> entries;
};
BOOST_DESCRIBE_STRUCT(BatchResult, (), (changed, entries))

// What to do with lines that were written because a film was rated.
struct ByRating {
  bool keep = false;
  static constexpr json::Doc docs[] = {
      {"keep", "true: they stay, as viewings like others; false: they are taken out."}};
};
BOOST_DESCRIBE_STRUCT(ByRating, (), (keep))

struct ViewingsChanged {
  std::int64_t changed = 0;
};
BOOST_DESCRIBE_STRUCT(ViewingsChanged, (), (changed))

// An entry beside its film, for lists.
struct EntryLine {
  json::Encoded<MovieCard> movie;
  Entry entry;
};
BOOST_DESCRIBE_STRUCT(EntryLine, (), (movie, entry))

using ViewingTags = Items<Text<1, 50>, 20>;

struct ViewingDraft {
  json::Date watched_on;
  std::optional<bool> rewatch;
  std::optional<Stars> rating;
  Text<0, 100> place;
  Note note;
  ViewingTags tags;

  static constexpr json::Doc docs[] = {
      {"rewatch", "Without it: whether it had been watched before."},
      {"rating", "What one thought of it then. The latest viewing's becomes the film's."},
      {"place", "Where, or how: a cinema, DVD, a stream."},
  };
};
BOOST_DESCRIBE_STRUCT(ViewingDraft, (), (watched_on, rewatch, rating, place, note, tags))

// A line of the diary.
struct Viewing {
  std::int64_t id = 0, movie_id = 0;
  std::string watched_on;
  bool rewatch = false;
  std::optional<Stars> rating;
  std::string place, note;
  std::vector<std::string> tags;
};
BOOST_DESCRIBE_STRUCT(Viewing, (), (id, movie_id, watched_on, rewatch, rating, place, note, tags))

struct ViewingLine {
  json::Encoded<MovieCard> movie;
  Viewing viewing;
};
BOOST_DESCRIBE_STRUCT(ViewingLine, (), (movie, viewing))

}  // namespace kinoteka::diary
