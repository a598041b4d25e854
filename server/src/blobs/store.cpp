#include "blobs/store.hpp"

#include <stdexcept>

namespace kinoteka::blobs {

void check_name(std::string_view name) {
  bool begins = true;
  bool good = !name.empty() && name.size() <= 200 && name.back() != '/';
  for (const char c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    if (!plain && (begins || (c != '.' && c != '/'))) good = false;
    begins = c == '/';
  }
  if (!good) throw std::logic_error("not a blob's name: " + std::string(name));
}

}  // namespace kinoteka::blobs
