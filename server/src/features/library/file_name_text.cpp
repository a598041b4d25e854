#include "features/library/file_name_text.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.hpp"
#include "features/library/file_name_words.hpp"

namespace kinoteka::library {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }
bool is_word(char c) { return is_digit(c) || is_letter(c) || (static_cast<unsigned char>(c) & 0x80) != 0; }

bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

int number(std::string_view digits) {
  int out = 0;
  for (const char c : digits.substr(0, 6)) out = out * 10 + (c - '0');
  return out;
}

std::pair<std::string_view, std::string> split_suffix(std::string_view name) {
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return {name, ""};
  return {name.substr(0, dot), text::to_lower(name.substr(dot + 1))};
}

std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> out;
  for (const auto part : text::split(path, '/'))
    if (!part.empty()) out.push_back(part);
  return out;
}

std::vector<Bracket> brackets_of(std::string_view text) {
  std::vector<Bracket> out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char partner = text[i] == '(' ? ')' : text[i] == '[' ? ']' : text[i] == '{' ? '}' : '\0';
    if (partner == '\0') continue;
    const auto close = text.find(partner, i + 1);
    if (close == std::string_view::npos) continue;
    out.push_back({i, close, std::string(text::trim(text.substr(i + 1, close - i - 1)))});
    i = close;
  }
  return out;
}

std::string spaced(std::string_view text) {
  std::string out(text);
  std::replace(out.begin(), out.end(), '_', ' ');
  const auto trimmed = text::trim(out);
  if (trimmed.find(' ') != std::string_view::npos) return std::string(trimmed);
  const auto tokens = text::split(trimmed, '.');
  std::string joined;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto initial = [&](std::size_t at) {
      return at < tokens.size() && tokens[at].size() == 1 && is_letter(tokens[at][0]) &&
             std::isupper(static_cast<unsigned char>(tokens[at][0]));
    };
    const bool in_acronym = initial(i) && (initial(i + 1) || (i > 0 && initial(i - 1)));
    if (tokens[i].empty()) continue;
    if (!joined.empty() && !(in_acronym && i > 0 && initial(i - 1))) joined += ' ';
    joined += tokens[i];
    if (in_acronym) joined += '.';
  }
  return joined;
}

std::string cleaned(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ' && (out.empty() || out.back() == ' ')) continue;
    out += c;
  }
  const std::string_view edges = " -.,+~";
  auto view = std::string_view(out);
  while (!view.empty() && edges.find(view.front()) != std::string_view::npos && view.front() != '.')
    view.remove_prefix(1);
  while (!view.empty() && edges.find(view.back()) != std::string_view::npos) {
    // "S.W.A.T." ends with a dot of its own.
    if (view.back() == '.' && view.size() > 3 && view[view.size() - 3] == '.') break;
    view.remove_suffix(1);
  }
  return std::string(view);
}

std::string article_in_front(std::string title) {
  const auto comma = title.rfind(", ");
  if (comma == std::string::npos) return title;
  constexpr std::array<std::string_view, 12> articles = {"the", "a",   "an",  "le", "la",  "les",
                                                         "der", "die", "das", "el", "los", "il"};
  const auto article = title.substr(comma + 2);
  if (!any_of(articles, text::to_lower(article))) return title;
  return article + ' ' + title.substr(0, comma);
}

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> out;
  for (std::size_t i = 0; i < text.size();) {
    if (!is_word(text[i])) {
      ++i;
      continue;
    }
    auto end = i;
    while (end < text.size() && (is_word(text[end]) || text[end] == '\'')) ++end;
    // "5.1" is one word.
    if (end + 1 < text.size() && end - i == 1 && is_digit(text[i]) && text[end] == '.' && is_digit(text[end + 1]) &&
        (end + 2 == text.size() || !is_word(text[end + 2])))
      end += 2;
    out.push_back({i, end, text::to_lower(text.substr(i, end - i))});
    i = end;
  }
  return out;
}

int take_part(std::string& stem, bool trust_part) {
  const auto lower = text::to_lower(stem);
  auto end = lower.size();
  while (end > 0 && (lower[end - 1] == ')' || lower[end - 1] == ']' || lower[end - 1] == ' ')) --end;
  auto digits = end;
  while (digits > 0 && is_digit(lower[digits - 1])) --digits;
  int value = 0;
  auto word_end = digits;
  if (digits < end && end - digits <= 2) {
    value = number(std::string_view(lower).substr(digits, end - digits));
  } else if (digits == end && end > 1 && lower[end - 1] >= 'a' && lower[end - 1] <= 'd') {
    value = lower[end - 1] - 'a' + 1;
    word_end = end - 1;
  }
  if (value == 0) return 0;
  const bool letter = word_end == end - 1 && digits == end;
  auto word = word_end;
  while (word > 0 &&
         (lower[word - 1] == ' ' || lower[word - 1] == '.' || lower[word - 1] == '_' || lower[word - 1] == '-'))
    --word;
  const std::string_view head = std::string_view(lower).substr(0, word);
  for (const std::string_view name : {"cd", "disc", "disk", "dvd", "part", "pt"}) {
    if (!head.ends_with(name)) continue;
    auto begin = head.size() - name.size();
    if (begin > 0 && is_word(lower[begin - 1])) continue;
    if (letter && word != word_end) continue;  // "Part A" of a title is none; "parta" may be
    if ((name == "part" || name == "pt") && !trust_part) continue;
    while (begin > 0 && (lower[begin - 1] == ' ' || lower[begin - 1] == '.' || lower[begin - 1] == '_' ||
                         lower[begin - 1] == '-' || lower[begin - 1] == '(' || lower[begin - 1] == '['))
      --begin;
    stem.resize(begin);
    return value;
  }
  return 0;
}

}  // namespace kinoteka::library
