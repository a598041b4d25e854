// Comma-separated values (RFC 4180) as sites write them: quoted fields with line breaks, doubled or backslashed quotes,
// a byte order mark, any line end. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kinoteka::takeout::csv {

using Line = std::vector<std::string>;

struct Numbered {
  Line fields;
  int line = 0;  // where it begins, from 1
};

// All lines; empty ones too, as a line of one empty field. Never fails: an unclosed quote ends with the text.
std::vector<Numbered> parse(std::string_view text);

// Finds columns by name, whatever their case.
class Header {
 public:
  explicit Header(Line names);
  bool has(std::string_view name) const;
  // The field of a line under a name; empty where there is none.
  std::string_view of(const Line& line, std::string_view name) const;

 private:
  int place(std::string_view name) const;
  Line names_;
};

// One line, quoted where it must be, with CRLF.
std::string line(const Line& fields);

}  // namespace kinoteka::takeout::csv
