// The JSON of films from outside; the same structs make the OpenAPI document.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include "base/bounded.hpp"
#include "features/catalogue/face.hpp"
#include "json/schema.hpp"
#include "json/web_address.hpp"

namespace kinoteka::metadata {

enum class ProviderName { tmdb, omdb, wikidata };
BOOST_DESCRIBE_ENUM(ProviderName, tmdb, omdb, wikidata)

struct ProviderState {
  ProviderName name = ProviderName::tmdb;
  std::string title, website, attribution;
  bool ready = false;
  std::string trouble;
  providers::Trouble state = providers::Trouble::none;

  static constexpr json::Doc docs[] = {
      {"attribution", "What they want to be said where their data are shown."},
      {"ready", "Whether it can be asked: it needs no key, or has one."},
      {"trouble", "Why it is not asked for now, and what to do; empty when all is well."},
      {"state", "The same as a word, for programs."}};
};
BOOST_DESCRIBE_STRUCT(ProviderState, (), (name, title, website, attribution, ready, trouble, state))

struct FoundFilm {
  ProviderName provider = ProviderName::tmdb;
  std::string id, title, original_title, description;
  std::optional<std::int64_t> year, movie_id;

  static constexpr json::Doc docs[] = {{"id", "The provider's own."},
                                       {"movie_id", "The film of ours that it is, where we have it."}};
};
BOOST_DESCRIBE_STRUCT(FoundFilm, (), (provider, id, title, original_title, description, year, movie_id))

struct SearchAnswer {
  std::vector<json::Encoded<catalogue::MovieCard>> movies;
  std::vector<FoundFilm> found;
  std::vector<ProviderState> providers;

  static constexpr json::Doc docs[] = {
      {"movies", "The catalogue's own, best first."},
      {"found", "What a provider knows, when it was asked for."},
      {"providers", "Whom we asked, in that order: the first that finds something is the last."}};
};
BOOST_DESCRIBE_STRUCT(SearchAnswer, (), (movies, found, providers))

struct FromProvider {
  ProviderName provider = ProviderName::tmdb;
  Text<1, 20> id;
  static constexpr json::Doc docs[] = {{"id", "The provider's own, as a search finds it."}};
};
BOOST_DESCRIBE_STRUCT(FromProvider, (), (provider, id))

// Members of a film's draft.
struct Locks {
  Items<Text<1, 40>, 20> fields;
  static constexpr json::Doc docs[] = {{"fields", "Members of the movie's draft that no provider changes."}};
};
BOOST_DESCRIBE_STRUCT(Locks, (), (fields))

struct PictureAddress {
  json::WebAddress url;
};
BOOST_DESCRIBE_STRUCT(PictureAddress, (), (url))

struct NewGalleryPicture {
  catalogue::GalleryKind kind = catalogue::GalleryKind::screenshot;
  pictures::Digest picture;
  static constexpr json::Doc docs[] = {{"picture", "A picture's id; POST /api/pictures gives one."}};
};
BOOST_DESCRIBE_STRUCT(NewGalleryPicture, (), (kind, picture))

struct Gallery {
  std::vector<catalogue::GalleryPicture> pictures;
  std::int64_t waiting = 0;
  bool fetching = false;
  static constexpr json::Doc docs[] = {
      {"waiting", "How many a provider offers that have not been fetched: POST …/pictures/fetch does."},
      {"fetching", "Whether some are being fetched: ask again in a second or two."}};
};
BOOST_DESCRIBE_STRUCT(Gallery, (), (pictures, waiting, fetching))

struct RefreshAll {
  std::int64_t job = 0, movies = 0;
  static constexpr json::Doc docs[] = {{"job", "GET /api/admin/jobs/{id} tells how far it is."},
                                       {"movies", "That a provider may know by an id of theirs."}};
};
BOOST_DESCRIBE_STRUCT(RefreshAll, (), (job, movies))

}  // namespace kinoteka::metadata
