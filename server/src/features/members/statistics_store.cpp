#include "features/members/statistics_store.hpp"

#include <cmath>

namespace kinoteka::members::statistics_store {
namespace {

// Different movies: $1 whose, $2 and $3 from when to when, $4 whether those of an unknown day count.
const std::string seen =
    "WITH seen AS (SELECT movie_id FROM viewings WHERE user_id = $1 AND watched_on BETWEEN $2 AND $3 "
    "UNION SELECT movie_id FROM entries WHERE user_id = $1 AND status = 'watched' AND $4 = 1) ";
// The same beside their ratings.
const std::string rated = seen +
                          ", own AS (SELECT s.movie_id, coalesce(e.rating, 0) AS rating FROM seen s "
                          "LEFT JOIN entries e ON e.user_id = $1 AND e.movie_id = s.movie_id) ";

constexpr db::Query count_viewings{
    "statistics.viewings",
    "SELECT count(*), coalesce(sum(v.rewatch), 0), coalesce(sum(m.runtime), 0), count(DISTINCT v.watched_on) "
    "FROM viewings v JOIN movies m ON m.id = v.movie_id WHERE v.user_id = $1 AND v.watched_on BETWEEN $2 AND $3"};
// Watched, but nobody knows when.
constexpr db::Query count_undated{
    "statistics.undated",
    "SELECT count(*), coalesce(sum(m.runtime), 0) FROM entries e JOIN movies m ON m.id = e.movie_id "
    "WHERE e.user_id = $1 AND e.status = 'watched' AND NOT EXISTS "
    "(SELECT 1 FROM viewings v WHERE v.movie_id = e.movie_id AND v.user_id = e.user_id)"};
const std::string count_movies_sql = seen + "SELECT count(*) FROM seen";
const std::string histogram_sql = rated + "SELECT rating, count(*) FROM own WHERE rating > 0 GROUP BY rating";
const std::string site_sql =
    rated +
    "SELECT coalesce(sum(s.r1), 0), coalesce(sum(s.r2), 0), coalesce(sum(s.r3), 0), coalesce(sum(s.r4), 0), "
    "coalesce(sum(s.r5), 0), coalesce(sum(s.r6), 0), coalesce(sum(s.r7), 0), coalesce(sum(s.r8), 0), "
    "coalesce(sum(s.r9), 0), coalesce(sum(s.r10), 0) FROM own o JOIN movie_stats s ON s.movie_id = o.movie_id "
    "WHERE o.rating > 0";
constexpr db::Query list_years{
    "statistics.years",
    "SELECT substr(v.watched_on, 1, 4), count(*), sum(m.runtime) FROM viewings v JOIN movies m ON m.id = v.movie_id "
    "WHERE v.user_id = $1 GROUP BY substr(v.watched_on, 1, 4) ORDER BY 1"};
constexpr db::Query list_months{
    "statistics.months",
    "SELECT substr(v.watched_on, 1, 7), count(*), sum(m.runtime) FROM viewings v JOIN movies m ON m.id = v.movie_id "
    "WHERE v.user_id = $1 AND v.watched_on BETWEEN $2 AND $3 GROUP BY substr(v.watched_on, 1, 7) ORDER BY 1"};
constexpr db::Query list_days{"statistics.days",
                              "SELECT watched_on, count(*) FROM viewings WHERE user_id = $1 AND watched_on BETWEEN "
                              "$2 AND $3 GROUP BY watched_on ORDER BY watched_on"};
const std::string genres_sql =
    rated +
    "SELECT g.id, g.slug, g.name, count(*), avg(CASE WHEN o.rating > 0 THEN o.rating END) FROM own o "
    "JOIN movie_genres mg ON mg.movie_id = o.movie_id JOIN genres g ON g.id = mg.genre_id "
    "GROUP BY g.id, g.slug, g.name ORDER BY count(*) DESC, g.name LIMIT 12";
const std::string decades_sql =
    rated +
    "SELECT m.year / 10 * 10, count(*), avg(CASE WHEN o.rating > 0 THEN o.rating END) FROM own o "
    "JOIN movies m ON m.id = o.movie_id WHERE m.year > 0 GROUP BY m.year / 10 * 10 ORDER BY 1";
const std::string countries_sql =
    rated +
    "SELECT c.country, count(*), avg(CASE WHEN o.rating > 0 THEN o.rating END) FROM own o "
    "JOIN movie_countries c ON c.movie_id = o.movie_id GROUP BY c.country "
    "ORDER BY count(*) DESC, c.country LIMIT 20";
const std::string people_sql =
    rated +
    "SELECT p.id, p.name, count(DISTINCT o.movie_id), avg(CASE WHEN o.rating > 0 THEN o.rating END) "
    "FROM own o JOIN credits c ON c.movie_id = o.movie_id AND c.role = $5 JOIN people p ON p.id = c.person_id "
    "AND p.deleted_at = 0 GROUP BY p.id, p.name ORDER BY count(DISTINCT o.movie_id) DESC, p.name "
    "LIMIT 10";
const std::string best_sql =
    rated +
    "SELECT o.movie_id, o.rating FROM own o JOIN movies m ON m.id = o.movie_id AND m.deleted_at = 0 "
    "WHERE o.rating > 0 ORDER BY o.rating DESC, m.popularity DESC, o.movie_id LIMIT 10";
constexpr db::Query find_first{"statistics.first",
                               "SELECT movie_id FROM viewings WHERE user_id = $1 AND watched_on BETWEEN $2 AND $3 "
                               "ORDER BY watched_on, id LIMIT 1"};
constexpr db::Query find_last{"statistics.last",
                              "SELECT movie_id FROM viewings WHERE user_id = $1 AND watched_on BETWEEN $2 AND $3 "
                              "ORDER BY watched_on DESC, id DESC LIMIT 1"};

template <class Visit>
void over_seen(db::Session& session, std::string_view name, const std::string& sql, const Period& period,
               Visit&& visit) {
  session.each(db::Query{name, sql}, std::forward<Visit>(visit), period.user, period.from, period.to,
               period.all ? 1 : 0);
}

// Half-stars on average, as stars.
std::optional<double> stars(const db::Row& row, int column) {
  if (row.null(column)) return std::nullopt;
  return std::round(row.real(column) * 50) / 100;
}

}  // namespace

Totals totals(db::Session& session, const Period& period) {
  Totals out;
  session.each(
      count_viewings,
      [&](db::Row& row) {
        out = {row.integer(0), row.integer(1), row.integer(2), row.integer(3)};
      },
      period.user, period.from, period.to);
  if (!period.all) return out;
  session.each(
      count_undated, [&](db::Row& row) { out.minutes += row.integer(1); }, period.user);
  return out;
}

std::int64_t movies(db::Session& session, const Period& period) {
  std::int64_t count = 0;
  over_seen(session, "statistics.movies", count_movies_sql, period, [&](db::Row& row) { count = row.integer(0); });
  return count;
}

std::vector<std::int64_t> histogram(db::Session& session, const Period& period) {
  std::vector<std::int64_t> out(10);
  over_seen(session, "statistics.histogram", histogram_sql, period,
            [&](db::Row& row) { out.at(static_cast<std::size_t>(row.integer(0)) - 1) = row.integer(1); });
  return out;
}

std::vector<std::int64_t> site_histogram(db::Session& session, const Period& period) {
  std::vector<std::int64_t> out(10);
  over_seen(session, "statistics.site", site_sql, period, [&](db::Row& row) {
    for (int i = 0; i < 10; ++i) out[static_cast<std::size_t>(i)] = row.integer(i);
  });
  return out;
}

std::vector<YearLine> years(db::Session& session, std::int64_t user) {
  std::vector<YearLine> out;
  session.each(
      list_years,
      [&](db::Row& row) {
        out.push_back({std::stoll(std::string(row.text(0))), row.integer(1), row.integer(2)});
      },
      user);
  return out;
}

std::vector<MonthLine> months(db::Session& session, const Period& period) {
  return session.all<MonthLine>(list_months, period.user, period.from, period.to);
}

std::vector<DayLine> calendar(db::Session& session, const Period& period) {
  return session.all<DayLine>(list_days, period.user, period.from, period.to);
}

std::vector<GenreLine> genres(db::Session& session, const Period& period) {
  std::vector<GenreLine> out;
  over_seen(session, "statistics.genres", genres_sql, period, [&](db::Row& row) {
    out.push_back({row.integer(0), std::string(row.text(1)), std::string(row.text(2)), row.integer(3), stars(row, 4)});
  });
  return out;
}

std::vector<DecadeLine> decades(db::Session& session, const Period& period) {
  std::vector<DecadeLine> out;
  over_seen(session, "statistics.decades", decades_sql, period, [&](db::Row& row) {
    out.push_back({row.integer(0), row.integer(1), stars(row, 2)});
  });
  return out;
}

std::vector<CountryLine> countries(db::Session& session, const Period& period) {
  std::vector<CountryLine> out;
  over_seen(session, "statistics.countries", countries_sql, period, [&](db::Row& row) {
    out.push_back({std::string(row.text(0)), row.integer(1), stars(row, 2)});
  });
  return out;
}

std::vector<PersonLine> people(db::Session& session, const Period& period, std::string_view role) {
  std::vector<PersonLine> out;
  session.each(
      db::Query{"statistics.people", people_sql},
      [&](db::Row& row) {
        out.push_back({row.integer(0), std::string(row.text(1)), row.integer(2), stars(row, 3)});
      },
      period.user, period.from, period.to, period.all ? 1 : 0, role);
  return out;
}

std::vector<Best> best(db::Session& session, const Period& period) {
  std::vector<Best> out;
  over_seen(session, "statistics.best", best_sql, period, [&](db::Row& row) {
    out.push_back({row.integer(0), row.integer(1)});
  });
  return out;
}

std::optional<std::int64_t> first(db::Session& session, const Period& period) {
  return session.one<std::int64_t>(find_first, period.user, period.from, period.to);
}
std::optional<std::int64_t> last(db::Session& session, const Period& period) {
  return session.one<std::int64_t>(find_last, period.user, period.from, period.to);
}

}  // namespace kinoteka::members::statistics_store
