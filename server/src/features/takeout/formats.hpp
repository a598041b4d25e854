// The formats that can be brought along: one function each, in a file of its own, and one table of them. Pure functions
// of the files' bytes; what they cannot use they count under left_out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "features/takeout/domain.hpp"

namespace kinoteka::takeout {

struct Format {
  std::string_view name;  // "letterboxd"
  bool (*recognises)(const std::vector<File>& files);
  Parsed (*parse)(const std::vector<File>& files);
};

// In the order in which they are asked.
const std::vector<Format>& formats();

// Reads an upload: an archive, or one file of it. Throws Error{invalid} that says what can be read.
Parsed read_upload(const std::string& name, std::string_view bytes);

bool is_letterboxd(const std::vector<File>& files);
Parsed parse_letterboxd(const std::vector<File>& files);
bool is_imdb(const std::vector<File>& files);
Parsed parse_imdb(const std::vector<File>& files);
bool is_trakt(const std::vector<File>& files);
Parsed parse_trakt(const std::vector<File>& files);
bool is_own(const std::vector<File>& files);
Parsed parse_own(const std::vector<File>& files);

// The last part of a path in an archive.
std::string_view base_name(std::string_view path);

}  // namespace kinoteka::takeout
