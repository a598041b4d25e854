// Files of the tree that tests read.
#pragma once

#include <string>

namespace kinoteka::support {

// By a path below the tree's root. Throws std::runtime_error where there is none.
std::string read_source(const std::string& path);

}  // namespace kinoteka::support
