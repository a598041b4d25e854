// Pictures of a film: those it shows, those to choose from, and those that still lie elsewhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include "features/pictures/face.hpp"
#include "json/schema.hpp"
#include "json/web_address.hpp"

namespace kinoteka::gallery {

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

struct PictureAddress {
  json::WebAddress url;
};
BOOST_DESCRIBE_STRUCT(PictureAddress, (), (url))

struct NewGalleryPicture {
  GalleryKind kind = GalleryKind::screenshot;
  pictures::Digest picture;
  static constexpr json::Doc docs[] = {{"picture", "A picture's id; POST /api/pictures gives one."}};
};
BOOST_DESCRIBE_STRUCT(NewGalleryPicture, (), (kind, picture))

struct Gallery {
  std::vector<GalleryPicture> pictures;
  std::int64_t waiting = 0;
  bool fetching = false;
  static constexpr json::Doc docs[] = {
      {"waiting", "How many a provider offers that have not been fetched: POST …/pictures/fetch does."},
      {"fetching", "Whether some are being fetched: ask again in a second or two."}};
};
BOOST_DESCRIBE_STRUCT(Gallery, (), (pictures, waiting, fetching))

}  // namespace kinoteka::gallery
