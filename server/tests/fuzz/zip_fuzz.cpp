// Archives.
#include "features/takeout/archive.hpp"
#include "features/takeout/formats.hpp"
#include "target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kinoteka;
  return fuzz::run(data, size, [](std::string_view bytes) {
    for (const auto& file : takeout::unpack(bytes)) {
      if (file.bytes.size() > takeout::unpacked_bytes) std::abort();
    }
    takeout::read_upload("export.zip", bytes);
  });
}
