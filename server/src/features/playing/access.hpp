// Which file somebody may play.
#pragma once

#include <cstdint>

#include "base/error.hpp"
#include "callers/caller.hpp"
#include "db/database.hpp"
#include "features/library/face.hpp"
#include "media/info.hpp"

namespace kinoteka::playing {

Error no_file();  // {not_found}, and what to do

// Throws Error{forbidden} for who may not play, {not_found} for a file that is not there or is missing.
library::FilmFile require_playable(db::Session& session, const callers::Member& member, std::int64_t file);

// What a probe has found in it. Throws Error{conflict} for a broken file, {unavailable} for one that was not probed
// yet.
media::Info info_of(const library::FilmFile& file);

// Below /api/media/{id}/.
std::string media_url(std::int64_t file, const std::string& rest);

}  // namespace kinoteka::playing
