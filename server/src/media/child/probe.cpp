#include "media/child/probe.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <vector>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/display.h>
#include <libavutil/pixdesc.h>
}

#include "base/text.hpp"
#include "json/encode.hpp"
#include "media/child/input.hpp"
#include "media/fault.hpp"
#include "media/formats.hpp"
#include "media/info.hpp"

namespace kinoteka::media {
namespace {

constexpr std::size_t most_tracks = 64, most_chapters = 500, longest_text = 200;

std::string text_of(const AVDictionary* tags, const char* name) {
  const auto* entry = av_dict_get(tags, name, nullptr, 0);
  if (entry == nullptr) return {};
  const std::string_view text(entry->value);
  if (!text::valid_utf8(text)) return {};
  std::string out;
  for (const char c : text::prefix(text, longest_text)) out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  return out;
}

std::string language_of(const AVDictionary* tags) {
  auto language = text::to_lower(text_of(tags, "language"));
  const bool plain = language.size() >= 2 && language.size() <= 3 &&
                     language.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos;
  return plain && language != "und" ? language : "";
}

double rounded(AVRational rate) { return rate.den == 0 ? 0 : std::round(av_q2d(rate) * 1000) / 1000; }

std::string hdr_of(const AVCodecParameters& codec) {
  if (codec.color_trc == AVCOL_TRC_SMPTE2084) return "HDR10";
  return codec.color_trc == AVCOL_TRC_ARIB_STD_B67 ? "HLG" : "";
}

bool is_allowed(const std::string& codec) {
  return (',' + std::string(allowed_codecs) + ',').find(',' + codec + ',') != std::string::npos;
}

bool is_text(AVCodecID codec) {
  return codec == AV_CODEC_ID_SUBRIP || codec == AV_CODEC_ID_ASS || codec == AV_CODEC_ID_SSA ||
         codec == AV_CODEC_ID_WEBVTT || codec == AV_CODEC_ID_MOV_TEXT || codec == AV_CODEC_ID_TEXT;
}

void read_stream(const AVStream& stream, Info& out) {
  const auto& codec = *stream.codecpar;
  const std::string name = avcodec_get_name(codec.codec_id);
  const bool chosen = (stream.disposition & AV_DISPOSITION_DEFAULT) != 0;
  if (codec.codec_type == AVMEDIA_TYPE_VIDEO) {
    if ((stream.disposition & AV_DISPOSITION_ATTACHED_PIC) != 0 || out.video.size() >= most_tracks) return;
    VideoTrack track;
    track.index = stream.index;
    track.codec = name;
    if (const auto* profile = avcodec_profile_name(codec.codec_id, codec.profile)) track.profile = profile;
    if (const auto* pixels = av_get_pix_fmt_name(static_cast<AVPixelFormat>(codec.format))) track.pixels = pixels;
    track.level = codec.level > 0 ? codec.level : 0;
    track.width = codec.width;
    track.height = codec.height;
    track.frame_rate = rounded(stream.avg_frame_rate.num != 0 ? stream.avg_frame_rate : stream.r_frame_rate);
    track.hdr = hdr_of(codec);
    track.bit_rate = codec.bit_rate;
    out.video.push_back(std::move(track));
  } else if (codec.codec_type == AVMEDIA_TYPE_AUDIO && out.audio.size() < most_tracks) {
    out.audio.push_back({stream.index, name, language_of(stream.metadata), text_of(stream.metadata, "title"),
                         codec.ch_layout.nb_channels, codec.sample_rate, chosen});
  } else if (codec.codec_type == AVMEDIA_TYPE_SUBTITLE && out.subtitles.size() < most_tracks) {
    out.subtitles.push_back({stream.index, name, language_of(stream.metadata), text_of(stream.metadata, "title"),
                             (stream.disposition & AV_DISPOSITION_FORCED) != 0, chosen, is_text(codec.codec_id)});
  }
}

int say(const std::string& json) {
  std::fwrite(json.data(), 1, json.size(), stdout);
  std::fflush(stdout);
  return 0;
}

int say_broken(Fault why) { return say("{\"broken\":" + json::encode(why) + '}'); }

// Whether the file ends long before its film does. Where it has an index, that says where the last piece should lie;
// else something of the film's end must be readable.
bool is_cut_short(AVFormatContext* format) {
  const auto size = avio_size(format->pb);
  for (unsigned i = 0; i < format->nb_streams; ++i) {
    auto* stream = format->streams[i];
    const int entries = avformat_index_get_entries_count(stream);
    if (entries < 2) continue;
    const auto* last = avformat_index_get_entry(stream, entries - 1);
    if (last->pos + last->size > size) return true;
  }
  if (av_seek_frame(format, -1, format->duration / 100 * 95, AVSEEK_FLAG_BACKWARD) < 0) return false;
  const auto wanted = format->duration / 100 * 80;
  auto* packet = av_packet_alloc();
  bool reached = false;
  // Key frames may lie far apart: from the last one before the end to the end, and no further than a long film's tenth.
  constexpr int most_packets = 100'000;
  for (int i = 0; i < most_packets && !reached && av_read_frame(format, packet) >= 0; ++i) {
    const auto* stream = format->streams[packet->stream_index];
    const auto start = format->start_time != AV_NOPTS_VALUE ? format->start_time : 0;
    reached =
        packet->pts != AV_NOPTS_VALUE && av_rescale_q(packet->pts, stream->time_base, AV_TIME_BASE_Q) - start >= wanted;
    av_packet_unref(packet);
  }
  av_packet_free(&packet);
  return !reached;
}

// The picture's key frames, from the file's own index where it has one, else by reading it through.
int say_keyframes(AVFormatContext* format) {
  const int video = av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
  if (video < 0) return say_broken(Fault::no_picture);
  auto* stream = format->streams[video];
  const auto start = format->start_time != AV_NOPTS_VALUE ? format->start_time / 1000 : 0;
  const auto ms = [&](std::int64_t time) {
    return std::max<std::int64_t>(0, av_rescale_q(time, stream->time_base, AVRational{1, 1000}) - start);
  };
  std::vector<std::int64_t> times;
  av_seek_frame(format, video, 0, AVSEEK_FLAG_BACKWARD);  // some indexes are read by the first seek
  const int entries = avformat_index_get_entries_count(stream);
  for (int i = 0; i < entries; ++i) {
    const auto* entry = avformat_index_get_entry(stream, i);
    if ((entry->flags & AVINDEX_KEYFRAME) != 0) times.push_back(ms(entry->timestamp));
  }
  const auto duration = format->duration > 0 ? format->duration / 1000 : 0;
  const bool whole = times.size() > 1 && times.back() > duration - 60'000;
  if (!whole) {
    times.clear();
    stream->discard = AVDISCARD_NONKEY;
    for (unsigned i = 0; i < format->nb_streams; ++i)
      if (static_cast<int>(i) != video) format->streams[i]->discard = AVDISCARD_ALL;
    av_seek_frame(format, video, 0, AVSEEK_FLAG_BACKWARD);
    auto* packet = av_packet_alloc();
    while (av_read_frame(format, packet) >= 0) {
      if (packet->stream_index == video && (packet->flags & AV_PKT_FLAG_KEY) != 0 && packet->pts != AV_NOPTS_VALUE)
        times.push_back(ms(packet->pts));
      av_packet_unref(packet);
      if (times.size() > 200'000) break;
    }
    av_packet_free(&packet);
  }
  return say("{\"keyframes\":" + json::encode(times) + '}');
}

}  // namespace

int probe_child(int fd, bool keyframes) {
  Input file(fd);
  if (!file.opened()) return say_broken(Fault::unknown_format);
  if (!file.read_streams()) return say_broken(Fault::damaged);
  auto* format = file.format();
  if (keyframes) return say_keyframes(format);

  Info info;
  info.container = format->iformat->name;
  info.duration_ms = format->duration > 0 ? format->duration / 1000 : 0;
  info.bit_rate = format->bit_rate;
  for (unsigned i = 0; i < format->nb_streams; ++i) read_stream(*format->streams[i], info);
  for (unsigned i = 0; i < format->nb_chapters && info.chapters.size() < most_chapters; ++i) {
    const auto& chapter = *format->chapters[i];
    const auto start = av_rescale_q(chapter.start, chapter.time_base, AVRational{1, 1000});
    info.chapters.push_back({start, text_of(chapter.metadata, "title")});
  }
  if (info.video.empty()) return say_broken(Fault::no_picture);
  if (info.video.front().width == 0 || info.duration_ms == 0) return say_broken(Fault::damaged);
  if (!is_allowed(info.video.front().codec)) return say_broken(Fault::picture_codec);
  if (is_cut_short(format)) return say_broken(Fault::cut_short);
  return say("{\"info\":" + json::encode(info) + '}');
}

}  // namespace kinoteka::media
