// The JSON of people's pages, field by field; the same structs make the OpenAPI document.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "features/accounts/face.hpp"
#include "features/catalogue/face.hpp"
#include "features/reviews/face.hpp"
#include "json/schema.hpp"

namespace kinoteka::members {

using accounts::Face;
using catalogue::MovieCard;
using Card = json::Encoded<MovieCard>;

// What the caller may see of somebody.
struct Open {
  bool profile = false, diary = false, collection = false;
};
BOOST_DESCRIBE_STRUCT(Open, (), (profile, diary, collection))

struct MemberPage {
  Face user;
  std::string full_name, bio, joined_at;
  bool is_self = false;
  Open open;
  std::optional<std::int64_t> watched, rated;
  std::vector<Card> favorites;

  static constexpr json::Doc docs[] = {
      {"open", "What the caller may see of them."},
      {"watched", "How many movies; null where the diary is not open."},
      {"favorites", "At most twelve, the latest first; with the profile."},
  };
};
BOOST_DESCRIBE_STRUCT(MemberPage, (), (user, full_name, bio, joined_at, is_self, open, watched, rated, favorites))

// A review beside its film.
struct MemberReview : reviews::Review {
  Card movie;
};
BOOST_DESCRIBE_STRUCT(MemberReview, (reviews::Review), (movie))

// Somebody in the list of members.
struct MemberLine {
  Face user;
  std::string full_name;
  std::optional<std::int64_t> watched;

  static constexpr json::Doc docs[] = {{"full_name", "Empty where the profile is not open."},
                                       {"watched", "How many movies; null where the diary is not open."}};
};
BOOST_DESCRIBE_STRUCT(MemberLine, (), (user, full_name, watched))

struct MonthLine {
  std::string month;  // YYYY-MM
  std::int64_t viewings = 0, minutes = 0;
};
BOOST_DESCRIBE_STRUCT(MonthLine, (), (month, viewings, minutes))

struct YearLine {
  std::int64_t year = 0, viewings = 0, minutes = 0;
};
BOOST_DESCRIBE_STRUCT(YearLine, (), (year, viewings, minutes))

struct DayLine {
  std::string day;  // YYYY-MM-DD
  std::int64_t viewings = 0;
};
BOOST_DESCRIBE_STRUCT(DayLine, (), (day, viewings))

// How often something occurs among the films, and what they were rated on average (0.5 to 5).
struct GenreLine {
  std::int64_t id = 0;
  std::string slug, name;
  std::int64_t movies = 0;
  std::optional<double> average;
};
BOOST_DESCRIBE_STRUCT(GenreLine, (), (id, slug, name, movies, average))

struct PersonLine {
  std::int64_t id = 0;
  std::string name;
  std::map<std::string, std::string> names;  // in other languages
  std::int64_t movies = 0;
  std::optional<double> average;
};
BOOST_DESCRIBE_STRUCT(PersonLine, (), (id, name, names, movies, average))

struct DecadeLine {
  std::int64_t decade = 0, movies = 0;
  std::optional<double> average;
};
BOOST_DESCRIBE_STRUCT(DecadeLine, (), (decade, movies, average))

struct CountryLine {
  std::string code;
  std::int64_t movies = 0;
  std::optional<double> average;
};
BOOST_DESCRIBE_STRUCT(CountryLine, (), (code, movies, average))

struct RatedMovie {
  Card movie;
  Stars rating;
};
BOOST_DESCRIBE_STRUCT(RatedMovie, (), (movie, rating))

struct Statistics {
  std::optional<std::int64_t> year;  // null: of all time
  std::int64_t movies = 0, undated = 0, viewings = 0, rewatches = 0, minutes = 0, days = 0;
  std::optional<double> average, site_average;
  std::vector<std::int64_t> histogram, site_histogram;
  std::vector<YearLine> years;
  std::vector<MonthLine> months;
  std::vector<DayLine> calendar;
  std::vector<GenreLine> genres;
  std::vector<DecadeLine> decades;
  std::vector<CountryLine> countries;
  std::vector<PersonLine> directors, actors;
  std::vector<RatedMovie> best;
  std::optional<Card> first, last;

  static constexpr json::Doc docs[] = {
      {"movies", "Different ones that were watched."},
      {"undated", "Of these, how many without a day; only of all time."},
      {"minutes", "Of all viewings, as far as runtimes are known."},
      {"days", "On which something was watched."},
      {"average", "Of one's own ratings of these movies, 0.5 to 5."},
      {"site_average", "Of everybody's ratings of the same movies."},
      {"histogram", "How many were given 0.5, 1, … 5 stars."},
      {"years", "All years in which something was watched."},
      {"months", "Of the year; without one, the last twelve months with a viewing."},
      {"calendar", "Days with viewings: of the year, or of the last 366 days."},
      {"best", "The highest rated, at most ten."},
      {"first", "The year's first viewing."},
      {"last", "The year's last viewing."},
  };
};
BOOST_DESCRIBE_STRUCT(Statistics, (),
                      (year, movies, undated, viewings, rewatches, minutes, days, average, site_average, histogram,
                       site_histogram, years, months, calendar, genres, decades, countries, directors, actors, best,
                       first, last))

}  // namespace kinoteka::members
