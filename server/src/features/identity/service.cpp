#include "features/identity/service.hpp"

#include <algorithm>
#include <cstdlib>
#include <unordered_map>
#include <unordered_set>

#include "base/budget.hpp"
#include "base/external_ids.hpp"
#include "base/text.hpp"
#include "features/catalogue/face.hpp"
#include "features/identity/film_store.hpp"

namespace kinoteka::identity {
namespace {

using film_store::KeyedFilm;

// A search for each title that is not found as it stands: bounded, so that a file of nonsense does not take minutes.
constexpr std::size_t most_searches = 3000;
constexpr std::size_t candidates = 8;

// Whether two sets of ids cannot be one film's.
bool contradict(const IdsElsewhere& ours, const IdsElsewhere& theirs) {
  return std::any_of(std::begin(external_ids), std::end(external_ids), [&](const ExternalIdKind& kind) {
    if (!kind.sure) return false;
    const auto our = ours.find(std::string(kind.name)), their = theirs.find(std::string(kind.name));
    return our != ours.end() && their != theirs.end() && our->second != their->second;
  });
}

class Matching {
 public:
  Matching(db::Session& session, const std::vector<Wanted>& wanted, const Rules& rules)
      : session_(session), wanted_(wanted), rules_(rules), matches_(wanted.size()), folded_(wanted.size()) {
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (i % 256 == 0) budget::check();
      folded_[i] = text::fold(wanted[i].title);
    }
  }

  std::vector<Match> run() {
    for (const auto& kind : external_ids)
      if (kind.sure) by_id(kind.name);
    by_title();
    if (rules_.closeness == Closeness::like) by_likeness();
    return std::move(matches_);
  }

 private:
  bool open(std::size_t i) const { return matches_[i].by == MatchedBy::none; }

  void by_id(std::string_view provider) {
    const std::string name(provider);
    std::vector<std::string_view> ids;
    const auto asked = [&](std::size_t i) {
      const auto id = wanted_[i].external_ids.find(name);
      const bool wanted = (open(i) || matches_[i].deleted) && id != wanted_[i].external_ids.end();
      return wanted ? &id->second : nullptr;
    };
    for (std::size_t i = 0; i < wanted_.size(); ++i)
      if (const auto* id = asked(i)) ids.emplace_back(*id);
    if (ids.empty()) return;
    std::unordered_map<std::string, std::vector<KeyedFilm>> known;
    for (auto& film : film_store::by_external_id(session_, provider, ids)) known[film.key].push_back(film);
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      const auto* id = asked(i);
      const auto films = id == nullptr ? known.end() : known.find(*id);
      if (films == known.end()) continue;
      for (const auto& film : films->second) {
        if (film.movie == wanted_[i].except || (film.deleted_at > 0 && !rules_.deleted)) continue;
        if (open(i) || (matches_[i].deleted && film.deleted_at == 0))
          matches_[i] = {MatchedBy::id, film.movie, film.deleted_at > 0, provider};
      }
    }
  }

  void by_title() {
    std::vector<std::string_view> titles;
    for (std::size_t i = 0; i < wanted_.size(); ++i)
      if (open(i) && !folded_[i].empty()) titles.emplace_back(folded_[i]);
    if (titles.empty()) return;
    std::unordered_map<std::string, std::vector<KeyedFilm>> known;
    for (auto& film : film_store::by_title(session_, titles, rules_.source)) known[film.key].push_back(film);
    for (auto& [title, films] : known) {
      std::sort(films.begin(), films.end(), [](const auto& a, const auto& b) { return a.movie < b.movie; });
      const auto twice = [](const auto& a, const auto& b) { return a.movie == b.movie; };
      films.erase(std::unique(films.begin(), films.end(), twice), films.end());
    }
    learn_ids(known);
    std::unordered_set<std::int64_t> taken;
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      const auto found = known.find(folded_[i]);
      if (!open(i) || found == known.end()) continue;
      auto films = found->second;
      std::erase_if(films,
                    [&](const KeyedFilm& film) { return taken.contains(film.movie) || spoken_against(i, film.movie); });
      matches_[i] = best_of(films, wanted_[i].year);
      if (!open(i) && !rules_.source.empty()) taken.insert(matches_[i].movie);
    }
  }

  // Of films of the same title: the one of that year, or the only one that is near it.
  Match best_of(const std::vector<KeyedFilm>& films, int year) const {
    for (const auto& film : films)
      if (year != 0 && film.year == year) return {MatchedBy::title, film.movie, false, {}};
    if (rules_.closeness == Closeness::same) return {};
    if (year == 0) return films.size() == 1 ? Match{MatchedBy::title, films.front().movie, false, {}} : Match{};
    Match near;
    for (const auto& film : films) {
      if (film.year != 0 && std::abs(film.year - year) != 1) continue;
      if (near.by != MatchedBy::none) return {};
      near = {MatchedBy::close, film.movie, false, {}};
    }
    return near;
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
      for (const auto movie :
           catalogue::search(session_, wanted_[i].title, candidates, catalogue::Strictness::strict).movies) {
        int distance = allowed + 1;
        for (const auto& title : film_store::titles_of(session_, movie)) {
          if (std::abs(title.year - wanted_[i].year) > 1) break;
          distance = std::min(distance, text::typing_errors(wanted, text::decode(title.key), allowed));
        }
        if (distance > allowed || distance > best || spoken_against(i, movie)) continue;
        rivals = distance < best ? 1 : rivals + 1;
        best = distance;
        match = {MatchedBy::close, movie, false, {}};
      }
      if (rivals == 1) matches_[i] = match;
    }
  }

  // The ids of films that are about to be considered for somebody who has told ids.
  void learn_ids(const std::unordered_map<std::string, std::vector<KeyedFilm>>& known) {
    std::vector<std::int64_t> movies;
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      const auto found = known.find(folded_[i]);
      if (!open(i) || wanted_[i].external_ids.empty() || found == known.end()) continue;
      for (const auto& film : found->second) movies.push_back(film.movie);
    }
    if (movies.empty()) return;
    std::sort(movies.begin(), movies.end());
    movies.erase(std::unique(movies.begin(), movies.end()), movies.end());
    ids_ = film_store::ids_of(session_, movies);
    for (const auto movie : movies) ids_.try_emplace(movie);  // those without any are known too, then
  }

  bool spoken_against(std::size_t i, std::int64_t movie) {
    if (movie == wanted_[i].except) return true;
    if (wanted_[i].external_ids.empty()) return false;
    const auto [ids, added] = ids_.try_emplace(movie);
    if (added) ids->second = film_store::ids_of(session_, movie);
    return contradict(ids->second, wanted_[i].external_ids);
  }

  db::Session& session_;
  const std::vector<Wanted>& wanted_;
  const Rules& rules_;
  std::vector<Match> matches_;
  std::vector<std::string> folded_;
  std::map<std::int64_t, IdsElsewhere> ids_;  // of films looked at
};

}  // namespace

std::vector<Match> match(db::Session& session, const std::vector<Wanted>& wanted, const Rules& rules) {
  return Matching(session, wanted, rules).run();
}

Match match(db::Session& session, const Wanted& wanted, const Rules& rules) {
  return match(session, std::vector<Wanted>{wanted}, rules).front();
}

IdsElsewhere external_ids_of(db::Session& session, std::int64_t movie) { return film_store::ids_of(session, movie); }

}  // namespace kinoteka::identity
