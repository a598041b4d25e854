#include "features/takeout/csv.hpp"

#include "base/text.hpp"

namespace kinoteka::takeout::csv {

std::vector<Numbered> parse(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<Numbered> out;
  Numbered current{{""}, 1};
  int line = 1;
  bool quoted = false, any = false;
  const auto end_line = [&] {
    out.push_back(std::move(current));
    current = {{""}, line};
    any = false;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    auto& field = current.fields.back();
    if (c == '\n') ++line;
    any = true;
    if (quoted) {
      if ((c == '"' || c == '\\') && next == '"') {
        field += '"';
        ++i;
      } else if (c == '"') {
        quoted = false;
      } else {
        field += c;
      }
    } else if (c == '"' && field.empty()) {
      quoted = true;
    } else if (c == ',') {
      current.fields.emplace_back();
    } else if (c == '\n' || c == '\r') {
      if (c == '\r' && next == '\n') ++i, ++line;
      end_line();
    } else {
      field += c;
    }
  }
  if (any) out.push_back(std::move(current));
  return out;
}

Header::Header(Line names) : names_(std::move(names)) {
  for (auto& name : names_) name = text::to_lower(text::trim(name));
}

int Header::place(std::string_view name) const {
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (text::iequals(names_[i], name)) return static_cast<int>(i);
  }
  return -1;
}

bool Header::has(std::string_view name) const { return place(name) >= 0; }

std::string_view Header::of(const Line& line, std::string_view name) const {
  const int at = place(name);
  if (at < 0 || static_cast<std::size_t>(at) >= line.size()) return {};
  return text::trim(line[static_cast<std::size_t>(at)]);
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
