// The JSON of playing, field by field; the same structs make the OpenAPI document.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include "base/bounded.hpp"
#include "features/catalogue/face.hpp"
#include "json/schema.hpp"
#include "media/fault.hpp"
#include "media/info.hpp"

namespace kinoteka::playing {

struct PlayPart {
  std::int64_t id = 0, part = 0, duration_ms = 0, position_ms = 0;
  bool finished = false;
  std::string broken;
  std::optional<media::Fault> fault;
};
BOOST_DESCRIBE_STRUCT(PlayPart, (), (id, part, duration_ms, position_ms, finished, broken, fault))

// One copy of a film: a file, or several that follow one another.
struct Version {
  std::string edition, video_codec, hdr;
  std::int64_t height = 0, bytes = 0, duration_ms = 0;
  std::vector<std::string> languages;  // of its sound, as the file says them
  std::vector<PlayPart> parts;
};
BOOST_DESCRIBE_STRUCT(Version, (), (edition, video_codec, hdr, height, bytes, duration_ms, languages, parts))

struct Extra {
  std::int64_t id = 0;
  std::string title;
  std::int64_t duration_ms = 0;
};
BOOST_DESCRIBE_STRUCT(Extra, (), (id, title, duration_ms))

struct MovieFiles {
  bool may_play = false;
  std::vector<Version> versions;
  std::vector<Extra> extras;

  static constexpr json::Doc docs[] = {
      {"may_play", "Whether an admin lets this member play; if not, the rest is empty."}};
};
BOOST_DESCRIBE_STRUCT(MovieFiles, (), (may_play, versions, extras))

struct SubtitleChoice {
  std::string id;
  std::string language, label, url;
  bool forced = false, hearing_impaired = false, chosen = false;
};
BOOST_DESCRIBE_STRUCT(SubtitleChoice, (), (id, language, label, url, forced, hearing_impaired, chosen))

// What a player needs to know before it begins.
struct PlayItem {
  std::int64_t id = 0;
  std::optional<std::int64_t> movie_id;
  std::string title;
  std::int64_t part = 0, duration_ms = 0, position_ms = 0;
  std::optional<std::int64_t> next_id;  // the next part of the same film
  std::vector<media::AudioTrack> audio;
  std::vector<SubtitleChoice> subtitles;
  std::vector<media::Chapter> chapters;
  std::vector<std::int64_t> heights;  // of pictures that it can be converted to
};
BOOST_DESCRIBE_STRUCT(PlayItem, (),
                      (id, movie_id, title, part, duration_ms, position_ms, next_id, audio, subtitles, chapters,
                       heights))

// Small frames of the film, in rows of one picture.
struct Previews {
  bool ready = false;
  std::int64_t width = 0, height = 0, columns = 0, count = 0, step_ms = 0;
  std::string url;

  static constexpr json::Doc docs[] = {{"ready", "Whether they are made; the first question begins it. Ask again."},
                                       {"width", "Of one frame."},
                                       {"count", "0: the film gives none."},
                                       {"step_ms", "From one frame to the next."}};
};
BOOST_DESCRIBE_STRUCT(Previews, (), (ready, width, height, columns, count, step_ms, url))

enum class PlayContainer { mp4, webm };
BOOST_DESCRIBE_ENUM(PlayContainer, mp4, webm)
enum class PlayCodec { h264, hevc, av1, vp8, vp9, aac, mp3, opus, vorbis, flac, ac3, eac3 };
BOOST_DESCRIBE_ENUM(PlayCodec, h264, hevc, av1, vp8, vp9, aac, mp3, opus, vorbis, flac, ac3, eac3)

// What a browser can play, and what its user wishes.
struct Abilities {
  Items<PlayContainer, 4> containers;
  Items<PlayCodec, 20> codecs;
  std::optional<Int<0, 200>> audio;
  std::optional<Int<0, 4320>> height;
  std::optional<Int<0, 100'000'000>> position_ms;

  static constexpr json::Doc docs[] = {
      {"codecs", "As far as the browser says that it plays them."},
      {"audio", "The index of the audio track; the file's own choice unless told."},
      {"height", "A smaller picture, for slow lines: 360, 480, 720 or 1080; the film's own unless told."}};
};
BOOST_DESCRIBE_STRUCT(Abilities, (), (containers, codecs, audio, height, position_ms))

enum class PlayMode { direct, remux, transcode };
BOOST_DESCRIBE_ENUM(PlayMode, direct, remux, transcode)

struct Playback {
  PlayMode mode = PlayMode::direct;
  std::string url;
  std::int64_t audio = -1, height = 0;
  std::string why;

  static constexpr json::Doc docs[] = {
      {"mode", "direct: the file as it is; remux: the same picture in other packets; transcode: encoded anew."},
      {"url", "Of the file, or of an HLS playlist."},
      {"why", "Why it is not played as it is; empty when it is."}};
};
BOOST_DESCRIBE_STRUCT(Playback, (), (mode, url, audio, height, why))

struct Position {
  Int<0, 100'000'000> position_ms;
};
BOOST_DESCRIBE_STRUCT(Position, (), (position_ms))

struct PositionSaved {
  std::int64_t position_ms = 0;
  bool finished = false;
  bool logged = false;

  static constexpr json::Doc docs[] = {{"finished", "Whether nine tenths of the film have been seen."},
                                       {"logged", "Whether that has just become a viewing in the diary."}};
};
BOOST_DESCRIBE_STRUCT(PositionSaved, (), (position_ms, finished, logged))

struct ContinueLine {
  json::Encoded<catalogue::MovieCard> movie;
  std::int64_t media_id = 0, part = 0, position_ms = 0, duration_ms = 0;
  std::string updated_at;
};
BOOST_DESCRIBE_STRUCT(ContinueLine, (), (movie, media_id, part, position_ms, duration_ms, updated_at))

struct NewStreamLink {
  Int<1, 168> hours;
};
BOOST_DESCRIBE_STRUCT(NewStreamLink, (), (hours))

struct StreamLink {
  std::int64_t id = 0, media_id = 0;
  std::string title, created_at, expires_at;
  std::optional<std::string> used_at;
};
BOOST_DESCRIBE_STRUCT(StreamLink, (), (id, media_id, title, created_at, expires_at, used_at))

struct CreatedStreamLink : StreamLink {
  std::string url, playlist;
  static constexpr json::Doc docs[] = {{"url", "Of the film; shown this once."},
                                       {"playlist", "The same as an M3U file, for players that open those."}};
};
BOOST_DESCRIBE_STRUCT(CreatedStreamLink, (StreamLink), (url, playlist))

}  // namespace kinoteka::playing
