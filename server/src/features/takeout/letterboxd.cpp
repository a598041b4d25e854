// Letterboxd's export: a zip of CSV files, or one of them; and the CSV that its importer reads, which we write too.
// Columns and traps: addresses in diary.csv and reviews.csv are of the diary's line, those in ratings.csv and
// watched.csv of the film, so nothing is joined by them; folders `deleted` and `orphaned` hold what is gone.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <unordered_map>

#include "base/budget.hpp"
#include "base/number.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/takeout/csv.hpp"
#include "features/takeout/formats.hpp"

namespace kinoteka::takeout {
namespace {

bool blank(const csv::Line& line) { return line.size() == 1 && text::trim(line.front()).empty(); }

// The lines behind a header, one after the other.
class Table {
 public:
  // The next line that is not blank is the header.
  explicit Table(csv::Reader lines) : lines_(lines), header(read_header()) {}
  // False at the end. Blank lines are none.
  bool next(csv::Numbered& line) {
    while (lines_.next(line)) {
      if (!blank(line.fields)) return true;
    }
    return false;
  }

 private:
  csv::Line read_header() {
    csv::Numbered line;
    return next(line) ? std::move(line.fields) : csv::Line{};
  }
  csv::Reader lines_;

 public:
  const csv::Header header;
};

std::vector<std::string> tags_of(std::string_view text) {
  std::vector<std::string> out;
  for (const auto part : text::split(text, ',')) {
    const auto tag = text::trim(part);
    if (!tag.empty() && out.size() < 20) out.emplace_back(text::prefix(tag, 50));
  }
  return out;
}

std::int64_t ms_of(const std::string& day) { return from_rfc3339(day + "T00:00:00Z"); }

class Reader {
 public:
  Parsed run(const std::vector<File>& files) {
    // Whatever the archive's order: what is known of films first, then the diary, then the words about it.
    const auto named = [&](std::string_view wanted, auto read) {
      for (const auto& file : files) {
        if (file.name == wanted || file.name.ends_with('/' + std::string(wanted))) {
          if (!ignored(file.name)) (this->*read)(file);
        }
      }
    };
    named("watched.csv", &Reader::watched);
    named("ratings.csv", &Reader::ratings);
    named("watchlist.csv", &Reader::watchlist);
    named("likes/films.csv", &Reader::likes);
    if (files.size() == 1 && base_name(files.front().name) == "films.csv") likes(files.front());
    named("diary.csv", &Reader::diary);
    named("reviews.csv", &Reader::reviews);
    flush_entries();
    flush_reviews();
    for (const auto& file : files) {
      if (ignored(file.name)) {
        out_.leave_out(file.name, WhyLeftOut::deleted_there);
      } else if (is_list(file)) {
        list(file);
      } else if (is_import_format(file)) {
        import_format(file);
      } else if (!known(file.name)) {
        out_.leave_out(std::string(base_name(file.name)), WhyLeftOut::no_place);
      }
    }
    return std::move(out_);
  }

  static bool is_list(const File& file) { return file.bytes.substr(0, 40).find("Letterboxd list export") < 10; }
  static bool is_import_format(const File& file) {
    if (!file.name.ends_with(".csv")) return false;
    const csv::Header header(csv::first_line(file.bytes));
    return header.has("Title") && !header.has("Const") &&
           (header.has("tmdbID") || header.has("imdbID") || header.has("LetterboxdURI") || header.has("WatchedDate"));
  }
  static bool known(std::string_view name) {
    for (const auto file :
         {"watched.csv", "ratings.csv", "watchlist.csv", "likes/films.csv", "diary.csv", "reviews.csv", "films.csv"}) {
      if (name == file || name.ends_with('/' + std::string(file))) return true;
    }
    return false;
  }
  static bool ignored(std::string_view name) {
    return name.find("deleted/") != std::string_view::npos || name.find("orphaned/") != std::string_view::npos;
  }

 private:
  struct Film {
    std::string title;
    int year = 0;
    std::string place;
    Record record;
  };

  static std::string place(const File& file, const csv::Numbered& line) {
    return std::string(base_name(file.name)) + ", line " + std::to_string(line.line);
  }

  static std::string key_of(const Row& row) {
    return row.title + '\n' + std::to_string(row.year) + '\n' + row.record.watched_on;
  }

  // What is known of one film, gathered from several files.
  Film& film(const Table& table, const csv::Numbered& line, const File& file) {
    const std::string title(table.header.of(line.fields, "Name")), year(table.header.of(line.fields, "Year"));
    const auto key = title + '\n' + year;
    if (const auto found = places_.find(key); found != places_.end()) return films_[found->second];
    budget::take(sizeof(Film) + 3 * key.size() + 120);
    places_.emplace(key, films_.size());
    films_.push_back({title, year_of(year), place(file, line), {}});
    return films_.back();
  }

  template <class Use>
  void each(const File& file, Use&& use) {
    Table table{csv::Reader(file.bytes)};
    csv::Numbered line;
    while (table.next(line)) {
      if (table.header.of(line.fields, "Name").empty()) {
        out_.leave_out(std::string(base_name(file.name)), WhyLeftOut::names_no_film);
      } else {
        use(table, line);
      }
    }
  }

  void watched(const File& file) {
    each(file,
         [&](const Table& table, const csv::Numbered& line) { film(table, line, file).record.status = "watched"; });
  }
  void ratings(const File& file) {
    each(file, [&](const Table& table, const csv::Numbered& line) {
      auto& record = film(table, line, file).record;
      record.status = "watched";
      record.rating = half_stars(table.header.of(line.fields, "Rating"));
    });
  }
  void watchlist(const File& file) {
    each(file, [&](const Table& table, const csv::Numbered& line) {
      auto& record = film(table, line, file).record;
      if (record.status.empty()) record.status = "planned";
    });
  }
  void likes(const File& file) {
    each(file, [&](const Table& table, const csv::Numbered& line) { film(table, line, file).record.favorite = true; });
  }

  void diary(const File& file) {
    each(file, [&](const Table& table, const csv::Numbered& line) {
      const auto day = day_of(table.header.of(line.fields, "Watched Date"));
      auto& known = film(table, line, file).record;
      known.status = "watched";
      if (day.empty()) return;
      Row row{Kind::viewing,
              std::string(table.header.of(line.fields, "Name")),
              year_of(table.header.of(line.fields, "Year")),
              place(file, line),
              {}};
      row.record.watched_on = day;
      row.record.rating = half_stars(table.header.of(line.fields, "Rating"));
      row.record.rewatch = table.header.of(line.fields, "Rewatch") == "Yes";
      row.record.tags = tags_of(table.header.of(line.fields, "Tags"));
      budget::take(sizeof(Row) + 400);
      viewing_of_.emplace(key_of(row), viewings_.size());
      viewings_.push_back(std::move(row));
    });
  }

  // Letterboxd has a review a viewing, we have one a film: the latest is the review, the others become the notes of
  // their viewings.
  void reviews(const File& file) {
    std::map<std::pair<std::string, int>, std::vector<Row>> by_film;
    each(file, [&](const Table& table, const csv::Numbered& line) {
      Row row{Kind::review,
              std::string(table.header.of(line.fields, "Name")),
              year_of(table.header.of(line.fields, "Year")),
              place(file, line),
              {}};
      row.record.body = table.header.of(line.fields, "Review");
      row.record.watched_on = day_of(table.header.of(line.fields, "Watched Date"));
      row.record.written_at = ms_of(day_of(table.header.of(line.fields, "Date")));
      row.record.rating = half_stars(table.header.of(line.fields, "Rating"));
      if (row.record.body.empty()) return;
      budget::take(sizeof(Row) + row.record.body.size() + 200);
      by_film[{row.title, row.year}].push_back(std::move(row));
    });
    for (auto& [film, rows] : by_film) {
      std::stable_sort(rows.begin(), rows.end(),
                       [](const Row& a, const Row& b) { return a.record.written_at < b.record.written_at; });
      for (std::size_t i = 0; i + 1 < rows.size(); ++i) keep_as_note(rows[i]);
      budget::check();
      reviews_.push_back(std::move(rows.back()));
    }
  }

  void keep_as_note(const Row& review) {
    const auto viewing = viewing_of_.find(key_of(review));
    if (viewing != viewing_of_.end() && viewings_[viewing->second].record.note.empty()) {
      viewings_[viewing->second].record.note = text::prefix(review.record.body, longest_note);
      return;
    }
    const auto found = places_.find(review.title + '\n' + (review.year ? std::to_string(review.year) : ""));
    if (found == places_.end()) return out_.leave_out("reviews.csv", WhyLeftOut::older_review);
    auto& note = films_[found->second].record.note;
    note = text::prefix(note + (note.empty() ? "" : "\n\n") + review.record.body, longest_note);
  }

  void flush_entries() {
    // Viewings first: they say when; the entry then adds what it knows.
    for (auto& row : viewings_) out_.add(std::move(row));
    for (auto& film : films_)
      out_.add({Kind::entry, std::move(film.title), film.year, std::move(film.place), std::move(film.record)});
  }
  void flush_reviews() {
    for (auto& row : reviews_) out_.add(std::move(row));
  }

  // Two tables under a title: facts of the list, then its films.
  void list(const File& file) {
    csv::Reader lines(file.bytes);
    csv::Numbered title, names, first;
    if (!lines.next(title) || !lines.next(names) || !lines.next(first))
      return out_.leave_out(file.name, WhyLeftOut::part_missing);
    const csv::Header facts_header(names.fields);
    const auto& facts = first.fields;
    ListFacts list;
    list.name = text::prefix(facts_header.of(facts, "Name"), 100);
    list.description = text::prefix(facts_header.of(facts, "Description"), 5000);
    list.visibility = "private";
    if (list.name.empty()) list.name = text::prefix(base_name(file.name), 100);
    Table table(lines);
    csv::Numbered line;
    list.ranked = true;  // its films have positions
    out_.add({Kind::list_item, "", 0, std::string(base_name(file.name)), with_list(list, "")});
    while (table.next(line)) {
      const auto name = table.header.of(line.fields, "Name");
      if (name.empty()) {
        out_.leave_out(std::string(base_name(file.name)), WhyLeftOut::names_no_film);
        continue;
      }
      out_.add({Kind::list_item, std::string(name), year_of(table.header.of(line.fields, "Year")), place(file, line),
                with_list(list, text::prefix(table.header.of(line.fields, "Description"), 2000))});
    }
  }

  static Record with_list(const ListFacts& list, std::string_view note) {
    Record record;
    record.list = list;
    record.note = note;
    return record;
  }

  // LetterboxdURI, tmdbID, imdbID, Title, Year, Directors, Rating, Rating10, WatchedDate, Rewatch, Tags, Review
  void import_format(const File& file) {
    Table table{csv::Reader(file.bytes)};
    const auto& header = table.header;
    csv::Numbered line;
    while (table.next(line)) {
      Row row{Kind::entry,
              std::string(csv::unguarded(header.of(line.fields, "Title"))),
              year_of(header.of(line.fields, "Year")),
              place(file, line),
              {}};
      auto& record = row.record;
      if (const auto id = header.of(line.fields, "tmdbID"); !id.empty()) record.external_ids["tmdb"] = id;
      if (const auto id = header.of(line.fields, "imdbID"); !id.empty()) record.external_ids["imdb"] = id;
      if (row.title.empty() && record.external_ids.empty()) {
        out_.leave_out(std::string(base_name(file.name)), WhyLeftOut::names_no_film);
        continue;
      }
      record.rating = half_stars(header.of(line.fields, "Rating"));
      if (const auto ten = header.of(line.fields, "Rating10"); record.rating == 0 && !ten.empty())
        record.rating = leading_integer(ten);
      const auto review = std::string(csv::unguarded(header.of(line.fields, "Review")));
      record.watched_on = day_of(header.of(line.fields, "WatchedDate"));
      const auto rewatch = header.of(line.fields, "Rewatch");
      record.rewatch = text::iequals(rewatch, "true") || text::iequals(rewatch, "yes");
      record.tags = tags_of(header.of(line.fields, "Tags"));
      if (record.watched_on.empty()) {
        record.status = "watched";
      } else {
        row.kind = Kind::viewing;
      }
      auto about = row;
      out_.add(std::move(row));
      if (review.empty()) continue;
      about.kind = Kind::review;
      about.record.body = review;
      out_.add(std::move(about));
    }
  }

  Parsed out_;
  std::vector<Film> films_;
  std::unordered_map<std::string, std::size_t> places_;
  std::vector<Row> viewings_, reviews_;
  std::unordered_map<std::string, std::size_t> viewing_of_;  // the first of a film and day
};

}  // namespace

bool is_letterboxd(const std::vector<File>& files) {
  for (const auto& file : files) {
    if (Reader::ignored(file.name)) continue;
    if (Reader::is_list(file) || Reader::is_import_format(file)) return true;
    const auto head = std::string_view(file.bytes).substr(0, 400);
    if (head.find("Letterboxd URI") != std::string_view::npos) return true;
  }
  return false;
}

Parsed parse_letterboxd(const std::vector<File>& files) { return Reader().run(files); }

}  // namespace kinoteka::takeout
