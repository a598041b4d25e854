// The way of a scan through a folder: depth first, each folder once. Touches no disk itself: how a folder is listed is
// handed in.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "media/root.hpp"

namespace kinoteka::library {

// What lies in one folder, ours alone. Paths are bytes below the library's folder.
struct FolderInside {
  struct Video {
    std::string path;
    media::FileStat stat;
  };
  std::vector<Video> videos;
  std::vector<std::string> subtitles;
  std::map<std::string, std::string> nfos;  // by what they share with their film's file (stack_key)
};

struct Walk {
  // What a folder holds; nothing where it cannot be read.
  std::function<std::optional<std::vector<media::FolderItem>>(const std::string& path)> list;
  std::function<void(const std::string& path)> enter;   // before a folder is listed
  std::function<void(const std::string& path)> unread;  // it could not be
  std::function<void(const FolderInside&)> visit;
};

// Links may lead in a circle: a folder that was seen, `top` itself too, is not entered again, nor one that lies deeper
// than forty others.
void walk(const media::FileStat& top, const Walk& steps);

}  // namespace kinoteka::library
