// The rows of who watches.
#pragma once

#include "features/playing/copies_service.hpp"
#include "features/playing/link_service.hpp"
#include "features/playing/playback_service.hpp"
#include "features/playing/position_service.hpp"
#include "features/playing/preview_service.hpp"
#include "features/playing/subtitle_service.hpp"
#include "http/rows.hpp"

namespace kinoteka::playing {

// The use cases of who watches.
struct Playing {
  Copies copies;
  PlaybackService playback;
  Subtitles subtitles;
  Positions positions;
  Links links;
  PreviewService previews;
};

void add_routes(http::Router& router, Playing& playing);

}  // namespace kinoteka::playing
