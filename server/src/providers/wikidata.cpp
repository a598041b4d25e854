// Wikidata: needs no key. Films are found by `wbsearchentities`, read by `wbgetentities` (wikidata.org/w/api.php), and
// the things they refer to get their names and codes by one question in SPARQL (query.wikidata.org). Pictures lie in
// Wikimedia Commons.
#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include <boost/describe/class.hpp>
#include <boost/json/object.hpp>

#include "base/text.hpp"
#include "net/http_client.hpp"
#include "providers/commons.hpp"
#include "providers/kinds.hpp"
#include "providers/wikidata_entity.hpp"

namespace kinoteka::providers {
namespace wikidata {

struct SearchHit {
  std::string id;
};
BOOST_DESCRIBE_STRUCT(SearchHit, (), (id))
struct SearchPage {
  std::vector<SearchHit> search;
};
BOOST_DESCRIBE_STRUCT(SearchPage, (), (search))

struct Cell {
  std::string value;
};
BOOST_DESCRIBE_STRUCT(Cell, (), (value))
using Line = std::map<std::string, Cell>;  // by the variable's name
struct Table {
  std::vector<Line> bindings;
};
BOOST_DESCRIBE_STRUCT(Table, (), (bindings))
struct QueryAnswer {
  Table results;
};
BOOST_DESCRIBE_STRUCT(QueryAnswer, (), (results))

}  // namespace wikidata

namespace {

using namespace wikidata;
using boost::json::object, boost::json::value;

constexpr std::size_t most_cast = 60, most_found = 10;

// "en" of the interface, or what letters say.
std::string language_of(const Wanted& wanted) {
  for (const char32_t letter : text::decode(wanted.title))
    if (letter >= 0x400 && letter < 0x530) return "ru";
  return wanted.language;
}

class Wikidata final : public Provider {
 public:
  Wikidata(const Settings& settings, net::Fetcher& fetcher, AnswerStore& store)
      : api_(settings.wikidata_url),
        query_(settings.wikidata_query_url),
        commons_(settings.commons_url),
        asking_("Wikidata", fetcher, store, settings.manners.value_or(Manners{5, 10})) {
    about_ = {"wikidata",
              "Wikidata",
              "Film data by Wikidata, under CC0; pictures by Wikimedia Commons.",
              "https://www.wikidata.org",
              "wikidata",
              "",
              true};
  }

  const About& about() const override { return about_; }
  Trouble trouble() const override { return asking_.trouble(); }

  std::vector<Found> search(const Wanted& wanted) override {
    const auto language = language_of(wanted);
    const auto query = net::form_encode({{"action", "wbsearchentities"},
                                         {"search", wanted.title},
                                         {"language", language},
                                         {"uselang", language},
                                         {"type", "item"},
                                         {"limit", "30"},
                                         {"format", "json"}});
    const auto hits = asking_.ask_for<SearchPage>(question(query, std::chrono::hours(24)));
    std::vector<std::string> ids;
    if (hits) {
      for (const auto& hit : hits->search)
        if (is_item(hit.id)) ids.push_back(hit.id);
    }
    std::vector<Found> out;
    for (const auto& entity : entities(ids)) {
      const int year = year_of(published(entity));
      const bool wrong_year = wanted.year > 0 && year > 0 && std::abs(year - wanted.year) > 1;
      if (!is_film(entity) || wrong_year || out.size() == most_found) continue;
      Found found;
      found.id = text_at(&entity, {"id"});
      for (const auto& title : {label(entity, wanted.language), label(entity, "en"), label(entity, language)})
        if (found.title.empty()) found.title = title;
      found.original_title = text_at(original(entity), {"text"});
      found.description = text_at(&entity, {"descriptions", wanted.language, "value"});
      found.year = year;
      found.ids = ids_of(entity, found.id);
      if (!found.title.empty()) out.push_back(std::move(found));
    }
    return out;
  }

  std::optional<std::string> id_of(const Ids& ids) override {
    if (const auto own = ids.find("wikidata"); own != ids.end()) return own->second;
    for (const auto& [name, property] : {std::pair("imdb", "P345"), std::pair("tmdb", "P4947")}) {
      const auto known = ids.find(name);
      if (known == ids.end() || !is_plain(known->second)) continue;
      const auto table =
          query(std::string("SELECT ?thing WHERE { ?thing wdt:") + property + " \"" + known->second + "\" } LIMIT 1");
      for (const auto& line : table.bindings)
        if (const auto thing = line.find("thing"); thing != line.end()) return item_of(thing->second.value);
    }
    return std::nullopt;
  }

  std::optional<Film> film(const std::string& id) override {
    if (!is_item(id)) return std::nullopt;
    const auto found = entities({id});
    if (found.empty() || !is_film(found.front())) return std::nullopt;
    const auto& entity = found.front();
    Film film;
    film.provider = "wikidata";
    film.id = id;
    film.ids = ids_of(entity, id);
    film.original_title = text_at(original(entity), {"text"});
    film.title = label(entity, "en").empty() ? film.original_title : label(entity, "en");
    for (const auto& language : other_languages()) {
      auto title = label(entity, language);
      if (film.title.empty()) film.title = title;
      if (!title.empty()) film.texts.push_back({language, std::move(title), "", ""});
    }
    const auto date = published(entity);
    film.year = year_of(date);
    if (date.size() == 10) film.release_date = date;
    film.runtime = minutes(entity);
    if (const auto* others = at(&entity, {"aliases", "en"}); others != nullptr && others->is_array()) {
      for (const auto& other : others->get_array()) film.aliases.push_back(text_at(&other, {"value"}));
    }
    add_things(film, entity);
    if (auto poster = commons_.file(text_of(entity, "P3383")); !poster.empty())
      film.pictures.push_back({PictureKind::poster, std::move(poster), 0, 0, ""});
    return film;
  }

 private:
  // What the film refers to: people, genres, countries, languages.
  void add_things(Film& film, const value& entity) {
    const auto directors = items_of(entity, "P57"), writers = items_of(entity, "P58"),
               genres = items_of(entity, "P136"), countries = items_of(entity, "P495"),
               languages = items_of(entity, "P364");
    struct Part {
      std::string actor, character;  // the latter an item, or a name
    };
    std::vector<Part> cast;
    for (const auto* statement : statements(entity, "P161")) {
      auto actor = text_at(statement, {"mainsnak", "datavalue", "value", "id"});
      if (!is_item(actor) || cast.size() == most_cast) continue;
      std::string character;
      const auto* roles = at(statement, {"qualifiers", "P453"});
      if (roles == nullptr) roles = at(statement, {"qualifiers", "P4633"});
      if (roles != nullptr && roles->is_array() && !roles->get_array().empty()) {
        const auto& role = roles->get_array().front();
        character = text_at(&role, {"datavalue", "value", "id"});
        if (character.empty()) character = text_at(&role, {"datavalue", "value"});
      }
      cast.push_back({std::move(actor), std::move(character)});
    }
    std::set<std::string> wanted;
    for (const auto* list : {&directors, &writers, &genres, &countries, &languages})
      wanted.insert(list->begin(), list->end());
    for (const auto& part : cast) {
      wanted.insert(part.actor);
      if (is_item(part.character)) wanted.insert(part.character);
    }
    const auto known = things(wanted);
    const auto thing = [&](const std::string& id) {
      const auto found = known.find(id);
      return found == known.end() ? Thing{} : found->second;
    };
    const auto credit = [&](Job job, const std::string& id, std::string character) {
      const auto who = thing(id);
      Ids ids = {{"wikidata", id}};
      if (!who.imdb.empty()) ids.emplace("imdb", who.imdb);
      if (who.name.empty()) return;
      film.credits.push_back({job, who.name, std::move(character), std::move(ids), who.photo});
      for (const auto& [language, name] : who.names)
        if (name != who.name) film.credits.back().names.emplace(language, name);
    };
    for (const auto& id : directors) credit(Job::director, id, "");
    for (const auto& id : writers) credit(Job::writer, id, "");
    for (const auto& part : cast)
      credit(Job::actor, part.actor, is_item(part.character) ? thing(part.character).name : part.character);
    for (const auto& id : genres) film.genres.push_back(genre_name(thing(id).name));
    for (const auto& id : countries) film.countries.push_back(thing(id).country);
    for (const auto& id : languages) film.languages.push_back(thing(id).language);
  }

  // "drama film" is drama.
  static std::string genre_name(const std::string& name) {
    return name.ends_with(" film") ? name.substr(0, name.size() - 5) : name;
  }

  struct Thing {
    std::string name, country, language, imdb, photo;
    std::map<std::string, std::string> names;  // in other languages
  };

  std::map<std::string, Thing> things(const std::set<std::string>& ids) {
    std::map<std::string, Thing> out;
    if (ids.empty()) return out;
    std::string values;
    for (const auto& id : ids) values += " wd:" + id;
    auto languages = other_languages();
    languages.insert(languages.begin(), "en");
    std::string variables, labels;
    for (const auto& code : languages) {
      variables += " ?" + code;
      labels += " OPTIONAL { ?thing rdfs:label ?" + code + " FILTER(LANG(?" + code + ") = \"" + code + "\") }";
    }
    const auto table = query("SELECT ?thing" + variables + " ?country ?language ?imdb ?image WHERE { VALUES ?thing {" +
                             values + " }" + labels +
                             " OPTIONAL { ?thing wdt:P297 ?country } OPTIONAL { ?thing wdt:P218 ?language }"
                             " OPTIONAL { ?thing wdt:P345 ?imdb } OPTIONAL { ?thing wdt:P18 ?image } }");
    for (const auto& line : table.bindings) {
      const auto cell = [&](const std::string& variable) {
        const auto found = line.find(variable);
        return found == line.end() ? std::string() : found->second.value;
      };
      const auto take = [&](std::string& to, const std::string& variable) {
        if (to.empty()) to = cell(variable);
      };
      if (cell("thing").empty()) continue;
      auto& thing = out[item_of(cell("thing"))];
      for (const auto& code : languages) {
        take(thing.name, code);
        if (code != "en" && !cell(code).empty()) take(thing.names[code], code);
      }
      take(thing.country, "country");
      take(thing.language, "language");
      take(thing.imdb, "imdb");
      if (thing.photo.empty()) thing.photo = commons_.photo(cell("image"));
    }
    return out;
  }

  static std::string item_of(const std::string& address) {
    const auto slash = address.rfind('/');
    auto id = slash == std::string::npos ? address : address.substr(slash + 1);
    return is_item(id) ? id : std::string();
  }

  // In the order of `ids`, which are fifty at most; without those that it does not have.
  std::vector<value> entities(const std::vector<std::string>& ids) {
    std::vector<value> out;
    if (ids.empty()) return out;
    std::string joined;
    for (const auto& id : ids) joined += (joined.empty() ? "" : "|") + id;
    const auto query = net::form_encode({{"action", "wbgetentities"},
                                         {"ids", joined},
                                         {"props", "labels|descriptions|aliases|claims|sitelinks"},
                                         {"languages", all_languages('|')},
                                         {"sitefilter", "enwiki"},
                                         {"format", "json"}});
    const auto answer = asking_.ask_and(question(query, std::chrono::hours(24)),
                                        [](const std::string& body) { return json::parse(body); });
    if (!answer) return out;
    for (const auto& id : ids) {
      const auto* entity = at(&*answer, {"entities", id});
      if (entity != nullptr && at(entity, {"claims"}) != nullptr) out.push_back(*entity);
    }
    return out;
  }

  Question question(const std::string& query, std::chrono::hours keep) const {
    return {api_ + '?' + query, "wikidata:" + query, {"Accept: application/json"}, keep};
  }

  wikidata::Table query(const std::string& sparql) {
    const auto fields = net::form_encode({{"query", sparql}, {"format", "json"}});
    const auto answer = asking_.ask_for<QueryAnswer>({query_ + '?' + fields,
                                                      "wikidata:" + sparql,
                                                      {"Accept: application/sparql-results+json"},
                                                      std::chrono::hours(24)});
    return answer ? answer->results : wikidata::Table{};
  }

  const std::string api_, query_;
  const Commons commons_;
  Asking asking_;
  About about_;
};

}  // namespace

std::unique_ptr<Provider> make_wikidata(const Settings& settings, net::Fetcher& fetcher, AnswerStore& store) {
  return std::make_unique<Wikidata>(settings, fetcher, store);
}

}  // namespace kinoteka::providers
