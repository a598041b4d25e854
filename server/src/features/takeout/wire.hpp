// The JSON of taking along: what is written (and read back), and how an import stands.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/bounded.hpp"
#include "features/catalogue/face.hpp"
#include "features/takeout/domain.hpp"
#include "json/schema.hpp"

namespace kinoteka::takeout {

// A film as files name it.
struct FilmName {
  std::string title;
  std::optional<std::int64_t> year;
  std::map<std::string, std::string> external_ids;
};
BOOST_DESCRIBE_STRUCT(FilmName, (), (title, year, external_ids))

struct TakenEntry {
  FilmName movie;
  std::optional<std::string> status;
  std::optional<Stars> rating;
  bool favorite = false;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(TakenEntry, (), (movie, status, rating, favorite, note))

struct TakenViewing {
  FilmName movie;
  std::string watched_on;
  bool rewatch = false;
  std::optional<Stars> rating;
  std::string place, note;
  std::vector<std::string> tags;
};
BOOST_DESCRIBE_STRUCT(TakenViewing, (), (movie, watched_on, rewatch, rating, place, note, tags))

struct TakenReview {
  FilmName movie;
  std::string body;
  bool spoiler = false;
  std::string created_at;
};
BOOST_DESCRIBE_STRUCT(TakenReview, (), (movie, body, spoiler, created_at))

struct TakenListItem {
  FilmName movie;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(TakenListItem, (), (movie, note))

struct TakenList {
  std::string name, description;
  bool ranked = false;
  std::string visibility;
  std::vector<TakenListItem> items;
};
BOOST_DESCRIBE_STRUCT(TakenList, (), (name, description, ranked, visibility, items))

struct TakenItem {
  std::optional<FilmName> movie;
  CopyFacts copy;
};
BOOST_DESCRIBE_STRUCT(TakenItem, (), (movie, copy))

// Everything that somebody did with films.
struct Takeout {
  std::string format = "kinoteka";
  std::int64_t version = 1;
  std::string exported_at;
  std::vector<TakenEntry> entries;
  std::vector<TakenViewing> viewings;
  std::vector<TakenReview> reviews;
  std::vector<TakenList> lists;
  std::vector<TakenItem> collection;
};
BOOST_DESCRIBE_STRUCT(Takeout, (), (format, version, exported_at, entries, viewings, reviews, lists, collection))

enum class Source { kinoteka, letterboxd, imdb, trakt };
BOOST_DESCRIBE_ENUM(Source, kinoteka, letterboxd, imdb, trakt)
enum class RowState { ready, unmatched, skipped, added, known, failed };
BOOST_DESCRIBE_ENUM(RowState, ready, unmatched, skipped, added, known, failed)

struct Counts {
  std::int64_t ready = 0, unmatched = 0, skipped = 0, added = 0, known = 0, failed = 0;
};
BOOST_DESCRIBE_STRUCT(Counts, (), (ready, unmatched, skipped, added, known, failed))

struct Import {
  std::int64_t id = 0;
  Source source = Source::kinoteka;
  std::string file_name, created_at;
  std::int64_t rows = 0;
  Counts counts;
  std::map<std::string, std::int64_t> kinds, matched;
  std::vector<LeftOut> left_out;
  std::int64_t may_create = 0;
  bool done = false;

  static constexpr json::Doc docs[] = {
      {"counts", "ready: will be added; unmatched: no film of ours is meant for sure; known: was here already."},
      {"kinds", "How many rows are entries, viewings, reviews, list items, collection items."},
      {"matched", "How films were found: by id, title, close title, by hand, or not at all."},
      {"left_out", "What the file holds that has no place here."},
      {"may_create", "How many films that the catalogue lacks the caller may still add from files."},
      {"done", "Nothing is left to apply."},
  };
};
BOOST_DESCRIBE_STRUCT(Import, (),
                      (id, source, file_name, created_at, rows, counts, kinds, matched, left_out, may_create, done))

struct ImportRow {
  std::int64_t position = 0;
  Kind kind = Kind::entry;
  std::string title;
  std::optional<std::int64_t> year;
  std::string place, matched;
  RowState state = RowState::ready;
  std::optional<json::Encoded<catalogue::MovieCard>> movie;
  std::string fault;
  std::optional<Reason> code;

  static constexpr json::Doc docs[] = {{"fault", "Why it failed, in words; it fails alone."},
                                       {"code", "The word that stands for `fault`, where there is one."}};
};
BOOST_DESCRIBE_STRUCT(ImportRow, (), (position, kind, title, year, place, matched, state, movie, fault, code))

struct RowChoice {
  std::optional<Id> movie_id;
  std::optional<bool> skip;

  static constexpr json::Doc docs[] = {{"movie_id", "The film that is meant, also in all other rows of this title."},
                                       {"skip", "Leave this title out."}};
};
BOOST_DESCRIBE_STRUCT(RowChoice, (), (movie_id, skip))

struct Apply {
  std::optional<bool> create_missing;

  static constexpr json::Doc docs[] = {
      {"create_missing",
       "Add films that the catalogue lacks, by title, year and ids: those of a member wait for an editor to look at "
       "them, and are at most 2,000."}};
};
BOOST_DESCRIBE_STRUCT(Apply, (), (create_missing))

}  // namespace kinoteka::takeout
