#include "base/text.hpp"

#include <algorithm>
#include <array>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace kinoteka::text {
namespace {

const icu::Normalizer2& decomposition() {
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2* const instance = icu::Normalizer2::getNFKDInstance(status);
  return *instance;
}

void append(std::string& out, UChar32 c) {
  std::array<char, U8_MAX_LENGTH> bytes;
  int32_t size = 0;
  U8_APPEND_UNSAFE(bytes.data(), size, c);
  out.append(bytes.data(), static_cast<std::size_t>(size));
}

// Letters that carry a stroke or a ligature, which no decomposition takes apart.
std::string_view plain_letter(UChar32 c) {
  switch (c) {
    case U'ł': return "l";
    case U'ø': return "o";
    case U'đ': return "d";
    case U'ħ': return "h";
    case U'ı': return "i";
    case U'æ': return "ae";
    case U'œ': return "oe";
    case U'ß': return "ss";
    case U'þ': return "th";
    case U'ð': return "d";
    default: return {};
  }
}

bool is_apostrophe(UChar32 c) { return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x02BC || c == '`'; }

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string fold_ascii(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool gap = false;
  for (const char c : text) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    const bool letter = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    if (letter) {
      if (gap && !out.empty()) out += ' ';
      gap = false;
      out += lower;
    } else if (c != '\'' && c != '`') {
      gap = true;
    }
  }
  return out;
}

}  // namespace

bool valid_utf8(std::string_view text) {
  if (is_ascii(text)) return true;
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT(bytes, i, size, c);
    if (c < 0) return false;
  }
  return true;
}

std::string from_windows_1252(std::string_view text) {
  const icu::UnicodeString read(text.data(), static_cast<int32_t>(text.size()), "windows-1252");
  std::string out;
  read.toUTF8String(out);
  return out;
}

std::size_t length(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n\f\v";
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

bool has_invisible(std::string_view utf8) {
  if (is_ascii(utf8)) return std::any_of(utf8.begin(), utf8.end(), [](char c) { return c >= 0 && c < 0x20; });
  for (const char32_t c : decode(utf8)) {
    const auto type = u_charType(static_cast<UChar32>(c));
    const bool blank = c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x2800;  // letters without ink
    if (type == U_FORMAT_CHAR || type == U_CONTROL_CHAR || type == U_LINE_SEPARATOR || type == U_PARAGRAPH_SEPARATOR ||
        blank)
      return true;
  }
  return false;
}

std::string fold(std::string_view text) {
  if (is_ascii(text)) return fold_ascii(text);  // most titles, ten times faster

  // A fraction is a word of its own: "8½" is what people type as "8 1/2".
  std::string spelt;
  if (constexpr std::string_view half = "½"; text.find(half) != std::string_view::npos) {
    for (std::size_t from = 0;;) {
      const auto at = text.find(half, from);
      spelt += text.substr(from, at - from);
      if (at == std::string_view::npos) break;
      spelt += " 1/2 ";
      from = at + half.size();
    }
    text = spelt;
  }
  auto source = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  UErrorCode status = U_ZERO_ERROR;
  auto letters = decomposition().normalize(source.foldCase(), status);
  if (U_FAILURE(status)) return fold_ascii(text);

  std::string out;
  out.reserve(text.size());
  bool gap = false;
  for (int32_t i = 0; i < letters.length(); i = letters.moveIndex32(i, 1)) {
    const UChar32 c = letters.char32At(i);
    if (u_charType(c) == U_NON_SPACING_MARK || is_apostrophe(c)) continue;
    if (!u_isalnum(c)) {
      gap = true;
      continue;
    }
    if (gap && !out.empty()) out += ' ';
    gap = false;
    if (const auto plain = plain_letter(c); !plain.empty()) {
      out += plain;
    } else {
      append(out, c);
    }
  }
  return out;
}

std::string sort_key(std::string_view title) {
  auto key = fold(title);
  for (const std::string_view article : {"the ", "a ", "an "}) {
    if (key.size() > article.size() && key.starts_with(article)) return key.substr(article.size());
  }
  return key;
}

std::vector<std::string_view> words(std::string_view folded) {
  auto parts = split(folded, ' ');
  std::erase(parts, std::string_view{});
  return parts;
}

std::u32string decode(std::string_view utf8) {
  std::u32string out;
  out.reserve(utf8.size());
  const auto* bytes = reinterpret_cast<const uint8_t*>(utf8.data());
  const auto size = static_cast<int32_t>(utf8.size());
  for (int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, i, size, c);
    out += static_cast<char32_t>(c);
  }
  return out;
}

std::string_view prefix(std::string_view utf8, std::size_t count) {
  std::size_t end = 0;
  for (; end < utf8.size(); ++end) {
    if ((static_cast<unsigned char>(utf8[end]) & 0xC0) != 0x80 && count-- == 0) break;
  }
  return utf8.substr(0, end);
}

int typing_errors(std::u32string_view typed, std::u32string_view word, int limit, bool open_end) {
  const int over = limit + 1;
  const auto rows = typed.size();
  const auto longest = rows + static_cast<std::size_t>(limit);
  if (!open_end && (word.size() > longest || rows > word.size() + static_cast<std::size_t>(limit))) return over;
  word = word.substr(0, longest);  // what lies beyond cannot lower the distance

  const auto columns = word.size();
  std::vector<int> before(columns + 1), last(columns + 1), row(columns + 1);
  for (std::size_t j = 0; j <= columns; ++j) last[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= rows; ++i) {
    row[0] = static_cast<int>(i);
    int best = row[0];
    for (std::size_t j = 1; j <= columns; ++j) {
      const int change = typed[i - 1] == word[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
      if (i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
      best = std::min(best, row[j]);
    }
    if (best > limit) return over;
    std::swap(before, last);
    std::swap(last, row);
  }
  const int distance = open_end ? *std::min_element(last.begin(), last.end()) : last[columns];
  return std::min(distance, over);
}

std::string_view closest(std::string_view wanted, const std::vector<std::string_view>& candidates) {
  const auto letters = decode(wanted);
  int limit = std::max(1, static_cast<int>(letters.size()) / 3);
  std::string_view best;
  for (const auto candidate : candidates) {
    const int distance = typing_errors(letters, decode(candidate), limit);
    if (distance > limit) continue;
    best = candidate;
    limit = distance - 1;
    if (limit < 0) break;
  }
  return best;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  parts.reserve(1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), separator)));
  for (std::size_t start = 0;;) {
    const auto end = text.find(separator, start);
    parts.push_back(text.substr(start, end - start));
    if (end == std::string_view::npos) return parts;
    start = end + 1;
  }
}

bool iequals(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
           return lower(x) == lower(y);
         });
}

std::string to_lower(std::string_view ascii) {
  std::string out(ascii);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

}  // namespace kinoteka::text
