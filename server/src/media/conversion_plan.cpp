#include "media/conversion_plan.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>

#include "base/text.hpp"
#include "media/formats.hpp"

namespace kinoteka::media {
namespace {

// HDR10 or HLG to BT.709: light made linear, curved by Hable's filmic operator, put into the usual colours. After the
// picture was made smaller: it costs by the pixel.
constexpr std::string_view tone_mapping =
    ",zscale=transfer=linear:npl=100,format=gbrpf32le,zscale=primaries=bt709,tonemap=hable:desat=0,"
    "zscale=transfer=bt709:matrix=bt709:range=limited,format=yuv420p";

constexpr std::int64_t piece_ms = 6000;
constexpr std::array<int, 4> heights = {360, 480, 720, 1080};

// Bits a second that the eye is content with, by height.
std::string_view most_bits(int height) {
  return height <= 360 ? "900k" : height <= 480 ? "1600k" : height <= 720 ? "3500k" : "7000k";
}

std::string seconds(std::int64_t ms) {
  auto part = std::to_string(ms % 1000);
  part.insert(0, 3 - part.size(), '0');
  return std::to_string(ms / 1000) + '.' + part;
}

}  // namespace

std::string Plan::name() const {
  std::string out = copy_video ? "copy" : std::to_string(height);
  out += audio_stream < 0 ? "-mute" : "-a" + std::to_string(audio_stream);
  if (audio_stream >= 0) out += copy_audio ? "-copy" : "-aac";
  return out;
}

std::optional<Plan> Plan::parse(std::string_view name) {
  const auto words = text::split(name, '-');
  if (words.size() < 2 || words.size() > 3) return std::nullopt;
  Plan out;
  out.copy_video = words[0] == "copy";
  if (!out.copy_video) {
    const auto known =
        std::find_if(heights.begin(), heights.end(), [&](int one) { return words[0] == std::to_string(one); });
    if (known == heights.end()) return std::nullopt;
    out.height = *known;
  }
  if (words[1] == "mute") return words.size() == 2 ? std::optional(out) : std::nullopt;
  if (words.size() != 3 || words[1].size() < 2 || words[1].size() > 3 || words[1][0] != 'a') return std::nullopt;
  const auto digits = words[1].substr(1);
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), out.audio_stream);
  if (failed != std::errc() || end != digits.data() + digits.size() || out.audio_stream < 0) return std::nullopt;
  out.copy_audio = words[2] == "copy";
  if (!out.copy_audio && words[2] != "aac") return std::nullopt;
  return out.name() == name ? std::optional(out) : std::nullopt;
}

Cuts cuts_at(const std::vector<std::int64_t>& keyframes, std::int64_t duration_ms) {
  Cuts out{0};
  for (const auto time : keyframes) {
    if (time - out.back() >= piece_ms && time < duration_ms) out.push_back(time);
  }
  out.push_back(std::max(duration_ms, out.back() + 1));
  return out;
}

Cuts even_cuts(std::int64_t duration_ms) {
  Cuts out;
  for (std::int64_t at = 0; at < duration_ms; at += piece_ms) out.push_back(at);
  // A last piece of a moment would be none.
  if (out.size() > 1 && duration_ms - out.back() < 500) out.pop_back();
  out.push_back(duration_ms);
  return out;
}

std::string playlist(const Cuts& cuts) {
  std::int64_t longest = 0;
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) longest = std::max(longest, cuts[i + 1] - cuts[i]);
  std::string out =
      "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-TARGETDURATION:" +
      std::to_string((longest + 999) / 1000) + "\n#EXT-X-MAP:URI=\"head.mp4\"\n";
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i)
    out += "#EXTINF:" + seconds(cuts[i + 1] - cuts[i]) + ",\n" + std::to_string(i) + ".m4s\n";
  return out + "#EXT-X-ENDLIST\n";
}

std::vector<std::string> conversion_arguments(const Plan& plan, const Cuts& cuts, std::size_t from, int source_height,
                                              bool hdr) {
  std::vector<std::string> out{"-nostdin",
                               "-hide_banner",
                               "-loglevel",
                               "error",
                               "-threads",
                               "2",
                               "-protocol_whitelist",
                               "file",
                               "-format_whitelist",
                               std::string(allowed_formats),
                               "-codec_whitelist",
                               std::string(allowed_codecs)};
  const auto add = [&](std::initializer_list<std::string> more) { out.insert(out.end(), more); };
  const auto start = cuts[from];
  // FFmpeg looks 3/23 s before the wanted time where pictures are out of order: a little more than that behind the cut,
  // its key frame is the one that is found.
  if (from > 0) add({"-ss", seconds(start + (plan.copy_video ? 140 : 0))});
  if (from > 0 && plan.copy_video) add({"-noaccurate_seek"});
  add({"-copyts", "-start_at_zero", "-i", "file:/proc/self/fd/0", "-map", "0:V:0"});
  if (plan.audio_stream >= 0) add({"-map", "0:" + std::to_string(plan.audio_stream)});
  add({"-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1"});
  if (plan.copy_video) {
    add({"-c:v", "copy"});
  } else {
    const int height = std::min(plan.height, source_height > 0 ? source_height : plan.height) / 2 * 2;
    const auto bits = std::string(most_bits(plan.height));
    add({"-c:v",
         "libx264",
         "-preset",
         "veryfast",
         "-crf",
         "23",
         "-maxrate",
         bits,
         "-bufsize",
         bits,
         "-profile:v",
         "high",
         "-pix_fmt",
         "yuv420p",
         "-vf",
         "scale=-2:" + std::to_string(height) + (hdr ? std::string(tone_mapping) : ""),
         "-threads:v",
         "2",
         "-sc_threshold",
         "0",
         "-force_key_frames",
         "expr:gte(t,n_forced*" + std::to_string(piece_ms / 1000) + ')'});
  }
  if (plan.audio_stream >= 0 && plan.copy_audio) add({"-c:a", "copy"});
  if (plan.audio_stream >= 0 && !plan.copy_audio) add({"-c:a", "aac", "-b:a", "160k", "-ac", "2", "-ar", "48000"});
  std::string times;
  for (std::size_t i = from + 1; i + 1 < cuts.size(); ++i) times += (times.empty() ? "" : ",") + seconds(cuts[i]);
  add({"-max_muxing_queue_size", "2048", "-avoid_negative_ts", "disabled", "-f", "segment", "-segment_format", "mp4",
       "-segment_format_options",
       "movflags=+frag_keyframe+empty_moov+default_base_moof+frag_discont+negative_cts_offsets:avoid_negative_ts=make_"
       "non_negative",
       "-segment_start_number", std::to_string(from)});
  // A piece that has no other behind it is not cut; the muxer needs one time all the same.
  add({"-segment_times", times.empty() ? "999999" : times, "%d.mp4"});
  return out;
}

}  // namespace kinoteka::media
