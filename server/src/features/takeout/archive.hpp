// Zip archives in memory, by libzip: read within limits that are known before anything is unpacked, and written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "features/takeout/domain.hpp"

namespace kinoteka::takeout {

bool is_zip(std::string_view bytes);

// Its files, without folders. Throws Error{invalid} when it is broken, locked, or larger than our limits, packed or
// not.
std::vector<File> unpack(std::string_view bytes);

std::string pack(const std::vector<File>& files);

}  // namespace kinoteka::takeout
