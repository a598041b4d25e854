#include "features/catalogue/search_reading.hpp"

#include <algorithm>
#include <array>

#include "base/scripts.hpp"
#include "base/text.hpp"
#include "features/catalogue/search_store.hpp"

namespace kinoteka::catalogue {
namespace {

constexpr std::size_t max_words = 8, max_letters = 38;
constexpr std::size_t corrections = 12;
constexpr std::size_t most_variants = 8;  // each is a question to the index

// Each way to write a number is as good as the others. One as a Roman numeral is left out: it is a word of its own.
constexpr std::array<std::array<std::string_view, 3>, 20> numbers = {{
    {"1", "one", ""},           {"2", "ii", "two"},          {"3", "iii", "three"},
    {"4", "iv", "four"},        {"5", "v", "five"},          {"6", "vi", "six"},
    {"7", "vii", "seven"},      {"8", "viii", "eight"},      {"9", "ix", "nine"},
    {"10", "x", "ten"},         {"11", "xi", "eleven"},      {"12", "xii", "twelve"},
    {"13", "xiii", "thirteen"}, {"14", "xiv", "fourteen"},   {"15", "xv", "fifteen"},
    {"16", "xvi", "sixteen"},   {"17", "xvii", "seventeen"}, {"18", "xviii", "eighteen"},
    {"19", "xix", "nineteen"},  {"20", "xx", "twenty"},
}};
constexpr std::string_view leads_to_number[] = {"part", "pt", "chapter", "episode", "vol", "volume", "часть", "глава"};
constexpr std::string_view joins[] = {"and", "und", "et", "и"};

bool is_one_of(std::string_view word, const auto& words) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool is_number(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

const std::array<std::string_view, 3>* ways_to_write(std::string_view word) {
  for (const auto& ways : numbers)
    if (is_one_of(word, ways)) return &ways;
  return nullptr;
}

WordChoice choice_of(std::string_view word) {
  WordChoice out{{std::string(text::prefix(word, max_letters))}};
  if (const auto* ways = ways_to_write(word)) {
    for (const auto way : *ways)
      if (!way.empty() && way != word) out.push_back({.word = std::string(way), .respelt = true});
  }
  return out;
}

int errors_allowed(std::size_t letters) { return letters < 3 ? 0 : letters < 6 ? 1 : 2; }

// Words of one swap of neighbours: of short ones too few letters stand where they stood for similar_words to find them.
std::vector<std::string> swapped(const std::u32string& letters) {
  std::vector<std::string> out;
  if (letters.size() < 4 || letters.size() > 8) return out;
  for (std::size_t i = 0; i + 1 < letters.size(); ++i) {
    auto other = letters;
    std::swap(other[i], other[i + 1]);
    if (other != letters) out.push_back(text::encode(other));
  }
  return out;
}

WordChoice corrected(db::Session& session, const WordChoice& typed) {
  const auto& word = typed.front();
  const auto letters = text::decode(word.word);
  const int limit = errors_allowed(letters.size());
  if (limit == 0 || is_number(word.word)) return typed;
  std::vector<Alternative> found;
  auto similar = search_store::similar_words(session, word.word);
  for (auto& known : search_store::known_words(session, swapped(letters)))
    if (!is_one_of(known, similar)) similar.push_back(std::move(known));
  for (auto& other : similar) {
    if (other == word.word) continue;
    const auto its_letters = text::decode(other);
    int errors = text::typing_errors(letters, its_letters, limit);
    // Half a word may hold an error too, but then only one.
    if (errors > limit && word.open && letters.size() >= 4)
      errors = text::typing_errors(letters, its_letters, 1, true) <= 1 ? 2 : limit + 1;
    if (errors <= limit) found.push_back({.word = std::move(other), .errors = errors});
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::pair(a.errors, std::string_view(a.word)) < std::pair(b.errors, std::string_view(b.word));
  });
  if (found.size() > corrections) found.resize(corrections);
  WordChoice out = typed;
  std::move(found.begin(), found.end(), std::back_inserter(out));
  return out;
}

}  // namespace

Words read_words(const std::string& folded) {
  const auto all = text::words(folded);
  Words out;
  for (std::size_t i = 0; i < all.size() && out.size() < max_words; ++i) {
    const bool last = i + 1 == all.size();
    if (!last && !out.empty() && is_one_of(all[i], joins)) continue;
    if (!last && is_one_of(all[i], leads_to_number)) {
      if (all[i + 1] == "i") {  // "part I"
        out.push_back({{"1"}, {.word = "i", .respelt = true}, {.word = "one", .respelt = true}});
        ++i;
        continue;
      }
      if (ways_to_write(all[i + 1]) != nullptr && !out.empty()) continue;
    }
    out.push_back(choice_of(all[i]));
  }
  // The last word may still be growing; one letter alone would open half the index.
  if (!out.empty() && text::length(out.back().front().word) >= 2 && !is_number(out.back().front().word))
    out.back().front().open = true;
  return out;
}

std::vector<Words> with_joined(const Words& words) {
  std::vector<Words> out;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    Words joined(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(i));
    joined.push_back({{.word = words[i].front().word + words[i + 1].front().word,
                       .open = words[i + 1].front().open,
                       .respelt = true}});
    joined.insert(joined.end(), words.begin() + static_cast<std::ptrdiff_t>(i + 2), words.end());
    out.push_back(std::move(joined));
  }
  return out;
}

std::vector<Words> with_parted(db::Session& session, const Words& words) {
  std::vector<Words> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto letters = text::decode(words[i].front().word);
    if (letters.size() < 5 || letters.size() > 24) continue;
    std::vector<std::string> parts;
    for (std::size_t cut = 2; cut + 1 < letters.size(); ++cut) {
      parts.push_back(text::encode(letters.substr(0, cut)));
      parts.push_back(text::encode(letters.substr(cut)));
    }
    const auto known = search_store::known_words(session, parts);
    for (std::size_t at = 0; at < parts.size() && out.size() < most_variants; at += 2) {
      if (!is_one_of(parts[at], known) || !is_one_of(parts[at + 1], known)) continue;
      Words parted(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(i));
      parted.push_back(choice_of(parts[at]));
      parted.push_back(choice_of(parts[at + 1]));
      parted.insert(parted.end(), words.begin() + static_cast<std::ptrdiff_t>(i + 1), words.end());
      out.push_back(std::move(parted));
    }
  }
  return out;
}

Words with_corrections(db::Session& session, const Words& words) {
  Words out;
  for (const auto& word : words) out.push_back(corrected(session, word));
  return out;
}

std::optional<OfYear> without_year(const Words& words) {
  for (const std::size_t at : {words.size() - 1, std::size_t{0}}) {
    if (words.size() < 2) break;
    const auto& word = words[at].front().word;
    if (word.size() != 4 || !is_number(word)) continue;
    const int year = std::stoi(word);
    if (year < 1870 || year > 2100) continue;
    OfYear out{words, year};
    out.words.erase(out.words.begin() + static_cast<std::ptrdiff_t>(at));
    return out;
  }
  return std::nullopt;
}

}  // namespace kinoteka::catalogue
