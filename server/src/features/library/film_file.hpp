// A file of the library as it lies there, and the subtitles beside it: for whoever plays, shows or changes one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <boost/describe/class.hpp>

namespace kinoteka::library {

struct FilmFile {
  std::int64_t id = 0;
  std::string folder_path, path;  // as stored: see stored_path.hpp
  std::int64_t missing_at = 0;    // ms; 0: it is there
  std::optional<std::int64_t> movie;
  std::string title;
  std::string info;    // a media::Info as JSON; empty before it was probed
  std::string broken;  // a media::Fault's name
  std::string kind;    // movie, episode or extra
  std::int64_t part = 0, duration_ms = 0;
  std::string stack;  // shared by the parts of one film
  std::int64_t folder = 0, size = 0, modified_at = 0;
  std::string edition, previews;
};
BOOST_DESCRIBE_STRUCT(FilmFile, (),
                      (id, folder_path, path, missing_at, movie, title, info, broken, kind, part, duration_ms, stack,
                       folder, size, modified_at, edition, previews))

// Subtitles that are no track of the file: a file beside it, or text that an editor brought along.
struct SubtitleFile {
  std::int64_t id = 0, file = 0;
  std::string path, language;
  bool forced = false, hearing_impaired = false;
  std::string label, text;
};
BOOST_DESCRIBE_STRUCT(SubtitleFile, (), (id, file, path, language, forced, hearing_impaired, label, text))

// What a scan compares with what it finds.
struct KnownFile {
  std::int64_t id = 0;
  std::string path;  // as stored
  std::int64_t size = 0, modified_at = 0;
  std::string fingerprint;
  std::int64_t missing_at = 0;
  std::string matched_by;
};
BOOST_DESCRIBE_STRUCT(KnownFile, (), (id, path, size, modified_at, fingerprint, missing_at, matched_by))

struct MissingFile {
  std::int64_t id = 0;
  std::string fingerprint;
};
BOOST_DESCRIBE_STRUCT(MissingFile, (), (id, fingerprint))

}  // namespace kinoteka::library
