#include "features/takeout/formats.hpp"

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

Parsed read_upload(const std::string& name, const std::string& bytes) {
  if (bytes.empty()) throw invalid({{"file", "is empty"}});
  auto files = is_zip(bytes) ? unpack(bytes) : std::vector<File>{{name, bytes}};
  // Older exports are not UTF-8.
  for (auto& file : files) {
    if (!text::valid_utf8(file.bytes)) file.bytes = text::from_windows_1252(file.bytes);
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
