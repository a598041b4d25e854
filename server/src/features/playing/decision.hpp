// How a player gets a film: what is in the file, and what the player can take. Pure; nothing is opened or begun here.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "features/playing/wire.hpp"
#include "media/conversions.hpp"
#include "media/info.hpp"

namespace kinoteka::playing {

struct Decision {
  PlayMode mode = PlayMode::direct;
  media::Plan plan;         // where it is converted
  std::int64_t audio = -1;  // the index of the track that is heard; -1: it is silent
  std::int64_t height = 0;  // of the picture that comes, in lines
  std::string why;          // it is not played as it is; empty when it is
};

// `path` for the name's ending alone. `can_cut` says whether the picture can be put into other packets as it is (it has
// key frames to cut at), and is asked only where that matters: reading a film through for them takes a while. `info`
// has a video track. Throws Error{invalid} for an audio track that the film has not.
Decision decide(const media::Info& info, std::string_view path, const Abilities& abilities,
                const std::function<bool()>& can_cut);

// What may be put into fragmented MP4 as it is.
bool fits_mp4(std::string_view video_codec);

}  // namespace kinoteka::playing
