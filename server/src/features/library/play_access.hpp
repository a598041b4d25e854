// Which file somebody may play.
#pragma once

#include <cstdint>

#include "base/error.hpp"
#include "features/library/file_store.hpp"
#include "http/caller.hpp"

namespace kinoteka::library {

Error no_file();  // {not_found}, and what to do

// Throws Error{forbidden} for who may not play, {not_found} for a file that is not there or is missing.
file_store::Place require_playable(db::Session& session, const http::Member& member, std::int64_t file);

}  // namespace kinoteka::library
