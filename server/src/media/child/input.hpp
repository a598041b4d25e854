// A film on an open file, for libav: only allowed formats and codecs, and no other file, whatever it names.
#pragma once

struct AVFormatContext;
struct AVIOContext;

namespace kinoteka::media {

class Input {
 public:
  explicit Input(int fd);
  ~Input();
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  bool opened() const { return opened_; }  // in a format that is known and allowed
  bool read_streams();
  AVFormatContext* format() const { return format_; }

 private:
  int fd_;
  bool opened_ = false;
  AVIOContext* io_ = nullptr;
  AVFormatContext* format_ = nullptr;
};

}  // namespace kinoteka::media
