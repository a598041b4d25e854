// The JSON of the library, field by field; the same structs make the OpenAPI document.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include "base/bounded.hpp"
#include "json/schema.hpp"
#include "media/fault.hpp"
#include "media/info.hpp"

namespace kinoteka::library {

// Folders to choose from, by their names.
struct FolderBranch {
  std::string name, path;
};
BOOST_DESCRIBE_STRUCT(FolderBranch, (), (name, path))

struct FolderTree {
  std::string path;
  std::optional<std::string> above;
  std::vector<FolderBranch> folders;
  bool more = false;

  static constexpr json::Doc docs[] = {{"path", "Where one is; empty above the first ones."},
                                       {"above", "The folder above, where one may go back to."},
                                       {"more", "There are more than 500."}};
};
BOOST_DESCRIBE_STRUCT(FolderTree, (), (path, above, folders, more))

struct NewFolder {
  Text<1, 100> name;
  Text<1, 1000> path;
  std::optional<bool> watch;

  static constexpr json::Doc docs[] = {
      {"path", "Absolute, on the server, below one of the folders that its operator allows (setting `media`)."},
      {"watch", "Whether changes are noticed by themselves; true unless told."}};
};
BOOST_DESCRIBE_STRUCT(NewFolder, (), (name, path, watch))

struct FolderChange {
  Text<1, 100> name;
  bool watch = true;
};
BOOST_DESCRIBE_STRUCT(FolderChange, (), (name, watch))

// How far a scan or a probing is. What is counted stays when it is over.
struct ScanProgress {
  std::string phase;  // looking, matching, done; of a probing: probing
  std::string at;     // the folder or file it is at
  std::int64_t files = 0, added = 0, changed = 0, moved = 0, missing = 0, back = 0, matched = 0, unreadable = 0;
  std::int64_t probed = 0, broken = 0, left = 0;
};
BOOST_DESCRIBE_STRUCT(ScanProgress, (),
                      (phase, at, files, added, changed, moved, missing, back, matched, unreadable, probed, broken,
                       left))

struct JobState {
  std::int64_t id = 0;
  std::string kind, state;
  bool paused = false;
  ScanProgress progress;
  std::string error, created_at;
  std::optional<std::string> started_at, finished_at;
};
BOOST_DESCRIBE_STRUCT(JobState, (), (id, kind, state, paused, progress, error, created_at, started_at, finished_at))

struct LibraryFolder {
  std::int64_t id = 0;
  std::string name, path;
  bool watch = true;
  std::string state;
  std::optional<std::string> scanned_at;
  std::int64_t files = 0, bytes = 0, missing = 0;
  std::optional<JobState> scan;

  static constexpr json::Doc docs[] = {
      {"state", "new: not scanned yet; ready; away: it cannot be opened or is empty, so nothing was changed."},
      {"scan", "The latest one."}};
};
BOOST_DESCRIBE_STRUCT(LibraryFolder, (), (id, name, path, watch, state, scanned_at, files, bytes, missing, scan))

enum class FileState { matched, unmatched, broken, missing, duplicate, extra };
BOOST_DESCRIBE_ENUM(FileState, matched, unmatched, broken, missing, duplicate, extra)

struct MediaFile {
  std::int64_t id = 0, folder_id = 0;
  std::string path, kind;
  std::int64_t size = 0;
  std::string title;
  std::optional<std::int64_t> year;
  std::string edition;
  std::int64_t part = 0;
  std::optional<std::int64_t> movie_id;
  std::optional<std::string> movie_title;
  std::string matched_by;
  std::int64_t duration_ms = 0, height = 0;
  std::string container, video_codec, broken;
  std::optional<media::Fault> fault;
  bool missing = false;
  std::string added_at, modified_at;

  static constexpr json::Doc docs[] = {
      {"path", "Below its folder, for reading: what is not UTF-8 in it is shown as U+FFFD."},
      {"kind", "movie, extra (a trailer, an interview) or episode (of a series: not matched)."},
      {"part", "Of a film in several files; 0: the whole film."},
      {"matched_by", "id, title, close, hand; none; refused: somebody said that the match was wrong."},
      {"broken", "Why it cannot be played; empty when it can."},
      {"fault", "The same as a word, for programs."}};
};
BOOST_DESCRIBE_STRUCT(MediaFile, (),
                      (id, folder_id, path, kind, size, title, year, edition, part, movie_id, movie_title, matched_by,
                       duration_ms, height, container, video_codec, broken, fault, missing, added_at, modified_at))

struct FileDetails : MediaFile {
  std::optional<media::Info> info;
};
BOOST_DESCRIBE_STRUCT(FileDetails, (MediaFile), (info))

struct FileMatch {
  Id movie_id;
};
BOOST_DESCRIBE_STRUCT(FileMatch, (), (movie_id))

// What the library holds, in figures.
struct Share {
  std::string name;
  std::int64_t files = 0, bytes = 0;
};
BOOST_DESCRIBE_STRUCT(Share, (), (name, files, bytes))
struct Overview {
  std::int64_t files = 0, bytes = 0, movies = 0, hours = 0;
  std::int64_t unmatched = 0, broken = 0, missing = 0, duplicates = 0, extras = 0, unprobed = 0;
  std::vector<Share> containers, codecs, heights;
};
BOOST_DESCRIBE_STRUCT(Overview, (),
                      (files, bytes, movies, hours, unmatched, broken, missing, duplicates, extras, unprobed,
                       containers, codecs, heights))

}  // namespace kinoteka::library
