#include "features/catalogue/domain.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/locales.hpp"
#include "base/text.hpp"
#include "json/decode.hpp"

namespace kinoteka::catalogue {

// A part of a language's texts.
struct GenreTexts {
  std::map<std::string, std::string> genres;
};
BOOST_DESCRIBE_STRUCT(GenreTexts, (), (genres))

namespace {

struct KnownGenre {
  std::string_view slug, also;  // `also`: other folded names than its own, parted by '|'
};

// What they are called stands in each language's texts.
constexpr KnownGenre known_genres[] = {
    {"action", ""},
    {"adventure", ""},
    {"animation", "animated"},
    {"biography", "biopic"},
    {"comedy", ""},
    {"crime", ""},
    {"dance", ""},
    {"disaster", ""},
    {"documentary", ""},
    {"drama", ""},
    {"erotic", "adult"},
    {"family", ""},
    {"fantasy", ""},
    {"film-noir", "noir|film noir"},
    {"found-footage", ""},
    {"history", "historical"},
    {"horror", ""},
    {"independent", ""},
    {"legal", ""},
    {"live-action", ""},
    {"martial-arts", ""},
    {"music", ""},
    {"musical", ""},
    {"mystery", ""},
    {"performance", ""},
    {"political", ""},
    {"romance", ""},
    {"satire", ""},
    {"science-fiction", "sci fi|scifi"},
    {"short", ""},
    {"silent", ""},
    {"slasher", ""},
    {"sport", "sports"},
    {"spy", ""},
    {"superhero", ""},
    {"supernatural", ""},
    {"suspense", ""},
    {"teen", ""},
    {"thriller", ""},
    {"war", ""},
    {"western", ""},
};

// By language, the first one first: names by slug.
using GenreNames = std::vector<std::pair<std::string, std::map<std::string, std::string>>>;
const GenreNames& names_of_genres() {
  static const auto all = [] {
    GenreNames out;
    for (const auto& locale : locales())
      out.emplace_back(locale.code, json::decode<GenreTexts>(locale.texts, json::Unknown::ignore).genres);
    return out;
  }();
  return all;
}

}  // namespace

std::string_view role_name(Role role) {
  switch (role) {
    case Role::director: return "director";
    case Role::writer: return "writer";
    case Role::actor: return "actor";
  }
  return "";
}

double popularity_of_votes(std::int64_t votes) {
  // Three million votes is as known as a film gets.
  return std::clamp(std::log10(static_cast<double>(votes) + 1) / 6.5, 0.0, 1.0);
}

double popularity_of_article(std::size_t article_length, bool has_picture, std::size_t cast) {
  const double written = std::min(1.0, static_cast<double>(article_length) / 1500);
  const double people = std::min(1.0, static_cast<double>(cast) / 20);
  return 0.35 * written + 0.05 * (has_picture ? 1 : 0) + 0.1 * people;  // never above a film with votes to speak of
}

double popularity_of_person(double films) { return films / (films + 2); }

GenreName canonical_genre(std::string_view name) {
  const auto folded = text::fold(name);
  for (const auto& genre : known_genres) {
    const auto& names = names_of_genres();
    const std::string slug(genre.slug);
    const auto& own = names.front().second.at(slug);
    const auto others = text::split(genre.also, '|');
    if (text::fold(own) != folded && std::find(others.begin(), others.end(), folded) == others.end()) continue;
    GenreName out{slug, own, {}};
    for (std::size_t i = 1; i < names.size(); ++i)
      if (const auto found = names[i].second.find(slug); found != names[i].second.end())
        out.names.emplace(names[i].first, found->second);
    return out;
  }
  std::string slug = folded;
  std::replace(slug.begin(), slug.end(), ' ', '-');
  return {slug, std::string(text::trim(name)), {}};
}

}  // namespace kinoteka::catalogue
