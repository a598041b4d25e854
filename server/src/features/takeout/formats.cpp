#include "features/takeout/formats.hpp"

#include <deque>

#include "base/budget.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "features/takeout/archive.hpp"

namespace kinoteka::takeout {

const std::vector<Format>& formats() {
  static const std::vector<Format> all = {
      {"kinoteka", is_own, parse_own},
      {"letterboxd", is_letterboxd, parse_letterboxd},
      {"imdb", is_imdb, parse_imdb},
      {"trakt", is_trakt, parse_trakt},
  };
  return all;
}

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

Parsed read_upload(const std::string& name, std::string_view bytes) {
  if (bytes.empty()) throw invalid({{"file", "is empty"}});
  auto unpacked = is_zip(bytes) ? unpack(bytes) : std::vector<Unpacked>{};
  std::vector<File> files;
  for (const auto& file : unpacked) files.push_back({file.name, file.bytes});
  if (files.empty() && !is_zip(bytes)) files.push_back({name, bytes});
  // Older exports are not UTF-8.
  std::deque<std::string> converted;
  for (auto& file : files) {
    if (text::valid_utf8(file.bytes)) continue;
    budget::take(file.bytes.size() * 4);  // at most three bytes a letter, beside two in between
    file.bytes = converted.emplace_back(text::from_windows_1252(file.bytes));
    budget::check();
  }
  for (const auto& format : formats()) {
    if (!format.recognises(files)) continue;
    auto parsed = format.parse(files);
    parsed.source = format.name;
    return parsed;
  }
  throw invalid({{"file",
                  "is none that we know: bring Letterboxd's export (zip), IMDb's ratings, watchlist or a list (CSV), "
                  "Trakt's export (zip or JSON), or Kinoteka's own (JSON or zip)"}});
}

}  // namespace kinoteka::takeout
