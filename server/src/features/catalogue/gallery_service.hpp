// A film's pictures beside its poster: for its page, and for editors to choose from. Some still lie at a provider's.
// Also photos of people that lie there. Synchronous; call from workers. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include "db/database.hpp"
#include "features/pictures/service.hpp"

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

std::vector<GalleryPicture> gallery(db::Session& session, std::int64_t movie);

// One that lies elsewhere; once a film and address.
struct OfferedPicture {
  GalleryKind kind = GalleryKind::poster;
  std::string source, provider, language;
};
void offer(db::Tx& tx, std::int64_t movie, const std::vector<OfferedPicture>& pictures);

// Those that were offered and are not here, in their order; without those that failed three times.
struct WaitingPicture {
  std::int64_t id = 0;
  GalleryKind kind = GalleryKind::poster;
  std::string source;
};
std::vector<WaitingPicture> waiting_pictures(db::Session& session, std::int64_t movie);
void picture_came(db::Tx& tx, std::int64_t id, std::int64_t picture);
void picture_failed(db::Tx& tx, std::int64_t id);

// An editor's own; the number it has in the gallery.
std::int64_t add_to_gallery(db::Tx& tx, std::int64_t movie, GalleryKind kind, std::int64_t picture);
bool remove_from_gallery(db::Tx& tx, std::int64_t movie, std::int64_t id);

// People of a film whose photos lie elsewhere, directors and the largest parts first.
struct WaitingPhoto {
  std::int64_t person = 0;
  std::string source;
};
std::vector<WaitingPhoto> waiting_photos(db::Session& session, std::int64_t movie, std::int64_t limit);
// Without a picture: it could not be had, and is not tried again.
void photo_came(db::Tx& tx, std::int64_t person, std::optional<std::int64_t> picture);

}  // namespace kinoteka::catalogue
