// Countries and languages by their English names. Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace kinoteka {

// ISO 3166-1 alpha-2 and ISO 639-1; empty for a name that nobody knows.
std::string country_code(std::string_view name);
std::string language_code(std::string_view name);

// The language that is spoken most in a country, both as codes: "RU" → "ru".
std::string language_of_country(std::string_view code);

}  // namespace kinoteka
