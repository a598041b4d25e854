#include "base/iso_codes.hpp"

#include <cstring>
#include <map>

#include <unicode/uloc.h>

#include "base/text.hpp"

namespace kinoteka {
namespace {

using Codes = std::map<std::string, std::string>;  // by folded name

template <class Display>
Codes codes_of(const char* const* all, const Display& display) {
  Codes out;
  for (; *all != nullptr; ++all) {
    if (std::strlen(*all) != 2) continue;
    const auto name = display(*all);
    if (!name.empty()) out.emplace(text::fold(name), *all);
  }
  return out;
}

std::string utf8(const UChar* text, int length) {
  std::string out;
  for (int i = 0; i < length; ++i) {
    const auto c = text[i];  // English names are Latin-1
    if (c < 0x80) {
      out += static_cast<char>(c);
    } else if (c < 0x800) {
      out += {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 0x3F))};
    }
  }
  return out;
}

Codes countries() {
  auto out = codes_of(uloc_getISOCountries(), [](const char* code) {
    UChar name[100];
    UErrorCode failed = U_ZERO_ERROR;
    const auto locale = std::string("und_") + code;
    const int length = uloc_getDisplayCountry(locale.c_str(), "en", name, 100, &failed);
    return U_SUCCESS(failed) ? utf8(name, length) : std::string();
  });
  // As film databases say them.
  for (const auto& [name, code] :
       {std::pair("usa", "US"), std::pair("united states of america", "US"), std::pair("uk", "GB"),
        std::pair("soviet union", "SU"), std::pair("korea", "KR"), std::pair("czech republic", "CZ"),
        std::pair("hong kong", "HK"), std::pair("turkey", "TR"), std::pair("west germany", "DE")}) {
    out.emplace(name, code);
  }
  return out;
}

Codes languages() {
  auto out = codes_of(uloc_getISOLanguages(), [](const char* code) {
    UChar name[100];
    UErrorCode failed = U_ZERO_ERROR;
    const int length = uloc_getDisplayLanguage(code, "en", name, 100, &failed);
    return U_SUCCESS(failed) ? utf8(name, length) : std::string();
  });
  for (const auto& [name, code] : {std::pair("mandarin", "zh"), std::pair("cantonese", "zh"), std::pair("farsi", "fa")})
    out.emplace(name, code);
  return out;
}

std::string find(const Codes& codes, std::string_view name) {
  const auto found = codes.find(text::fold(name));
  return found == codes.end() ? std::string() : found->second;
}

}  // namespace

std::string country_code(std::string_view name) {
  static const auto codes = countries();
  return find(codes, name);
}

std::string language_code(std::string_view name) {
  static const auto codes = languages();
  return find(codes, name);
}

std::string language_of_country(std::string_view code) {
  char likely[32];
  UErrorCode failed = U_ZERO_ERROR;
  const auto length = uloc_addLikelySubtags(("und_" + std::string(code)).c_str(), likely, sizeof likely, &failed);
  const std::string_view locale(likely, U_SUCCESS(failed) && length > 0 ? static_cast<std::size_t>(length) : 0);
  const auto language = locale.substr(0, locale.find('_'));
  return language == "und" ? std::string() : std::string(language);
}

}  // namespace kinoteka
