#include "features/gallery/film_service.hpp"

#include "features/catalogue/face.hpp"
#include "features/gallery/gallery_store.hpp"

namespace kinoteka::gallery {

std::optional<MoviePictures> pictures_of(db::Session& session, std::int64_t movie) {
  return gallery_store::pictures_of(session, movie);
}

bool give_pictures(db::Tx& tx, std::int64_t movie, const MoviePictures& pictures) {
  const auto has = pictures_of(tx, movie);
  if (!has) return false;
  const auto fill = [](const auto& there, const auto& given) { return there ? there : given; };
  const MoviePictures now{fill(has->poster, pictures.poster), fill(has->backdrop, pictures.backdrop),
                          fill(has->still, pictures.still)};
  if (now == *has) return false;
  gallery_store::set_pictures(tx, movie, now);
  catalogue::rebuild_card(tx, movie);
  return true;
}

std::vector<GalleryPicture> gallery(db::Session& session, std::int64_t movie) {
  return gallery_store::list(session, movie);
}

void offer(db::Tx& tx, std::int64_t movie, const std::vector<OfferedPicture>& pictures) {
  for (const auto& picture : pictures) gallery_store::offer(tx, movie, picture);
}

std::vector<WaitingPicture> waiting_pictures(db::Session& session, std::int64_t movie) {
  return gallery_store::waiting(session, movie);
}

void picture_came(db::Tx& tx, std::int64_t id, std::int64_t picture) {
  // Two addresses may show one picture: it is there already, then.
  if (gallery_store::has(tx, id, picture)) {
    gallery_store::drop(tx, id);
  } else {
    gallery_store::came(tx, id, picture);
  }
}

void picture_failed(db::Tx& tx, std::int64_t id) { gallery_store::failed(tx, id); }

std::int64_t add_to_gallery(db::Tx& tx, std::int64_t movie, GalleryKind kind, std::int64_t picture) {
  return gallery_store::add(tx, movie, kind, picture);
}

bool remove_from_gallery(db::Tx& tx, std::int64_t movie, std::int64_t id) {
  return gallery_store::remove(tx, movie, id);
}

std::vector<WaitingPhoto> waiting_photos(db::Session& session, std::int64_t movie, std::int64_t limit) {
  return gallery_store::waiting_photos(session, movie, limit);
}

void photo_came(db::Tx& tx, std::int64_t person, std::optional<std::int64_t> picture) {
  gallery_store::set_photo(tx, person, picture);
}

}  // namespace kinoteka::gallery
