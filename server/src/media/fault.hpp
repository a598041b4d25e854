// Why a file cannot be played, as the prober says it and the library keeps it.
#pragma once

#include <string_view>

#include <boost/describe/enum.hpp>

namespace kinoteka::media {

enum class Fault { no_picture, unknown_format, damaged, cut_short, picture_codec, too_slow, unreadable };
BOOST_DESCRIBE_ENUM(Fault, no_picture, unknown_format, damaged, cut_short, picture_codec, too_slow, unreadable)

constexpr std::string_view sentence_of(Fault fault) {
  switch (fault) {
    case Fault::no_picture: return "There is no picture in it.";
    case Fault::unknown_format: return "This is no film in a format that can be read.";
    case Fault::damaged: return "The film is damaged: its streams cannot be read.";
    case Fault::cut_short: return "The film is cut short: its end is missing.";
    case Fault::picture_codec: return "The picture is made in a way that is not played here.";
    case Fault::too_slow: return "It took too long to look into this file.";
    case Fault::unreadable: break;
  }
  return "This file cannot be read safely: it made the reader fail.";
}

}  // namespace kinoteka::media
