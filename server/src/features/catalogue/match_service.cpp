#include "features/catalogue/match_service.hpp"

#include <algorithm>
#include <cstdlib>
#include <unordered_map>

#include "base/budget.hpp"
#include "base/text.hpp"
#include "features/catalogue/match_store.hpp"
#include "features/catalogue/search_service.hpp"

namespace kinoteka::catalogue {
namespace {

// A search for each title that is not found as it stands: bounded, so that a file of nonsense does not take minutes.
constexpr std::size_t most_searches = 3000;
constexpr std::size_t candidates = 8;

class Matching {
 public:
  Matching(db::Session& session, const std::vector<Wanted>& wanted)
      : session_(session), wanted_(wanted), matches_(wanted.size()), folded_(wanted.size()) {
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (i % 256 == 0) budget::check();
      folded_[i] = text::fold(wanted[i].title);
    }
  }

  std::vector<Match> run(Closeness closeness) {
    for (const auto* provider : {"tmdb", "imdb", "wikidata"}) by_id(provider);
    by_title();
    if (closeness == Closeness::close) by_likeness();
    return std::move(matches_);
  }

 private:
  bool open(std::size_t i) const { return matches_[i].by == MatchedBy::none; }

  void by_id(const std::string& provider) {
    std::vector<std::string_view> ids;
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      const auto id = wanted_[i].external_ids.find(provider);
      if (open(i) && id != wanted_[i].external_ids.end()) ids.emplace_back(id->second);
    }
    if (ids.empty()) return;
    std::unordered_map<std::string, std::int64_t> known;
    for (auto& found : match_store::by_external_id(session_, provider, ids)) known.emplace(found.key, found.movie);
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      const auto id = wanted_[i].external_ids.find(provider);
      if (!open(i) || id == wanted_[i].external_ids.end()) continue;
      if (const auto found = known.find(id->second); found != known.end()) matches_[i] = {MatchedBy::id, found->second};
    }
  }

  void by_title() {
    std::vector<std::string_view> titles;
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      if (open(i) && !folded_[i].empty()) titles.emplace_back(folded_[i]);
    }
    if (titles.empty()) return;
    std::unordered_map<std::string, std::vector<match_store::Found>> known;
    for (auto& found : match_store::by_title(session_, titles)) {
      auto& same = known[found.key];
      const bool listed =
          std::any_of(same.begin(), same.end(), [&](const auto& other) { return other.movie == found.movie; });
      if (!listed) same.push_back(found);
    }
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      const auto found = known.find(folded_[i]);
      if (!open(i) || found == known.end()) continue;
      matches_[i] = best_of(found->second, wanted_[i].year);
    }
  }

  // Of films of the same title: the one of that year, or the only one that is near it.
  static Match best_of(const std::vector<match_store::Found>& films, int year) {
    if (year == 0) return films.size() == 1 ? Match{MatchedBy::title, films.front().movie} : Match{};
    Match near;
    int exact = 0, close = 0;
    for (const auto& film : films) {
      if (film.year == year) {
        near = {MatchedBy::title, film.movie};
        ++exact;
      } else if (exact == 0 && (film.year == 0 || std::abs(film.year - year) == 1)) {
        near = {MatchedBy::close, film.movie};
        ++close;
      }
    }
    if (exact > 0) return near;  // two of one title and year: the first, as every import has taken it
    return close == 1 ? near : Match{};
  }

  void by_likeness() {
    std::size_t searches = 0;
    for (std::size_t i = 0; i < wanted_.size() && searches < most_searches; ++i) {
      budget::check();
      if (!open(i) || folded_[i].size() < 3 || wanted_[i].year == 0) continue;
      ++searches;
      const auto wanted = text::decode(folded_[i]);
      const int allowed = static_cast<int>(std::min<std::size_t>(3, wanted.size() / 6));
      int best = allowed + 1, rivals = 0;
      Match match;
      for (const auto movie : search(session_, wanted_[i].title, candidates, Strictness::strict).movies) {
        int distance = allowed + 1;
        for (const auto& title : match_store::titles_of(session_, movie)) {
          if (std::abs(title.year - wanted_[i].year) > 1) break;
          distance = std::min(distance, text::typing_errors(wanted, text::decode(title.key), allowed));
        }
        if (distance > allowed || distance > best) continue;
        rivals = distance < best ? 1 : rivals + 1;
        best = distance;
        match = {MatchedBy::close, movie};
      }
      if (rivals == 1) matches_[i] = match;
    }
  }

  db::Session& session_;
  const std::vector<Wanted>& wanted_;
  std::vector<Match> matches_;
  std::vector<std::string> folded_;
};

}  // namespace

std::vector<Match> match(db::Session& session, const std::vector<Wanted>& wanted, Closeness closeness) {
  return Matching(session, wanted).run(closeness);
}

}  // namespace kinoteka::catalogue
