#include "features/intake/line_reader.hpp"

#include <filesystem>

#include <zlib.h>

#include "base/error.hpp"

namespace kinoteka::intake {
namespace {

constexpr std::size_t block = 256 * 1024, longest_line = 8 * 1024 * 1024;
gzFile gz(void* file) { return static_cast<gzFile>(file); }

}  // namespace

LineReader::LineReader(const std::string& path) : path_(path) {
  std::error_code failed;
  size_ = static_cast<std::int64_t>(std::filesystem::file_size(path, failed));
  file_ = failed ? nullptr : gzopen(path.c_str(), "rb");  // reads plain files as they are
  if (file_ == nullptr) throw kinoteka::not_found("The file " + path + " cannot be opened.");
  gzbuffer(gz(file_), block);
}

LineReader::~LineReader() { gzclose(gz(file_)); }

double LineReader::done() const {
  return size_ == 0 ? 1 : static_cast<double>(gzoffset(gz(file_))) / static_cast<double>(size_);
}

bool LineReader::fill() {
  buffer_.erase(0, start_);
  start_ = 0;
  const auto held = buffer_.size();
  buffer_.resize(held + block);
  const int read = gzread(gz(file_), buffer_.data() + held, block);
  buffer_.resize(held + static_cast<std::size_t>(std::max(0, read)));
  int state = Z_OK;
  gzerror(gz(file_), &state);
  if (read < 0 || state == Z_BUF_ERROR) {
    throw Error(Code::invalid,
                "The file " + path_ + " is damaged or cut off after line " + std::to_string(number_) + '.');
  }
  return read > 0;
}

bool LineReader::next(std::string_view& line) {
  std::size_t searched = start_;
  for (;;) {
    const auto end = buffer_.find('\n', searched);
    if (end != std::string::npos) {
      line = std::string_view(buffer_).substr(start_, end - start_);
      start_ = end + 1;
      break;
    }
    if (buffer_.size() - start_ > longest_line) start_ = buffer_.size();
    searched = buffer_.size() - start_;
    if (ended_ || !fill()) {
      ended_ = true;
      if (start_ == buffer_.size()) return false;
      line = std::string_view(buffer_).substr(start_);
      start_ = buffer_.size();
      break;
    }
  }
  ++number_;
  if (line.ends_with('\r')) line.remove_suffix(1);
  return true;
}

}  // namespace kinoteka::intake
