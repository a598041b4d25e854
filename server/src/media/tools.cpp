#include "media/tools.hpp"

namespace kinoteka::media {

std::vector<std::string> ffmpeg_child(const Tools& tools, const ChildLimits& limits, const std::string& folder,
                                      const std::vector<std::string>& arguments) {
  std::vector<std::string> out{"run", std::to_string(limits.cpu_seconds), std::to_string(limits.memory_mb), folder,
                               tools.ffmpeg};
  out.insert(out.end(), arguments.begin(), arguments.end());
  return out;
}

}  // namespace kinoteka::media
