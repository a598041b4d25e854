// What the child that works on pictures says of them, before the bytes of its files.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>

namespace kinoteka::images {

struct SaidFile {
  std::string name;  // "master.jpg", "342.webp"
  std::int64_t width = 0, bytes = 0;
};
BOOST_DESCRIBE_STRUCT(SaidFile, (), (name, width, bytes))

struct Said {
  std::string refused;  // why it is not taken, as a fault of the field `picture`; empty when it is
  std::int64_t width = 0, height = 0;
  std::string color;        // "#aabbcc": the one that stands for it
  std::string placeholder;  // a few pixels of it, as a data: address
  std::vector<SaidFile> files;
};
BOOST_DESCRIBE_STRUCT(Said, (), (refused, width, height, color, placeholder, files))

}  // namespace kinoteka::images
