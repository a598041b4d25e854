// Kodi's .nfo files: what somebody (or a program) has written down about a film beside it. XML, a link to IMDb or TMDB,
// or both. Read without entities, documents elsewhere or any other of XML's powers. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kinoteka::library {

struct Nfo {
  std::string title, original_title, imdb, tmdb;
  int year = 0;
};

inline constexpr std::size_t largest_nfo = 1u << 20;

// Nothing when it says nothing of use.
std::optional<Nfo> read_nfo(std::string_view bytes);

// One to be written beside the film.
std::string write_nfo(const Nfo& nfo);

}  // namespace kinoteka::library
