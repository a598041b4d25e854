#include "features/metadata/lacking.hpp"

#include <algorithm>

namespace kinoteka::metadata {

bool is_poster(const catalogue::WaitingPicture& picture) { return picture.kind == catalogue::GalleryKind::poster; }

std::size_t scenes_of(db::Session& session, std::int64_t movie) {
  const auto gallery = catalogue::gallery(session, movie);
  return static_cast<std::size_t>(std::count_if(
      gallery.begin(), gallery.end(), [](const auto& item) { return item.kind != catalogue::GalleryKind::poster; }));
}

bool lacks_pictures(db::Session& session, std::int64_t movie) {
  const auto has = catalogue::pictures_of(session, movie);
  if (!has) return false;
  const auto scenes = scenes_of(session, movie);
  const auto waiting = catalogue::waiting_pictures(session, movie);
  return std::any_of(waiting.begin(), waiting.end(),
                     [&](const auto& one) { return is_poster(one) ? !has->poster : scenes < gallery_at_once; }) ||
         !catalogue::waiting_photos(session, movie, 1).empty();
}

}  // namespace kinoteka::metadata
