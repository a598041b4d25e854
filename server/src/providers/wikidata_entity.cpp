#include "providers/wikidata_entity.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <boost/json/object.hpp>

#include "base/number.hpp"

namespace kinoteka::providers::wikidata {

using boost::json::value;

// What is a film (P31): film, animated, short, silent, television, documentary, anime, 3D, feature, short animated
// film.
constexpr std::string_view film_classes[] = {"Q11424", "Q202866",   "Q24862",  "Q226730", "Q506240",
                                             "Q93204", "Q20650540", "Q229390", "Q24869",  "Q17517379"};

bool is_item(std::string_view id) {
  return id.size() > 1 && id.size() <= 12 && id[0] == 'Q' &&
         id.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

bool is_plain(std::string_view id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
}

const value* at(const value* from, std::initializer_list<std::string_view> path) {
  for (const auto name : path) {
    if (from == nullptr || !from->is_object()) return nullptr;
    from = from->get_object().if_contains(name);
  }
  return from;
}

std::string text_at(const value* from, std::initializer_list<std::string_view> path) {
  const auto* found = at(from, path);
  return found != nullptr && found->is_string() ? std::string(found->get_string()) : std::string();
}

std::vector<const value*> statements(const value& entity, std::string_view property) {
  std::vector<const value*> normal, preferred;
  const auto* all = at(&entity, {"claims", property});
  if (all == nullptr || !all->is_array()) return normal;
  for (const auto& statement : all->get_array()) {
    const auto rank = text_at(&statement, {"rank"});
    if (at(&statement, {"mainsnak", "datavalue", "value"}) == nullptr || rank == "deprecated") continue;
    (rank == "preferred" ? preferred : normal).push_back(&statement);
  }
  return preferred.empty() ? normal : preferred;
}

std::vector<std::string> items_of(const value& entity, std::string_view property) {
  std::vector<std::string> out;
  for (const auto* statement : statements(entity, property)) {
    auto id = text_at(statement, {"mainsnak", "datavalue", "value", "id"});
    if (is_item(id)) out.push_back(std::move(id));
  }
  return out;
}

std::string text_of(const value& entity, std::string_view property) {
  for (const auto* statement : statements(entity, property))
    if (auto text = text_at(statement, {"mainsnak", "datavalue", "value"}); !text.empty()) return text;
  return {};
}

bool is_film(const value& entity) {
  for (const auto& kind : items_of(entity, "P31"))
    if (std::find(std::begin(film_classes), std::end(film_classes), kind) != std::end(film_classes)) return true;
  return false;
}

std::string published(const value& entity) {
  std::string earliest;
  for (const auto* statement : statements(entity, "P577")) {
    const auto time = text_at(statement, {"mainsnak", "datavalue", "value", "time"});  // +1972-03-14T00:00:00Z
    if (time.size() < 11 || time[0] != '+') continue;
    const auto* precision = at(statement, {"mainsnak", "datavalue", "value", "precision"});
    const bool day = precision != nullptr && precision->is_int64() && precision->get_int64() >= 11;
    const auto date = time.substr(1, day ? 10 : 4);
    if (earliest.empty() || date < earliest) earliest = date;
  }
  return earliest;
}

int minutes(const value& entity) {
  for (const auto* statement : statements(entity, "P2047")) {
    const auto amount = text_at(statement, {"mainsnak", "datavalue", "value", "amount"});  // +175
    const auto unit = text_at(statement, {"mainsnak", "datavalue", "value", "unit"});
    const int number = amount.size() > 1 && amount.size() < 8
                           ? static_cast<int>(leading_integer(std::string_view(amount).substr(1)))
                           : 0;
    if (unit.ends_with("/Q7727")) return number;        // minutes
    if (unit.ends_with("/Q11574")) return number / 60;  // seconds
    if (unit.ends_with("/Q25235")) return number * 60;  // hours
  }
  return 0;
}

std::string label(const value& entity, std::string_view language) {
  return text_at(&entity, {"labels", language, "value"});
}

const value* original(const value& entity) {
  const auto titles = statements(entity, "P1476");
  return titles.empty() ? nullptr : at(titles.front(), {"mainsnak", "datavalue", "value"});
}

Ids ids_of(const value& entity, const std::string& id) {
  Ids out = {{"wikidata", id}};
  if (auto imdb = text_of(entity, "P345"); !imdb.empty()) out.emplace("imdb", std::move(imdb));
  if (auto tmdb = text_of(entity, "P4947"); !tmdb.empty()) out.emplace("tmdb", std::move(tmdb));
  if (auto article = text_at(&entity, {"sitelinks", "enwiki", "title"}); !article.empty())
    out.emplace("wikipedia", std::move(article));
  return out;
}

}  // namespace kinoteka::providers::wikidata
