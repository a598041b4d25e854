// What The Movie Database answers (developer.themoviedb.org/reference), of which we read these members.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>

namespace kinoteka::providers {
namespace tmdb {

// Any of them may be null.
template <class T>
using Maybe = std::optional<T>;

struct SearchResult {
  std::int64_t id = 0;
  Maybe<std::string> title, original_title, overview, release_date;
};
BOOST_DESCRIBE_STRUCT(SearchResult, (), (id, title, original_title, overview, release_date))
struct SearchPage {
  std::vector<SearchResult> results;
};
BOOST_DESCRIBE_STRUCT(SearchPage, (), (results))

struct FindPage {
  std::vector<SearchResult> movie_results;
};
BOOST_DESCRIBE_STRUCT(FindPage, (), (movie_results))

struct Images {
  std::string secure_base_url;
  std::vector<std::string> poster_sizes, backdrop_sizes, profile_sizes;
};
BOOST_DESCRIBE_STRUCT(Images, (), (secure_base_url, poster_sizes, backdrop_sizes, profile_sizes))
struct Configuration {
  Images images;
};
BOOST_DESCRIBE_STRUCT(Configuration, (), (images))

struct Named {
  Maybe<std::string> name;
};
BOOST_DESCRIBE_STRUCT(Named, (), (name))
struct Country {
  Maybe<std::string> iso_3166_1;
};
BOOST_DESCRIBE_STRUCT(Country, (), (iso_3166_1))
struct Language {
  Maybe<std::string> iso_639_1;
};
BOOST_DESCRIBE_STRUCT(Language, (), (iso_639_1))

struct Cast {
  std::int64_t id = 0;
  Maybe<std::string> name, character, profile_path;
};
BOOST_DESCRIBE_STRUCT(Cast, (), (id, name, character, profile_path))
struct Crew {
  std::int64_t id = 0;
  Maybe<std::string> name, job, profile_path;
};
BOOST_DESCRIBE_STRUCT(Crew, (), (id, name, job, profile_path))
struct Credits {
  Maybe<std::vector<Cast>> cast;
  Maybe<std::vector<Crew>> crew;
};
BOOST_DESCRIBE_STRUCT(Credits, (), (cast, crew))

struct Video {
  Maybe<std::string> key, site, type, iso_639_1;
  Maybe<bool> official;
};
BOOST_DESCRIBE_STRUCT(Video, (), (key, site, type, iso_639_1, official))
struct Videos {
  Maybe<std::vector<Video>> results;
};
BOOST_DESCRIBE_STRUCT(Videos, (), (results))

struct Image {
  std::string file_path;
  Maybe<std::string> iso_639_1;
  Maybe<double> vote_average;
  int width = 0, height = 0;
};
BOOST_DESCRIBE_STRUCT(Image, (), (file_path, iso_639_1, vote_average, width, height))
struct FilmImages {
  Maybe<std::vector<Image>> posters, backdrops;
};
BOOST_DESCRIBE_STRUCT(FilmImages, (), (posters, backdrops))

struct ReleaseDate {
  Maybe<std::string> release_date;
};
BOOST_DESCRIBE_STRUCT(ReleaseDate, (), (release_date))
struct CountryReleases {
  Maybe<std::vector<ReleaseDate>> release_dates;
};
BOOST_DESCRIBE_STRUCT(CountryReleases, (), (release_dates))
struct Releases {
  Maybe<std::vector<CountryReleases>> results;
};
BOOST_DESCRIBE_STRUCT(Releases, (), (results))

struct Keywords {
  Maybe<std::vector<Named>> keywords;
};
BOOST_DESCRIBE_STRUCT(Keywords, (), (keywords))

struct TranslationData {
  Maybe<std::string> title, overview, tagline;
};
BOOST_DESCRIBE_STRUCT(TranslationData, (), (title, overview, tagline))
struct Translation {
  std::string iso_639_1;
  Maybe<TranslationData> data;
};
BOOST_DESCRIBE_STRUCT(Translation, (), (iso_639_1, data))
struct Translations {
  Maybe<std::vector<Translation>> translations;
};
BOOST_DESCRIBE_STRUCT(Translations, (), (translations))

struct Elsewhere {
  Maybe<std::string> imdb_id, wikidata_id;
};
BOOST_DESCRIBE_STRUCT(Elsewhere, (), (imdb_id, wikidata_id))

struct OtherTitle {
  Maybe<std::string> title;
};
BOOST_DESCRIBE_STRUCT(OtherTitle, (), (title))
struct OtherTitles {
  Maybe<std::vector<OtherTitle>> titles;
};
BOOST_DESCRIBE_STRUCT(OtherTitles, (), (titles))

struct Details {
  std::int64_t id = 0;
  Maybe<std::string> title, original_title, original_language, overview, tagline, release_date, imdb_id, poster_path,
      backdrop_path;
  Maybe<int> runtime;
  Maybe<double> vote_average;
  Maybe<std::int64_t> vote_count;
  Maybe<std::vector<Named>> genres;
  Maybe<std::vector<Country>> production_countries;
  Maybe<std::vector<Language>> spoken_languages;
  Maybe<Credits> credits;
  Maybe<Videos> videos;
  Maybe<FilmImages> images;
  Maybe<Releases> release_dates;
  Maybe<Keywords> keywords;
  Maybe<Translations> translations;
  Maybe<Elsewhere> external_ids;
  Maybe<OtherTitles> alternative_titles;
};
BOOST_DESCRIBE_STRUCT(Details, (),
                      (id, title, original_title, original_language, overview, tagline, release_date, imdb_id,
                       poster_path, backdrop_path, runtime, vote_average, vote_count, genres, production_countries,
                       spoken_languages, credits, videos, images, release_dates, keywords, translations, external_ids,
                       alternative_titles))

}  // namespace tmdb

}  // namespace kinoteka::providers
