// The JSON of pictures; the same structs make the OpenAPI document.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <boost/json/object.hpp>

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

}  // namespace kinoteka::pictures
