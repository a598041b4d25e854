// A film's file, opened to be sent as it is.
#pragma once

#include <cstdint>
#include <string>

#include "base/fd.hpp"
#include "features/library/face.hpp"

namespace kinoteka::playing {

struct FilmStream {
  UniqueFd fd;
  std::int64_t size = 0, modified_ms = 0;
  std::string content_type;  // by its name's ending
};

// Throws Error{not_found} where it is not there any more.
FilmStream open_stream(const library::FilmFile& file);

}  // namespace kinoteka::playing
