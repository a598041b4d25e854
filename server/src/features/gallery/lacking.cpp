#include "features/gallery/lacking.hpp"

#include <algorithm>

namespace kinoteka::gallery {

bool is_poster(const WaitingPicture& picture) { return picture.kind == GalleryKind::poster; }

std::size_t scenes_of(db::Session& session, std::int64_t movie) {
  const auto pictures = gallery(session, movie);
  return static_cast<std::size_t>(std::count_if(pictures.begin(), pictures.end(),
                                                [](const auto& item) { return item.kind != GalleryKind::poster; }));
}

bool lacks_pictures(db::Session& session, std::int64_t movie) {
  const auto has = pictures_of(session, movie);
  if (!has) return false;
  const auto scenes = scenes_of(session, movie);
  const auto waiting = waiting_pictures(session, movie);
  return std::any_of(waiting.begin(), waiting.end(),
                     [&](const auto& one) { return is_poster(one) ? !has->poster : scenes < gallery_at_once; }) ||
         !waiting_photos(session, movie, 1).empty();
}

}  // namespace kinoteka::gallery
