// What files from elsewhere say, in our words: one record for each thing that somebody did with a film.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include "base/error.hpp"
#include "base/rare.hpp"

namespace kinoteka::takeout {

enum class Kind { entry, viewing, review, list_item, collection_item };
BOOST_DESCRIBE_ENUM(Kind, entry, viewing, review, list_item, collection_item)

// Of one import. Rows that are left out count too. docs/operations.md lists these.
inline constexpr std::size_t most_rows = 100'000;
inline constexpr std::size_t file_bytes = 32u << 20;      // as uploaded
inline constexpr std::size_t unpacked_bytes = 64u << 20;  // of an archive's tables
inline constexpr std::size_t packed_files = 2000;
inline constexpr std::size_t most_left_out = 100;  // kinds of what is left out that are told apart

// Of one person.
inline constexpr std::size_t most_imports = 20;           // kept; the oldest go
inline constexpr std::size_t most_kept_rows = 300'000;    // of all kept imports together; likewise
inline constexpr std::size_t longest_record = 64 * 1024;  // bytes, of one row

// Of a row, in characters; what is longer is no title and no review.
inline constexpr std::size_t longest_title = 500, longest_review = 20'000, longest_note = 5000, longest_place = 100;

struct ListFacts {
  std::string name, description;
  bool ranked = false;
  std::string visibility;
};
BOOST_DESCRIBE_STRUCT(ListFacts, (), (name, description, ranked, visibility))

// A copy somebody owns, as the collection's own rules will read it.
struct CopyFacts {
  std::string title, format;
  std::int64_t length = 0, release_year = 0, rating = 0;
  std::string location, condition;
  std::optional<std::string> bought_on;
  std::string lent_to;
  std::optional<std::string> lent_on;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(CopyFacts, (),
                      (title, format, length, release_year, rating, location, condition, bought_on, lent_to, lent_on,
                       note))

// Which members mean something depends on the kind.
struct Record {
  std::map<std::string, std::string> external_ids;  // of the film, by provider
  std::string status;                               // planned, watching, watched, dropped, or none
  std::int64_t rating = 0;                          // half-stars
  bool favorite = false;
  std::string note;
  std::string watched_on;
  std::optional<bool> rewatch;
  std::string place;
  std::vector<std::string> tags;
  std::string body;
  bool spoiler = false;
  std::int64_t written_at = 0;  // ms
  Rare<ListFacts> list;
  Rare<CopyFacts> copy;
};
BOOST_DESCRIBE_STRUCT(Record, (),
                      (external_ids, status, rating, favorite, note, watched_on, rewatch, place, tags, body, spoiler,
                       written_at, list, copy))

// Why a row cannot be added; it fails alone. None without words.
struct RowFault {
  std::string words = {};
  std::optional<Reason> code = {};
};

struct Row {
  Kind kind = Kind::entry;
  std::string title;  // of the film; empty where a row needs none
  int year = 0;
  std::string place;  // where it stands: "diary.csv, line 12"
  Record record;
  RowFault fault = {};
};

// Why something of a file has no place here: a word that pages and programs tell by.
enum class WhyLeftOut {
  deleted_there,  // where the file comes from it was deleted
  names_no_film,
  no_day,
  no_film,  // a series, an episode, a game
  no_name,
  no_place,      // the file is no table of its source's, or of none that we know
  older_review,  // an entry has one review, and there is no viewing to note it at
  part_missing,  // a list without its head
};
BOOST_DESCRIBE_ENUM(WhyLeftOut, deleted_there, names_no_film, no_day, no_film, no_name, no_place, older_review,
                    part_missing)

// What a file holds that has no place here, and why.
struct LeftOut {
  std::string what;  // the file within the archive, with a kind that it names; empty: the rest, when there are too many
  WhyLeftOut why = WhyLeftOut::no_place;
  std::int64_t rows = 0;
};
BOOST_DESCRIBE_STRUCT(LeftOut, (), (what, why, rows))

struct Parsed {
  std::string source;
  std::vector<Row> rows;
  std::vector<LeftOut> left_out;

  // Counts one more row of the same kind that is left out.
  void leave_out(std::string_view what, WhyLeftOut why);
  // Holds the row to our bounds: a title is cut, other faults are said in it. Both count it: they throw Error{invalid}
  // when there are too many, and as budget::take does.
  void add(Row row);

 private:
  void count();
  std::size_t seen_ = 0;
};

// One file: its name within the archive, or as it was uploaded, and its bytes, which somebody else keeps.
struct File {
  std::string name;
  std::string_view bytes;
};

// "4.5" → 9; 0 where it is none.
std::int64_t half_stars(std::string_view text);
// "2024-01-02", also from the beginning of a time; empty where it is none.
std::string day_of(std::string_view text);
int year_of(std::string_view text);

}  // namespace kinoteka::takeout
