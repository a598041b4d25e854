// What people are called in languages other than the one of their name here.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "db/database.hpp"

namespace kinoteka::catalogue {

// By language: ISO 639-1.
std::map<std::string, std::string> names_of_person(db::Session& session, std::int64_t person);

// What somebody of this name is called in other languages.
struct NamedPerson {
  std::string name;
  std::map<std::string, std::string> names;
};
// For whoever has none in that language yet. How many people that were. Repeatable.
std::int64_t name_people(db::Database& database, const std::vector<NamedPerson>& people);

}  // namespace kinoteka::catalogue
