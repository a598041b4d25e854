// A folder of files named like films, for tests of the library.
#pragma once

#include <string>

namespace kinoteka::support {

// A small film: seconds of moving colours, made by FFmpeg once a process and copied.
enum class Film { mp4, mkv_with_tracks };
void put_film(const std::string& path, Film film);

// Any file; makes the folders that it lies in. `megabytes` beyond the text are a hole.
void put_file(const std::string& path, const std::string& text, long megabytes = 0);

}  // namespace kinoteka::support
