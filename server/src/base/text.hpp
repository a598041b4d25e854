// Text as people mean it: UTF-8 in, UTF-8 out. Folding makes 'Amélie', 'AMELIE' and 'amelie' the same, in any
// script; search, sorting and the matching of titles all use it, so that they agree. Thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kinoteka::text {

bool valid_utf8(std::string_view text);

// What older programs on Windows wrote (windows-1252), as UTF-8.
std::string from_windows_1252(std::string_view text);

// Unicode code points in `text`, which must be valid UTF-8.
std::size_t length(std::string_view text);

std::string_view trim(std::string_view text);

// Whether it holds letters that nobody sees, or that turn the writing around: in a name they make one look like
// another.
bool has_invisible(std::string_view utf8);

// Lower case, without diacritics, letters and digits only, words parted by one space: "Crème-Brûlée!" → "creme
// brulee". Apostrophes vanish ("Schindler's" → "schindlers"). Invalid UTF-8 is read as if U+FFFD stood there.
std::string fold(std::string_view text);

// What a title is sorted by: folded, without a leading English article.
std::string sort_key(std::string_view title);

// The words of a folded text.
std::vector<std::string_view> words(std::string_view folded);

// Code points of valid UTF-8.
std::u32string decode(std::string_view utf8);

// The first `count` code points.
std::string_view prefix(std::string_view utf8, std::size_t count);

// How many single typing errors part two words (optimal string alignment: insert, delete, replace, swap
// neighbours), or `limit + 1` as soon as it is more than `limit`. With `open_end`, what follows in `word` after the
// best match is free: the distance of something still being typed.
int typing_errors(std::u32string_view typed, std::u32string_view word, int limit, bool open_end = false);

// The candidate closest to `wanted` by typing errors (at most a third of its length), or empty: for "did you mean".
std::string_view closest(std::string_view wanted, const std::vector<std::string_view>& candidates);

std::vector<std::string_view> split(std::string_view text, char separator);

// ASCII only: header names, enum values.
bool iequals(std::string_view a, std::string_view b);
std::string to_lower(std::string_view ascii);

}  // namespace kinoteka::text
