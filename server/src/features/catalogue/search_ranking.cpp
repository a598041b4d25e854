#include "features/catalogue/search_ranking.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"

namespace kinoteka::catalogue {
namespace {

// What a perfect match is made of …
constexpr double found = 0.55, covers = 0.3, starts = 0.05, in_order = 0.1;
// … and what lowers it.
constexpr double open_word = 0.04, respelling = 0.02, typing_error = 0.12;
constexpr double fame_weight = 0.5;

struct Match {
  std::size_t word;
  double cost;
};

std::optional<Match> best_match(const WordChoice& choice, const std::vector<std::string_view>& words) {
  std::optional<Match> best;
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (const auto& alternative : choice) {
      const bool whole = words[i] == alternative.word;
      if (!whole && !(alternative.open && words[i].starts_with(alternative.word))) continue;
      const double cost =
          alternative.errors * typing_error + (whole ? 0 : open_word) + (alternative.respelt ? respelling : 0);
      if (!best || cost < best->cost) best = Match{i, cost};
    }
  }
  return best;
}

// Long words say more than short ones, and those that stand everywhere say next to nothing.
double weight_of(std::string_view word) {
  constexpr std::string_view everywhere[] = {"the", "a",   "an",  "of",  "in", "on", "to", "la", "le", "el",
                                             "de",  "der", "die", "das", "в",  "на", "и",  "с",  "не"};
  if (std::find(std::begin(everywhere), std::end(everywhere), word) != std::end(everywhere)) return 0.3;
  return static_cast<double>(std::min<std::size_t>(text::length(word), 8));
}

double relevance_of_name(std::string_view name, const std::vector<WordChoice>& query) {
  auto words = text::words(name);
  const bool asked_for_article =
      !query.empty() && (query.front().front().word == "the" || query.front().front().word == "a");
  const bool article = words.size() > 1 && !asked_for_article &&
                       (words.front() == "the" || words.front() == "a" || words.front() == "an");
  if (article) words.erase(words.begin());

  double cost = 0;
  std::size_t letters = 0, covered = 0, first = words.size();
  for (const auto word : words) letters += word.size();
  bool ordered = true;
  std::optional<std::size_t> last;
  std::vector<bool> used(words.size());
  for (const auto& choice : query) {
    const auto match = best_match(choice, words);
    if (!match) return 0;
    cost += match->cost;
    if (!used[match->word]) {
      const bool open = choice.front().open && words[match->word] != choice.front().word;
      covered += open ? std::min(choice.front().word.size(), words[match->word].size()) : words[match->word].size();
    }
    used[match->word] = true;
    ordered = ordered && (!last || match->word == *last + 1);
    last = match->word;
    first = std::min(first, match->word);
  }
  const double coverage = letters == 0 ? 0 : static_cast<double>(covered) / static_cast<double>(letters);
  return std::max(0.01, found + covers * coverage + (first == 0 ? starts : 0) + (ordered ? in_order : 0) - cost);
}

}  // namespace

double relevance(std::string_view names, const std::vector<WordChoice>& query) {
  double best = 0;
  while (true) {
    const auto bar = names.find(" | ");
    best = std::max(best, relevance_of_name(names.substr(0, bar), query));
    if (bar == std::string_view::npos) return best;
    names.remove_prefix(bar + 3);
  }
}

Part part_of(std::string_view names, const std::vector<WordChoice>& query) {
  Part best;
  while (true) {
    const auto bar = names.find(" | ");
    const auto words = text::words(names.substr(0, bar));
    Part part;
    double all = 0;
    for (std::size_t i = 0; i < query.size(); ++i) {
      const double weight = weight_of(query[i].front().word);
      all += weight;
      const auto match = best_match(query[i], words);
      if (match) part.matched += weight * (1 - match->cost);
      if (!match) part.missing.push_back(i);
    }
    if (all > 0) part.matched /= all;
    if (part.matched > best.matched) best = std::move(part);
    if (bar == std::string_view::npos) return best;
    names.remove_prefix(bar + 3);
  }
}

double score(double relevance, double popularity) { return relevance + fame_weight * popularity; }

}  // namespace kinoteka::catalogue
