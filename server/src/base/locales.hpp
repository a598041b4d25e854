// The languages that Kinoteka speaks: one file each in web/src/locales, which is all there is to one. The build lists
// them (server/cmake/embed_locales.cmake); English is the first, and the one that is spoken where another is not known.
#pragma once

#include <string_view>
#include <vector>

namespace kinoteka {

struct Locale {
  std::string_view code;   // ISO 639-1
  std::string_view texts;  // the member `server` of its file, as JSON: what the server itself says
};

const std::vector<Locale>& locales();

}  // namespace kinoteka
