#include "features/catalogue/gallery_service.hpp"

namespace kinoteka::catalogue {
namespace {

constexpr db::Query list{"gallery.list",
                         "SELECT g.id, g.kind, g.provider, g.language, p.digest, p.width, p.height, p.color, "
                         "p.placeholder FROM movie_pictures g JOIN pictures p ON p.id = g.picture_id "
                         "WHERE g.movie_id = $1 ORDER BY g.kind, g.id"};
constexpr db::Query add_offer{"gallery.offer",
                              "INSERT INTO movie_pictures (movie_id, kind, source, provider, language) "
                              "VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING"};
constexpr db::Query list_waiting{"gallery.waiting",
                                 "SELECT id, kind, source FROM movie_pictures WHERE movie_id = $1 "
                                 "AND picture_id IS NULL AND failures < 3 ORDER BY kind, id"};
// Two addresses may show one picture: it is there already, then.
constexpr db::Query is_there{
    "gallery.is_there",
    "SELECT count(*) FROM movie_pictures o JOIN movie_pictures g ON g.movie_id = o.movie_id AND g.kind = o.kind "
    "WHERE g.id = $1 AND o.picture_id = $2"};
constexpr db::Query came{"gallery.came", "UPDATE movie_pictures SET picture_id = $2 WHERE id = $1"};
constexpr db::Query drop{"gallery.drop", "DELETE FROM movie_pictures WHERE id = $1"};
constexpr db::Query failed{"gallery.failed", "UPDATE movie_pictures SET failures = failures + 1 WHERE id = $1"};
constexpr db::Query add_own{"gallery.add",
                            "INSERT INTO movie_pictures (movie_id, kind, picture_id) VALUES ($1, $2, $3) "
                            "ON CONFLICT (picture_id, movie_id, kind) WHERE picture_id IS NOT NULL "
                            "DO UPDATE SET provider = movie_pictures.provider RETURNING id"};
constexpr db::Query remove{"gallery.remove", "DELETE FROM movie_pictures WHERE id = $1 AND movie_id = $2"};
constexpr db::Query list_photos{
    "gallery.photos",
    "SELECT p.id, p.photo_source, min(CASE c.role WHEN 'director' THEN 0 WHEN 'actor' THEN 1 ELSE 2 END * 1000 + "
    "c.position) FROM credits c JOIN people p ON p.id = c.person_id WHERE c.movie_id = $1 AND p.photo_source <> '' "
    "AND p.photo_id IS NULL AND p.deleted_at = 0 GROUP BY p.id, p.photo_source ORDER BY 3 LIMIT $2"};
constexpr db::Query set_photo{
    "gallery.set_photo",
    "UPDATE people SET photo_id = coalesce(photo_id, $2), photo_source = '', version = version + 1 WHERE id = $1"};

}  // namespace

std::vector<GalleryPicture> gallery(db::Session& session, std::int64_t movie) {
  std::vector<GalleryPicture> out;
  session.each(
      list,
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

void offer(db::Tx& tx, std::int64_t movie, const std::vector<OfferedPicture>& pictures) {
  for (const auto& picture : pictures)
    tx.run(add_offer, movie, json::enum_name(picture.kind), picture.source, picture.provider, picture.language);
}

std::vector<WaitingPicture> waiting_pictures(db::Session& session, std::int64_t movie) {
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

void picture_came(db::Tx& tx, std::int64_t id, std::int64_t picture) {
  if (tx.one<std::int64_t>(is_there, id, picture).value_or(0) > 0) {
    tx.run(drop, id);
  } else {
    tx.run(came, id, picture);
  }
}

void picture_failed(db::Tx& tx, std::int64_t id) { tx.run(failed, id); }

std::int64_t add_to_gallery(db::Tx& tx, std::int64_t movie, GalleryKind kind, std::int64_t picture) {
  return *tx.one<std::int64_t>(add_own, movie, json::enum_name(kind), picture);
}

bool remove_from_gallery(db::Tx& tx, std::int64_t movie, std::int64_t id) { return tx.run(remove, id, movie) > 0; }

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

void photo_came(db::Tx& tx, std::int64_t person, std::optional<std::int64_t> picture) {
  tx.run(set_photo, person, picture);
}

}  // namespace kinoteka::catalogue
