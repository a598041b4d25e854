#include "features/members/statistics_store.hpp"

#include <cmath>
#include <utility>

#include "features/catalogue/face.hpp"

namespace kinoteka::members::statistics_store {
namespace {

// What was watched, each film once, with one's rating or null: $1 whose; of a year from $2 to $3. Of all time it is
// read from the entries alone, which stand by film: a viewing always has one.
constexpr std::string_view of_all_time =
    "WITH own AS (SELECT e.movie_id, nullif(e.rating, 0) AS rating FROM entries e WHERE e.user_id = $1 AND "
    "(e.status = 'watched' OR EXISTS (SELECT 1 FROM viewings v WHERE v.movie_id = e.movie_id AND v.user_id = "
    "e.user_id))) ";
constexpr std::string_view of_days =
    "WITH own AS (SELECT s.movie_id, nullif(e.rating, 0) AS rating FROM (SELECT DISTINCT movie_id FROM viewings WHERE "
    "user_id = $1 AND watched_on BETWEEN $2 AND $3) s LEFT JOIN entries e ON e.user_id = $1 AND e.movie_id = "
    "s.movie_id) ";

// A statement over `own`, in both forms.
struct OverOwn {
  std::string_view name;
  std::string all, days;
  OverOwn(std::string_view named, std::string_view rest)
      : name(named), all(std::string(of_all_time).append(rest)), days(std::string(of_days).append(rest)) {}
};

const OverOwn count_ratings{
    "statistics.ratings",
    "SELECT coalesce(o.rating, 0), count(*), coalesce(sum(s.r1), 0), coalesce(sum(s.r2), 0), coalesce(sum(s.r3), 0), "
    "coalesce(sum(s.r4), 0), coalesce(sum(s.r5), 0), coalesce(sum(s.r6), 0), coalesce(sum(s.r7), 0), "
    "coalesce(sum(s.r8), 0), coalesce(sum(s.r9), 0), coalesce(sum(s.r10), 0) FROM own o "
    "LEFT JOIN movie_stats s ON s.movie_id = o.movie_id GROUP BY coalesce(o.rating, 0)"};
const OverOwn list_genres{
    "statistics.genres",
    ", top AS (SELECT mg.genre_id, count(*) AS n, avg(o.rating) AS average FROM own o JOIN movie_genres mg "
    "ON mg.movie_id = o.movie_id GROUP BY mg.genre_id) SELECT g.id, g.slug, g.name, n, average FROM top "
    "JOIN genres g ON g.id = top.genre_id ORDER BY n DESC, g.name LIMIT 12"};
const OverOwn list_decades{"statistics.decades",
                           "SELECT m.year / 10 * 10, count(*), avg(o.rating) FROM own o JOIN movies m ON m.id = "
                           "o.movie_id WHERE m.year > 0 GROUP BY m.year / 10 * 10 ORDER BY 1"};
const OverOwn list_countries{
    "statistics.countries",
    "SELECT c.country, count(*), avg(o.rating) FROM own o JOIN movie_countries c "
    "ON c.movie_id = o.movie_id GROUP BY c.country ORDER BY count(*) DESC, c.country LIMIT 20"};
// Names are looked up for those who may be among the ten alone; fifty leave room for the deleted among them.
std::string top_people(std::string_view role) {
  return ", top AS (SELECT c.person_id, count(DISTINCT o.movie_id) AS n, avg(o.rating) AS average FROM own o "
         "JOIN credits c ON c.movie_id = o.movie_id AND c.role = '" +
         std::string(role) +
         "' GROUP BY c.person_id ORDER BY n DESC, c.person_id LIMIT 50) SELECT p.id, p.name, n, average FROM top "
         "JOIN people p ON p.id = top.person_id WHERE p.deleted_at = 0 ORDER BY n DESC, p.name LIMIT 10";
}
const OverOwn list_directors{"statistics.directors", top_people("director")};
const OverOwn list_actors{"statistics.actors", top_people("actor")};
const OverOwn list_best{"statistics.best",
                        "SELECT o.movie_id, o.rating FROM own o JOIN movies m ON m.id = o.movie_id AND m.deleted_at = "
                        "0 WHERE o.rating > 0 ORDER BY o.rating DESC, m.popularity DESC, o.movie_id LIMIT 10"};

constexpr db::Query list_months{
    "statistics.months",
    "SELECT substr(v.watched_on, 1, 7), count(*), sum(m.runtime), sum(v.rewatch) FROM viewings v "
    "JOIN movies m ON m.id = v.movie_id WHERE v.user_id = $1 GROUP BY substr(v.watched_on, 1, 7) ORDER BY 1"};
// Watched, but nobody knows when.
constexpr db::Query sum_undated{
    "statistics.undated",
    "SELECT count(*), coalesce(sum(m.runtime), 0) FROM entries e JOIN movies m ON m.id = e.movie_id "
    "WHERE e.user_id = $1 AND e.status = 'watched' AND NOT EXISTS "
    "(SELECT 1 FROM viewings v WHERE v.movie_id = e.movie_id AND v.user_id = e.user_id)"};
constexpr db::Query count_days{
    "statistics.count_days",
    "SELECT count(DISTINCT watched_on) FROM viewings WHERE user_id = $1 AND watched_on BETWEEN $2 AND $3"};
constexpr db::Query list_days{"statistics.days",
                              "SELECT watched_on, count(*) FROM viewings WHERE user_id = $1 AND watched_on BETWEEN "
                              "$2 AND $3 GROUP BY watched_on ORDER BY watched_on"};
constexpr db::Query find_first{"statistics.first",
                               "SELECT movie_id FROM viewings WHERE user_id = $1 AND watched_on BETWEEN $2 AND $3 "
                               "ORDER BY watched_on, id LIMIT 1"};
constexpr db::Query find_last{"statistics.last",
                              "SELECT movie_id FROM viewings WHERE user_id = $1 AND watched_on BETWEEN $2 AND $3 "
                              "ORDER BY watched_on DESC, id DESC LIMIT 1"};

template <class Visit>
void over_own(db::Session& session, const OverOwn& statement, const Period& period, Visit&& visit) {
  if (period.all) {
    session.each(db::Query{statement.name, statement.all}, std::forward<Visit>(visit), period.user);
  } else {
    session.each(db::Query{statement.name, statement.days}, std::forward<Visit>(visit), period.user, period.from,
                 period.to);
  }
}

// Half-stars on average, as stars.
std::optional<double> stars(const db::Row& row, int column) {
  if (row.null(column)) return std::nullopt;
  return std::round(row.real(column) * 50) / 100;
}

std::vector<PersonLine> people(db::Session& session, const OverOwn& statement, const Period& period) {
  std::vector<PersonLine> out;
  over_own(session, statement, period, [&](db::Row& row) {
    out.push_back({row.integer(0), std::string(row.text(1)), {}, row.integer(2), stars(row, 3)});
  });
  for (auto& person : out) person.names = catalogue::names_of_person(session, person.id);
  return out;
}

}  // namespace

std::vector<Month> months(db::Session& session, std::int64_t user) { return session.all<Month>(list_months, user); }

Undated undated(db::Session& session, std::int64_t user) { return *session.one<Undated>(sum_undated, user); }

std::int64_t days(db::Session& session, const Period& period) {
  return *session.one<std::int64_t>(count_days, period.user, period.from, period.to);
}

Ratings ratings(db::Session& session, const Period& period) {
  Ratings out;
  over_own(session, count_ratings, period, [&](db::Row& row) {
    out.movies += row.integer(1);
    if (row.integer(0) == 0) return;
    out.own.at(static_cast<std::size_t>(row.integer(0)) - 1) = row.integer(1);
    for (int half = 0; half < 10; ++half) out.site[static_cast<std::size_t>(half)] += row.integer(half + 2);
  });
  return out;
}

std::vector<DayLine> calendar(db::Session& session, const Period& period) {
  return session.all<DayLine>(list_days, period.user, period.from, period.to);
}

std::vector<GenreLine> genres(db::Session& session, const Period& period) {
  std::vector<GenreLine> out;
  over_own(session, list_genres, period, [&](db::Row& row) {
    out.push_back({row.integer(0), std::string(row.text(1)), std::string(row.text(2)), row.integer(3), stars(row, 4)});
  });
  return out;
}

std::vector<DecadeLine> decades(db::Session& session, const Period& period) {
  std::vector<DecadeLine> out;
  over_own(session, list_decades, period, [&](db::Row& row) {
    out.push_back({row.integer(0), row.integer(1), stars(row, 2)});
  });
  return out;
}

std::vector<CountryLine> countries(db::Session& session, const Period& period) {
  std::vector<CountryLine> out;
  over_own(session, list_countries, period, [&](db::Row& row) {
    out.push_back({std::string(row.text(0)), row.integer(1), stars(row, 2)});
  });
  return out;
}

std::vector<PersonLine> directors(db::Session& session, const Period& period) {
  return people(session, list_directors, period);
}
std::vector<PersonLine> actors(db::Session& session, const Period& period) {
  return people(session, list_actors, period);
}

std::vector<Best> best(db::Session& session, const Period& period) {
  std::vector<Best> out;
  over_own(session, list_best, period, [&](db::Row& row) { out.push_back({row.integer(0), row.integer(1)}); });
  return out;
}

std::optional<std::int64_t> first(db::Session& session, const Period& period) {
  return session.one<std::int64_t>(find_first, period.user, period.from, period.to);
}
std::optional<std::int64_t> last(db::Session& session, const Period& period) {
  return session.one<std::int64_t>(find_last, period.user, period.from, period.to);
}

}  // namespace kinoteka::members::statistics_store
