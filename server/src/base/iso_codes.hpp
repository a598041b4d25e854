// Countries and languages by their English names. Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace kinoteka {

// ISO 3166-1 alpha-2 and ISO 639-1; empty for a name that nobody knows.
std::string country_code(std::string_view name);
std::string language_code(std::string_view name);

}  // namespace kinoteka
