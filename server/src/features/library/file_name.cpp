#include "features/library/file_name.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "features/library/file_name_text.hpp"
#include "features/library/file_name_title.hpp"
#include "features/library/file_name_words.hpp"

namespace kinoteka::library {
namespace {

// Whether a stem ends with "-suffix", as extras do; for trailers and samples also ".suffix" and "_suffix".
bool ends_as(std::string_view lower, std::string_view suffix, bool loosely) {
  if (!lower.ends_with(suffix) || lower.size() <= suffix.size()) return false;
  const char before = lower[lower.size() - suffix.size() - 1];
  return before == '-' || (loosely && (before == '.' || before == '_' || before == ' '));
}

FileKind kind_of_video(const std::vector<std::string_view>& parts, std::string_view stem) {
  const auto lower = text::to_lower(stem);
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    const auto folder = text::to_lower(parts[i]);
    if (folder == "sample" || folder == "samples") return FileKind::sample;
    // A film may be called "Trailer" or "Other": a folder of extras lies within a film's.
    if (i > 0 && any_of(extra_folders, folder)) return FileKind::extra;
  }
  if (lower == "sample" || lower.starts_with("sample-") || lower.starts_with("sample.") ||
      ends_as(lower, "sample", true))
    return FileKind::sample;
  if (lower == "trailer" && parts.size() > 1) return FileKind::extra;
  for (const auto suffix : extra_suffixes)
    if (ends_as(lower, suffix, suffix == "trailer")) return FileKind::extra;
  if (lower == "theme") return FileKind::extra;
  return looks_like_episode(tokens_of(stem)) ? FileKind::episode : FileKind::movie;
}

// What says nothing of the film by itself.
bool is_bare(std::string_view stem) {
  const auto lower = text::to_lower(text::trim(stem));
  if (lower.empty() || any_of(bare_names, lower) || all_digits(lower)) return true;
  if (lower.starts_with("vts_") || lower.starts_with("title_t") || lower.starts_with("vid_")) return true;
  auto rest = lower;
  return take_part(rest, true) > 0 && text::trim(rest).empty();
}

bool says_nothing(std::string_view folder) {
  const auto lower = text::to_lower(folder);
  if (lower == "video_ts" || lower == "bdmv" || lower == "stream" || lower == "certificate") return true;
  auto rest = lower;
  return take_part(rest, true) > 0 && text::trim(rest).empty();
}

// The folder that is the film's own: over disc folders and folders of extras. Empty at the library's top.
std::string_view film_folder(const std::vector<std::string_view>& parts, FileKind kind) {
  for (std::size_t i = parts.size() - 1; i-- > 0;) {
    const auto lower = text::to_lower(parts[i]);
    if (says_nothing(parts[i])) continue;
    if ((kind == FileKind::extra || kind == FileKind::sample) &&
        (any_of(extra_folders, lower) || lower == "sample" || lower == "samples"))
      continue;
    if (lower == "subs" || lower == "subtitles") continue;
    return parts[i];
  }
  return {};
}

// Takes ".en.forced" and the like from the end of a subtitle's stem.
void take_subtitle_marks(std::string& stem, FileName& out) {
  for (;;) {
    const auto dot = stem.find_last_of("._- ");
    if (dot == std::string::npos || dot == 0) return;
    const auto word = text::to_lower(std::string_view(stem).substr(dot + 1));
    if (word == "forced" || word == "foreign") {
      out.forced = true;
    } else if (word == "sdh" || word == "cc" || (word == "hi" && !out.languages.empty())) {
      out.hearing_impaired = true;
    } else if (const auto code = language_of(word); !code.empty()) {
      add_language(out, code);
    } else if (word != "default" && word != "full" && !(all_digits(word) && word.size() == 1)) {
      return;
    }
    stem.resize(dot);
  }
}

void read_both(const std::vector<std::string_view>& parts, const std::string& stem, FileName& out) {
  std::string own = stem;
  FileName file = out, folder = out;
  const auto parent = film_folder(parts, out.kind);
  if (!parent.empty()) read_name(std::string(parent), folder);
  const auto tokens = tokens_of(own);
  // "Part 2" belongs to a title unless a year stands before it, or the folder has the title without it.
  auto without = own;
  const int any_part = take_part(without, true);
  bool trust = false;
  if (any_part > 0) {
    const auto rest = tokens_of(without);
    FileName alone;
    read_name(without, alone);
    trust = std::any_of(rest.begin(), rest.end(), is_year) ||
            (!folder.title.empty() && text::fold(alone.title) == text::fold(folder.title));
  }
  file.part = take_part(own, trust);
  // "2012" alone is a title after all.
  if (!is_bare(own) || (folder.title.empty() && all_digits(own))) read_name(own, file);
  if (file.part == 0) {
    // "Film (1999) cd1 1080p": the part stands before what describes the copy.
    for (std::size_t i = 1; i < tokens.size() && file.year != 0; ++i) {
      if (!tokens[i].lower.starts_with("cd") || tokens[i].lower.size() != 3 || !is_digit(tokens[i].lower[2])) continue;
      file.part = tokens[i].lower[2] - '0';
    }
  }
  const bool folder_knows = !folder.title.empty() && (folder.year != 0 || !folder.imdb.empty() || !folder.tmdb.empty());
  const bool file_knows = !file.title.empty() && (file.year != 0 || !file.imdb.empty() || !file.tmdb.empty());
  const bool by_folder = !folder.title.empty() && (file.title.empty() || (folder_knows && !file_knows));
  const int part = file.part != 0 ? file.part : 0;
  if (by_folder) {
    auto merged = folder;
    merged.part = part;
    if (merged.edition.empty()) merged.edition = file.edition;
    if (merged.resolution.empty()) merged.resolution = file.resolution;
    for (const auto& code : file.languages) add_language(merged, code);
    merged.forced = file.forced;
    merged.hearing_impaired = file.hearing_impaired;
    out = std::move(merged);
  } else {
    if (text::fold(file.title) == text::fold(folder.title) || file.title.empty()) {
      if (file.year == 0) file.year = folder.year;
      if (file.imdb.empty()) file.imdb = folder.imdb;
      if (file.tmdb.empty()) file.tmdb = folder.tmdb;
      if (file.edition.empty()) file.edition = folder.edition;
      for (const auto& other : folder.also_known) file.also_known.push_back(other);
    } else if (file.imdb.empty() && file.tmdb.empty() && file.year == folder.year) {
      file.imdb = folder.imdb;
      file.tmdb = folder.tmdb;
    }
    out = std::move(file);
  }
  if (out.part == 0) {
    // A disc of its own folder: "Film/CD1/film.avi".
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
      auto name = std::string(parts[i]);
      if (const int disc = take_part(name, false); disc > 0 && text::trim(name).empty()) out.part = disc;
    }
  }
}

}  // namespace

FileName read_file_name(std::string_view path) {
  FileName out;
  const auto parts = parts_of(path);
  if (parts.empty()) return out;
  const auto [stem_view, suffix] = split_suffix(parts.back());
  std::string stem(stem_view);
  if (any_of(video_suffixes, suffix)) {
    out.kind = kind_of_video(parts, stem);
    if (out.kind == FileKind::extra || out.kind == FileKind::sample) {
      const auto dash = stem.find_last_of("-._");
      if (dash != std::string::npos && dash > 0) stem.resize(dash);
    }
  } else if (any_of(subtitle_suffixes, suffix)) {
    out.kind = FileKind::subtitle;
    take_subtitle_marks(stem, out);
  } else if (suffix == "nfo") {
    out.kind = FileKind::nfo;
  } else if (any_of(picture_suffixes, suffix)) {
    out.kind = FileKind::picture;
  } else {
    return out;
  }
  read_both(parts, stem, out);
  return out;
}

std::string stack_key(std::string_view path) {
  const auto parts = parts_of(path);
  if (parts.empty()) return {};
  auto [stem_view, suffix] = split_suffix(parts.back());
  std::string stem(stem_view);
  FileName marks;
  if (any_of(subtitle_suffixes, suffix)) take_subtitle_marks(stem, marks);
  const auto name = read_file_name(path);
  if (name.part != 0) {
    auto without = stem;
    if (take_part(without, true) > 0) stem = std::move(without);
  }
  std::string folder;
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    const auto lower = text::to_lower(parts[i]);
    if (says_nothing(parts[i]) || lower == "subs" || lower == "subtitles") continue;
    folder += text::fold(parts[i]) + '/';
  }
  return folder + text::fold(stem);
}

bool is_ignored(std::string_view name) {
  const auto lower = text::to_lower(name);
  constexpr std::array<std::string_view, 8> others = {"@eadir",       "#recycle",   "#snapshot",
                                                      "$recycle.bin", "lost+found", "system volume information",
                                                      "thumbs.db",    "recycler"};
  if (name.starts_with('.') || any_of(others, lower)) return true;
  for (const std::string_view end : {".part", ".!qb", ".crdownload", ".!ut", ".tmp", ".aria2", ".download"})
    if (lower.ends_with(end)) return true;
  return false;
}

bool is_video(std::string_view name) { return any_of(video_suffixes, split_suffix(name).second); }
bool is_subtitle(std::string_view name) { return any_of(subtitle_suffixes, split_suffix(name).second); }

}  // namespace kinoteka::library
