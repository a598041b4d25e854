// What was met on a scan, compared with what is known: the same, another version, moved from elsewhere, gone. Touches
// neither disk nor database: it is told what is there. For one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "features/library/film_file.hpp"
#include "media/root.hpp"

namespace kinoteka::library {

class KnownFiles {
 public:
  // `here`: the rows of the folder that is looked through; `elsewhere`: those that are missing in others.
  KnownFiles(std::vector<KnownFile> here, std::vector<MissingFile> elsewhere);

  KnownFiles(KnownFiles&&) = default;  // rows point to each other: no copies

  // The row of the file at this stored path, which is not gone then; null where there is none.
  const KnownFile* see(const std::string& path);

  struct Moved {
    std::int64_t id = 0;
    bool keep_match = false;  // somebody has said which film it is, or it comes from another folder
  };
  // Which row a new file is, if it was elsewhere before and is there no more. Two that could be it are none. `is_there`
  // says whether something still lies at a stored path.
  std::optional<Moved> moved(const std::string& fingerprint, const std::function<bool(const std::string&)>& is_there);

  bool knew_any() const;  // not counting those that were missing already

  // Rows that nobody has seen and that were not missing before, but those below what could not be read.
  std::vector<std::int64_t> gone(const std::function<bool(const std::string& path)>& unread) const;

 private:
  struct Row {
    KnownFile known;
    bool seen = false;
  };
  std::unordered_map<std::string, Row> rows_;
  std::unordered_multimap<std::string, Row*> by_fingerprint_;
  std::unordered_multimap<std::string, MissingFile> elsewhere_;
};

bool is_same(const KnownFile& known, const media::FileStat& stat);

// Written to so recently that it may still be growing. `settle_ms` of 0: never.
bool is_unsettled(const media::FileStat& stat, std::int64_t settle_ms, std::int64_t now);

// Somebody has said which film it is, or that it is none.
bool is_decided(std::string_view matched_by);

}  // namespace kinoteka::library
