// What a video file says of itself, as the prober found it. The same struct is kept in the database and shown.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>

namespace kinoteka::media {

// `index` is the stream's place in the file; codecs are FFmpeg's short names; languages ISO 639-2 as the file has them.
struct VideoTrack {
  std::int64_t index = 0;
  std::string codec, profile, pixels;
  std::int64_t level = 0, width = 0, height = 0;
  double frame_rate = 0;
  std::string hdr;  // HDR10, HLG or empty
  std::int64_t bit_rate = 0;
};
BOOST_DESCRIBE_STRUCT(VideoTrack, (), (index, codec, profile, pixels, level, width, height, frame_rate, hdr, bit_rate))

struct AudioTrack {
  std::int64_t index = 0;
  std::string codec, language, title;
  std::int64_t channels = 0, sample_rate = 0;
  bool chosen = false;  // the file's default
};
BOOST_DESCRIBE_STRUCT(AudioTrack, (), (index, codec, language, title, channels, sample_rate, chosen))

struct SubtitleTrack {
  std::int64_t index = 0;
  std::string codec, language, title;
  bool forced = false, chosen = false;
  bool text = false;  // can be made into WebVTT; pictures cannot
};
BOOST_DESCRIBE_STRUCT(SubtitleTrack, (), (index, codec, language, title, forced, chosen, text))

struct Chapter {
  std::int64_t start_ms = 0;
  std::string title;
};
BOOST_DESCRIBE_STRUCT(Chapter, (), (start_ms, title))

struct Info {
  std::string container;  // FFmpeg's name of the format: "matroska,webm", "mov,mp4,m4a,3gp,3g2,mj2"
  std::int64_t duration_ms = 0, bit_rate = 0;
  std::vector<VideoTrack> video;
  std::vector<AudioTrack> audio;
  std::vector<SubtitleTrack> subtitles;
  std::vector<Chapter> chapters;
};
BOOST_DESCRIBE_STRUCT(Info, (), (container, duration_ms, bit_rate, video, audio, subtitles, chapters))

}  // namespace kinoteka::media
