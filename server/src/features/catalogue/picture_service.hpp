// Which pictures a film has, for features that find some by themselves. What an editor chose is never replaced.
// Synchronous; call from workers. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>

#include "db/database.hpp"

namespace kinoteka::catalogue {

// Numbers of pictures (pictures::Service::keep).
struct MoviePictures {
  std::optional<std::int64_t> poster, backdrop, still;
  bool operator==(const MoviePictures&) const = default;
};

// Nothing when there is no such film.
std::optional<MoviePictures> pictures_of(db::Session& session, std::int64_t movie);

// Gives a film those that it has none of yet. Whether anything changed: then caches are to be touched.
bool give_pictures(db::Tx& tx, std::int64_t movie, const MoviePictures& pictures);

}  // namespace kinoteka::catalogue
