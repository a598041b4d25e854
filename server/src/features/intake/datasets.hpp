// Imports: films from files that others publish, and the starter catalogue. Streaming and repeatable: running one
// again adds nothing twice, and after an interruption it goes on where films are missing.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "db/database.hpp"

namespace kinoteka::intake {

struct BadLine {
  std::string file;
  std::int64_t line;
  std::string why;
};

struct Report {
  std::int64_t lines = 0;  // records read, without headers and blank lines
  std::int64_t created = 0, completed = 0, unchanged = 0;
  std::int64_t skipped = 0;  // not films (series, games, …)
  std::int64_t bad = 0;
  std::vector<BadLine> first_bad;  // at most 20 are kept
  double seconds = 0;

  void reject(std::string file, std::int64_t line, std::string why);
};

// Called now and then with what is being done and how much of it is done, 0 to 1.
using Progress = std::function<void(std::string_view step, double done, const Report& so_far)>;

// JSON lines, plain or gzip: {"title", "year", "cast": […], "genres": […], "href", "extract", "thumbnail"}.
Report import_wikipedia(db::Database& database, const std::string& file, const Progress& progress);

// The files of IMDb's public datasets in `folder`: title.basics.tsv[.gz] is needed; ratings, principals with
// name.basics, and akas are used where present. Films only.
Report import_imdb(db::Database& database, const std::string& folder, const Progress& progress);

// The films that come with Kinoteka, embedded in the binary.
Report load_starter(db::Database& database);

// Gives people what they are called in other languages, as far as it comes with Kinoteka and they have no such name
// yet: for houses that are older than these names. How many got one.
std::int64_t name_people(db::Database& database);

}  // namespace kinoteka::intake
