// Pictures for tests: good ones made by FFmpeg, bad ones by hand.
#pragma once

#include <string>

namespace kinoteka::support {

// `format` is jpg, png or webp. Made once a process for each size and format.
const std::string& picture(const std::string& format, int width, int height);

// The JPEG with an EXIF block: turned by `orientation` (TIFF's 1 to 8), with a place on earth and this text in it.
std::string with_exif(const std::string& jpeg, int orientation, const std::string& text);

// A PNG of so many pixels that has none of them: what a bomb looks like before it is decoded.
std::string claiming_png(unsigned width, unsigned height);

// The program that works on pictures, of this build.
std::string test_picture_maker();

}  // namespace kinoteka::support
