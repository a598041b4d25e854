#include "support/source.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace kinoteka::support {

std::string read_source(const std::string& path) {
  std::ifstream file(std::string(KINOTEKA_SOURCE "/") + path, std::ios::binary);
  if (!file) throw std::runtime_error("there is no " + path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace kinoteka::support
