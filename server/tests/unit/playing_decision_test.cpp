// How a player gets a film: what is in the file × what the player can take → how.
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "features/playing/decision.hpp"

namespace kinoteka::playing {
namespace {

using C = PlayContainer;
using K = PlayCodec;

const std::vector<K> safari = {K::h264, K::hevc, K::aac, K::mp3, K::ac3, K::eac3, K::flac, K::opus};
const std::vector<K> chromium = {K::h264, K::vp8, K::vp9, K::av1, K::aac, K::mp3, K::opus, K::vorbis, K::flac};
const std::vector<K> free_only = {K::vp8, K::vp9, K::av1, K::opus, K::vorbis, K::flac};

struct Track {
  const char* codec;
  bool chosen = false;
};

// A film: its container as FFmpeg calls it, its picture, its sounds.
struct File {
  const char *path, *container, *video;
  std::vector<Track> audio;
  int height = 1080;
  const char* pixels = "yuv420p";
  bool can_cut = true;
};

struct Player {
  std::vector<C> containers;
  std::vector<K> codecs;
  int audio = -1;  // the track asked for
  int height = 0;  // the picture asked for
};

struct Row {
  const char* what;
  File file;
  Player player;
  // direct, or the plan's name
  const char* how;
};

constexpr const char *mp4 = "mov,mp4,m4a,3gp,3g2,mj2", *mkv = "matroska,webm";
const std::vector<C> both = {C::mp4, C::webm}, only_mp4 = {C::mp4};

const std::vector<Row> rows = {
    // As it is.
    {"H.264 and AAC in MP4", {"a.mp4", mp4, "h264", {{"aac"}}}, {both, chromium}, "direct"},
    {"the same as .m4v", {"a.m4v", mp4, "h264", {{"aac"}}}, {both, chromium}, "direct"},
    {"the same as .mov", {"a.mov", mp4, "h264", {{"aac"}}}, {both, chromium}, "direct"},
    {"in capitals", {"A.MP4", mp4, "h264", {{"aac"}}}, {both, chromium}, "direct"},
    {"a silent film", {"a.mp4", mp4, "h264", {}}, {both, chromium}, "direct"},
    {"with MP3", {"a.mp4", mp4, "h264", {{"mp3"}}}, {both, chromium}, "direct"},
    {"HEVC where it is known", {"a.mp4", mp4, "hevc", {{"aac"}}}, {both, safari}, "direct"},
    {"HEVC of ten bits", {"a.mp4", mp4, "hevc", {{"aac"}}, 2160, "yuv420p10le"}, {both, safari}, "direct"},
    {"AV1 in MP4", {"a.mp4", mp4, "av1", {{"opus"}}}, {both, chromium}, "direct"},
    {"VP9 and Opus in WebM", {"a.webm", mkv, "vp9", {{"opus"}}}, {both, chromium}, "direct"},
    {"VP8 and Vorbis in WebM", {"a.webm", mkv, "vp8", {{"vorbis"}}}, {both, free_only}, "direct"},
    {"a full range of brightness", {"a.mp4", mp4, "h264", {{"aac"}}, 1080, "yuvj420p"}, {both, chromium}, "direct"},
    {"the first of two tracks", {"a.mp4", mp4, "h264", {{"aac"}, {"aac"}}}, {both, chromium}, "direct"},
    {"the first, asked for", {"a.mp4", mp4, "h264", {{"aac"}, {"aac"}}}, {both, chromium, 1}, "direct"},
    {"a height that it has", {"a.mp4", mp4, "h264", {{"aac"}}}, {both, chromium, -1, 1080}, "direct"},
    {"a height above its own", {"a.mp4", mp4, "h264", {{"aac"}}, 576}, {both, chromium, -1, 1080}, "direct"},
    {"a height a little below its own", {"a.mp4", mp4, "h264", {{"aac"}}, 800}, {both, chromium, -1, 720}, "direct"},
    // The same picture in other packets.
    {"Matroska that is no WebM", {"a.mkv", mkv, "h264", {{"aac"}}}, {both, chromium}, "copy-a1-copy"},
    {"WebM's codecs in .mkv", {"a.mkv", mkv, "vp9", {{"opus"}}}, {both, chromium}, "copy-a1-copy"},
    {"MP4 under another ending", {"a.bin", mp4, "h264", {{"aac"}}}, {both, chromium}, "copy-a1-copy"},
    {"an MPEG stream", {"a.ts", "mpegts", "h264", {{"aac"}}}, {both, chromium}, "copy-a1-copy"},
    {"a player without WebM", {"a.webm", mkv, "vp9", {{"opus"}}}, {only_mp4, chromium}, "copy-a1-copy"},
    {"silent Matroska", {"a.mkv", mkv, "h264", {}}, {both, chromium}, "copy-mute"},
    {"sound that is not known", {"a.mkv", mkv, "h264", {{"ac3"}}}, {both, chromium}, "copy-a1-aac"},
    {"sound that is known elsewhere", {"a.mkv", mkv, "h264", {{"ac3"}}}, {both, safari}, "copy-a1-copy"},
    {"DTS, which nobody knows", {"a.mkv", mkv, "h264", {{"dts"}}}, {both, safari}, "copy-a1-aac"},
    {"Vorbis does not fit", {"a.mkv", mkv, "h264", {{"vorbis"}}}, {both, chromium}, "copy-a1-aac"},
    {"the sound alone of an MP4", {"a.mp4", mp4, "h264", {{"ac3"}}}, {both, chromium}, "copy-a1-aac"},
    {"the second track, asked for", {"a.mp4", mp4, "h264", {{"aac"}, {"aac"}}}, {both, chromium, 2}, "copy-a2-copy"},
    {"the second, the file's own choice",
     {"a.mp4", mp4, "h264", {{"aac"}, {"aac", true}}},
     {both, chromium},
     "copy-a2-copy"},
    {"the second, of another kind", {"a.mp4", mp4, "h264", {{"aac"}, {"ac3"}}}, {both, chromium, 2}, "copy-a2-aac"},
    {"HEVC in Matroska", {"a.mkv", mkv, "hevc", {{"eac3"}}, 2160, "yuv420p10le"}, {both, safari}, "copy-a1-copy"},
    // Encoded anew.
    {"HEVC where it is not known", {"a.mp4", mp4, "hevc", {{"aac"}}}, {both, chromium}, "1080-a1-copy"},
    {"H.264 of ten bits", {"a.mp4", mp4, "h264", {{"aac"}}, 1080, "yuv420p10le"}, {both, chromium}, "1080-a1-copy"},
    {"H.264 of another form", {"a.mp4", mp4, "h264", {{"aac"}}, 1080, "yuv444p"}, {both, chromium}, "1080-a1-copy"},
    {"MPEG-2", {"a.mpg", "mpeg", "mpeg2video", {{"mp2"}}, 576}, {both, chromium}, "720-a1-aac"},
    {"an old AVI", {"a.avi", "avi", "mpeg4", {{"mp3"}}, 480}, {both, chromium}, "480-a1-aac"},
    {"VP8 does not fit", {"a.mkv", mkv, "vp8", {{"opus"}}, 360}, {both, chromium}, "360-a1-aac"},
    {"a picture that cannot be cut",
     {"a.mkv", mkv, "h264", {{"aac"}}, 1080, "yuv420p", false},
     {both, chromium},
     "1080-a1-copy"},
    {"a smaller picture", {"a.mp4", mp4, "h264", {{"aac"}}}, {both, chromium, -1, 480}, "480-a1-copy"},
    {"a smaller one than there is", {"a.mp4", mp4, "h264", {{"aac"}}, 2160}, {both, chromium, -1, 360}, "360-a1-copy"},
    {"4K for who does not know it", {"a.mkv", mkv, "hevc", {{"ac3"}}, 2160}, {both, chromium}, "1080-a1-aac"},
    {"a smaller picture with other sound", {"a.mp4", mp4, "h264", {{"ac3"}}}, {both, safari, -1, 720}, "720-a1-aac"},
    {"silent and unknown", {"a.avi", "avi", "mpeg4", {}, 480}, {both, chromium}, "480-mute"},
    {"a player that knows nothing", {"a.mp4", mp4, "h264", {{"aac"}}}, {{}, {}}, "1080-a1-aac"},
    {"a player that opens nothing", {"a.mp4", mp4, "h264", {{"aac"}}}, {{}, chromium}, "copy-a1-copy"},
};

media::Info info_of(const File& file) {
  media::Info info;
  info.container = file.container;
  media::VideoTrack video;
  video.codec = file.video;
  video.pixels = file.pixels;
  video.height = file.height;
  info.video.push_back(video);
  for (std::size_t i = 0; i < file.audio.size(); ++i) {
    media::AudioTrack track;
    track.index = static_cast<std::int64_t>(i) + 1;
    track.codec = file.audio[i].codec;
    track.chosen = file.audio[i].chosen;
    info.audio.push_back(track);
  }
  return info;
}

Abilities abilities_of(const Player& player) {
  Abilities abilities;
  for (const auto one : player.containers) abilities.containers.push_back(one);
  for (const auto one : player.codecs) abilities.codecs.push_back(one);
  if (player.audio >= 0) abilities.audio = player.audio;
  if (player.height > 0) abilities.height = player.height;
  return abilities;
}

TEST(PlayingDecision, is_what_the_table_says) {
  ASSERT_GE(rows.size(), 40u);
  for (const auto& row : rows) {
    const auto made =
        decide(info_of(row.file), row.file.path, abilities_of(row.player), [&] { return row.file.can_cut; });
    EXPECT_EQ(made.mode == PlayMode::direct ? "direct" : made.plan.name(), row.how) << row.what;
    EXPECT_EQ(made.why.empty(), made.mode == PlayMode::direct) << row.what << ": says why not";
    EXPECT_EQ(made.mode == PlayMode::remux, made.plan.copy_video) << row.what;
    if (made.mode == PlayMode::transcode) {
      EXPECT_EQ(made.height, made.plan.height) << row.what;
      EXPECT_FALSE(made.plan.copy_video) << row.what;
    } else {
      EXPECT_EQ(made.height, row.file.height) << row.what;
    }
  }
}

TEST(PlayingDecision, looks_for_key_frames_only_where_they_matter) {
  const auto asked = [](const File& file, const Player& player) {
    bool out = false;
    decide(info_of(file), file.path, abilities_of(player), [&] { return out = true; });
    return out;
  };
  EXPECT_FALSE(asked({"a.mp4", mp4, "h264", {{"aac"}}}, {both, chromium})) << "as it is";
  EXPECT_FALSE(asked({"a.avi", "avi", "mpeg4", {}}, {both, chromium})) << "encoded anew in any case";
  EXPECT_TRUE(asked({"a.mkv", mkv, "h264", {{"aac"}}}, {both, chromium}));
}

TEST(PlayingDecision, refuses_a_track_that_the_film_has_not) {
  const File file{"a.mp4", mp4, "h264", {{"aac"}}};
  EXPECT_THROW(decide(info_of(file), file.path, abilities_of({both, chromium, 7}), [] { return true; }), Error);
}

}  // namespace
}  // namespace kinoteka::playing
