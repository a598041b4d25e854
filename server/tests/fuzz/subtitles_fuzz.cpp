// Subtitles, of whatever kind somebody brings.
#include "media/subtitles.hpp"
#include "target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kinoteka;
  return fuzz::run(data, size, [](std::string_view bytes) { media::to_webvtt(bytes); });
}
