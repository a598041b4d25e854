#include "features/takeout/export_service.hpp"

#include <map>

#include "base/budget.hpp"
#include "features/takeout/archive.hpp"
#include "features/takeout/csv.hpp"
#include "features/takeout/export_store.hpp"
#include "json/encode.hpp"

namespace kinoteka::takeout {
namespace {

std::string number(const std::optional<std::int64_t>& value) { return value ? std::to_string(*value) : ""; }
std::string stars(const std::optional<Stars>& value) { return value ? json::encode(*value) : ""; }
std::string yes(bool value) { return value ? "yes" : ""; }
std::string id(const FilmName& film, const std::string& provider) {
  const auto found = film.external_ids.find(provider);
  return found == film.external_ids.end() ? "" : found->second;
}
std::string joined(const std::vector<std::string>& tags) {
  std::string out;
  for (const auto& tag : tags) out += (out.empty() ? "" : ", ") + tag;
  return out;
}

std::string films_csv(const Takeout& all) {
  auto out = csv::guarded_line({"title", "year", "tmdb", "imdb", "status", "rating", "favorite", "note"});
  for (const auto& [film, status, rating, favorite, note] : all.entries) {
    out += csv::guarded_line({film.title, number(film.year), id(film, "tmdb"), id(film, "imdb"), status.value_or(""),
                              stars(rating), yes(favorite), note});
  }
  return out;
}

std::string diary_csv(const Takeout& all) {
  auto out =
      csv::guarded_line({"watched_on", "title", "year", "tmdb", "imdb", "rating", "rewatch", "place", "tags", "note"});
  for (const auto& line : all.viewings) {
    out += csv::guarded_line({line.watched_on, line.movie.title, number(line.movie.year), id(line.movie, "tmdb"),
                              id(line.movie, "imdb"), stars(line.rating), yes(line.rewatch), line.place,
                              joined(line.tags), line.note});
  }
  return out;
}

std::string reviews_csv(const Takeout& all) {
  auto out = csv::guarded_line({"created_at", "title", "year", "tmdb", "imdb", "spoiler", "review"});
  for (const auto& review : all.reviews) {
    out += csv::guarded_line({review.created_at, review.movie.title, number(review.movie.year),
                              id(review.movie, "tmdb"), id(review.movie, "imdb"), yes(review.spoiler), review.body});
  }
  return out;
}

std::string lists_csv(const Takeout& all) {
  auto out = csv::guarded_line({"list", "position", "title", "year", "tmdb", "imdb", "note"});
  for (const auto& list : all.lists) {
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      const auto& [film, note] = list.items[i];
      out += csv::guarded_line(
          {list.name, std::to_string(i + 1), film.title, number(film.year), id(film, "tmdb"), id(film, "imdb"), note});
    }
  }
  return out;
}

std::string collection_csv(const Takeout& all) {
  auto out = csv::guarded_line({"title", "format", "length", "release_year", "rating", "location", "condition",
                                "bought_on", "lent_to", "lent_on", "note"});
  for (const auto& [movie, copy] : all.collection) {
    out += csv::guarded_line({copy.title, copy.format, std::to_string(copy.length), std::to_string(copy.release_year),
                              std::to_string(copy.rating), copy.location, copy.condition, copy.bought_on.value_or(""),
                              copy.lent_to, copy.lent_on.value_or(""), copy.note});
  }
  return out;
}

// A line a viewing, and one for each film that was watched nobody knows when. A review goes with the film's last line.
std::string letterboxd_csv(const Takeout& all) {
  const auto key = [](const FilmName& film) {
    return film.title + '\n' + number(film.year) + '\n' + id(film, "tmdb") + '\n' + id(film, "imdb");
  };
  std::map<std::string, std::string> reviews;
  for (const auto& review : all.reviews) reviews[key(review.movie)] = review.body;
  const auto review_of = [&](const FilmName& film) {
    const auto found = reviews.extract(key(film));
    return found.empty() ? std::string() : found.mapped();
  };
  auto out =
      csv::guarded_line({"tmdbID", "imdbID", "Title", "Year", "Rating", "WatchedDate", "Rewatch", "Tags", "Review"});
  std::map<std::string, bool> dated;
  std::vector<std::string> lines;
  for (auto line = all.viewings.rbegin(); line != all.viewings.rend(); ++line) {
    dated[key(line->movie)] = true;
    lines.push_back(csv::guarded_line({id(line->movie, "tmdb"), id(line->movie, "imdb"), line->movie.title,
                                       number(line->movie.year), stars(line->rating), line->watched_on,
                                       line->rewatch ? "true" : "false", joined(line->tags), review_of(line->movie)}));
  }
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) out += *line;
  for (const auto& entry : all.entries) {
    if (entry.status != "watched" || dated.contains(key(entry.movie))) continue;
    out += csv::guarded_line({id(entry.movie, "tmdb"), id(entry.movie, "imdb"), entry.movie.title,
                              number(entry.movie.year), stars(entry.rating), "", "", "", review_of(entry.movie)});
  }
  return out;
}

}  // namespace

std::optional<ExportFile> export_file(db::Database& database, std::int64_t user, std::string_view name) {
  using Make = std::string (*)(const Takeout&);
  struct Table {
    unsigned parts;
    Make make;
  };
  using namespace export_store;
  static const std::map<std::string, Table, std::less<>> tables = {
      {"films.csv", {entries, films_csv}},
      {"diary.csv", {viewings, diary_csv}},
      {"reviews.csv", {reviews, reviews_csv}},
      {"lists.csv", {lists, lists_csv}},
      {"collection.csv", {collection, collection_csv}},
      {"letterboxd.csv", {entries | viewings | reviews, letterboxd_csv}},
      {"kinoteka.json", {everything, [](const Takeout& all) { return json::encode(all); }}}};
  const auto table = tables.find(name);
  if (table == tables.end() && name != "kinoteka.zip") return std::nullopt;
  const auto parts = table == tables.end() ? everything : table->second.parts;
  const auto all = database.read([&](db::Session& session) { return gather(session, user, parts); });
  if (table != tables.end()) {
    return ExportFile{name.ends_with(".json") ? "application/json; charset=utf-8" : "text/csv; charset=utf-8",
                      table->second.make(all)};
  }
  std::vector<Unpacked> files;
  for (const auto& [file, one] : tables) {
    files.push_back({file, one.make(all)});
    budget::take(files.back().bytes.capacity());
    budget::check();
  }
  return ExportFile{"application/zip", pack(files)};
}

}  // namespace kinoteka::takeout
