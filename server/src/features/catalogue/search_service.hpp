// Search over titles and people: as you type, in any script, with typing errors.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"

namespace kinoteka::catalogue {

struct SearchHits {
  std::vector<std::int32_t> movies, people;  // best first
  std::vector<std::string> left_out;         // words that had to be, so that anything was found
};

// All words together, or, before nothing is found, without the weakest (generous); or all of them in one title or name.
enum class Strictness { generous, strict };

// `limit` bounds each list. Both are empty when the text holds no letter or digit.
SearchHits search(db::Session& session, std::string_view text, std::size_t limit,
                  Strictness strictness = Strictness::generous);

// Movies by their titles, and by the people in them: what the `q` of a list means. At most `limit`, best first.
std::vector<std::int32_t> search_movies_and_makers(db::Session& session, std::string_view text, std::size_t limit);

}  // namespace kinoteka::catalogue
