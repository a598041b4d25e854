// Pictures of a film: those it shows, those to choose from, and those that still lie elsewhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include "features/pictures/face.hpp"

namespace kinoteka::catalogue {

enum class GalleryKind { poster, backdrop, screenshot };
BOOST_DESCRIBE_ENUM(GalleryKind, poster, backdrop, screenshot)

struct GalleryPicture {
  std::int64_t id = 0;
  GalleryKind kind = GalleryKind::poster;
  pictures::Picture picture;
  std::string provider, language;

  static constexpr json::Doc docs[] = {{"provider", "Where it came from; empty: an editor brought it."},
                                       {"language", "Of what is written on it; empty: nothing, or unknown."}};
};
BOOST_DESCRIBE_STRUCT(GalleryPicture, (), (id, kind, picture, provider, language))

// One that lies elsewhere; once a film and address.
struct OfferedPicture {
  GalleryKind kind = GalleryKind::poster;
  std::string source, provider, language;
};

// One that was offered and is not here.
struct WaitingPicture {
  std::int64_t id = 0;
  GalleryKind kind = GalleryKind::poster;
  std::string source;
};

// Somebody whose photo lies elsewhere.
struct WaitingPhoto {
  std::int64_t person = 0;
  std::string source;
};

// Numbers of pictures (pictures::Service::keep).
struct MoviePictures {
  std::optional<std::int64_t> poster, backdrop, still;
  bool operator==(const MoviePictures&) const = default;
};

}  // namespace kinoteka::catalogue
