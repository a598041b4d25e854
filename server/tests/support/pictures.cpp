#include "support/pictures.hpp"

#include <fstream>
#include <map>
#include <mutex>
#include <sstream>
#include <stdexcept>

#include <zlib.h>

#include "support/databases.hpp"

namespace kinoteka::support {
namespace {

void put(std::string& out, unsigned value, int bytes, bool big) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> 8 * (big ? bytes - 1 - i : i) & 0xFF);
}

// One directory entry of TIFF, little-endian: tag, type (2 text, 3 short, 4 long, 5 rational), count, value or place.
void entry(std::string& out, unsigned tag, unsigned type, unsigned count, unsigned value) {
  put(out, tag, 2, false);
  put(out, type, 2, false);
  put(out, count, 4, false);
  put(out, value, 4, false);
}

std::string png_chunk(const std::string& kind, const std::string& data) {
  std::string out;
  put(out, static_cast<unsigned>(data.size()), 4, true);
  const auto body = kind + data;
  out += body;
  const auto sum = crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
  put(out, static_cast<unsigned>(sum), 4, true);
  return out;
}

}  // namespace

const std::string& picture(const std::string& format, int width, int height) {
  static std::mutex mutex;
  static std::map<std::string, std::string> made;
  const std::lock_guard lock(mutex);
  const auto size = std::to_string(width) + 'x' + std::to_string(height);
  auto& bytes = made[size + format];
  if (!bytes.empty()) return bytes;
  const auto path = new_folder() + "/picture." + format;
  if (!run("ffmpeg -nostdin -loglevel error -y -f lavfi -i testsrc2=size=" + size + " -frames:v 1 " + path))
    throw std::runtime_error("ffmpeg makes no " + format);
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  bytes = std::move(out).str();
  return bytes;
}

std::string with_exif(const std::string& jpeg, int orientation, const std::string& text) {
  // Exif 2.32, section 4.5: a TIFF file in an APP1 segment.
  const unsigned words = 8 + 2 + 3 * 12 + 4, gps = words + static_cast<unsigned>(text.size() + text.size() % 2);
  std::string tiff = "II*";
  tiff += '\0';
  put(tiff, 8, 4, false);
  put(tiff, 3, 2, false);
  entry(tiff, 0x010E, 2, static_cast<unsigned>(text.size()), words);  // ImageDescription
  entry(tiff, 0x0112, 3, 1, static_cast<unsigned>(orientation));
  entry(tiff, 0x8825, 4, 1, gps);
  put(tiff, 0, 4, false);
  tiff += text;
  if (text.size() % 2 != 0) tiff += '\0';
  put(tiff, 2, 2, false);
  entry(tiff, 0x0001, 2, 2, 'N');               // GPSLatitudeRef
  entry(tiff, 0x0002, 5, 1, gps + 2 + 24 + 4);  // GPSLatitude
  put(tiff, 0, 4, false);
  put(tiff, 55, 4, false);
  put(tiff, 1, 4, false);
  std::string segment = "Exif";
  segment += '\0';
  segment += '\0';
  segment += tiff;
  std::string out = jpeg.substr(0, 2) + "\xFF\xE1";
  put(out, static_cast<unsigned>(segment.size() + 2), 2, true);
  return out + segment + jpeg.substr(2);
}

std::string claiming_png(unsigned width, unsigned height) {
  std::string head;
  put(head, width, 4, true);
  put(head, height, 4, true);
  head += std::string("\x08\x02\0\0\0", 5);
  return "\x89PNG\r\n\x1A\n" + png_chunk("IHDR", head) + png_chunk("IDAT", std::string("\x78\x9C\x03\0\0\0\0\x01", 8)) +
         png_chunk("IEND", "");
}

std::string test_picture_maker() { return KINOTEKA_PICTURES; }

}  // namespace kinoteka::support
