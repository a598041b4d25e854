// The words of a query. They are folded.
#pragma once

#include <string>
#include <vector>

namespace kinoteka::catalogue {

// What may stand for one word of the query; any of them will do.
struct Alternative {
  std::string word;
  bool open = false;     // the beginning of a word
  int errors = 0;        // how many typing errors it supposes
  bool respelt = false;  // another way to write the same
};
using WordChoice = std::vector<Alternative>;
using Words = std::vector<WordChoice>;

}  // namespace kinoteka::catalogue
