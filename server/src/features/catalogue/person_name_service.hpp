// What people are called in languages other than the one of their name here.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"

namespace kinoteka::catalogue {

// By language: ISO 639-1.
using Names = std::map<std::string, std::string>;
Names names_of_person(db::Session& session, std::int64_t person);

// In place of all; …
void set_names_of_person(db::Tx& tx, std::int64_t person, const Names& names);
// … or one, unless there is one in that language. Whether it is new. Whoever calls these refreshes the person.
bool add_name_of_person(db::Tx& tx, std::int64_t person, std::string_view language, std::string_view name);

// What somebody of this name is called in other languages.
struct NamedPerson {
  std::string name;
  Names names;
};
// For whoever has none in that language yet. How many people that were. Repeatable.
std::int64_t name_people(db::Database& database, const std::vector<NamedPerson>& people);

}  // namespace kinoteka::catalogue
