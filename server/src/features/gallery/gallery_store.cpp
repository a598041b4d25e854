#include "features/gallery/gallery_store.hpp"

namespace kinoteka::gallery::gallery_store {
namespace {

constexpr db::Query list_all{"gallery.list",
                             "SELECT g.id, g.kind, g.provider, g.language, p.digest, p.width, p.height, p.color, "
                             "p.placeholder FROM movie_pictures g JOIN pictures p ON p.id = g.picture_id "
                             "WHERE g.movie_id = $1 ORDER BY g.kind, g.id"};
constexpr db::Query add_offer{"gallery.offer",
                              "INSERT INTO movie_pictures (movie_id, kind, source, provider, language) "
                              "VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING"};
constexpr db::Query list_waiting{"gallery.waiting",
                                 "SELECT id, kind, source FROM movie_pictures WHERE movie_id = $1 "
                                 "AND picture_id IS NULL AND failures < 3 ORDER BY kind, id"};
constexpr db::Query is_there{
    "gallery.is_there",
    "SELECT count(*) FROM movie_pictures o JOIN movie_pictures g ON g.movie_id = o.movie_id AND g.kind = o.kind "
    "WHERE g.id = $1 AND o.picture_id = $2"};
constexpr db::Query set_picture{"gallery.came", "UPDATE movie_pictures SET picture_id = $2 WHERE id = $1"};
constexpr db::Query drop_offer{"gallery.drop", "DELETE FROM movie_pictures WHERE id = $1"};
constexpr db::Query count_failure{"gallery.failed", "UPDATE movie_pictures SET failures = failures + 1 WHERE id = $1"};
constexpr db::Query add_own{"gallery.add",
                            "INSERT INTO movie_pictures (movie_id, kind, picture_id) VALUES ($1, $2, $3) "
                            "ON CONFLICT (picture_id, movie_id, kind) WHERE picture_id IS NOT NULL "
                            "DO UPDATE SET provider = movie_pictures.provider RETURNING id"};
constexpr db::Query remove_one{"gallery.remove", "DELETE FROM movie_pictures WHERE id = $1 AND movie_id = $2"};
constexpr db::Query find_pictures{
    "movie.pictures", "SELECT poster_id, backdrop_id, still_id FROM movies WHERE id = $1 AND deleted_at = 0"};
constexpr db::Query fill_in{
    "movie.give_pictures",
    "UPDATE movies SET poster_id = $2, backdrop_id = $3, still_id = $4, version = version + 1 WHERE id = $1"};
constexpr db::Query list_photos{
    "gallery.photos",
    "SELECT p.id, p.photo_source, min(CASE c.role WHEN 'director' THEN 0 WHEN 'actor' THEN 1 ELSE 2 END * 1000 + "
    "c.position) FROM credits c JOIN people p ON p.id = c.person_id WHERE c.movie_id = $1 AND p.photo_source <> '' "
    "AND p.photo_id IS NULL AND p.deleted_at = 0 GROUP BY p.id, p.photo_source ORDER BY 3 LIMIT $2"};
constexpr db::Query update_photo{
    "gallery.set_photo",
    "UPDATE people SET photo_id = coalesce(photo_id, $2), photo_source = '', version = version + 1 WHERE id = $1"};

}  // namespace

std::vector<GalleryPicture> list(db::Session& session, std::int64_t movie) {
  std::vector<GalleryPicture> out;
  session.each(
      list_all,
      [&](db::Row& row) {
        GalleryPicture item;
        item.id = row.integer(0);
        item.kind = json::enum_value<GalleryKind>(row.text(1)).value_or(GalleryKind::poster);
        item.provider = row.text(2);
        item.language = row.text(3);
        item.picture = pictures::of_row(row, 4).value();
        out.push_back(std::move(item));
      },
      movie);
  return out;
}

void offer(db::Tx& tx, std::int64_t movie, const OfferedPicture& picture) {
  tx.run(add_offer, movie, json::enum_name(picture.kind), picture.source, picture.provider, picture.language);
}

std::vector<WaitingPicture> waiting(db::Session& session, std::int64_t movie) {
  std::vector<WaitingPicture> out;
  session.each(
      list_waiting,
      [&](db::Row& row) {
        out.push_back({row.integer(0), json::enum_value<GalleryKind>(row.text(1)).value_or(GalleryKind::poster),
                       std::string(row.text(2))});
      },
      movie);
  return out;
}

bool has(db::Session& session, std::int64_t id, std::int64_t picture) {
  return session.one<std::int64_t>(is_there, id, picture).value_or(0) > 0;
}

void came(db::Tx& tx, std::int64_t id, std::int64_t picture) { tx.run(set_picture, id, picture); }
void drop(db::Tx& tx, std::int64_t id) { tx.run(drop_offer, id); }
void failed(db::Tx& tx, std::int64_t id) { tx.run(count_failure, id); }

std::int64_t add(db::Tx& tx, std::int64_t movie, GalleryKind kind, std::int64_t picture) {
  return *tx.one<std::int64_t>(add_own, movie, json::enum_name(kind), picture);
}

bool remove(db::Tx& tx, std::int64_t movie, std::int64_t id) { return tx.run(remove_one, id, movie) > 0; }

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

void set_pictures(db::Tx& tx, std::int64_t movie, const MoviePictures& pictures) {
  tx.run(fill_in, movie, pictures.poster, pictures.backdrop, pictures.still);
}

std::vector<WaitingPhoto> waiting_photos(db::Session& session, std::int64_t movie, std::int64_t limit) {
  std::vector<WaitingPhoto> out;
  session.each(
      list_photos,
      [&](db::Row& row) {
        out.push_back({row.integer(0), std::string(row.text(1))});
      },
      movie, limit);
  return out;
}

void set_photo(db::Tx& tx, std::int64_t person, std::optional<std::int64_t> picture) {
  tx.run(update_photo, person, picture);
}

}  // namespace kinoteka::gallery::gallery_store
