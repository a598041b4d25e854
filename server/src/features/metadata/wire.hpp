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
#include "providers/provider.hpp"

namespace kinoteka::metadata {

// One of those that this house asks: GET /api/providers lists them.
struct ProviderName {
  std::string value;
  static std::string parse(const std::string& text, ProviderName& to);
  static boost::json::object schema();
};

struct ProviderState {
  ProviderName name;
  std::string title, website, attribution, setting;
  bool ready = false;
  std::string trouble;
  providers::Trouble state = providers::Trouble::none;

  static constexpr json::Doc docs[] = {
      {"attribution", "What they want to be said where their data are shown."},
      {"setting", "The operator's setting that holds its key; empty: it needs none."},
      {"ready", "Whether it can be asked: it needs no key, or has one."},
      {"trouble", "Why it is not asked for now, and what to do; empty when all is well."},
      {"state", "The same as a word, for programs."}};
};
BOOST_DESCRIBE_STRUCT(ProviderState, (), (name, title, website, attribution, setting, ready, trouble, state))

struct FoundFilm {
  ProviderName provider;
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
  ProviderName provider;
  Text<1, 20> id;
  static constexpr json::Doc docs[] = {{"id", "The provider's own, as a search finds it."}};
};
BOOST_DESCRIBE_STRUCT(FromProvider, (), (provider, id))

struct RefreshAll {
  std::int64_t job = 0, movies = 0;
  static constexpr json::Doc docs[] = {{"job", "GET /api/admin/jobs/{id} tells how far it is."},
                                       {"movies", "That a provider may know by an id of theirs."}};
};
BOOST_DESCRIBE_STRUCT(RefreshAll, (), (job, movies))

}  // namespace kinoteka::metadata
