// Fragmented MP4 as FFmpeg writes it (ISO 14496-12): one file a piece, each with its own head. Thread-safe.
#pragma once

#include <string>

namespace kinoteka::media {

// The head of an MP4 (ftyp and moov), or everything behind it, its times mended. Ends at the first box that is not
// whole.
std::string fragment_part(const std::string& bytes, bool head);

}  // namespace kinoteka::media
