// Which pictures a film lacks of what providers offer for it.
#pragma once

#include <cstdint>

#include "db/database.hpp"
#include "features/gallery/film_service.hpp"

namespace kinoteka::gallery {

// Scenes that a film gets by itself; the rest when an editor looks. And photos of its people.
inline constexpr std::size_t gallery_at_once = 6;
inline constexpr std::int64_t photos_of_a_film = 12;

bool is_poster(const WaitingPicture& picture);

// How many scenes a film's page has.
std::size_t scenes_of(db::Session& session, std::int64_t movie);

// Whether anything that is offered is to be fetched without an editor's asking.
bool lacks_pictures(db::Session& session, std::int64_t movie);

}  // namespace kinoteka::gallery
