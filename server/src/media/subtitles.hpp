// Subtitles as browsers read them: WebVTT. SubRip and WebVTT are read here, other forms and tracks within a film by
// FFmpeg in a confined child. Cues are text: of markup only <i>, <b> and <u> stay. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "media/tools.hpp"

namespace kinoteka::media {

inline constexpr std::size_t largest_subtitles = 4u << 20;

// SubRip (or WebVTT) as WebVTT; nothing when there is no cue in it. Text that is not UTF-8 is read as windows-1251
// where it looks Cyrillic, else as windows-1252.
std::optional<std::string> to_webvtt(std::string_view bytes);

// A whole subtitle file of another form, or one track of a film, by FFmpeg; nothing when it cannot.
std::optional<std::string> extract_webvtt(const Tools& tools, const UniqueFd& file, int stream);

}  // namespace kinoteka::media
