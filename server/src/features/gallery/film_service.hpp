// A film's pictures: for its page, and for editors to choose from. Some still lie at a provider's, as do photos of
// people. What an editor chose is never replaced. Synchronous; call from workers. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "db/database.hpp"
#include "features/gallery/wire.hpp"

namespace kinoteka::gallery {

// Those it shows. Nothing when there is no such film.
std::optional<MoviePictures> pictures_of(db::Session& session, std::int64_t movie);
// Gives a film those that it has none of yet. Whether anything changed: then caches are to be touched.
bool give_pictures(db::Tx& tx, std::int64_t movie, const MoviePictures& pictures);

std::vector<GalleryPicture> gallery(db::Session& session, std::int64_t movie);
void offer(db::Tx& tx, std::int64_t movie, const std::vector<OfferedPicture>& pictures);

// Those that were offered and are not here, in their order; without those that failed three times.
std::vector<WaitingPicture> waiting_pictures(db::Session& session, std::int64_t movie);
void picture_came(db::Tx& tx, std::int64_t id, std::int64_t picture);
void picture_failed(db::Tx& tx, std::int64_t id);

// An editor's own; the number it has in the gallery.
std::int64_t add_to_gallery(db::Tx& tx, std::int64_t movie, GalleryKind kind, std::int64_t picture);
bool remove_from_gallery(db::Tx& tx, std::int64_t movie, std::int64_t id);

// People of a film whose photos lie elsewhere, directors and the largest parts first.
std::vector<WaitingPhoto> waiting_photos(db::Session& session, std::int64_t movie, std::int64_t limit);
// Without a picture: it could not be had, and is not tried again.
void photo_came(db::Tx& tx, std::int64_t person, std::optional<std::int64_t> picture);

}  // namespace kinoteka::gallery
