// The one door to files below a folder: whatever a path says, nothing outside of the folder is opened, and nothing but
// plain files is read. Links are followed as long as they stay inside. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fd.hpp"

namespace kinoteka::media {

struct FileStat {
  bool folder = false;
  std::int64_t size = 0;
  std::int64_t modified_ms = 0;
  std::uint64_t device = 0, inode = 0;
};

struct FolderItem {
  std::string name;  // bytes as the system gives them
  FileStat stat;
};

class Root {
 public:
  // Nothing when there is no folder at this absolute path, or it cannot be opened.
  static std::optional<Root> open(const std::string& path);

  FileStat stat() const;  // of the root itself

  // A plain file for reading; nothing when there is none: gone, not readable, outside, a folder, a device, a pipe.
  // `relative` are bytes below the root; "" and absolute paths open nothing.
  UniqueFd open_file(std::string_view relative) const;

  // Writes a new file below the root; false where something of this name is there, or it cannot be written.
  bool write_new(std::string_view relative, std::string_view bytes) const;

  // What a folder below the root holds ("" for the root itself): plain files and folders, by name, each looked up
  // within the root. Nothing when it cannot be read. `bad` counts what could not be looked at.
  std::optional<std::vector<FolderItem>> list(std::string_view relative, std::int64_t& bad) const;

 private:
  explicit Root(UniqueFd fd) : fd_(std::move(fd)) {}
  UniqueFd fd_;
};

// Whether `path` is `root` or lies below it, by their real places: links are resolved first.
bool lies_within(const std::string& root, const std::string& path);

}  // namespace kinoteka::media
