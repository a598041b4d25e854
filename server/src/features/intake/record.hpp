// Films as somebody else describes them, before they are ours.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "features/catalogue/face.hpp"

namespace kinoteka::intake {

using catalogue::Role;

struct CreditRecord {
  Role role = Role::actor;
  std::string name;
  std::string imdb_id;  // of the person, where the source knows it
  std::string character;
  std::map<std::string, std::string> ids = {};  // of the person, at tmdb and wikidata
  std::string photo = {};                       // where one lies
  // Of the person, by language; the loader gives them to whom it makes, and to nobody who is there already.
  std::map<std::string, std::string> names = {};
};

struct MovieRecord {
  std::string key;  // what the source calls it; unique there
  std::string title;
  std::optional<std::string> original_title;
  int year = 0, runtime = 0;  // 0: unknown
  std::string description, tagline;
  std::optional<std::string> release_date, trailer;
  double rating = 0;
  std::int64_t votes = 0;
  double popularity = 0;
  std::vector<std::string> genres, tags, countries, languages;
  std::vector<catalogue::Translation> translations;
  std::vector<std::string> aliases;
  std::vector<CreditRecord> credits;
  std::map<std::string, std::string> external_ids;  // by provider
};

struct LoadCounts {
  std::int64_t created = 0, completed = 0, unchanged = 0;
};

}  // namespace kinoteka::intake
