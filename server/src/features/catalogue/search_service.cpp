#include "features/catalogue/search_service.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/text.hpp"
#include "features/catalogue/search_ranking.hpp"
#include "features/catalogue/search_store.hpp"

namespace kinoteka::catalogue {
namespace {

using search_store::Kind;
using search_store::WordChoice;

constexpr std::size_t max_words = 8, max_letters = 38;
constexpr int candidates = 200;  // the best known that match: enough to find the most relevant among
constexpr std::size_t few = 5;   // with fewer hits than this, typing errors are supposed
constexpr std::size_t corrections = 12;

constexpr db::Query films_of_person{
    "search.films_of_person",
    "SELECT DISTINCT m.id, m.popularity FROM credits c JOIN movies m ON m.id = c.movie_id "
    "WHERE c.person_id = $1 ORDER BY m.popularity DESC, m.id LIMIT 500"};

struct Scored {
  std::int32_t id;
  double score;
};

std::vector<WordChoice> as_typed(const std::string& folded) {
  std::vector<WordChoice> words;
  for (const auto word : text::words(folded)) {
    if (words.size() < max_words) words.push_back({{std::string(text::prefix(word, max_letters)), false, 0}});
  }
  // The last word may still be growing; one letter alone would open half the index.
  if (!words.empty() && text::length(words.back().front().word) >= 2) words.back().front().open = true;
  return words;
}

int errors_allowed(std::size_t letters) { return letters < 3 ? 0 : letters < 6 ? 1 : 2; }

WordChoice with_corrections(db::Session& session, const WordChoice& typed) {
  const auto& word = typed.front();
  const auto letters = text::decode(word.word);
  const int limit = errors_allowed(letters.size());
  if (limit == 0) return typed;
  std::vector<search_store::Alternative> found;
  for (auto& similar : search_store::similar_words(session, word.word)) {
    if (similar == word.word) continue;
    const auto other = text::decode(similar);
    int errors = text::typing_errors(letters, other, limit);
    // Half a word may hold an error too, but then only one.
    if (errors > limit && word.open && letters.size() >= 4)
      errors = text::typing_errors(letters, other, 1, true) <= 1 ? 2 : limit + 1;
    if (errors <= limit) found.push_back({std::move(similar), false, errors});
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::pair(a.errors, std::string_view(a.word)) < std::pair(b.errors, std::string_view(b.word));
  });
  if (found.size() > corrections) found.resize(corrections);
  WordChoice out = typed;
  std::move(found.begin(), found.end(), std::back_inserter(out));
  return out;
}

class Hits {
 public:
  void add(const std::vector<search_store::Candidate>& found, const std::vector<WordChoice>& words) {
    for (const auto& candidate : found) {
      const double fits = relevance(candidate.names, words);
      if (fits > 0)
        put(search_store::id_of(candidate.place), score(fits, search_store::popularity_of(candidate.place)));
    }
  }
  void put(std::int32_t id, double score) {
    auto& best = scores_[id];
    best = std::max(best, score);
  }
  std::size_t size() const { return scores_.size(); }

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
  std::vector<Scored> movies, people;
};

Found find(db::Session& session, std::string_view query, std::size_t limit) {
  const auto folded = text::fold(text::prefix(query, 200));
  auto words = as_typed(folded);
  if (words.empty()) return {};

  Hits movies, people;
  movies.add(search_store::find_titled(session, folded), words);
  movies.add(search_store::find(session, Kind::movie, words, candidates), words);
  people.add(search_store::find(session, Kind::person, words, candidates), words);
  if (movies.size() + people.size() < few) {
    for (auto& word : words) word = with_corrections(session, word);
    movies.add(search_store::find(session, Kind::movie, words, candidates), words);
    people.add(search_store::find(session, Kind::person, words, candidates), words);
  }
  return {movies.best(limit), people.best(limit)};
}

}  // namespace

SearchHits search(db::Session& session, std::string_view text, std::size_t limit) {
  const auto found = find(session, text, limit);
  SearchHits hits;
  for (const auto& movie : found.movies) hits.movies.push_back(movie.id);
  for (const auto& person : found.people) hits.people.push_back(person.id);
  return hits;
}

std::vector<std::int32_t> search_movies_and_makers(db::Session& session, std::string_view text, std::size_t limit) {
  const auto found = find(session, text, limit);
  Hits movies;
  for (const auto& movie : found.movies) movies.put(movie.id, movie.score);
  // Films of whoever the query names come behind films it names.
  for (std::size_t i = 0; i < std::min<std::size_t>(3, found.people.size()); ++i) {
    const auto& person = found.people[i];
    if (person.score < 0.75) break;
    session.each(
        films_of_person,
        [&](db::Row& row) {
          movies.put(static_cast<std::int32_t>(row.integer(0)), person.score * 0.6 + 0.2 * row.real(1));
        },
        person.id);
  }
  std::vector<std::int32_t> ids;
  for (const auto& movie : movies.best(limit)) ids.push_back(movie.id);
  return ids;
}

}  // namespace kinoteka::catalogue
