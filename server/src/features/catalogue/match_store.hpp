// Looking many films up at once, by what others call them. Every member works within the caller's session.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"

namespace kinoteka::catalogue::match_store {

struct Found {
  std::string key;
  std::int64_t movie = 0, year = 0;
};
BOOST_DESCRIBE_STRUCT(Found, (), (key, movie, year))

std::vector<Found> by_external_id(db::Session& session, std::string_view provider,
                                  const std::vector<std::string_view>& ids);
std::vector<Found> by_title(db::Session& session, const std::vector<std::string_view>& folded);
std::vector<Found> titles_of(db::Session& session, std::int64_t movie);  // folded, with its year

}  // namespace kinoteka::catalogue::match_store
