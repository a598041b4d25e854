// The catalogue's nouns. A movie belongs to nobody; what people do with it lives in other features.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kinoteka::catalogue {

enum class Role { director, writer, actor };

std::string_view role_name(Role role);

// What a list may be ordered by.
enum class SortField { title, year, rating, popularity, runtime, created_at };

struct SortKey {
  SortField field = SortField::popularity;
  bool descending = true;
  bool operator==(const SortKey&) const = default;
};

enum class PersonOrder { name, popularity };

// How many a search finds at most.
inline constexpr std::size_t most_found = 1000;

// Which movies; everything that is set must hold.
struct MovieFilter {
  std::optional<std::int64_t> genre, director, actor;  // ids
  std::optional<int> year, year_from, year_to;
  std::optional<double> rating_from;
  std::optional<std::string> country, language, tag;
  std::string genre_name, director_name, actor_name;  // in place of ids; empty: not asked for
  bool operator==(const MovieFilter&) const = default;
};

// What one person's opinion of a film adds to its numbers.
struct Opinion {
  int rating = 0;  // half-stars, 1 to 10; 0: none
  bool watched = false, favorite = false;
  bool operator==(const Opinion&) const = default;
};

// How well known a film is, from 0 to 1, as sources tell: the votes it got, …
double popularity_of_votes(std::int64_t votes);
// … or, without votes, how much has been written about it and how many known people made it.
double popularity_of_article(std::size_t article_length, bool has_picture, std::size_t cast);
// … and a person, from the popularity of their films summed up.
double popularity_of_person(double films);

// Genres come under many names ("Sci-Fi", "Science Fiction"); here each has one, with what we know that it is called in
// the other languages of locales.hpp.
struct GenreName {
  std::string slug, name;
  std::map<std::string, std::string> names;
};
GenreName canonical_genre(std::string_view name);

}  // namespace kinoteka::catalogue
