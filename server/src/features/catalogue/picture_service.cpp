#include "features/catalogue/picture_service.hpp"

#include "features/catalogue/card_store.hpp"

namespace kinoteka::catalogue {
namespace {

constexpr db::Query find_pictures{
    "movie.pictures", "SELECT poster_id, backdrop_id, still_id FROM movies WHERE id = $1 AND deleted_at = 0"};
constexpr db::Query fill_in{
    "movie.give_pictures",
    "UPDATE movies SET poster_id = $2, backdrop_id = $3, still_id = $4, version = version + 1 WHERE id = $1"};

}  // namespace

std::optional<MoviePictures> pictures_of(db::Session& session, std::int64_t movie) {
  std::optional<MoviePictures> found;
  session.each(
      find_pictures,
      [&](db::Row& row) {
        const auto number = [&](int column) {
          return row.null(column) ? std::nullopt : std::optional(row.integer(column));
        };
        found = MoviePictures{number(0), number(1), number(2)};
      },
      movie);
  return found;
}

bool give_pictures(db::Tx& tx, std::int64_t movie, const MoviePictures& pictures) {
  const auto has = pictures_of(tx, movie);
  if (!has) return false;
  const auto fill = [](const auto& there, const auto& given) { return there ? there : given; };
  const MoviePictures now{fill(has->poster, pictures.poster), fill(has->backdrop, pictures.backdrop),
                          fill(has->still, pictures.still)};
  if (now == *has) return false;
  tx.run(fill_in, movie, now.poster, now.backdrop, now.still);
  card_store::rebuild(tx, movie);
  return true;
}

}  // namespace kinoteka::catalogue
