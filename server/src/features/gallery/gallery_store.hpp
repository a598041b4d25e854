// Pictures of films in the database. Every member works within the caller's session; absent is an empty optional.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "db/database.hpp"
#include "features/gallery/wire.hpp"

namespace kinoteka::gallery::gallery_store {

std::vector<GalleryPicture> list(db::Session& session, std::int64_t movie);
void offer(db::Tx& tx, std::int64_t movie, const OfferedPicture& picture);
// In their order, without those that failed three times.
std::vector<WaitingPicture> waiting(db::Session& session, std::int64_t movie);

// Whether the film of this offer shows this picture among its own already.
bool has(db::Session& session, std::int64_t id, std::int64_t picture);
void came(db::Tx& tx, std::int64_t id, std::int64_t picture);
void drop(db::Tx& tx, std::int64_t id);
void failed(db::Tx& tx, std::int64_t id);

std::int64_t add(db::Tx& tx, std::int64_t movie, GalleryKind kind, std::int64_t picture);
bool remove(db::Tx& tx, std::int64_t movie, std::int64_t id);

std::optional<MoviePictures> pictures_of(db::Session& session, std::int64_t movie);
void set_pictures(db::Tx& tx, std::int64_t movie, const MoviePictures& pictures);

std::vector<WaitingPhoto> waiting_photos(db::Session& session, std::int64_t movie, std::int64_t limit);
// Without a picture: it could not be had.
void set_photo(db::Tx& tx, std::int64_t person, std::optional<std::int64_t> picture);

}  // namespace kinoteka::gallery::gallery_store
