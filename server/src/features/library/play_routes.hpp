// The rows of who watches.
#pragma once

#include "features/library/playback_service.hpp"
#include "http/routes.hpp"

namespace kinoteka::library {

void add_play_routes(http::Router& router, PlaybackService& playing);

}  // namespace kinoteka::library
