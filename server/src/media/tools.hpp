// The programs that look into films and convert them. What reads a film is kinoteka-media (media_child/), a child that
// confines itself, then probes or becomes FFmpeg.
#pragma once

#include <string>
#include <vector>

#include "sandbox/child.hpp"

namespace kinoteka::media {

struct Tools {
  std::string child = program_beside("kinoteka-media");
  std::string ffmpeg = "/usr/bin/ffmpeg";
};

// The arguments that make the child become FFmpeg: limits and the folder it may write to ("" for none).
std::vector<std::string> ffmpeg_child(const Tools& tools, const ChildLimits& limits, const std::string& folder,
                                      const std::vector<std::string>& arguments);

}  // namespace kinoteka::media
