#include "base/scripts.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include "base/text.hpp"

namespace kinoteka::text {

std::string encode(std::u32string_view letters) {
  std::string out;
  icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(letters.data()),
                                static_cast<std::int32_t>(letters.size()))
      .toUTF8String(out);
  return out;
}

std::optional<std::string> in_latin(const std::string& folded) {
  const auto letters = decode(folded);
  const auto cyrillic = [](char32_t letter) { return letter >= 0x0400 && letter <= 0x04FF; };
  if (std::none_of(letters.begin(), letters.end(), cyrillic)) return std::nullopt;
  static const std::unique_ptr<icu::Transliterator> transliterator = [] {
    UErrorCode failed = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made(
        icu::Transliterator::createInstance("Russian-Latin/BGN", UTRANS_FORWARD, failed));
    return U_SUCCESS(failed) ? std::move(made) : nullptr;
  }();
  if (!transliterator) return std::nullopt;
  auto text = icu::UnicodeString::fromUTF8(folded);
  transliterator->transliterate(text);
  std::string out;
  text.toUTF8String(out);
  return fold(out);
}

}  // namespace kinoteka::text
