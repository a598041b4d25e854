#include "media/child/input.hpp"

#include <cerrno>

#include <unistd.h>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}

#include "media/formats.hpp"

namespace kinoteka::media {
namespace {

constexpr std::size_t buffer_size = 64 * 1024;

int read_file(void* from, std::uint8_t* into, int size) {
  const auto got = ::read(*static_cast<int*>(from), into, static_cast<std::size_t>(size));
  return got > 0 ? static_cast<int>(got) : got == 0 ? AVERROR_EOF : AVERROR(errno);
}

std::int64_t seek_file(void* in, std::int64_t to, int whence) {
  const int fd = *static_cast<int*>(in);
  if (whence == AVSEEK_SIZE) {
    const auto at = lseek(fd, 0, SEEK_CUR), end = lseek(fd, 0, SEEK_END);
    lseek(fd, at, SEEK_SET);
    return end;
  }
  return lseek(fd, to, whence & ~AVSEEK_FORCE);
}

// A format that names other files is not given them.
int open_nothing(AVFormatContext*, AVIOContext**, const char*, int, AVDictionary**) { return AVERROR(EPERM); }

}  // namespace

Input::Input(int fd) : fd_(fd) {
  av_log_set_level(AV_LOG_QUIET);
  auto* buffer = static_cast<unsigned char*>(av_malloc(buffer_size));
  io_ = avio_alloc_context(buffer, buffer_size, 0, &fd_, read_file, nullptr, seek_file);
  format_ = avformat_alloc_context();
  if (io_ == nullptr || format_ == nullptr) return;
  format_->pb = io_;
  format_->io_open = open_nothing;
  format_->flags |= AVFMT_FLAG_CUSTOM_IO;
  format_->max_analyze_duration = 10ll * AV_TIME_BASE;
  AVDictionary* options = nullptr;
  av_dict_set(&options, "format_whitelist", allowed_formats.data(), 0);
  av_dict_set(&options, "codec_whitelist", allowed_codecs.data(), 0);
  av_dict_set(&options, "protocol_whitelist", "", 0);
  opened_ = avformat_open_input(&format_, "", nullptr, &options) >= 0;
  av_dict_free(&options);
}

Input::~Input() {
  avformat_close_input(&format_);
  if (io_ != nullptr) av_freep(&io_->buffer);
  avio_context_free(&io_);
}

bool Input::read_streams() { return avformat_find_stream_info(format_, nullptr) >= 0; }

}  // namespace kinoteka::media
