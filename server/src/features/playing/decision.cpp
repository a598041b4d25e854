#include "features/playing/decision.hpp"

#include <algorithm>
#include <optional>

#include "base/error.hpp"
#include "base/text.hpp"

namespace kinoteka::playing {
namespace {

bool has_container(const Abilities& abilities, PlayContainer one) {
  return std::find(abilities.containers.begin(), abilities.containers.end(), one) != abilities.containers.end();
}

bool has_codec(const Abilities& abilities, const std::string& name) {
  const auto codec = json::enum_value<PlayCodec>(name);
  return codec && std::find(abilities.codecs.begin(), abilities.codecs.end(), *codec) != abilities.codecs.end();
}

// What a browser would need to take the file as it is. Matroska is WebM only with WebM's own codecs.
std::optional<PlayContainer> container_of(const media::Info& info, std::string_view path) {
  const auto lower = text::to_lower(path);
  if (info.container.starts_with("mov") &&
      (lower.ends_with(".mp4") || lower.ends_with(".m4v") || lower.ends_with(".mov")))
    return PlayContainer::mp4;
  return info.container.starts_with("matroska") && lower.ends_with(".webm") ? std::optional(PlayContainer::webm)
                                                                            : std::nullopt;
}

// Browsers play eight bits of a picture, and ten of HEVC, VP9 and AV1; of H.264 only the usual form.
bool has_usual_pixels(const media::VideoTrack& video) {
  if (video.codec == "h264") return video.pixels == "yuv420p" || video.pixels == "yuvj420p";
  return video.pixels == "yuv420p" || video.pixels == "yuvj420p" || video.pixels == "yuv420p10le";
}

// What goes beside a copied picture into fragmented MP4 as it is.
bool fits_mp4_sound(std::string_view codec) {
  return codec == "aac" || codec == "mp3" || codec == "ac3" || codec == "eac3" || codec == "flac" || codec == "opus";
}

const media::AudioTrack* chosen_audio(const media::Info& info, std::optional<std::int64_t> wanted) {
  if (info.audio.empty()) return nullptr;
  if (wanted) {
    for (const auto& track : info.audio)
      if (track.index == *wanted) return &track;
    throw invalid({{"audio", "is no audio track of this film"}});
  }
  for (const auto& track : info.audio)
    if (track.chosen) return &track;
  return &info.audio.front();
}

// The nearest of the heights that films are converted to, never above the source's own.
int fitting_height(std::int64_t wanted, std::int64_t source) {
  const auto most = wanted > 0 ? std::min(wanted, source > 0 ? source : wanted) : source;
  return most > 800 ? 1080 : most > 560 ? 720 : most > 400 ? 480 : 360;
}

}  // namespace

bool fits_mp4(std::string_view video_codec) {
  return video_codec == "h264" || video_codec == "hevc" || video_codec == "av1" || video_codec == "vp9";
}

Decision decide(const media::Info& info, std::string_view path, const Abilities& abilities,
                const std::function<bool()>& can_cut) {
  const auto& video = info.video.front();
  const auto* audio =
      chosen_audio(info, abilities.audio ? std::optional<std::int64_t>(*abilities.audio) : std::nullopt);
  const std::int64_t wanted_height = abilities.height ? std::int64_t(*abilities.height) : 0;
  const bool smaller = wanted_height > 0 && wanted_height + 100 < video.height;
  const bool picture = has_codec(abilities, video.codec) && has_usual_pixels(video);
  const bool sound = audio == nullptr || has_codec(abilities, audio->codec);
  const auto container = container_of(info, path);
  const bool opens = container && has_container(abilities, *container);
  // A browser plays the first track of a file, and cannot be told another.
  const bool first_track = audio == nullptr || audio == &info.audio.front();

  Decision out;
  out.audio = audio == nullptr ? -1 : audio->index;
  out.height = video.height;
  if (opens && picture && sound && first_track && !smaller) return out;
  out.plan.audio_stream = static_cast<int>(out.audio);
  out.plan.copy_audio = audio != nullptr && sound && fits_mp4_sound(audio->codec);
  out.plan.copy_video = picture && !smaller && fits_mp4(video.codec) && can_cut();
  if (!out.plan.copy_video) {
    out.plan.height = fitting_height(wanted_height, video.height);
    out.plan.copy_audio = out.plan.copy_audio && audio->codec == "aac";
    out.height = out.plan.height;
  }
  out.mode = out.plan.copy_video ? PlayMode::remux : PlayMode::transcode;
  out.why = smaller    ? "A smaller picture was asked for."
            : !picture ? "This browser does not play " + video.codec + " as it is here."
            : !sound   ? "This browser does not play the sound (" + audio->codec + ")."
            : !opens   ? "This browser does not open this kind of file."
                       : "Another audio track was chosen.";
  return out;
}

}  // namespace kinoteka::playing
