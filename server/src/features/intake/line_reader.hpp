// Lines of a text file, plain or gzip, read as a stream: memory stays small however large the file. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kinoteka::intake {

class LineReader {
 public:
  // Throws Error{not_found} when the file cannot be opened.
  explicit LineReader(const std::string& path);
  ~LineReader();
  LineReader(const LineReader&) = delete;
  LineReader& operator=(const LineReader&) = delete;

  // The next line without its end; false behind the last. A line over 8 MB comes as an empty one.
  // Throws Error{invalid} when a gzip file is damaged or cut off.
  bool next(std::string_view& line);

  std::int64_t number() const { return number_; }  // of the line that was returned last, from 1
  double done() const;                             // how much of the file was read, 0 to 1

 private:
  bool fill();

  std::string path_;
  void* file_ = nullptr;  // gzFile
  std::int64_t size_ = 0;
  std::string buffer_;
  std::size_t start_ = 0;
  std::int64_t number_ = 0;
  bool ended_ = false;
};

}  // namespace kinoteka::intake
