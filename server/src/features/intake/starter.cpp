#include <chrono>
#include <unordered_map>

#include "base/text.hpp"
#include "base/time.hpp"
#include "features/catalogue/face.hpp"
#include "features/intake/batches.hpp"
#include "features/intake/starter_data.hpp"
#include "json/decode.hpp"

namespace kinoteka::intake {

struct StarterRole {
  std::string name, character;
};
BOOST_DESCRIBE_STRUCT(StarterRole, (), (name, character))

// One line of server/starter/films.jsonl.
struct StarterFilm {
  std::string title, title_ru;
  std::optional<std::string> original_title;
  int year = 0, runtime = 0;
  std::vector<std::string> countries, languages, directors, genres;
  double popularity = 0;
  std::vector<StarterRole> cast;
  std::string description, description_ru;
};
BOOST_DESCRIBE_STRUCT(StarterFilm, (),
                      (title, title_ru, original_title, year, runtime, countries, languages, directors, genres,
                       popularity, cast, description, description_ru))

// One line of server/starter/people.jsonl.
struct StarterPerson {
  std::string name, ru;
};
BOOST_DESCRIBE_STRUCT(StarterPerson, (), (name, ru))

namespace {

std::vector<catalogue::NamedPerson> named_people() {
  std::vector<catalogue::NamedPerson> people;
  for (const auto line : text::split(starter_people(), '\n')) {
    if (line.empty()) continue;
    auto person = json::decode<StarterPerson>(line);
    people.push_back({std::move(person.name), {{"ru", std::move(person.ru)}}});
  }
  return people;
}

}  // namespace

std::int64_t name_people(db::Database& database) { return catalogue::name_people(database, named_people()); }

Report load_starter(db::Database& database) {
  const auto began = Clock::now();
  Report report;
  Batches batches(database, "starter", report);
  std::unordered_map<std::string, std::map<std::string, std::string>> names;
  for (auto& person : named_people()) names.emplace(std::move(person.name), std::move(person.names));
  const auto credit = [&](Role role, std::string name, std::string character) {
    const auto known = names.find(name);
    CreditRecord record{role, std::move(name), "", std::move(character)};
    if (known != names.end()) record.names = known->second;
    return record;
  };
  for (const auto line : text::split(starter_films(), '\n')) {
    if (line.empty()) continue;
    ++report.lines;
    auto film = json::decode<StarterFilm>(line);
    MovieRecord record;
    record.key = film.title + " (" + std::to_string(film.year) + ')';
    record.title = std::move(film.title);
    record.original_title = std::move(film.original_title);
    record.year = film.year;
    record.runtime = film.runtime;
    record.description = std::move(film.description);
    record.translations.push_back({"ru", std::move(film.title_ru), std::move(film.description_ru), ""});
    record.countries = std::move(film.countries);
    record.languages = std::move(film.languages);
    record.genres = std::move(film.genres);
    record.popularity = film.popularity;
    for (auto& name : film.directors) record.credits.push_back(credit(Role::director, std::move(name), ""));
    for (auto& role : film.cast)
      record.credits.push_back(credit(Role::actor, std::move(role.name), std::move(role.character)));
    batches.add(std::move(record));
  }
  batches.finish();
  report.seconds = std::chrono::duration<double>(Clock::now() - began).count();
  return report;
}

}  // namespace kinoteka::intake
