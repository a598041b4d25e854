// Which film of ours somebody means: by an id elsewhere, then by title and year, then by a title that is close. Imports
// and the home library ask it. Synchronous; call from workers. Thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"

namespace kinoteka::catalogue {

struct Wanted {
  std::string title;
  int year = 0;                                     // 0: unknown
  std::map<std::string, std::string> external_ids;  // by provider
};

enum class MatchedBy { id, title, close, none };

struct Match {
  MatchedBy by = MatchedBy::none;
  std::int64_t movie = 0;
};

// Whether close titles will do: looking for one costs a search.
enum class Closeness { exact, close };

// One answer for each, in their order. Close titles may have a typing error or two and a year that is one off; where
// two films would do equally well, none is taken.
std::vector<Match> match(db::Session& session, const std::vector<Wanted>& wanted,
                         Closeness closeness = Closeness::close);

}  // namespace kinoteka::catalogue
