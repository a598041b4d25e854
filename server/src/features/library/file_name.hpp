// What a file's place and name say of the film in it: Kodi's and Plex's ways of naming, scene names, names in any
// script. Nothing here looks into the file. Thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kinoteka::library {

enum class FileKind {
  movie,
  extra,    // trailers, featurettes, interviews: by folder or by suffix
  sample,   // a piece of the film to see whether it is any good: left out
  episode,  // of a series, which this house does not keep: left unmatched
  subtitle,
  nfo,      // facts about the film beside it
  picture,  // a poster or a backdrop beside it
  other     // nothing of ours
};

struct FileName {
  FileKind kind = FileKind::other;
  std::string title;                    // as people write it: "The Matrix"
  std::vector<std::string> also_known;  // other titles in the name: "Сталкер (Stalker)"
  int year = 0;                         // 0: not said
  std::string edition;                  // "Director's Cut"
  int part = 0;                         // of a film in several files: 1, 2, …; 0: the whole film
  std::string imdb, tmdb;               // "tt0133093", "603"; empty: not said
  std::vector<std::string> languages;   // ISO 639-1, as far as the name says
  std::string resolution;               // "1080p"
  // Of subtitles:
  bool forced = false, hearing_impaired = false;
};

// `path` is relative to the library's folder, with '/' between its parts. The folder that a file lies in is asked too
// where the file's own name says less.
FileName read_file_name(std::string_view path);

// What parts of one film have in common; for subtitles and pictures, what they share with the film's file: the path
// without part, language and suffix, folded. Empty for what belongs to nothing.
std::string stack_key(std::string_view path);

// Folders and files that are no business of ours: hidden ones, the wastebaskets and indexes of other systems, downloads
// that are not finished.
bool is_ignored(std::string_view name);

// By its suffix.
bool is_video(std::string_view name);
bool is_subtitle(std::string_view name);

}  // namespace kinoteka::library
