#include "features/takeout/csv.hpp"

#include "base/budget.hpp"
#include "base/text.hpp"

namespace kinoteka::takeout::csv {

Reader::Reader(std::string_view text) : text_(text) {
  if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
}

bool Reader::next(Numbered& into) {
  budget::Steps steps(64 * 1024);
  into.line = line_;
  std::size_t used = 0;  // fields of this line
  std::string* field = nullptr;
  std::string beyond;  // what nobody reads
  const auto begin_field = [&] {
    ++used;
    if (used > most_columns) {
      field = &beyond;
    } else {
      if (into.fields.size() < used) into.fields.emplace_back();
      field = &into.fields[used - 1];
    }
    field->clear();
  };
  const auto add = [&](char c) {
    if (field->size() < longest_field && field != &beyond) *field += c;
  };
  begin_field();
  bool quoted = false, any = false, empty = true, ended = false;
  for (; at_ < text_.size() && !ended; ++at_) {
    steps.step();
    const char c = text_[at_];
    const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    if (c == '\n') ++line_;
    any = true;
    if (quoted) {
      if ((c == '"' || c == '\\') && next == '"') {
        add('"');
        ++at_;
      } else if (c == '"') {
        quoted = false;
      } else {
        add(c);
      }
    } else if (c == '"' && empty) {
      quoted = true;
      empty = false;
    } else if (c == ',') {
      begin_field();
      empty = true;
    } else if (c == '\n' || c == '\r') {
      if (c == '\r' && next == '\n') ++at_, ++line_;
      ended = true;
    } else {
      add(c);
      empty = false;
    }
  }
  into.fields.resize(std::min(used, most_columns));
  return any;
}

Line first_line(std::string_view text) {
  Numbered line;
  if (!Reader(text).next(line)) return {};
  return std::move(line.fields);
}

Header::Header(const Line& names) {
  for (std::size_t i = 0; i < names.size(); ++i) places_.emplace(text::to_lower(text::trim(names[i])), i);
}

bool Header::has(std::string_view name) const { return places_.contains(text::to_lower(name)); }

std::string_view Header::of(const Line& line, std::string_view name) const {
  const auto found = places_.find(text::to_lower(name));
  if (found == places_.end() || found->second >= line.size()) return {};
  return text::trim(line[found->second]);
}

std::string guarded_line(Line fields) {
  for (auto& field : fields) {
    if (!field.empty() && std::string_view("=+-@\t\r").find(field.front()) != std::string_view::npos)
      field.insert(field.begin(), '\'');
  }
  return line(fields);
}

std::string_view unguarded(std::string_view field) {
  const bool guarded = field.size() > 1 && field.front() == '\'' &&
                       std::string_view("=+-@\t\r").find(field[1]) != std::string_view::npos;
  return guarded ? field.substr(1) : field;
}

std::string line(const Line& fields) {
  std::string out;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out += ',';
    const auto& field = fields[i];
    if (field.find_first_of(",\"\r\n") == std::string::npos && field == text::trim(field)) {
      out += field;
      continue;
    }
    out += '"';
    for (const char c : field) {
      if (c == '"') out += '"';
      out += c;
    }
    out += '"';
  }
  return out + "\r\n";
}

}  // namespace kinoteka::takeout::csv
