// Zip archives in memory, by libzip: read within limits that are known before anything is unpacked, and written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "features/takeout/domain.hpp"

namespace kinoteka::takeout {

bool is_zip(std::string_view bytes);

struct Unpacked {
  std::string name, bytes;
};
// Its files, without folders. What is neither a table nor JSON is there by its name alone, not unpacked. Throws
// Error{invalid} when it is broken, locked, or larger than our limits, packed or not; and as budget::take does.
std::vector<Unpacked> unpack(std::string_view bytes);

std::string pack(const std::vector<Unpacked>& files);

}  // namespace kinoteka::takeout
