#include "media/child/frames.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libswscale/swscale.h>
}

#include "media/child/input.hpp"
#include "media/formats.hpp"

namespace kinoteka::media {
namespace {

struct Free {
  void operator()(AVFrame* frame) const { av_frame_free(&frame); }
  void operator()(AVPacket* packet) const { av_packet_free(&packet); }
  void operator()(AVCodecContext* codec) const { avcodec_free_context(&codec); }
  void operator()(SwsContext* scaler) const { sws_freeContext(scaler); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

constexpr int most_packets = 4000;  // to be read for one frame

Owned<AVFrame> blank(int width, int height) {
  Owned<AVFrame> frame(av_frame_alloc());
  frame->format = AV_PIX_FMT_YUVJ420P;
  frame->width = width;
  frame->height = height;
  if (av_frame_get_buffer(frame.get(), 0) < 0) return nullptr;
  for (int plane = 0; plane < 3; ++plane) {
    const int rows = plane == 0 ? height : (height + 1) / 2;
    std::fill_n(frame->data[plane], static_cast<std::size_t>(frame->linesize[plane]) * static_cast<std::size_t>(rows),
                static_cast<std::uint8_t>(plane == 0 ? 0 : 128));
  }
  return frame;
}

// Key frames of a film's picture, by time.
class Frames {
 public:
  explicit Frames(AVFormatContext* format) : format_(format) {
    const AVCodec* decoder = nullptr;
    stream_ = av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, &decoder, 0);
    if (stream_ < 0 || decoder == nullptr) return;
    for (unsigned i = 0; i < format->nb_streams; ++i)
      if (static_cast<int>(i) != stream_) format->streams[i]->discard = AVDISCARD_ALL;
    codec_.reset(avcodec_alloc_context3(decoder));
    avcodec_parameters_to_context(codec_.get(), format->streams[stream_]->codecpar);
    codec_->thread_count = 1;
    codec_->skip_frame = AVDISCARD_NONKEY;
    codec_->skip_loop_filter = AVDISCARD_ALL;
    AVDictionary* options = nullptr;
    av_dict_set(&options, "codec_whitelist", allowed_codecs.data(), 0);
    if (avcodec_open2(codec_.get(), decoder, &options) < 0) codec_.reset();
    av_dict_free(&options);
  }

  bool ready() const { return codec_ != nullptr; }

  // The key frame at or before a time.
  Owned<AVFrame> at(std::int64_t ms) {
    auto* stream = format_->streams[stream_];
    const auto start = stream->start_time != AV_NOPTS_VALUE ? stream->start_time : 0;
    const auto wanted = start + av_rescale_q(ms, AVRational{1, 1000}, stream->time_base);
    if (av_seek_frame(format_, stream_, wanted, AVSEEK_FLAG_BACKWARD) < 0) return nullptr;
    avcodec_flush_buffers(codec_.get());
    Owned<AVPacket> packet(av_packet_alloc());
    Owned<AVFrame> frame(av_frame_alloc());
    for (int i = 0; i < most_packets && av_read_frame(format_, packet.get()) >= 0; ++i) {
      const bool picture = packet->stream_index == stream_;
      if (picture) avcodec_send_packet(codec_.get(), packet.get());
      av_packet_unref(packet.get());
      if (picture && avcodec_receive_frame(codec_.get(), frame.get()) >= 0) return frame;
    }
    avcodec_send_packet(codec_.get(), nullptr);
    return avcodec_receive_frame(codec_.get(), frame.get()) >= 0 ? std::move(frame) : nullptr;
  }

  // As people see it: pixels need not be square.
  int height_for(const AVFrame& frame, int width) const {
    const auto shape = av_guess_sample_aspect_ratio(format_, format_->streams[stream_], nullptr);
    const double square = shape.num > 0 && shape.den > 0 ? av_q2d(shape) : 1;
    const double height = width * (frame.height / (frame.width * square));
    return std::clamp(static_cast<int>(height / 2) * 2, 16, 4 * width);
  }

 private:
  AVFormatContext* format_;
  int stream_ = -1;
  Owned<AVCodecContext> codec_;
};

// Draws a frame into a place of another.
bool draw(const AVFrame& from, AVFrame& into, int left, int top, int width, int height) {
  const auto format = static_cast<AVPixelFormat>(from.format);
  const Owned<SwsContext> scaler(sws_getContext(from.width, from.height, format, width, height, AV_PIX_FMT_YUVJ420P,
                                                SWS_AREA, nullptr, nullptr, nullptr));
  if (!scaler) return false;
  std::uint8_t* planes[4] = {into.data[0] + top * into.linesize[0] + left,
                             into.data[1] + top / 2 * into.linesize[1] + left / 2,
                             into.data[2] + top / 2 * into.linesize[2] + left / 2, nullptr};
  return sws_scale(scaler.get(), from.data, from.linesize, 0, from.height, planes, into.linesize) > 0;
}

int write_jpeg(const AVFrame& frame, int quality) {
  const auto* encoder = avcodec_find_encoder(AV_CODEC_ID_MJPEG);
  if (encoder == nullptr) return 1;
  Owned<AVCodecContext> codec(avcodec_alloc_context3(encoder));
  codec->width = frame.width;
  codec->height = frame.height;
  codec->pix_fmt = AV_PIX_FMT_YUVJ420P;
  codec->time_base = {1, 25};
  codec->flags |= AV_CODEC_FLAG_QSCALE;
  codec->global_quality = FF_QP2LAMBDA * quality;
  codec->thread_count = 1;
  if (avcodec_open2(codec.get(), encoder, nullptr) < 0) return 1;
  Owned<AVFrame> copy(av_frame_clone(&frame));
  copy->quality = codec->global_quality;
  copy->pts = 0;
  Owned<AVPacket> packet(av_packet_alloc());
  if (avcodec_send_frame(codec.get(), copy.get()) < 0) return 1;
  avcodec_send_frame(codec.get(), nullptr);
  if (avcodec_receive_packet(codec.get(), packet.get()) < 0) return 1;
  std::fwrite(packet->data, 1, static_cast<std::size_t>(packet->size), stdout);
  return std::fflush(stdout) == 0 ? 0 : 1;
}

// How far brightness is from being the same everywhere: a black or white frame tells nothing.
double contrast(const AVFrame& frame) {
  double sum = 0, squares = 0;
  for (int y = 0; y < frame.height; y += 2) {
    const auto* row = frame.data[0] + y * frame.linesize[0];
    for (int x = 0; x < frame.width; x += 2) {
      sum += row[x];
      squares += static_cast<double>(row[x]) * row[x];
    }
  }
  const double count = ((frame.height + 1) / 2) * ((frame.width + 1) / 2);
  return squares / count - (sum / count) * (sum / count);
}

}  // namespace

int sheet_child(int fd, int count, int step_ms, int columns, int width) {
  Input file(fd);
  if (!file.opened() || !file.read_streams()) return 1;
  Frames frames(file.format());
  if (!frames.ready()) return 1;
  const int rows = (count + columns - 1) / columns;
  Owned<AVFrame> sheet;
  int height = 0;
  for (int i = 0; i < count; ++i) {
    const auto frame = frames.at(static_cast<std::int64_t>(i) * step_ms);
    if (!frame) continue;  // a damaged place stays black
    if (!sheet) {
      height = frames.height_for(*frame, width);
      sheet = blank(columns * width, rows * height);
      if (!sheet) return 1;
    }
    draw(*frame, *sheet, i % columns * width, i / columns * height, width, height);
  }
  if (!sheet) return 1;
  std::printf("{\"width\":%d,\"height\":%d}\n", width, height);
  return write_jpeg(*sheet, 5);
}

int still_child(int fd, int width) {
  Input file(fd);
  if (!file.opened() || !file.read_streams()) return 1;
  Frames frames(file.format());
  if (!frames.ready()) return 1;
  const auto duration = std::max<std::int64_t>(file.format()->duration / 1000, 0);
  Owned<AVFrame> best;
  double most = -1;
  for (const int percent : {22, 31, 40, 53, 67}) {
    const auto frame = frames.at(duration * percent / 100);
    if (!frame) continue;
    const int wide = std::min(width, frame->width & ~1), high = frames.height_for(*frame, wide);
    auto small = blank(wide, high);
    if (!small || !draw(*frame, *small, 0, 0, wide, high)) continue;
    const double has = contrast(*small);
    if (has <= most) continue;
    most = has;
    best = std::move(small);
  }
  return best ? write_jpeg(*best, 3) : 1;
}

}  // namespace kinoteka::media
