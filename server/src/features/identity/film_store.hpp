// Looking many films up at once, by what others call them. Every member works within the caller's session.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"

namespace kinoteka::identity::film_store {

// A film that a key (an id elsewhere, a folded title) leads to.
struct KeyedFilm {
  std::string key;
  std::int64_t movie = 0, year = 0, deleted_at = 0;
};
BOOST_DESCRIBE_STRUCT(KeyedFilm, (), (key, movie, year, deleted_at))

// Deleted ones too.
std::vector<KeyedFilm> by_external_id(db::Session& session, std::string_view provider,
                                      const std::vector<std::string_view>& ids);
// Without those that a record of `source` has come to, where one is named.
std::vector<KeyedFilm> by_title(db::Session& session, const std::vector<std::string_view>& folded,
                                std::string_view source);
std::vector<KeyedFilm> titles_of(db::Session& session, std::int64_t movie);  // folded, with its year

using Ids = std::map<std::string, std::string>;  // by provider
Ids ids_of(db::Session& session, std::int64_t movie);
std::map<std::int64_t, Ids> ids_of(db::Session& session, const std::vector<std::int64_t>& movies);

}  // namespace kinoteka::identity::film_store
