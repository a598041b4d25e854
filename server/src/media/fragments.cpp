#include "media/fragments.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace kinoteka::media {
namespace {

std::uint32_t box_size(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i]));
  };
  return byte(0) << 24 | byte(1) << 16 | byte(2) << 8 | byte(3);
}

// The first packet of sound may lie a moment before the film's beginning, which a fragment's time cannot say: it is
// written as a huge one. ISO 14496-12, 8.8.12.
void mend_times(std::string& bytes, std::size_t from, std::size_t to) {
  for (auto at = from; at + 8 <= to;) {
    const std::size_t size = box_size(bytes, at);
    if (size < 8 || at + size > to) return;
    const auto kind = std::string_view(bytes).substr(at + 4, 4);
    if (kind == "moof" || kind == "traf") mend_times(bytes, at + 8, at + size);
    const bool long_time = kind == "tfdt" && size >= 20 && bytes[at + 8] == 1;
    if (long_time && (static_cast<unsigned char>(bytes[at + 12]) & 0x80) != 0) bytes.replace(at + 12, 8, 8, '\0');
    at += size;
  }
}

}  // namespace

std::string fragment_part(const std::string& bytes, bool head) {
  std::string out;
  for (std::size_t at = 0; at + 8 <= bytes.size();) {
    const std::size_t size = box_size(bytes, at);
    if (size < 8 || at + size > bytes.size()) break;
    const auto kind = std::string_view(bytes).substr(at + 4, 4);
    const bool of_head = kind == "ftyp" || kind == "moov";
    if (of_head == head && kind != "mfra") out.append(bytes, at, size);
    at += size;
  }
  if (!head) mend_times(out, 0, out.size());
  return out;
}

}  // namespace kinoteka::media
