// Pictures from strangers: what is taken, what is refused, and that nothing but pixels comes through.
#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "images/maker.hpp"
#include "support/databases.hpp"
#include "support/films.hpp"
#include "support/pictures.hpp"

namespace kinoteka::images {
namespace {

using namespace kinoteka::support;
using ::testing::HasSubstr;
using ::testing::Not;

Made take(const std::string& bytes, const Crop& crop = {}) { return intake(test_picture_maker(), bytes, crop); }

// Why it is not taken; empty when it is.
std::string refusal(const std::string& bytes) {
  try {
    take(bytes);
    return "";
  } catch (const Error& error) {
    return error.fields.empty() ? error.message : error.fields.front().message;
  }
}

TEST(Pictures, are_taken_in_three_formats_and_kept_in_sizes_of_ours) {
  for (const auto* format : {"jpg", "png", "webp"}) {
    const auto made = take(picture(format, 600, 900));
    EXPECT_EQ(made.about.width, 600) << format;
    EXPECT_EQ(made.about.height, 900) << format;
    EXPECT_EQ(made.files.size(), 6u) << format;
    EXPECT_TRUE(made.files.at("master.jpg").starts_with("\xFF\xD8\xFF")) << format;
    EXPECT_EQ(made.files.at("342.webp").substr(8, 8), "WEBPVP8 ") << format;
    EXPECT_EQ(made.about.color.size(), 7u);
    EXPECT_THAT(made.about.placeholder, HasSubstr("data:image/webp;base64,"));
    EXPECT_LT(made.about.placeholder.size(), 400u);
  }
}

TEST(Pictures, that_are_none_or_dangerous_are_refused) {
  const auto& jpeg = picture("jpg", 600, 900);
  const auto& png = picture("png", 600, 900);
  const std::string gif(
      "GIF89a\xFF\xFF\xFF\xFF\x80\0\0\0\0\0\xFF\xFF\xFF,\0\0\0\0\xFF\xFF\xFF\xFF\0\x02\x02\x44\x01\0;", 36);
  const std::pair<std::string, std::string> pictures[] = {
      {"no bytes", ""},
      {"a text", "not a picture"},
      {"SVG with a script", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"},
      {"SVG behind a byte order mark", "\xEF\xBB\xBF<?xml version=\"1.0\"?><svg/>"},
      {"HTML", "<html><img src=x onerror=alert(1)></html>"},
      {"a GIF of four billion pixels", gif},
      {"a PNG of 30,000 × 30,000", claiming_png(30'000, 30'000)},
      {"a PNG of 16,000 × 16,000", claiming_png(16'000, 16'000)},
      {"a PNG without its pixels", claiming_png(600, 900)},
      {"a PNG of a pixel", picture("png", 8, 8)},
      {"a truncated JPEG", jpeg.substr(0, jpeg.size() / 2)},
      {"a truncated PNG", png.substr(0, png.size() / 2)},
      {"a JPEG of its head alone", jpeg.substr(0, 400)},
      {"a truncated WebP", picture("webp", 600, 900).substr(0, 600)},
      {"a WAVE file", std::string("RIFF\x24\0\0\0WAVEfmt ", 16) + std::string(64, '\0')},
      {"ImageMagick's own language", "push graphic-context\nviewbox 0 0 1 1\nimage over 0,0 0,0 '/etc/passwd'\n"},
      {"PostScript", "%!PS\n(/etc/passwd) (r) file\n"},
      {"PDF", "%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"},
      {"a FITS file", "SIMPLE  =                    T"},
      {"libvips' own format", std::string("\xB6\xA6\xF2\x08", 4) + std::string(60, '\1')},
      {"a text of 21 MB", std::string(21u << 20, 'x')},
  };
  for (const auto& [what, bytes] : pictures) {
    const auto began = std::chrono::steady_clock::now();
    EXPECT_NE(refusal(bytes), "") << what;
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(60)) << what;
  }
}

TEST(Pictures, bring_nothing_but_their_pixels) {
  const auto jpeg = with_exif(picture("jpg", 600, 900), 1, "secret-place");
  const std::string script = "<script>alert(1)</script>";
  const std::pair<const char*, std::string> polyglots[] = {
      {"with a place in it", jpeg},
      {"a page behind it", picture("jpg", 600, 900) + script + "secret-place"},
      {"a PNG with an archive behind it", picture("png", 600, 900) + "PK\x03\x04secret-place"},
      {"a WebP with a page behind it", picture("webp", 600, 900) + script + "secret-place"},
  };
  for (const auto& [what, bytes] : polyglots) {
    for (const auto& [name, file] : take(bytes).files) {
      for (const auto* part : {"secret-place", "<script", "Exif", "EXIF", "GPS", "PK\x03\x04", "ICCP", "ICC_PROFILE"})
        EXPECT_THAT(file, Not(HasSubstr(part))) << what << ": " << name;
    }
  }
}

TEST(Pictures, stand_upright_as_their_camera_was_held) {
  const auto turned = take(with_exif(picture("jpg", 600, 900), 6, "x"));
  EXPECT_EQ(turned.about.width, 900);
  EXPECT_EQ(turned.about.height, 600);
}

TEST(Pictures, are_cut_as_they_are_seen) {
  const auto part = take(picture("jpg", 600, 900), {0.5, 0, 0.5, 1. / 3});
  EXPECT_EQ(part.about.width, 300);
  EXPECT_EQ(part.about.height, 300);
  const auto turned = take(with_exif(picture("jpg", 600, 900), 6, "x"), {0, 0, 1. / 3, 1});
  EXPECT_EQ(turned.about.width, 300);
  EXPECT_EQ(turned.about.height, 600);
  const auto beyond = take(picture("jpg", 600, 900), {0.9, 0.9, 1, 1});
  EXPECT_EQ(beyond.about.width, 60) << "what lies outside is left out";
}

TEST(Pictures, are_never_made_larger_than_they_are) {
  const auto made = take(picture("png", 120, 180));
  EXPECT_EQ(made.about.width, 120);
  for (const auto& file : made.about.files) EXPECT_LE(file.width, 120) << file.name;
  const auto large = take(picture("jpg", 4000, 1000));
  EXPECT_EQ(large.about.width, largest_side);
  EXPECT_EQ(large.about.height, 640);
}

TEST(Pictures, are_the_same_when_they_are_brought_again) {
  EXPECT_EQ(take(picture("png", 600, 900)).files, take(picture("png", 600, 900)).files);
}

TEST(Pictures, are_made_in_each_format_when_asked_for) {
  const auto master = take(picture("jpg", 600, 900)).files.at("master.jpg");
  const std::pair<const char*, std::string> heads[] = {{"jpg", "\xFF\xD8\xFF"}, {"webp", "RIFF"}, {"avif", ""}};
  for (const auto& [format, head] : heads) {
    const auto made = make_sizes(test_picture_maker(), master, format, {92, 342});
    ASSERT_EQ(made.size(), 2u) << format;
    const auto& bytes = made.at(std::string("342.") + format);
    EXPECT_TRUE(bytes.starts_with(head)) << format;
    if (std::string(format) == "avif") {
      EXPECT_EQ(bytes.substr(4, 8), "ftypavif");
    }
    EXPECT_GT(bytes.size(), made.at(std::string("92.") + format).size());
  }
  EXPECT_TRUE(make_sizes(test_picture_maker(), master, "gif", {92}).empty());
  EXPECT_TRUE(make_sizes(test_picture_maker(), "not a picture", "webp", {92}).empty());
}

TEST(Pictures, whose_reader_fails_are_refused_and_do_no_harm) {
  for (const auto* program : {"/bin/false", "/nonexistent", "/bin/cat", "/bin/true"}) {
    EXPECT_THROW(intake(program, picture("jpg", 600, 900), {}), Error) << program;
    if (std::string(program) != "/nonexistent") {
      EXPECT_TRUE(make_sizes(program, "x", "webp", {92}).empty()) << program;
    }
  }
}

}  // namespace
}  // namespace kinoteka::images
