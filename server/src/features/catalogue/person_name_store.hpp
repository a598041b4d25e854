// What people are called in languages other than the one of their name here.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "db/database.hpp"

namespace kinoteka::catalogue::person_name_store {

using Names = std::map<std::string, std::string>;  // by language: ISO 639-1

Names of(db::Session& session, std::int64_t person);

// Of everybody who has made this film.
std::unordered_map<std::int64_t, Names> of_makers(db::Session& session, std::int64_t movie);

// All there are, in any order.
void each(db::Session& session,
          const std::function<void(std::int64_t person, std::string_view language, std::string_view name)>& visit);

// Whose main name this is.
std::vector<std::int64_t> people_called(db::Session& session, const std::string& name);

// Not in place of one that is there. Whether it is new.
bool add(db::Tx& tx, std::int64_t person, std::string_view language, std::string_view name);

// These in place of all.
void set(db::Tx& tx, std::int64_t person, const Names& names);

}  // namespace kinoteka::catalogue::person_name_store
