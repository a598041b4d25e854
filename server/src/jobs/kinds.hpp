// All work in the background that there is, and what each needs to know. To add a kind: a struct here, and whoever does
// it gives `Jobs::handle` a function of one. The rows of `jobs` keep it as (kind, object, argument): names and the text
// of arguments are not changed once released, or jobs that wait would not be known.
#pragma once

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

namespace kinoteka::jobs {

// Of nothing in particular.
struct OfAll {
  std::int64_t object() const { return 0; }
  std::string argument() const { return {}; }
};

// A folder of the library is walked: to see what is new, all files anew, or what has just changed.
struct ScanFolder {
  static constexpr std::string_view kind = "scan";
  enum class How { changes, all, watched };
  std::int64_t folder = 0;
  How how = How::changes;

  std::int64_t object() const { return folder; }
  std::string argument() const { return how == How::all ? "full" : how == How::watched ? "watch" : ""; }
  static ScanFolder of(std::int64_t object, std::string_view argument) {
    return {object, argument == "full" ? How::all : argument == "watch" ? How::watched : How::changes};
  }
};

// Close titles are looked for, for files without a film that were found since then (ms; 0: all).
struct MatchFiles {
  static constexpr std::string_view kind = "match";
  std::int64_t since = 0;

  std::int64_t object() const { return 0; }
  std::string argument() const { return std::to_string(since); }
  static MatchFiles of(std::int64_t, std::string_view argument) {
    MatchFiles out;
    std::from_chars(argument.data(), argument.data() + argument.size(), out.since);
    return out;
  }
};

// Files that nobody has looked into are probed.
struct ProbeFiles : OfAll {
  static constexpr std::string_view kind = "probe";
  static ProbeFiles of(std::int64_t, std::string_view) { return {}; }
};

// Films in files that no pictures were looked for get those that lie beside them, or a frame.
struct FindCovers : OfAll {
  static constexpr std::string_view kind = "covers";
  static FindCovers of(std::int64_t, std::string_view) { return {}; }
};

// Small frames along a file, for the player's bar.
struct MakePreviews {
  static constexpr std::string_view kind = "previews";
  std::int64_t file = 0;

  std::int64_t object() const { return file; }
  std::string argument() const { return {}; }
  static MakePreviews of(std::int64_t object, std::string_view) { return {object}; }
};

// Previews of files that are no more go.
struct DropOldPreviews : OfAll {
  static constexpr std::string_view kind = "old_previews";
  static DropOldPreviews of(std::int64_t, std::string_view) { return {}; }
};

// The sizes of a picture, by its number, in one format ("avif").
struct MakeSizes {
  static constexpr std::string_view kind = "sizes";
  std::int64_t picture = 0;
  std::string format;

  std::int64_t object() const { return picture; }
  std::string argument() const { return format; }
  static MakeSizes of(std::int64_t object, std::string_view argument) { return {object, std::string(argument)}; }
};

// Pictures that nothing shows go, and files that no picture has.
struct DropOrphans : OfAll {
  static constexpr std::string_view kind = "orphans";
  static DropOrphans of(std::int64_t, std::string_view) { return {}; }
};

// What a provider offered for a film is fetched: what it lacks, or all.
struct FetchPictures {
  static constexpr std::string_view kind = "movie_pictures";
  std::int64_t movie = 0;
  bool all = false;

  std::int64_t object() const { return movie; }
  std::string argument() const { return all ? "all" : ""; }
  static FetchPictures of(std::int64_t object, std::string_view argument) { return {object, argument == "all"}; }
};

// Every film that a provider knows is asked for again, the oldest first.
struct RefreshFilms : OfAll {
  static constexpr std::string_view kind = "refresh";
  static RefreshFilms of(std::int64_t, std::string_view) { return {}; }
};

}  // namespace kinoteka::jobs
