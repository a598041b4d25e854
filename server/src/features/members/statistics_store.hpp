// What somebody's films come to, counted in SQL. Every member works within the caller's session.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/members/wire.hpp"

namespace kinoteka::members::statistics_store {

// Whose, and when: of a year the films that were watched in it; of all time also those watched on an unknown day.
struct Period {
  std::int64_t user = 0;
  std::string from = "0000-00-00", to = "9999-12-31";
  bool all = true;
};

// All months in which something was watched, in their order.
struct Month {
  std::string month;  // YYYY-MM
  std::int64_t viewings = 0, minutes = 0, rewatches = 0;
};
BOOST_DESCRIBE_STRUCT(Month, (), (month, viewings, minutes, rewatches))
std::vector<Month> months(db::Session& session, std::int64_t user);
// What was watched nobody knows when.
struct Undated {
  std::int64_t movies = 0, minutes = 0;
};
BOOST_DESCRIBE_STRUCT(Undated, (), (movies, minutes))
Undated undated(db::Session& session, std::int64_t user);
std::int64_t days(db::Session& session, const Period& period);

// How many movies were watched; and of those that one has rated, one's own ratings and everybody's, by half-stars.
struct Ratings {
  std::int64_t movies = 0;
  std::vector<std::int64_t> own = std::vector<std::int64_t>(10), site = std::vector<std::int64_t>(10);
};
Ratings ratings(db::Session& session, const Period& period);

std::vector<DayLine> calendar(db::Session& session, const Period& period);

std::vector<GenreLine> genres(db::Session& session, const Period& period);
std::vector<DecadeLine> decades(db::Session& session, const Period& period);
std::vector<CountryLine> countries(db::Session& session, const Period& period);
std::vector<PersonLine> directors(db::Session& session, const Period& period);
std::vector<PersonLine> actors(db::Session& session, const Period& period);

// Movies by rating, at most ten; and the first and last movie of the period.
struct Best {
  std::int64_t movie = 0, rating = 0;
};
std::vector<Best> best(db::Session& session, const Period& period);
std::optional<std::int64_t> first(db::Session& session, const Period& period);
std::optional<std::int64_t> last(db::Session& session, const Period& period);

}  // namespace kinoteka::members::statistics_store
