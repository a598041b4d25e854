// Exports that are JSON: Trakt's and our own.
#include "features/takeout/formats.hpp"
#include "target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kinoteka;
  return fuzz::run(data, size, [](std::string_view bytes) { takeout::read_upload("kinoteka.json", bytes); });
}
