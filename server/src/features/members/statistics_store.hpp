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

struct Totals {
  std::int64_t viewings = 0, rewatches = 0, minutes = 0, days = 0;
};
Totals totals(db::Session& session, const Period& period);
std::int64_t movies(db::Session& session, const Period& period);
std::vector<std::int64_t> histogram(db::Session& session, const Period& period);
std::vector<std::int64_t> site_histogram(db::Session& session, const Period& period);  // of the movies rated

std::vector<YearLine> years(db::Session& session, std::int64_t user);
std::vector<MonthLine> months(db::Session& session, const Period& period);
std::vector<DayLine> calendar(db::Session& session, const Period& period);

std::vector<GenreLine> genres(db::Session& session, const Period& period);
std::vector<DecadeLine> decades(db::Session& session, const Period& period);
std::vector<CountryLine> countries(db::Session& session, const Period& period);
std::vector<PersonLine> people(db::Session& session, const Period& period, std::string_view role);

// Movies by rating, at most ten; and the first and last movie of the period.
struct Best {
  std::int64_t movie = 0, rating = 0;
};
std::vector<Best> best(db::Session& session, const Period& period);
std::optional<std::int64_t> first(db::Session& session, const Period& period);
std::optional<std::int64_t> last(db::Session& session, const Period& period);

}  // namespace kinoteka::members::statistics_store
