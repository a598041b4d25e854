#include "features/library/file_name.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "features/library/file_name_words.hpp"

namespace kinoteka::library {
namespace {

using Words = std::vector<std::string>;

constexpr int first_year = 1878, last_year = 2035;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }
// Of a word in any script.
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

std::string_view language_of(std::string_view word) {
  for (const auto& [name, code] : languages)
    if (name == word) return code;
  return {};
}

void add_language(FileName& out, std::string_view code) {
  if (std::find(out.languages.begin(), out.languages.end(), code) == out.languages.end())
    out.languages.emplace_back(code);
}

// The text between the bracket at `open` and its partner, which ends at `close`.
struct Bracket {
  std::size_t open, close;
  std::string inside;
};

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

// Dots and underscores stand for spaces where nothing else does; "S.W.A.T." keeps its own.
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

// "Matrix, The" → "The Matrix".
std::string article_in_front(std::string title) {
  const auto comma = title.rfind(", ");
  if (comma == std::string::npos) return title;
  constexpr std::array<std::string_view, 12> articles = {"the", "a",   "an",  "le", "la",  "les",
                                                         "der", "die", "das", "el", "los", "il"};
  const auto article = title.substr(comma + 2);
  if (!any_of(articles, text::to_lower(article))) return title;
  return article + ' ' + title.substr(0, comma);
}

// A word of a name with where it stands.
struct Token {
  std::size_t begin, end;
  std::string lower;
};

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

bool is_year(const Token& token) {
  if (token.lower.size() != 4 || !all_digits(token.lower)) return false;
  const int year = number(token.lower);
  return year >= first_year && year <= last_year;
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

// "cd1", "disc 2", "part1", "pt.2" at the end of `stem`: the number, with the stem cut before it.
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

// "S01E02", "1x02".
bool is_episode(const Token& token) {
  const std::string_view word = token.lower;
  const auto e = word.find('e');
  if (word.size() >= 6 && word[0] == 's' && e != std::string_view::npos && e >= 2 && e + 1 < word.size())
    return all_digits(word.substr(1, e - 1)) && is_digit(word[e + 1]);
  const auto x = word.find('x');
  return (x == 1 || x == 2) && word.size() == x + 3 && all_digits(word.substr(0, x)) && all_digits(word.substr(x + 1));
}

bool looks_like_episode(const std::vector<Token>& tokens) {
  return std::any_of(tokens.begin(), tokens.end(), is_episode);
}

// Reads one name (a file's without its suffix, or a folder's) into `out`.
void read_name(std::string stem, FileName& out) {
  // Advertising in front.
  if (const auto lower = text::to_lower(stem); lower.starts_with("www.")) {
    const auto space = stem.find_first_of(" ]");
    if (space != std::string::npos) stem = std::string(stem.substr(space + 1));
  }
  // What brackets say, from the last to the first, so that places stay right.
  auto brackets = brackets_of(stem);
  for (auto bracket = brackets.rbegin(); bracket != brackets.rend(); ++bracket) {
    const auto lower = text::to_lower(bracket->inside);
    bool said = take_id(out, bracket->inside);
    if (!said && lower.starts_with("edition-")) {
      out.edition = bracket->inside.substr(8);
      said = true;
    }
    if (!said) {
      if (auto named = edition_named(bracket->inside); !named.empty()) {
        if (out.edition.empty()) out.edition = std::move(named);
        said = true;
      }
    }
    if (said) stem.replace(bracket->open, bracket->close - bracket->open + 1, " ");
  }
  // "tt0133093" without brackets.
  for (const auto& token : tokens_of(stem)) {
    if (token.lower.size() >= 9 && token.lower.starts_with("tt") &&
        all_digits(std::string_view(token.lower).substr(2)) && take_id(out, token.lower)) {
      stem.replace(token.begin, token.end - token.begin, " ");
      break;
    }
  }
  // A group's name in front: "[Group] Title".
  if (stem.starts_with('[')) {
    const auto close = stem.find(']');
    if (close != std::string::npos && !text::trim(std::string_view(stem).substr(close + 1)).empty()) {
      const auto inside = tokens_of(std::string_view(stem).substr(1, close - 1));
      if (inside.size() != 1 || !is_year(inside[0])) stem = stem.substr(close + 1);
    }
  }

  const auto tokens = tokens_of(stem);
  auto copy_begins = std::string_view::npos;
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    if (!is_copy_word(tokens, i) && !is_episode(tokens[i])) continue;
    copy_begins = tokens[i].begin;
    break;
  }
  const auto year = find_year(stem, tokens, copy_begins);
  auto title_ends = std::min(copy_begins, stem.size());
  if (year.value != 0) {
    out.year = year.value;
    title_ends = year.begin;
    if (text::trim(std::string_view(stem).substr(0, year.begin)).empty()) {
      // "(1999) The Matrix"
      stem.erase(0, year.end);
      FileName rest;
      read_name(stem, rest);
      out.title = rest.title;
      out.also_known = rest.also_known;
      if (out.edition.empty()) out.edition = rest.edition;
      if (out.resolution.empty()) out.resolution = rest.resolution;
      for (const auto& code : rest.languages) add_language(out, code);
      return;
    }
  }
  // Behind the title: edition, resolution, languages.
  const auto behind = year.value != 0 ? year.end : title_ends;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].begin < behind) continue;
    const auto& word = tokens[i].lower;
    if (out.edition.empty()) {
      for (std::size_t count = 3; count > 0; --count) {
        if (i + count > tokens.size()) continue;
        const auto words = std::string_view(stem).substr(tokens[i].begin, tokens[i + count - 1].end - tokens[i].begin);
        if (auto named = edition_named(words); !named.empty()) {
          out.edition = std::move(named);
          break;
        }
      }
    }
    const bool lines = word.size() >= 4 && word.size() <= 5 && (word.back() == 'p' || word.back() == 'i') &&
                       all_digits(std::string_view(word).substr(0, word.size() - 1));
    if (out.resolution.empty() && lines) out.resolution = word;
    if (out.resolution.empty() && (word == "4k" || word == "uhd")) out.resolution = "2160p";
    // Two letters are too often something else.
    if (const auto code = language_of(word); !code.empty() && word.size() > 2) add_language(out, code);
  }

  auto title = std::string(std::string_view(stem).substr(0, title_ends));
  // Other titles in brackets, or behind "aka".
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

// Whether a stem ends with "-suffix", as extras do; for trailers and samples also ".suffix" and "_suffix".
bool ends_as(std::string_view lower, std::string_view suffix, bool loosely) {
  if (!lower.ends_with(suffix) || lower.size() <= suffix.size()) return false;
  const char before = lower[lower.size() - suffix.size() - 1];
  return before == '-' || (loosely && (before == '.' || before == '_' || before == ' '));
}

FileKind kind_of_video(const std::vector<std::string_view>& parts, std::string_view stem) {
  const auto lower = text::to_lower(stem);
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    const auto folder = text::to_lower(parts[i]);
    if (folder == "sample" || folder == "samples") return FileKind::sample;
    // A film may be called "Trailer" or "Other": a folder of extras lies within a film's.
    if (i > 0 && any_of(extra_folders, folder)) return FileKind::extra;
  }
  if (lower == "sample" || lower.starts_with("sample-") || lower.starts_with("sample.") ||
      ends_as(lower, "sample", true))
    return FileKind::sample;
  if (lower == "trailer" && parts.size() > 1) return FileKind::extra;
  for (const auto suffix : extra_suffixes)
    if (ends_as(lower, suffix, suffix == "trailer")) return FileKind::extra;
  if (lower == "theme") return FileKind::extra;
  return looks_like_episode(tokens_of(stem)) ? FileKind::episode : FileKind::movie;
}

// What says nothing of the film by itself.
bool is_bare(std::string_view stem) {
  const auto lower = text::to_lower(text::trim(stem));
  if (lower.empty() || any_of(bare_names, lower) || all_digits(lower)) return true;
  if (lower.starts_with("vts_") || lower.starts_with("title_t") || lower.starts_with("vid_")) return true;
  auto rest = lower;
  return take_part(rest, true) > 0 && text::trim(rest).empty();
}

bool says_nothing(std::string_view folder) {
  const auto lower = text::to_lower(folder);
  if (lower == "video_ts" || lower == "bdmv" || lower == "stream" || lower == "certificate") return true;
  auto rest = lower;
  return take_part(rest, true) > 0 && text::trim(rest).empty();
}

// The folder that is the film's own: over disc folders and folders of extras. Empty at the library's top.
std::string_view film_folder(const std::vector<std::string_view>& parts, FileKind kind) {
  for (std::size_t i = parts.size() - 1; i-- > 0;) {
    const auto lower = text::to_lower(parts[i]);
    if (says_nothing(parts[i])) continue;
    if ((kind == FileKind::extra || kind == FileKind::sample) &&
        (any_of(extra_folders, lower) || lower == "sample" || lower == "samples"))
      continue;
    if (lower == "subs" || lower == "subtitles") continue;
    return parts[i];
  }
  return {};
}

// Takes ".en.forced" and the like from the end of a subtitle's stem.
void take_subtitle_marks(std::string& stem, FileName& out) {
  for (;;) {
    const auto dot = stem.find_last_of("._- ");
    if (dot == std::string::npos || dot == 0) return;
    const auto word = text::to_lower(std::string_view(stem).substr(dot + 1));
    if (word == "forced" || word == "foreign") {
      out.forced = true;
    } else if (word == "sdh" || word == "cc" || (word == "hi" && !out.languages.empty())) {
      out.hearing_impaired = true;
    } else if (const auto code = language_of(word); !code.empty()) {
      add_language(out, code);
    } else if (word != "default" && word != "full" && !(all_digits(word) && word.size() == 1)) {
      return;
    }
    stem.resize(dot);
  }
}

void read_both(const std::vector<std::string_view>& parts, const std::string& stem, FileName& out) {
  std::string own = stem;
  FileName file = out, folder = out;
  const auto parent = film_folder(parts, out.kind);
  if (!parent.empty()) read_name(std::string(parent), folder);
  const auto tokens = tokens_of(own);
  // "Part 2" belongs to a title unless a year stands before it, or the folder has the title without it.
  auto without = own;
  const int any_part = take_part(without, true);
  bool trust = false;
  if (any_part > 0) {
    const auto rest = tokens_of(without);
    FileName alone;
    read_name(without, alone);
    trust = std::any_of(rest.begin(), rest.end(), is_year) ||
            (!folder.title.empty() && text::fold(alone.title) == text::fold(folder.title));
  }
  file.part = take_part(own, trust);
  // "2012" alone is a title after all.
  if (!is_bare(own) || (folder.title.empty() && all_digits(own))) read_name(own, file);
  if (file.part == 0) {
    // "Film (1999) cd1 1080p": the part stands before what describes the copy.
    for (std::size_t i = 1; i < tokens.size() && file.year != 0; ++i) {
      if (!tokens[i].lower.starts_with("cd") || tokens[i].lower.size() != 3 || !is_digit(tokens[i].lower[2])) continue;
      file.part = tokens[i].lower[2] - '0';
    }
  }
  const bool folder_knows = !folder.title.empty() && (folder.year != 0 || !folder.imdb.empty() || !folder.tmdb.empty());
  const bool file_knows = !file.title.empty() && (file.year != 0 || !file.imdb.empty() || !file.tmdb.empty());
  const bool by_folder = !folder.title.empty() && (file.title.empty() || (folder_knows && !file_knows));
  const int part = file.part != 0 ? file.part : 0;
  if (by_folder) {
    auto merged = folder;
    merged.part = part;
    if (merged.edition.empty()) merged.edition = file.edition;
    if (merged.resolution.empty()) merged.resolution = file.resolution;
    for (const auto& code : file.languages) add_language(merged, code);
    merged.forced = file.forced;
    merged.hearing_impaired = file.hearing_impaired;
    out = std::move(merged);
  } else {
    if (text::fold(file.title) == text::fold(folder.title) || file.title.empty()) {
      if (file.year == 0) file.year = folder.year;
      if (file.imdb.empty()) file.imdb = folder.imdb;
      if (file.tmdb.empty()) file.tmdb = folder.tmdb;
      if (file.edition.empty()) file.edition = folder.edition;
      for (const auto& other : folder.also_known) file.also_known.push_back(other);
    } else if (file.imdb.empty() && file.tmdb.empty() && file.year == folder.year) {
      file.imdb = folder.imdb;
      file.tmdb = folder.tmdb;
    }
    out = std::move(file);
  }
  if (out.part == 0) {
    // A disc of its own folder: "Film/CD1/film.avi".
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
      auto name = std::string(parts[i]);
      if (const int disc = take_part(name, false); disc > 0 && text::trim(name).empty()) out.part = disc;
    }
  }
}

}  // namespace

FileName read_file_name(std::string_view path) {
  FileName out;
  const auto parts = parts_of(path);
  if (parts.empty()) return out;
  const auto [stem_view, suffix] = split_suffix(parts.back());
  std::string stem(stem_view);
  if (any_of(video_suffixes, suffix)) {
    out.kind = kind_of_video(parts, stem);
    if (out.kind == FileKind::extra || out.kind == FileKind::sample) {
      const auto dash = stem.find_last_of("-._");
      if (dash != std::string::npos && dash > 0) stem.resize(dash);
    }
  } else if (any_of(subtitle_suffixes, suffix)) {
    out.kind = FileKind::subtitle;
    take_subtitle_marks(stem, out);
  } else if (suffix == "nfo") {
    out.kind = FileKind::nfo;
  } else if (any_of(picture_suffixes, suffix)) {
    out.kind = FileKind::picture;
  } else {
    return out;
  }
  read_both(parts, stem, out);
  return out;
}

std::string stack_key(std::string_view path) {
  const auto parts = parts_of(path);
  if (parts.empty()) return {};
  auto [stem_view, suffix] = split_suffix(parts.back());
  std::string stem(stem_view);
  FileName marks;
  if (any_of(subtitle_suffixes, suffix)) take_subtitle_marks(stem, marks);
  const auto name = read_file_name(path);
  if (name.part != 0) {
    auto without = stem;
    if (take_part(without, true) > 0) stem = std::move(without);
  }
  std::string folder;
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    const auto lower = text::to_lower(parts[i]);
    if (says_nothing(parts[i]) || lower == "subs" || lower == "subtitles") continue;
    folder += text::fold(parts[i]) + '/';
  }
  return folder + text::fold(stem);
}

bool is_ignored(std::string_view name) {
  const auto lower = text::to_lower(name);
  constexpr std::array<std::string_view, 8> others = {"@eadir",       "#recycle",   "#snapshot",
                                                      "$recycle.bin", "lost+found", "system volume information",
                                                      "thumbs.db",    "recycler"};
  if (name.starts_with('.') || any_of(others, lower)) return true;
  for (const std::string_view end : {".part", ".!qb", ".crdownload", ".!ut", ".tmp", ".aria2", ".download"})
    if (lower.ends_with(end)) return true;
  return false;
}

bool is_video(std::string_view name) { return any_of(video_suffixes, split_suffix(name).second); }
bool is_subtitle(std::string_view name) { return any_of(subtitle_suffixes, split_suffix(name).second); }

}  // namespace kinoteka::library
