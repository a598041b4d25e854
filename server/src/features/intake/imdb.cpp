#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <unordered_map>
#include <unordered_set>

#include "base/error.hpp"
#include "base/iso_codes.hpp"
#include "base/locales.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/intake/batches.hpp"
#include "features/intake/line_reader.hpp"

namespace kinoteka::intake {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view null = "\\N";
constexpr std::array film_types = {std::string_view("movie"), std::string_view("tvMovie"), std::string_view("short")};

std::int64_t number(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// "tt0068646" → 68646; 0 when it is not such an id.
std::int64_t id_number(std::string_view id) { return id.size() > 2 ? number(id.substr(2)) : 0; }

// A dataset: tab separated, columns named in the first line, quotes meaning nothing.
class Table {
 public:
  Table() = default;  // absent
  Table(const std::string& folder, const std::string& name, const std::vector<std::string_view>& needed) : name_(name) {
    for (const auto& path : {folder + '/' + name + ".gz", folder + '/' + name}) {
      if (fs::exists(path)) {
        lines_ = std::make_unique<LineReader>(path);
        break;
      }
    }
    std::string_view header;
    if (!lines_ || !lines_->next(header)) return;
    const auto names = text::split(header, '\t');
    for (const auto column : needed) {
      const auto found = std::find(names.begin(), names.end(), column);
      if (found == names.end()) {
        throw Error(Code::invalid, name + " has no column '" + std::string(column) + "': is it an IMDb dataset?");
      }
      columns_.push_back(static_cast<std::size_t>(found - names.begin()));
    }
    width_ = names.size();
  }

  bool present() const { return lines_ != nullptr; }
  double done() const { return lines_->done(); }

  // The next row; its first column is `id`.
  bool next(Report* report = nullptr) {
    std::string_view line;
    while (lines_->next(line)) {
      fields_ = text::split(line, '\t');
      if (fields_.size() == width_) return true;
      if (report != nullptr) {
        ++report->lines;
        report->reject(name_, lines_->number(),
                       "has " + std::to_string(fields_.size()) + " columns, not " + std::to_string(width_));
      }
    }
    fields_.clear();
    return false;
  }
  bool has_row() const { return !fields_.empty(); }

  // By place in `needed`; \N is empty.
  std::string_view operator[](std::size_t column) const {
    const auto value = fields_[columns_[column]];
    return value == null ? std::string_view{} : value;
  }
  std::int64_t line() const { return lines_->number(); }
  const std::string& name() const { return name_; }

 private:
  std::string name_;
  std::unique_ptr<LineReader> lines_;
  std::vector<std::size_t> columns_;
  std::size_t width_ = 0;
  std::vector<std::string_view> fields_;
};

// Reads a table that is sorted as title.basics is, in step with it.
class Follower {
 public:
  explicit Follower(Table table) : table_(std::move(table)) {
    if (table_.present()) table_.next();
  }
  // Calls `visit` for each row of this title; skips the rows of titles before it.
  template <class Visit>
  void rows_of(std::string_view title, Visit&& visit) {
    while (table_.present() && table_.has_row() && table_[0] <= title) {
      if (table_[0] == title) visit(table_);
      table_.next();
    }
  }

 private:
  Table table_;
};

bool is_film(std::string_view type) {
  return std::find(film_types.begin(), film_types.end(), type) != film_types.end();
}

// Who works on a film in a part that we keep.
std::optional<Role> role_of(std::string_view category) {
  if (category == "director") return Role::director;
  if (category == "writer") return Role::writer;
  if (category == "actor" || category == "actress" || category == "self") return Role::actor;
  return std::nullopt;
}

// ["Michael Corleone"] → Michael Corleone. It looks like JSON and mostly is.
std::string first_character(std::string_view list) {
  if (list.size() < 4 || !list.starts_with("[\"")) return "";
  const auto end = list.find("\"", 2);
  return std::string(list.substr(2, end - 2));
}

// The names of everybody in a film we import. Everybody else in the file is passed over.
std::unordered_map<std::int64_t, std::string> read_names(const std::string& folder, const Progress& progress,
                                                         const Report& report) {
  std::unordered_map<std::int64_t, std::string> names;
  Table principals(folder, "title.principals.tsv", {"tconst", "nconst", "category"});
  Table people(folder, "name.basics.tsv", {"nconst", "primaryName"});
  if (!principals.present() || !people.present()) return names;

  std::unordered_set<std::int64_t> films;
  Table basics(folder, "title.basics.tsv", {"tconst", "titleType"});
  while (basics.next()) {
    if (is_film(basics[1])) films.insert(id_number(basics[0]));
  }
  for (std::int64_t rows = 0; principals.next(); ++rows) {
    if (films.contains(id_number(principals[0])) && role_of(principals[2])) names.try_emplace(id_number(principals[1]));
    if (rows % 100'000 == 0) progress("cast", principals.done(), report);
  }
  for (std::int64_t rows = 0; people.next(); ++rows) {
    const auto found = names.find(id_number(people[0]));
    if (found != names.end()) found->second = std::string(text::prefix(people[1], 300));
    if (rows % 100'000 == 0) progress("names", people.done(), report);
  }
  return names;
}

void add_aka(const Table& akas, MovieRecord& record) {
  const std::string title(text::prefix(akas[1], 500));
  if (title.empty() || title == record.title) return;
  const auto language = akas[3].empty() ? language_of_country(akas[2]) : std::string(akas[3]);
  const bool spoken = std::any_of(locales().begin() + 1, locales().end(),
                                  [&](const Locale& locale) { return locale.code == language; });
  const bool has = std::any_of(record.translations.begin(), record.translations.end(),
                               [&](const auto& other) { return other.language == language; });
  if (spoken && !has) {
    record.translations.push_back({language, title, "", ""});
  } else if (record.aliases.size() < 30) {
    record.aliases.push_back(title);
  }
}

}  // namespace

Report import_imdb(db::Database& database, const std::string& folder, const Progress& progress) {
  const auto began = Clock::now();
  Report report;
  Table basics(
      folder, "title.basics.tsv",
      {"tconst", "titleType", "primaryTitle", "originalTitle", "isAdult", "startYear", "runtimeMinutes", "genres"});
  if (!basics.present())
    throw kinoteka::not_found("There is no title.basics.tsv or title.basics.tsv.gz in " + folder + '.');

  const auto names = read_names(folder, progress, report);
  Follower ratings(Table(folder, "title.ratings.tsv", {"tconst", "averageRating", "numVotes"}));
  Follower akas(Table(folder, "title.akas.tsv", {"titleId", "title", "region", "language"}));
  Follower principals(
      names.empty() ? Table() : Table(folder, "title.principals.tsv", {"tconst", "nconst", "category", "characters"}));
  Batches batches(database, "imdb", report);
  std::string last;
  while (basics.next(&report)) {
    ++report.lines;
    const auto id = basics[0];
    if (!is_film(basics[1]) || basics[4] == "1") {
      ++report.skipped;
      continue;
    }
    // The other files are read in step: that needs the order in which IMDb publishes them.
    if (id <= last) {
      report.reject(basics.name(), basics.line(),
                    std::string(id) + " stands behind " + last + ": the file must be sorted by tconst");
      continue;
    }
    last = id;
    MovieRecord record;
    record.key = std::string(id);
    record.external_ids["imdb"] = record.key;
    record.title = std::string(text::trim(text::prefix(basics[2], 500)));
    const auto year = number(basics[5]);
    if (record.title.empty() || !text::valid_utf8(record.title) || (year != 0 && (year < 1870 || year > 2100))) {
      report.reject(basics.name(), basics.line(),
                    record.title.empty() ? "has no title" : "has no readable title or year");
      continue;
    }
    record.year = static_cast<int>(year);
    if (basics[3] != basics[2] && !basics[3].empty()) record.original_title = std::string(text::prefix(basics[3], 500));
    record.runtime = static_cast<int>(std::clamp<std::int64_t>(number(basics[6]), 0, 100'000));
    for (const auto genre : text::split(basics[7], ',')) {
      if (!genre.empty()) record.genres.emplace_back(genre);
    }
    if (basics[1] == "short") record.genres.emplace_back("Short");

    ratings.rows_of(id, [&](const Table& row) {
      std::from_chars(row[1].data(), row[1].data() + row[1].size(), record.rating);
      record.votes = number(row[2]);
    });
    record.popularity = catalogue::popularity_of_votes(record.votes);
    akas.rows_of(id, [&](const Table& row) { add_aka(row, record); });
    principals.rows_of(id, [&](const Table& row) {
      const auto role = role_of(row[2]);
      const auto person = names.find(id_number(row[1]));
      if (role && person != names.end() && !person->second.empty()) {
        record.credits.push_back({*role, person->second, std::string(row[1]), first_character(row[3])});
      }
    });
    batches.add(std::move(record));
    if (report.lines % 2000 == 0) progress("films", basics.done(), report);
  }
  progress("search index", 1, report);
  batches.finish();
  report.seconds = std::chrono::duration<double>(Clock::now() - began).count();
  return report;
}

}  // namespace kinoteka::intake
