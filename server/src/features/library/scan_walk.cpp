#include "features/library/scan_walk.hpp"

#include <set>
#include <utility>

#include "base/text.hpp"
#include "features/library/file_name.hpp"

namespace kinoteka::library {
namespace {

constexpr int deepest = 40;

struct Level {
  std::string path;
  int depth = 0;
};

std::string below(const std::string& folder, const std::string& name) {
  return folder.empty() ? name : folder + '/' + name;
}

}  // namespace

void walk(const media::FileStat& top, const Walk& steps) {
  std::vector<Level> todo{{"", 0}};
  std::set<std::pair<std::uint64_t, std::uint64_t>> visited{{top.device, top.inode}};
  while (!todo.empty()) {
    const auto level = std::move(todo.back());
    todo.pop_back();
    steps.enter(level.path);
    const auto items = steps.list(level.path);
    if (!items) {
      steps.unread(level.path);
      continue;
    }
    FolderInside inside;
    for (auto item = items->rbegin(); item != items->rend(); ++item) {
      const auto path = below(level.path, item->name);
      if (!item->stat.folder && text::to_lower(item->name).ends_with(".nfo") && item->name.size() > 4)
        inside.nfos.emplace(stack_key(path), path);
      if (is_ignored(item->name)) continue;
      if (item->stat.folder) {
        if (level.depth < deepest && visited.emplace(item->stat.device, item->stat.inode).second)
          todo.push_back({path, level.depth + 1});
      } else if (is_video(item->name)) {
        inside.videos.push_back({path, item->stat});
      } else if (is_subtitle(item->name)) {
        inside.subtitles.push_back(path);
      }
    }
    steps.visit(inside);
  }
}

}  // namespace kinoteka::library
