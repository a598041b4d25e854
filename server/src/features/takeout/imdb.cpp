// IMDb's CSV files: ratings (Const, Your Rating, …) and lists, of which the watchlist is one (Position, Const, …).
// Ratings are 1 to 10: as many half-stars.
#include <cstdlib>

#include "base/number.hpp"
#include "base/text.hpp"
#include "features/takeout/csv.hpp"
#include "features/takeout/formats.hpp"

namespace kinoteka::takeout {
namespace {

bool reads(const File& file) {
  const csv::Header header(csv::first_line(file.bytes));
  return header.has("Const") && header.has("Title");
}

// Older files write "tvSeries" where newer ones write "TV Series".
std::string type_of(std::string_view text) {
  std::string out;
  for (const char c : text::to_lower(text)) {
    if (c != ' ') out += c;
  }
  return out;
}

std::string id_of(std::string_view text) {
  return text.starts_with("tt") || text.empty() ? std::string(text) : "tt" + std::string(text);
}

}  // namespace

bool is_imdb(const std::vector<File>& files) {
  for (const auto& file : files) {
    if (reads(file)) return true;
  }
  return false;
}

Parsed parse_imdb(const std::vector<File>& files) {
  Parsed out;
  for (const auto& file : files) {
    const std::string name(base_name(file.name));
    if (!reads(file)) {
      out.leave_out(name, WhyLeftOut::no_place);
      continue;
    }
    csv::Reader lines(file.bytes);
    csv::Numbered line;
    lines.next(line);
    const csv::Header header(line.fields);
    const bool is_list = header.has("Position");
    while (lines.next(line)) {
      const auto& [fields, number] = line;
      if (fields.size() < 2) continue;
      const auto type = type_of(header.of(fields, "Title Type"));
      if (!type.empty() && type != "movie" && type != "tvmovie" && type != "short" && type != "video" &&
          type != "tvspecial" && type != "tvshort" && type != "feature") {
        out.leave_out(name + " (" + std::string(header.of(fields, "Title Type")) + ')', WhyLeftOut::no_film);
        continue;
      }
      Row row{Kind::entry,
              std::string(header.of(fields, "Title")),
              year_of(header.of(fields, "Year")),
              name + ", line " + std::to_string(number),
              {}};
      row.record.external_ids["imdb"] = id_of(header.of(fields, "Const"));
      const auto rating = leading_integer(header.of(fields, "Your Rating"));
      row.record.rating = rating;
      row.record.status = row.record.rating > 0 ? "watched" : is_list ? "planned" : "watched";
      row.record.note = is_list ? std::string(text::prefix(header.of(fields, "Description"), 5000)) : "";
      out.add(std::move(row));
    }
  }
  return out;
}

}  // namespace kinoteka::takeout
