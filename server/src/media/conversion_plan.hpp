// What is made of a film for a browser that cannot play it as it is: its form, where it is cut, and what FFmpeg is
// told. Nothing here runs anything. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kinoteka::media {

// What is made of a film. Only these values reach FFmpeg, and its text form is part of an address.
struct Plan {
  bool copy_video = false;
  int height = 0;         // of the new picture: 360, 480, 720, 1080; 0 when it is copied
  int audio_stream = -1;  // of the file; -1: no sound
  bool copy_audio = false;

  std::string name() const;  // "copy-a1-aac", "720-a2-aac", "copy-mute"
  static std::optional<Plan> parse(std::string_view name);
};

// Where a film is cut, in ms: the beginning of each piece, then the film's end.
using Cuts = std::vector<std::int64_t>;
// At key frames, six seconds apart or a little more.
Cuts cuts_at(const std::vector<std::int64_t>& keyframes, std::int64_t duration_ms);
Cuts even_cuts(std::int64_t duration_ms);

// An HLS playlist of the whole film (RFC 8216): so a player may jump anywhere at once.
std::string playlist(const Cuts& cuts);

// FFmpeg's arguments for a plan from one piece on. `source_height` is the film's.
std::vector<std::string> conversion_arguments(const Plan& plan, const Cuts& cuts, std::size_t from, int source_height,
                                              bool hdr = false);

}  // namespace kinoteka::media
