#include "images/child/picture.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <utility>
#include <vector>

#include <vips/vips.h>

#include "images/formats.hpp"

namespace kinoteka::images {
namespace {

[[noreturn]] void fail() {
  const std::string why = vips_error_buffer();
  vips_error_clear();
  throw std::runtime_error(why);
}

// Takes what a vips call has made of an image in that image's place.
struct Image {
  VipsImage* at = nullptr;
  explicit Image(VipsImage* image) : at(image) {}
  Image(const Image&) = delete;
  Image& operator=(const Image&) = delete;
  ~Image() { reset(nullptr); }
  void reset(VipsImage* image) {
    if (at != nullptr) g_object_unref(at);
    at = image;
  }
  VipsImage* release() { return std::exchange(at, nullptr); }
};

template <class Make>
void change(Image& image, Make make) {
  VipsImage* made = nullptr;
  if (make(image.at, &made) != 0) fail();
  image.reset(made);
}

bool starts(std::string_view bytes, std::string_view with, std::size_t at = 0) {
  return bytes.size() >= at + with.size() && bytes.substr(at, with.size()) == with;
}

// By its first bytes alone; whatever it is called, and whatever it is beside.
VipsImage* open_stranger(const std::string& bytes) {
  auto* data = const_cast<char*>(bytes.data());
  VipsImage* image = nullptr;
  int failed = 0;
  if (starts(bytes, "\xFF\xD8\xFF")) {
    failed = vips_jpegload_buffer(data, bytes.size(), &image, "fail_on", VIPS_FAIL_ON_TRUNCATED, nullptr);
  } else if (starts(bytes, "\x89PNG\r\n\x1A\n")) {
    failed = vips_pngload_buffer(data, bytes.size(), &image, "fail_on", VIPS_FAIL_ON_TRUNCATED, nullptr);
  } else if (starts(bytes, "RIFF") && starts(bytes, "WEBP", 8)) {
    failed = vips_webpload_buffer(data, bytes.size(), &image, "fail_on", VIPS_FAIL_ON_TRUNCATED, nullptr);
  } else {
    throw Refused("must be a JPEG, PNG or WebP picture");
  }
  if (failed != 0) {
    vips_error_clear();
    throw Refused("is damaged and cannot be read");
  }
  return image;
}

void make_plain(Image& image) {
  if (vips_image_get_typeof(image.at, VIPS_META_ICC_NAME) != 0) {
    // A profile that does not fit is left out: its colours are taken as they are.
    VipsImage* made = nullptr;
    if (vips_icc_transform(image.at, &made, "srgb", "embedded", TRUE, "depth", 8, nullptr) == 0) image.reset(made);
    vips_error_clear();
  }
  if (image.at->Type != VIPS_INTERPRETATION_sRGB)
    change(image, [](auto* in, auto** out) { return vips_colourspace(in, out, VIPS_INTERPRETATION_sRGB, nullptr); });
  if (vips_image_hasalpha(image.at) != 0) {
    const std::array<double, 3> dark = {17, 16, 14};
    auto* background = vips_array_double_new(dark.data(), 3);
    change(image, [&](auto* in, auto** out) { return vips_flatten(in, out, "background", background, nullptr); });
    vips_area_unref(VIPS_AREA(background));
  }
  if (image.at->BandFmt != VIPS_FORMAT_UCHAR)
    change(image, [](auto* in, auto** out) { return vips_cast_uchar(in, out, nullptr); });
  if (image.at->Bands > 3)
    change(image, [](auto* in, auto** out) { return vips_extract_band(in, out, 0, "n", 3, nullptr); });
}

void shrink(Image& image, int width, int height) {
  if (image.at->Xsize <= width && image.at->Ysize <= height) return;
  change(image, [&](auto* in, auto** out) {
    return vips_thumbnail_image(in, out, width, "height", height, "size", VIPS_SIZE_DOWN, "no_rotate", TRUE, nullptr);
  });
}

void keep_in_memory(Image& image) {
  auto* copy = vips_image_copy_memory(image.at);
  if (copy == nullptr) fail();
  image.reset(copy);
}

// A WebP file of its picture alone: this libvips writes EXIF into each, told to strip it or not. Without transparency
// there is one chunk to keep (developers.google.com/speed/webp/docs/riff_container).
std::string bare_webp(std::string_view file) {
  const auto number = [&](std::size_t at) {
    std::uint32_t out = 0;
    for (std::size_t i = 0; i < 4; ++i)
      out |= static_cast<std::uint32_t>(static_cast<unsigned char>(file[at + i])) << 8 * i;
    return out;
  };
  for (std::size_t at = 12; at + 8 <= file.size();) {
    const std::size_t whole = 8 + number(at + 4) + number(at + 4) % 2;
    if (starts(file, "VP8 ", at)) {
      const auto chunk = file.substr(at, whole);
      const auto length = static_cast<std::uint32_t>(4 + chunk.size());
      std::string out = "RIFF";
      for (int i = 0; i < 4; ++i) out += static_cast<char>(length >> 8 * i & 0xFF);
      return (out += "WEBP") += chunk;
    }
    at += whole;
  }
  throw std::runtime_error("a WebP file without a picture");
}

std::string written(VipsImage* image, std::string_view format, const std::string& options) {
  void* bytes = nullptr;
  std::size_t size = 0;
  const auto how = '.' + std::string(format) + options;
  if (vips_image_write_to_buffer(image, how.c_str(), &bytes, &size, "strip", TRUE, nullptr) != 0) fail();
  std::string out(static_cast<const char*>(bytes), size);
  g_free(bytes);
  return format == "webp" ? bare_webp(out) : out;
}

}  // namespace

DecodedPicture DecodedPicture::of_stranger(const std::string& bytes, const Cut& crop) {
  if (bytes.empty()) throw Refused("is empty: it has no bytes");
  if (bytes.size() > largest_upload) throw Refused("is too large: at most 20 MB");
  Image image(open_stranger(bytes));
  const double pixels = static_cast<double>(image.at->Xsize) * image.at->Ysize;
  if (image.at->Xsize > longest_side || image.at->Ysize > longest_side || pixels > most_pixels)
    throw Refused("has too many pixels: at most 50 million, and 16,383 on a side");
  try {
    change(image, [](auto* in, auto** out) { return vips_autorot(in, out, nullptr); });
    const auto part = [](int of, int ten_thousandths) {
      return static_cast<int>(static_cast<double>(of) * ten_thousandths / 10'000 + 0.5);
    };
    const int wide = image.at->Xsize, high = image.at->Ysize;
    const int left = std::min(part(wide, crop.left), wide - 1), top = std::min(part(high, crop.top), high - 1);
    const int width = std::clamp(part(wide, crop.width), 1, wide - left);
    const int height = std::clamp(part(high, crop.height), 1, high - top);
    if (width < 16 || height < 16) throw Refused("is too small: at least 16 pixels on a side");
    if (width != wide || height != high)
      change(image,
             [&](auto* in, auto** out) { return vips_extract_area(in, out, left, top, width, height, nullptr); });
    shrink(image, largest_side, largest_side);
    make_plain(image);
    keep_in_memory(image);
  } catch (const Refused&) {
    throw;
  } catch (const std::runtime_error&) {
    throw Refused("is damaged: its end is missing, or a part of it cannot be read");
  }
  return DecodedPicture(image.release());
}

DecodedPicture DecodedPicture::of_master(const std::string& bytes, int width) {
  const auto load = [&](int shrink) {
    VipsImage* made = nullptr;
    if (vips_jpegload_buffer(const_cast<char*>(bytes.data()), bytes.size(), &made, "shrink", shrink, nullptr) != 0)
      fail();
    return made;
  };
  // JPEG can be decoded at a half, a quarter or an eighth; what is left to shrink is for the better filter.
  Image image(load(1));
  int shrink = 1;
  while (shrink < 8 && image.at->Xsize / (shrink * 2) >= 2 * width) shrink *= 2;
  if (shrink > 1) image.reset(load(shrink));
  make_plain(image);
  keep_in_memory(image);
  return DecodedPicture(image.release());
}

DecodedPicture::DecodedPicture(DecodedPicture&& other) noexcept : image_(std::exchange(other.image_, nullptr)) {}
DecodedPicture& DecodedPicture::operator=(DecodedPicture&& other) noexcept {
  std::swap(image_, other.image_);
  return *this;
}
DecodedPicture::~DecodedPicture() {
  if (image_ != nullptr) g_object_unref(image_);
}

int DecodedPicture::width() const { return image_->Xsize; }
int DecodedPicture::height() const { return image_->Ysize; }

DecodedPicture DecodedPicture::resized(int width) const {
  g_object_ref(image_);
  Image image(image_);
  if (image.at->Xsize > width) {
    const double scale = static_cast<double>(width) / image.at->Xsize;
    // Cubic instead of Lanczos: four samples for six, and no halos around what is sharp.
    change(image,
           [&](auto* in, auto** out) { return vips_resize(in, out, scale, "kernel", VIPS_KERNEL_CUBIC, nullptr); });
    keep_in_memory(image);
  }
  return DecodedPicture(image.release());
}

std::string DecodedPicture::encoded(std::string_view format, Quality quality) const {
  const bool master = quality == Quality::master;
  return written(image_, format,
                 format == "webp"   ? "[Q=80,effort=1]"
                 : format == "avif" ? "[Q=55,effort=2]"
                 : master           ? "[Q=92,optimize_coding,no_subsample]"
                                    : "[Q=82,optimize_coding]");
}

// The commonest of its colours, where a strong one counts more than a grey one.
std::string DecodedPicture::color() const {
  const auto small = resized(24);
  std::size_t size = 0;
  auto* pixels = static_cast<unsigned char*>(vips_image_write_to_memory(small.image_, &size));
  if (pixels == nullptr) fail();
  const auto bands = static_cast<std::size_t>(small.image_->Bands);
  struct Kind {
    double weight = 0, red = 0, green = 0, blue = 0;
  };
  std::array<Kind, 512> kinds;
  for (std::size_t i = 0; i + bands <= size; i += bands) {
    const int red = pixels[i], green = pixels[i + (bands > 1 ? 1 : 0)], blue = pixels[i + (bands > 2 ? 2 : 0)];
    const int most = std::max({red, green, blue}), least = std::min({red, green, blue});
    const double weight = 0.15 + (most - least) / 255.0 * (most > 40 ? 1 : 0.3);
    auto& kind = kinds[static_cast<std::size_t>(red / 32 * 64 + green / 32 * 8 + blue / 32)];
    kind.weight += weight;
    kind.red += weight * red;
    kind.green += weight * green;
    kind.blue += weight * blue;
  }
  g_free(pixels);
  const auto& best =
      *std::max_element(kinds.begin(), kinds.end(), [](const Kind& a, const Kind& b) { return a.weight < b.weight; });
  std::array<char, 8> out{};
  const auto part = [&](double sum) { return std::clamp(static_cast<int>(sum / best.weight + 0.5), 0, 255); };
  std::snprintf(out.data(), out.size(), "#%02x%02x%02x", static_cast<unsigned>(part(best.red)),
                static_cast<unsigned>(part(best.green)), static_cast<unsigned>(part(best.blue)));
  return out.data();
}

std::string DecodedPicture::placeholder() const {
  const auto small = resized(width() > height() ? 18 : 12);
  const auto file = written(small.image_, "webp", "[Q=35,effort=4]");
  std::unique_ptr<char, decltype(&g_free)> text(
      g_base64_encode(reinterpret_cast<const guchar*>(file.data()), file.size()), &g_free);
  return std::string("data:image/webp;base64,") + text.get();
}

}  // namespace kinoteka::images
