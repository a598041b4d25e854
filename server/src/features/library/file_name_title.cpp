#include "features/library/file_name_title.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "features/library/file_name_words.hpp"

namespace kinoteka::library {
namespace {

constexpr int first_year = 1878, last_year = 2035;

// "tmdb-603", "tmdbid=603", "imdb-tt0133093", "tt0133093".
bool take_id(FileName& out, std::string_view text) {
  const auto lower = text::to_lower(text);
  const auto after = [&](std::string_view name) -> std::string {
    if (!lower.starts_with(name)) return "";
    auto rest = std::string_view(lower).substr(name.size());
    if (rest.starts_with("id")) rest.remove_prefix(2);
    if (rest.empty() || (rest[0] != '-' && rest[0] != '=' && rest[0] != ':')) return "";
    return std::string(rest.substr(1));
  };
  const auto is_imdb = [](std::string_view id) {
    return id.size() >= 9 && id.size() <= 11 && id.starts_with("tt") && all_digits(id.substr(2));
  };
  if (const auto id = after("tmdb"); all_digits(id) && id.size() < 10) {
    out.tmdb = id;
  } else if (const auto imdb = lower.starts_with("tt") ? lower : after("imdb"); is_imdb(imdb)) {
    out.imdb = imdb;
  } else {
    return false;
  }
  return true;
}

std::string edition_named(std::string_view text) {
  std::string folded;
  for (const char c : text::to_lower(text)) folded += c == '.' || c == '_' || c == '-' ? ' ' : c;
  for (const auto& [words, name] : editions)
    if (text::trim(folded) == words) return std::string(name);
  return "";
}

bool is_copy_word(const std::vector<Token>& tokens, std::size_t at) {
  const auto& word = tokens[at].lower;
  if (!any_of(copy_words, word)) return false;
  if (!any_of(timid_words, word)) return true;
  const auto known = [&](std::size_t other) {
    return other < tokens.size() &&
           (any_of(copy_words, tokens[other].lower) || tokens[other].lower == "dl" || tokens[other].lower == "ray" ||
            (all_digits(tokens[other].lower) && tokens[other].lower.size() < 4));
  };
  return known(at + 1) || (at > 0 && known(at - 1));
}

// The year and where the title ends: the last year that is not the title's beginning, before what describes the copy.
struct Year {
  int value = 0;
  std::size_t begin = std::string_view::npos, end = std::string_view::npos;
};

Year find_year(std::string_view text, const std::vector<Token>& tokens, std::size_t copy_begins) {
  Year plain, bracketed;
  for (const auto& token : tokens) {
    if (token.begin >= copy_begins || !is_year(token)) continue;
    const char before = token.begin > 0 ? text[token.begin - 1] : '\0';
    const char after = token.end < text.size() ? text[token.end] : '\0';
    if ((before == '(' || before == '[' || before == '{') && (after == ')' || after == ']' || after == '}')) {
      bracketed = {number(token.lower), token.begin - 1, token.end + 1};
    } else if (token.begin != tokens.front().begin) {
      plain = {number(token.lower), token.begin, token.end};
    }
  }
  // "(2019) 1917"? A bracket at the very beginning is a year all the same.
  return bracketed.value != 0 ? bracketed : plain;
}

// "S01E02", "1x02".
bool is_episode(const Token& token) {
  const std::string_view word = token.lower;
  const auto e = word.find('e');
  if (word.size() >= 6 && word[0] == 's' && e != std::string_view::npos && e >= 2 && e + 1 < word.size())
    return all_digits(word.substr(1, e - 1)) && is_digit(word[e + 1]);
  const auto x = word.find('x');
  return (x == 1 || x == 2) && word.size() == x + 3 && all_digits(word.substr(0, x)) && all_digits(word.substr(x + 1));
}

// Advertising in front.
void drop_advertising(std::string& stem) {
  if (!text::to_lower(stem).starts_with("www.")) return;
  const auto space = stem.find_first_of(" ]");
  if (space != std::string::npos) stem.erase(0, space + 1);
}

bool take_edition(FileName& out, const std::string& inside) {
  if (text::to_lower(inside).starts_with("edition-")) {
    out.edition = inside.substr(8);
    return true;
  }
  auto named = edition_named(inside);
  if (named.empty()) return false;
  if (out.edition.empty()) out.edition = std::move(named);
  return true;
}

// What brackets say, from the last to the first, so that places stay right.
void take_brackets(std::string& stem, FileName& out) {
  const auto brackets = brackets_of(stem);
  for (auto bracket = brackets.rbegin(); bracket != brackets.rend(); ++bracket) {
    if (take_id(out, bracket->inside) || take_edition(out, bracket->inside))
      stem.replace(bracket->open, bracket->close - bracket->open + 1, " ");
  }
}

// "tt0133093" without brackets.
void take_bare_id(std::string& stem, FileName& out) {
  for (const auto& token : tokens_of(stem)) {
    const std::string_view word = token.lower;
    if (word.size() < 9 || !word.starts_with("tt") || !all_digits(word.substr(2)) || !take_id(out, word)) continue;
    stem.replace(token.begin, token.end - token.begin, " ");
    return;
  }
}

// A group's name in front: "[Group] Title".
void drop_group(std::string& stem) {
  if (!stem.starts_with('[')) return;
  const auto close = stem.find(']');
  if (close == std::string::npos || text::trim(std::string_view(stem).substr(close + 1)).empty()) return;
  const auto inside = tokens_of(std::string_view(stem).substr(1, close - 1));
  if (inside.size() != 1 || !is_year(inside[0])) stem.erase(0, close + 1);
}

// Where what describes the copy begins; npos where nothing does.
std::size_t copy_begins_at(const std::vector<Token>& tokens) {
  for (std::size_t i = 1; i < tokens.size(); ++i)
    if (is_copy_word(tokens, i) || is_episode(tokens[i])) return tokens[i].begin;
  return std::string_view::npos;
}

// "(1999) The Matrix": what stands behind the year.
void read_behind_year(std::string behind, FileName& out) {
  FileName rest;
  read_name(std::move(behind), rest);
  out.title = rest.title;
  out.also_known = rest.also_known;
  if (out.edition.empty()) out.edition = rest.edition;
  if (out.resolution.empty()) out.resolution = rest.resolution;
  for (const auto& code : rest.languages) add_language(out, code);
}

// An edition of up to three words that begins with the word `at`.
std::string edition_at(std::string_view stem, const std::vector<Token>& tokens, std::size_t at) {
  for (auto count = std::min<std::size_t>(3, tokens.size() - at); count > 0; --count) {
    const auto words = stem.substr(tokens[at].begin, tokens[at + count - 1].end - tokens[at].begin);
    if (auto named = edition_named(words); !named.empty()) return named;
  }
  return {};
}

// Behind the title: edition, resolution, languages.
void take_copy(std::string_view stem, const std::vector<Token>& tokens, std::size_t behind, FileName& out) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].begin < behind) continue;
    const std::string_view word = tokens[i].lower;
    if (out.edition.empty()) out.edition = edition_at(stem, tokens, i);
    const bool lines = word.size() >= 4 && word.size() <= 5 && (word.back() == 'p' || word.back() == 'i') &&
                       all_digits(word.substr(0, word.size() - 1));
    if (out.resolution.empty() && lines) out.resolution = word;
    if (out.resolution.empty() && (word == "4k" || word == "uhd")) out.resolution = "2160p";
    // Two letters are too often something else.
    if (const auto code = language_of(word); !code.empty() && word.size() > 2) add_language(out, code);
  }
}

// The title, and others in brackets or behind "aka".
void take_titles(std::string title, FileName& out) {
  for (auto inner = brackets_of(title); !inner.empty(); inner = brackets_of(title)) {
    const auto& last = inner.back();
    if (auto other = cleaned(spaced(last.inside)); !other.empty() && !all_digits(other))
      out.also_known.push_back(std::move(other));
    title.erase(last.open, last.close - last.open + 1);
  }
  if (const auto open = title.find_last_of("([{"); open != std::string::npos) title.resize(open);
  title = spaced(title);
  const auto lower = text::to_lower(title);
  for (const std::string_view mark : {" aka ", " a.k.a. ", " _ ", " | "}) {
    const auto at = lower.find(mark);
    if (at == std::string::npos) continue;
    if (auto other = cleaned(std::string_view(title).substr(at + mark.size())); !other.empty())
      out.also_known.push_back(article_in_front(std::move(other)));
    title.resize(at);
    break;
  }
  out.title = article_in_front(cleaned(title));
}

}  // namespace

bool is_year(const Token& token) {
  if (token.lower.size() != 4 || !all_digits(token.lower)) return false;
  const int year = number(token.lower);
  return year >= first_year && year <= last_year;
}

bool looks_like_episode(const std::vector<Token>& tokens) {
  return std::any_of(tokens.begin(), tokens.end(), is_episode);
}

std::string_view language_of(std::string_view word) {
  for (const auto& [name, code] : languages)
    if (name == word) return code;
  return {};
}

void add_language(FileName& out, std::string_view code) {
  if (std::find(out.languages.begin(), out.languages.end(), code) == out.languages.end())
    out.languages.emplace_back(code);
}

void read_name(std::string stem, FileName& out) {
  drop_advertising(stem);
  take_brackets(stem, out);
  take_bare_id(stem, out);
  drop_group(stem);

  const auto tokens = tokens_of(stem);
  const auto copy_begins = copy_begins_at(tokens);
  const auto year = find_year(stem, tokens, copy_begins);
  auto title_ends = std::min(copy_begins, stem.size()), behind = title_ends;
  if (year.value != 0) {
    out.year = year.value;
    title_ends = year.begin;
    behind = year.end;
    if (text::trim(std::string_view(stem).substr(0, title_ends)).empty())
      return read_behind_year(stem.substr(behind), out);
  }
  take_copy(stem, tokens, behind, out);
  take_titles(stem.substr(0, title_ends), out);
}

}  // namespace kinoteka::library
