// What stands beside a film.
#include "features/library/nfo.hpp"
#include "target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kinoteka;
  return fuzz::run(data, size, [](std::string_view bytes) {
    if (const auto nfo = library::read_nfo(bytes)) library::read_nfo(library::write_nfo(*nfo));
  });
}
