#include "features/catalogue/search_service.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/scripts.hpp"
#include "base/text.hpp"
#include "features/catalogue/movie_store.hpp"
#include "features/catalogue/search_ranking.hpp"
#include "features/catalogue/search_reading.hpp"
#include "features/catalogue/search_store.hpp"

namespace kinoteka::catalogue {
namespace {

using search_store::Kind;

constexpr int candidates = 200;             // the best known that match: enough to find the most relevant among
constexpr std::size_t few = 5;              // with fewer hits than this, typing errors are supposed
constexpr std::size_t most_parts = 5;       // words of a query that a person's name is looked for in
constexpr double surely = 0.7;              // a person who is meant by part of a query
constexpr double enough_of_a_query = 0.36;  // of its weight: what may stand for all of it
constexpr int any_candidates = 400;

struct Scored {
  std::int32_t id;
  double score;
};

class Hits {
 public:
  void add(const std::vector<search_store::Candidate>& found, const std::vector<WordChoice>& words) {
    for (const auto& candidate : found) {
      const double fits = relevance(candidate.names, words);
      if (fits > 0)
        put(search_store::id_of(candidate.place), score(fits, search_store::popularity_of(candidate.place)));
    }
  }
  void add(const Hits& others, double factor = 1) {
    for (const auto& [id, score] : others.scores_) put(id, score * factor);
  }
  void put(std::int32_t id, double score) {
    auto& best = scores_[id];
    best = std::max(best, score);
  }
  std::size_t size() const { return scores_.size(); }
  bool empty() const { return scores_.empty(); }

  std::vector<Scored> best(std::size_t limit) const {
    std::vector<Scored> all;
    for (const auto& [id, score] : scores_) all.push_back({id, score});
    const auto better = [](const Scored& a, const Scored& b) {
      return a.score != b.score ? a.score > b.score : a.id < b.id;
    };
    const auto end = all.begin() + static_cast<std::ptrdiff_t>(std::min(limit, all.size()));
    std::partial_sort(all.begin(), end, all.end(), better);
    all.erase(end, all.end());
    return all;
  }

 private:
  std::unordered_map<std::int32_t, double> scores_;
};

struct Found {
  Hits movies, people;
  std::vector<std::string> left_out;
};

void add_movies(db::Session& session, const Words& words, Hits& hits) {
  hits.add(search_store::find(session, Kind::movie, words, candidates), words);
}
void add_people(db::Session& session, const Words& words, Hits& hits) {
  hits.add(search_store::find(session, Kind::person, words, candidates), words);
}

// "alien 1979"
void add_of_year(db::Session& session, const Words& words, Hits& hits) {
  const auto dated = without_year(words);
  if (!dated) return;
  Hits named;
  add_movies(session, dated->words, named);
  for (const auto& movie : named.best(50)) {
    const auto year = movie_store::year_of(session, movie.id);
    if (year == dated->year) hits.put(movie.id, movie.score);
  }
}

// "tarkovsky mirror", "mirror tarkovsky": a person by the first or the last words, a film of theirs by the others.
void add_of_person(db::Session& session, const Words& words, Hits& hits) {
  if (words.size() < 2 || words.size() > most_parts) return;
  for (std::size_t cut = 1; cut < words.size(); ++cut) {
    const auto middle = words.begin() + static_cast<std::ptrdiff_t>(cut);
    Words first(words.begin(), middle), last(middle, words.end());
    for (const auto& [name, title] : {std::pair(&first, &last), std::pair(&last, &first)}) {
      Hits people;
      add_people(session, *name, people);
      for (const auto& person : people.best(2)) {
        if (person.score < surely) break;
        for (const auto& film : search_store::find_films_of(session, person.id)) {
          const double fits = relevance(film.names, *title);
          if (fits > 0) hits.put(search_store::id_of(film.place), score(fits, search_store::popularity_of(film.place)));
        }
      }
    }
  }
}

// What holds most of the query, where nothing holds all of it; the words that the best one lacks are left out.
void add_best_parts(db::Session& session, const Words& words, Found& found) {
  struct Held {
    std::int32_t id;
    double score;
    Part part;
  };
  std::vector<Held> held;
  for (const auto& candidate : search_store::find_any(session, Kind::movie, words, any_candidates)) {
    auto part = part_of(candidate.names, words);
    if (part.matched < enough_of_a_query) continue;
    const auto score = part.matched + 0.2 * search_store::popularity_of(candidate.place);
    held.push_back({search_store::id_of(candidate.place), score, std::move(part)});
  }
  if (held.empty()) return;
  const auto best = std::max_element(held.begin(), held.end(), [](const Held& a, const Held& b) {
    return a.score != b.score ? a.score < b.score : a.id > b.id;
  });
  for (const auto missing : best->part.missing) found.left_out.push_back(words[missing].front().word);
  for (const auto& film : held)
    if (film.part.matched >= best->part.matched * 0.8) found.movies.put(film.id, film.score);
}

Found find(db::Session& session, std::string_view query, Strictness strictness) {
  const auto folded = text::fold(text::prefix(query, 200));
  const auto words = read_words(folded);
  Found out;
  if (words.empty()) return out;
  const auto is_few = [&] { return out.movies.size() + out.people.size() < few; };

  out.movies.add(search_store::find_titled(session, folded), words);
  add_movies(session, words, out.movies);
  add_people(session, words, out.people);
  auto corrected = words;
  if (is_few()) {
    corrected = with_corrections(session, words);
    add_movies(session, corrected, out.movies);
    add_people(session, corrected, out.people);
  }
  if (strictness == Strictness::strict) return out;
  if (out.movies.empty()) add_of_year(session, corrected, out.movies);
  if (is_few()) {
    for (const auto& other : with_joined(words)) add_movies(session, other, out.movies);
    for (const auto& other : with_parted(session, words)) add_movies(session, other, out.movies);
  }
  if (out.movies.empty()) add_of_person(session, corrected, out.movies);
  if (out.people.empty()) {
    // Most people are known in one script.
    if (const auto latin = text::in_latin(folded)) {
      const auto spelt = with_corrections(session, read_words(*latin));
      add_people(session, spelt, out.people);
      if (out.movies.empty()) add_movies(session, spelt, out.movies);
      if (out.movies.empty()) add_of_person(session, spelt, out.movies);
    }
  }
  if (out.movies.empty() && out.people.empty() && words.size() > 1) add_best_parts(session, corrected, out);
  return out;
}

}  // namespace

SearchHits search(db::Session& session, std::string_view text, std::size_t limit, Strictness strictness) {
  auto found = find(session, text, strictness);
  SearchHits hits;
  for (const auto& movie : found.movies.best(limit)) hits.movies.push_back(movie.id);
  for (const auto& person : found.people.best(limit)) hits.people.push_back(person.id);
  hits.left_out = std::move(found.left_out);
  return hits;
}

std::vector<std::int32_t> search_movies_and_makers(db::Session& session, std::string_view text, std::size_t limit) {
  const auto found = find(session, text, Strictness::generous);
  Hits movies;
  movies.add(found.movies);
  // Films of whoever the query names come behind films it names.
  for (const auto& person : found.people.best(3)) {
    if (person.score < 0.75) break;
    for (const auto place : search_store::places_of_films_of(session, person.id))
      movies.put(search_store::id_of(place), person.score * 0.6 + 0.2 * search_store::popularity_of(place));
  }
  std::vector<std::int32_t> ids;
  for (const auto& movie : movies.best(limit)) ids.push_back(movie.id);
  return ids;
}

}  // namespace kinoteka::catalogue
