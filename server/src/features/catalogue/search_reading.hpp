// What somebody may have meant by what they typed: the ways to write a number, joined and parted words, a year beside a
// title, letters of another script. Pure, but for the vocabulary that is asked for words.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "features/catalogue/search_words.hpp"

namespace kinoteka::catalogue {

// The words of a folded query, at most eight. Numbers may be written in any way ("2", "ii", "two"), what only leads up
// to a number ("part") or joins two words ("and") need not be there, and the last word may be still growing.
Words read_words(const std::string& folded);

// The same with two neighbours as one word, for every two.
std::vector<Words> with_joined(const Words& words);

// The same with one word parted in two that the vocabulary knows; at most eight ways.
std::vector<Words> with_parted(db::Session& session, const Words& words);

// Each word with what a typing error could have made of it.
Words with_corrections(db::Session& session, const Words& words);

// The query without a year that stands in it.
struct OfYear {
  Words words;
  int year = 0;
};
std::optional<OfYear> without_year(const Words& words);

}  // namespace kinoteka::catalogue
