// One picture in memory: eight bits of sRGB in three bands, upright, without anything but its pixels.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

struct _VipsImage;

namespace kinoteka::images {

// Why a picture is not taken: what follows "The picture".
struct Refused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// A part of a picture as it is seen, in ten thousandths of its width and height.
struct Cut {
  int left = 0, top = 0, width = 10'000, height = 10'000;
};

enum class Quality { master, shown };

class DecodedPicture {
 public:
  // Nothing is decoded before its format, its sides and its pixels are known to be within bounds. Throws Refused.
  static DecodedPicture of_stranger(const std::string& bytes, const Cut& crop);
  // What of_stranger has made, encoded; decoded no larger than needed. Throws std::runtime_error.
  static DecodedPicture of_master(const std::string& bytes, int width);

  DecodedPicture(DecodedPicture&& other) noexcept;
  DecodedPicture& operator=(DecodedPicture&& other) noexcept;
  ~DecodedPicture();

  int width() const;
  int height() const;
  // At most so wide; never larger than it is.
  DecodedPicture resized(int width) const;
  std::string encoded(std::string_view format, Quality quality) const;
  std::string color() const;
  std::string placeholder() const;

 private:
  explicit DecodedPicture(_VipsImage* image) : image_(image) {}
  _VipsImage* image_;
};

}  // namespace kinoteka::images
