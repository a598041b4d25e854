// Who else knows films, and what their ids look like: the one list. The API's ExternalIds, the columns `provider`, what
// identifies a film, the fields and links of the pages follow from it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kinoteka {

struct ExternalIdKind {
  std::string_view name;    // in the database, the API and files
  std::string_view prefix;  // of a film's id, before up to ten digits; only where `numbered`
  bool numbered;            // or any text of up to 300 characters
  bool sure;                // stands for one film: an article in an encyclopedia may tell of several
  std::string_view page;    // where people read about the film, {id} in it
  std::string_view doc;     // for the API's description; may be empty
};

// Those that are surest first: where two name different films, the first is believed.
inline constexpr ExternalIdKind external_ids[] = {
    {"tmdb", "", true, true, "https://www.themoviedb.org/movie/{id}", ""},
    {"imdb", "tt", true, true, "https://www.imdb.com/title/{id}/", ""},
    {"wikidata", "Q", true, true, "https://www.wikidata.org/wiki/{id}", ""},
    {"wikipedia", "", false, false, "https://en.wikipedia.org/wiki/{id}", "The title of an article."},
};

inline constexpr std::size_t longest_numbered_id = 10;   // digits
inline constexpr std::size_t longest_external_id = 300;  // characters

// Nothing where there is no such kind.
constexpr const ExternalIdKind* external_id_kind(std::string_view name) {
  for (const auto& kind : external_ids)
    if (kind.name == name) return &kind;
  return nullptr;
}

// What is wrong with an id of this kind: what follows a field's name; nothing when it is one.
std::string external_id_fault(const ExternalIdKind& kind, std::string_view id);

}  // namespace kinoteka
