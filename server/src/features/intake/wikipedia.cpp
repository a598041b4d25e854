#include <chrono>
#include <unordered_map>

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/intake/batches.hpp"
#include "features/intake/line_reader.hpp"
#include "json/decode.hpp"

namespace kinoteka::intake {

struct WikipediaFilm {
  Text<1, 500> title;
  Int<1870, 2100> year;
  std::optional<std::vector<std::string>> cast, genres;
  std::optional<std::string> href, extract, thumbnail;
};
BOOST_DESCRIBE_STRUCT(WikipediaFilm, (), (title, year, cast, genres, href, extract, thumbnail))

namespace {

MovieRecord to_record(WikipediaFilm&& film, std::string key) {
  MovieRecord record;
  record.key = std::move(key);
  record.title = std::move(film.title.value);
  record.year = static_cast<int>(film.year.value);
  record.description = std::move(film.extract).value_or("");
  record.genres = std::move(film.genres).value_or(std::vector<std::string>{});
  if (film.href) record.external_ids["wikipedia"] = *film.href;
  for (auto& name : film.cast.value_or(std::vector<std::string>{})) {
    const auto trimmed = text::trim(name);
    if (!trimmed.empty() && text::length(trimmed) <= 300)
      record.credits.push_back({Role::actor, std::string(trimmed), "", ""});
  }
  record.popularity =
      catalogue::popularity_of_article(record.description.size(), film.thumbnail.has_value(), record.credits.size());
  return record;
}

std::string describe(const Error& error) {
  if (error.fields.empty()) return error.message;
  std::string out;
  for (const auto& fault : error.fields) out += (out.empty() ? "" : "; ") + fault.field + ' ' + fault.message;
  return out;
}

}  // namespace

void Report::reject(std::string file, std::int64_t line, std::string why) {
  ++bad;
  if (first_bad.size() < 20) first_bad.push_back({std::move(file), line, std::move(why)});
}

Report import_wikipedia(db::Database& database, const std::string& file, const Progress& progress) {
  const auto began = Clock::now();
  Report report;
  LineReader lines(file);
  Batches batches(database, "wikipedia", report);
  std::unordered_map<std::uint64_t, int> seen;  // the same title, year and article may stand for several films
  std::string_view line;
  while (lines.next(line)) {
    if (text::trim(line).empty()) continue;
    ++report.lines;
    try {
      auto film = json::decode<WikipediaFilm>(line, json::Unknown::ignore);
      film.title.value = std::string(text::trim(film.title.value));
      if (film.title->empty()) throw Error(Code::invalid, "title must not be blank");
      auto key = *film.title + '|' + std::to_string(film.year.value) + '|' + film.href.value_or("");
      if (const int times = ++seen[quick_hash(key)]; times > 1) key += '#' + std::to_string(times);
      batches.add(to_record(std::move(film), std::move(key)));
    } catch (const Error& error) {
      if (error.code != Code::invalid && error.code != Code::bad_request) throw;
      report.reject(file, lines.number(), describe(error));
    }
    if (report.lines % 1000 == 0) progress("films", lines.done(), report);
  }
  progress("search index", 1, report);
  batches.finish();
  report.seconds = std::chrono::duration<double>(Clock::now() - began).count();
  return report;
}

}  // namespace kinoteka::intake
