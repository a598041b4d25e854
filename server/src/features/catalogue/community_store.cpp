#include "features/catalogue/community_store.hpp"

#include <array>
#include <cmath>

#include "json/encode.hpp"

namespace kinoteka::catalogue::community_store {
namespace {

constexpr db::Query add_row{"community.add",
                            "INSERT INTO movie_stats (movie_id) VALUES ($1) ON CONFLICT (movie_id) DO NOTHING"};

// One rating counted less and one more, 0 standing for none: a statement for each of the 121 ways, so that it names
// only what it changes.
const std::string& step_sql(int before, int after) {
  static const auto all = [] {
    std::array<std::array<std::string, 11>, 11> out;
    for (std::size_t less = 0; less < 11; ++less) {
      for (std::size_t more = 0; more < 11; ++more) {
        auto& sql = out[less][more];
        sql = "UPDATE movie_stats SET views = views + $2, favorites = favorites + $3";
        const auto step = [&](std::size_t half, const char* sign) {
          const auto column = 'r' + std::to_string(half);
          if (half > 0 && less != more) sql += ", " + column + " = " + column + sign;
        };
        step(less, " - 1");
        step(more, " + 1");
        sql += " WHERE movie_id = $1";
      }
    }
    return out;
  }();
  return all.at(static_cast<std::size_t>(before)).at(static_cast<std::size_t>(after));
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

}  // namespace

void step(db::Tx& tx, std::int64_t movie, const Opinion& before, const Opinion& after) {
  const db::Query query{"community.step", step_sql(before.rating, after.rating)};
  const int views = int{after.watched} - int{before.watched}, favorites = int{after.favorite} - int{before.favorite};
  if (tx.run(query, movie, views, favorites) > 0) return;
  tx.run(add_row, movie);
  tx.run(query, movie, views, favorites);
}

void forget(db::Tx& tx, std::int64_t user) {
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

std::int64_t recount(db::Tx& tx) {
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

}  // namespace kinoteka::catalogue::community_store
