#include "features/catalogue/community_service.hpp"

#include <array>
#include <cmath>

#include "json/encode.hpp"

namespace kinoteka::catalogue {
namespace {

constexpr db::Query add_row{"community.add",
                            "INSERT INTO movie_stats (movie_id) VALUES ($1) ON CONFLICT (movie_id) DO NOTHING"};

// One rating counted more or less, one statement for each: r1 … r10.
const std::array<std::string, 11>& step_statements() {
  static const auto statements = [] {
    std::array<std::string, 11> all;
    all[0] = "UPDATE movie_stats SET views = views + $2, favorites = favorites + $3 WHERE movie_id = $1";
    for (int half = 1; half <= 10; ++half) {
      const auto column = 'r' + std::to_string(half);
      all[static_cast<std::size_t>(half)] = "UPDATE movie_stats SET views = views + $2, favorites = favorites + $3, " +
                                            column + " = " + column + " + $4 WHERE movie_id = $1";
    }
    return all;
  }();
  return statements;
}

const std::string& counted_sql() {
  static const auto sql = [] {
    std::string out =
        "SELECT movie_id, sum(CASE status WHEN 'watched' THEN 1 ELSE 0 END) AS views, sum(favorite) AS favorites";
    for (int half = 1; half <= 10; ++half) {
      const auto number = std::to_string(half);
      out += ", sum(CASE rating WHEN " + number + " THEN 1 ELSE 0 END) AS r" + number;
    }
    return out + " FROM entries";
  }();
  return sql;
}

constexpr std::array parts = {"views", "favorites", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "r10"};

void step(db::Tx& tx, std::int64_t movie, int views, int favorites, int rating, int by) {
  const auto& sql = step_statements()[static_cast<std::size_t>(rating)];
  const db::Value values[] = {movie, std::int64_t{views}, std::int64_t{favorites}, std::int64_t{by}};
  if (tx.execute({"community.step", sql}, values, rating == 0 ? 3 : 4, nullptr) > 0) return;
  tx.run(add_row, movie);
  tx.execute({"community.step", sql}, values, rating == 0 ? 3 : 4, nullptr);
}

}  // namespace

void count_opinion(db::Tx& tx, std::int64_t movie, const Opinion& before, const Opinion& after) {
  if (before == after) return;
  const int views = int{after.watched} - int{before.watched}, favorites = int{after.favorite} - int{before.favorite};
  const bool rated_anew = before.rating != after.rating;
  if (rated_anew && before.rating != 0 && after.rating != 0) {
    step(tx, movie, views, favorites, before.rating, -1);
    step(tx, movie, 0, 0, after.rating, 1);
  } else if (rated_anew) {
    step(tx, movie, views, favorites, before.rating + after.rating, after.rating != 0 ? 1 : -1);
  } else {
    step(tx, movie, views, favorites, 0, 0);
  }
}

void forget_opinions(db::Tx& tx, std::int64_t user) {
  static const std::string sql = [] {
    std::string set;
    for (const auto* part : parts)
      set += std::string(set.empty() ? "" : ", ") + part + " = movie_stats." + part + " - n." + part;
    return "UPDATE movie_stats SET " + set + " FROM (" + counted_sql() +
           " WHERE user_id = $1 GROUP BY movie_id) n WHERE movie_stats.movie_id = n.movie_id";
  }();
  const db::Value values[] = {user};
  tx.execute({"community.forget", sql}, values, 1, nullptr);
}

std::int64_t recount_opinions(db::Tx& tx) {
  static const std::string counted = counted_sql() + " GROUP BY movie_id";
  static const std::string missing =
      "INSERT INTO movie_stats (movie_id) SELECT DISTINCT movie_id FROM entries WHERE movie_id NOT IN (SELECT movie_id "
      "FROM movie_stats)";
  static const std::string wrong = [] {
    std::string set, differs, all;
    for (const std::string column : parts) {
      all += ", coalesce(c." + column + ", 0) AS " + column;
      set += (set.empty() ? "" : ", ") + column + " = n." + column;
      differs += (differs.empty() ? "" : " OR ") + ("movie_stats." + column) + " <> n." + column;
    }
    return "UPDATE movie_stats SET " + set + " FROM (SELECT m.movie_id" + all + " FROM movie_stats m LEFT JOIN (" +
           counted + ") c ON c.movie_id = m.movie_id) n WHERE movie_stats.movie_id = n.movie_id AND (" + differs + ")";
  }();
  tx.execute({"community.missing", missing}, nullptr, 0, nullptr);
  return tx.execute({"community.recount", wrong}, nullptr, 0, nullptr);
}

namespace community {

Community of_row(const db::Row& row, int first) {
  Community out;
  if (row.null(first)) return out;
  out.views = row.integer(first);
  out.favorites = row.integer(first + 1);
  std::int64_t halves = 0;
  for (int half = 1; half <= 10; ++half) {
    const auto count = row.integer(first + 1 + half);
    out.histogram[static_cast<std::size_t>(half) - 1] = count;
    out.ratings += count;
    halves += count * half;
  }
  if (out.ratings > 0)
    out.average = std::round(static_cast<double>(halves) * 50 / static_cast<double>(out.ratings)) / 100;
  return out;
}

std::string card(std::string_view facts, const db::Row& row, int first) {
  static const std::string nobody = ",\"community\":" + json::encode(Community{}) + '}';
  std::string out(facts.substr(0, facts.size() - 1));
  if (row.null(first)) return out += nobody;
  out += ",\"community\":";
  json::encode(out, of_row(row, first));
  return out += '}';
}

}  // namespace community
}  // namespace kinoteka::catalogue
