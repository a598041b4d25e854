// A name as text: its words, brackets and endings, before anybody asks what film it is. Thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kinoteka::library {

bool is_digit(char c);
bool is_letter(char c);                  // of ASCII
bool is_word(char c);                    // of a word in any script
bool all_digits(std::string_view text);  // and not empty
int number(std::string_view digits);     // of the first six of them

// "film.mkv" → "film" and "mkv", the latter in lower case; empty where there is none.
std::pair<std::string_view, std::string> split_suffix(std::string_view name);

// Of a path, without empty ones.
std::vector<std::string_view> parts_of(std::string_view path);

// The text between the bracket at `open` and its partner, which ends at `close`.
struct Bracket {
  std::size_t open, close;
  std::string inside;
};
std::vector<Bracket> brackets_of(std::string_view text);

// A word of a name with where it stands, in lower case.
struct Token {
  std::size_t begin, end;
  std::string lower;
};
std::vector<Token> tokens_of(std::string_view text);

// Dots and underscores stand for spaces where nothing else does; "S.W.A.T." keeps its own.
std::string spaced(std::string_view text);

// Without the spaces and marks at its ends, and one space between words.
std::string cleaned(std::string_view text);

// "Matrix, The" → "The Matrix".
std::string article_in_front(std::string title);

// "cd1", "disc 2", "part1", "pt.2" at the end of `stem`: the number, with the stem cut before it; 0 where there is
// none. Whether "part" is believed is the caller's to say: titles have parts too.
int take_part(std::string& stem, bool trust_part);

}  // namespace kinoteka::library
