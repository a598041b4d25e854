// What one name says: a file's without its suffix, or a folder's. Thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "features/library/file_name.hpp"
#include "features/library/file_name_text.hpp"

namespace kinoteka::library {

// Title, other titles, year, edition, ids, languages and resolution, into `out`, which keeps what it has besides.
void read_name(std::string stem, FileName& out);

bool is_year(const Token& token);
bool looks_like_episode(const std::vector<Token>& tokens);

// ISO 639-1 of a language's name or code; empty for none.
std::string_view language_of(std::string_view word);
void add_language(FileName& out, std::string_view code);

}  // namespace kinoteka::library
