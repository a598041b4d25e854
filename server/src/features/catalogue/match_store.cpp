#include "features/catalogue/match_store.hpp"

#include <algorithm>

#include "db/dialect.hpp"

namespace kinoteka::catalogue::match_store {
namespace {

constexpr std::size_t batch = 500;
constexpr db::Query list_titles{"match.titles",
                                "SELECT t.folded, m.id, m.year FROM search_titles t JOIN movies m ON m.id = t.movie_id "
                                "WHERE t.movie_id = $1"};

// Asks `sql … IN (500 places)` for all keys, after `first` values.
std::vector<Found> look_up(db::Session& session, std::string_view name, const std::string& sql,
                           std::vector<db::Value> first, const std::vector<std::string_view>& keys) {
  std::vector<Found> out;
  const auto before = first.size();
  first.resize(before + batch);
  for (std::size_t start = 0; start < keys.size(); start += batch) {
    for (std::size_t i = 0; i < batch; ++i) first[before + i] = keys[std::min(start + i, keys.size() - 1)];
    session.execute({name, sql}, first.data(), first.size(), [&](db::Row& row) { out.push_back(row.as<Found>()); });
  }
  return out;
}

}  // namespace

std::vector<Found> by_external_id(db::Session& session, std::string_view provider,
                                  const std::vector<std::string_view>& ids) {
  static const auto sql =
      "SELECT e.external_id, m.id, m.year FROM movie_external_ids e JOIN movies m ON m.id = e.movie_id AND "
      "+m.deleted_at = 0 WHERE e.provider = $1 AND e.external_id IN (" +
      db::places(2, static_cast<int>(batch)) + ")";
  return look_up(session, "match.by_id", sql, {provider}, ids);
}

std::vector<Found> by_title(db::Session& session, const std::vector<std::string_view>& folded) {
  static const auto sql =
      "SELECT t.folded, m.id, m.year FROM search_titles t JOIN movies m ON m.id = t.movie_id AND +m.deleted_at = 0 "
      "WHERE t.folded IN (" +
      db::places(1, static_cast<int>(batch)) + ")";
  return look_up(session, "match.by_title", sql, {}, folded);
}

std::vector<Found> titles_of(db::Session& session, std::int64_t movie) {
  return session.all<Found>(list_titles, movie);
}

}  // namespace kinoteka::catalogue::match_store
