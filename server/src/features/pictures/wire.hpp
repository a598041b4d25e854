// The JSON of pictures; the same structs make the OpenAPI document.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <boost/json/object.hpp>

#include "base/bounded.hpp"
#include "db/database.hpp"
#include "images/maker.hpp"
#include "json/schema.hpp"

namespace kinoteka::pictures {

// A picture's name: the SHA-256 of what is kept of it, in hex.
struct Digest {
  std::string value;
  static std::string parse(const std::string& text, Digest& to);
  static boost::json::object schema();
};

struct Picture {
  std::string id, url;
  std::int64_t width = 0, height = 0;
  std::string color, placeholder;

  static constexpr json::Doc docs[] = {
      {"url",
       "With /{width}.{format} behind it: 92, 185, 342, 500, 780, 1280 or 1920 wide; webp, avif or jpg. Never "
       "larger than the picture is."},
      {"color", "The colour that stands for it: #aabbcc."},
      {"placeholder", "A few pixels of it as a data: address, to be shown until it is there."}};
};
BOOST_DESCRIBE_STRUCT(Picture, (), (id, url, width, height, color, placeholder))

// Which part of a picture is kept, as a request's query says it.
struct CropQuery {
  using Share = Int<0, 10'000>;
  std::optional<Share> left, top, width, height;
  static constexpr json::Doc docs[] = {
      {"left",
       "Where the part begins that is kept, in ten thousandths of the picture's width. Without these four all."},
      {"top", "In ten thousandths of its height."},
      {"width", "In ten thousandths of its width."},
      {"height", "In ten thousandths of its height."}};

  images::Crop crop() const {
    const auto share = [](const std::optional<Share>& of, double otherwise) {
      return of ? static_cast<double>(std::int64_t(*of)) / 10'000 : otherwise;
    };
    return {share(left, 0), share(top, 0), share(width, 1), share(height, 1)};
  }
};
BOOST_DESCRIBE_STRUCT(CropQuery, (), (left, top, width, height))

// Where one came from.
enum class Origin { upload, file, frame, provider };
BOOST_DESCRIBE_ENUM(Origin, upload, file, frame, provider)

// Of a row's columns digest, width, height, color, placeholder from `first` on; nothing where they are null.
std::optional<Picture> of_row(const db::Row& row, int first);

}  // namespace kinoteka::pictures
