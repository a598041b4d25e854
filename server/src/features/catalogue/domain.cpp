#include "features/catalogue/domain.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"

namespace kinoteka::catalogue {
namespace {

struct Known {
  std::string_view slug, name, russian, also;  // `also`: other folded names, parted by '|'
};

constexpr Known known_genres[] = {
    {"action", "Action", "Боевик", ""},
    {"adventure", "Adventure", "Приключения", ""},
    {"animation", "Animation", "Анимация", "animated"},
    {"biography", "Biography", "Биография", "biopic"},
    {"comedy", "Comedy", "Комедия", ""},
    {"crime", "Crime", "Криминал", ""},
    {"dance", "Dance", "Танцевальный", ""},
    {"disaster", "Disaster", "Катастрофа", ""},
    {"documentary", "Documentary", "Документальный", ""},
    {"drama", "Drama", "Драма", ""},
    {"erotic", "Erotic", "Эротика", "adult"},
    {"family", "Family", "Семейный", ""},
    {"fantasy", "Fantasy", "Фэнтези", ""},
    {"film-noir", "Film noir", "Нуар", "noir|film noir"},
    {"found-footage", "Found footage", "Найденная плёнка", ""},
    {"history", "History", "История", "historical"},
    {"horror", "Horror", "Ужасы", ""},
    {"independent", "Independent", "Независимое кино", ""},
    {"legal", "Legal", "Судебная драма", ""},
    {"live-action", "Live action", "Игровое кино", ""},
    {"martial-arts", "Martial arts", "Боевые искусства", ""},
    {"music", "Music", "Музыка", ""},
    {"musical", "Musical", "Мюзикл", ""},
    {"mystery", "Mystery", "Детектив", ""},
    {"performance", "Performance", "Концерт", ""},
    {"political", "Political", "Политика", ""},
    {"romance", "Romance", "Мелодрама", ""},
    {"satire", "Satire", "Сатира", ""},
    {"science-fiction", "Science fiction", "Фантастика", "sci fi|scifi"},
    {"short", "Short", "Короткий метр", ""},
    {"silent", "Silent", "Немое кино", ""},
    {"slasher", "Slasher", "Слэшер", ""},
    {"sport", "Sport", "Спорт", "sports"},
    {"spy", "Spy", "Шпионский", ""},
    {"superhero", "Superhero", "Супергерои", ""},
    {"supernatural", "Supernatural", "Мистика", ""},
    {"suspense", "Suspense", "Саспенс", ""},
    {"teen", "Teen", "Молодёжный", ""},
    {"thriller", "Thriller", "Триллер", ""},
    {"war", "War", "Военный", ""},
    {"western", "Western", "Вестерн", ""},
};

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
    const auto others = text::split(genre.also, '|');
    if (text::fold(genre.name) == folded || std::find(others.begin(), others.end(), folded) != others.end()) {
      return {std::string(genre.slug), std::string(genre.name), std::string(genre.russian)};
    }
  }
  std::string slug = folded;
  std::replace(slug.begin(), slug.end(), ' ', '-');
  return {slug, std::string(text::trim(name)), ""};
}

}  // namespace kinoteka::catalogue
