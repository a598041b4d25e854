// How well a name answers a query. The same on every engine: they only propose, this decides.
#pragma once

#include <string_view>
#include <vector>

#include "features/catalogue/search_words.hpp"

namespace kinoteka::catalogue {

// From 1 (the name is the query) down to about 0.4; 0 when a word is missing. `names` are folded and parted by " | ":
// the best one counts. Words may come from the vocabulary in place of mistyped ones, at a price.
double relevance(std::string_view names, const std::vector<WordChoice>& query);

// How much of a query a name holds, where none holds all of it: 0 to 1, and which words are missing.
struct Part {
  double matched = 0;
  std::vector<std::size_t> missing;
};
Part part_of(std::string_view names, const std::vector<WordChoice>& query);

// Relevance first, then how well known it is.
double score(double relevance, double popularity);

}  // namespace kinoteka::catalogue
