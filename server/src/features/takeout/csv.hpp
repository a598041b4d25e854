// Comma-separated values (RFC 4180) as sites write them: quoted fields with line breaks, doubled or backslashed quotes,
// a byte order mark, any line end. Read line by line, so that a file of any size costs one line of memory; looks at the
// budget of its thread.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kinoteka::takeout::csv {

using Line = std::vector<std::string>;

// What is beyond is left out: no site has so many columns, and no column of theirs so much text.
inline constexpr std::size_t most_columns = 100, longest_field = 64 * 1024;  // bytes

struct Numbered {
  Line fields;
  int line = 0;  // where it begins, from 1
};

class Reader {
 public:
  explicit Reader(std::string_view text);

  // The next line, also an empty one (a line of one empty field); false at the end. Never fails: an unclosed quote ends
  // with the text. `into` is used again, so that its fields keep their room. Throws as budget::check does.
  bool next(Numbered& into);

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
};

// The first line of a text; empty where it has none.
Line first_line(std::string_view text);

// Finds columns by name, whatever their case.
class Header {
 public:
  explicit Header(const Line& names);
  bool has(std::string_view name) const;
  // The field of a line under a name, without blanks around it; empty where there is none.
  std::string_view of(const Line& line, std::string_view name) const;

 private:
  std::map<std::string, std::size_t, std::less<>> places_;
};

// One line, quoted where it must be, with CRLF.
std::string line(const Line& fields);
// The same for spreadsheets, which take a field that begins with = + - @ for a formula: with an apostrophe before it.
std::string guarded_line(Line fields);
std::string_view unguarded(std::string_view field);

}  // namespace kinoteka::takeout::csv
