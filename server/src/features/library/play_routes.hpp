// The rows of who watches.
#pragma once

#include "features/library/cover_service.hpp"
#include "features/library/playback_service.hpp"
#include "http/routes.hpp"

namespace kinoteka::library {

void add_play_routes(http::Router& router, PlaybackService& playing, CoverService& covers);

}  // namespace kinoteka::library
