#include "features/catalogue/genre_store.hpp"

#include <algorithm>

namespace kinoteka::catalogue::genre_store {
namespace {

constexpr db::Query list_genres{"genre.list", "SELECT id, slug, name, movie_count FROM genres ORDER BY name"};
constexpr db::Query list_names{"genre.names", "SELECT genre_id, language, name FROM genre_texts"};
constexpr db::Query find_version{"genre.version", "SELECT version FROM genres WHERE id = $1"};

}  // namespace

std::vector<Genre> all(db::Session& session) {
  std::vector<Genre> genres;
  session.each(list_genres, [&](db::Row& row) {
    genres.push_back({row.integer(0), std::string(row.text(1)), std::string(row.text(2)), {}, row.integer(3)});
  });
  session.each(list_names, [&](db::Row& row) {
    for (auto& genre : genres) {
      if (genre.id == row.integer(0)) genre.names.emplace(row.text(1), row.text(2));
    }
  });
  return genres;
}

std::optional<Genre> find(db::Session& session, std::int64_t id) {
  auto genres = all(session);
  const auto found = std::find_if(genres.begin(), genres.end(), [&](const Genre& genre) { return genre.id == id; });
  if (found == genres.end()) return std::nullopt;
  return std::move(*found);
}

std::int64_t version(db::Session& session, std::int64_t id) {
  return session.one<std::int64_t>(find_version, id).value_or(0);
}

}  // namespace kinoteka::catalogue::genre_store
