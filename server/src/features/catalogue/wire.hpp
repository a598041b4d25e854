// The catalogue's JSON: what answers look like, field by field. The same structs make the OpenAPI document.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include "features/catalogue/domain.hpp"
#include "features/pictures/face.hpp"
#include "json/schema.hpp"

namespace kinoteka::catalogue {

using pictures::Picture;

BOOST_DESCRIBE_ENUM(Role, director, writer, actor)

struct GenreRef {
  std::int64_t id = 0;
  std::string slug, name;
};
BOOST_DESCRIBE_STRUCT(GenreRef, (), (id, slug, name))

struct PersonRef {
  std::int64_t id = 0;
  std::string name;
  std::map<std::string, std::string> names;  // in other languages: ISO 639-1

  static constexpr json::Doc docs[] = {{"names", "In other languages, where they are known."}};
};
BOOST_DESCRIBE_STRUCT(PersonRef, (), (id, name, names))

// What everybody here thinks of a movie together.
struct Community {
  std::optional<double> average;  // 0.5 to 5, rounded to hundredths
  std::int64_t ratings = 0;
  std::vector<std::int64_t> histogram = std::vector<std::int64_t>(10);  // of half-stars: 0.5 first, 5 last
  std::int64_t views = 0, favorites = 0;

  static constexpr json::Doc docs[] = {
      {"average", "Of this site's ratings, 0.5 to 5."},          {"ratings", "How many have rated it."},
      {"histogram", "How many gave 0.5, 1, … 5 stars."},         {"views", "How many have watched it."},
      {"favorites", "How many have it among their favourites."},
  };
};
BOOST_DESCRIBE_STRUCT(Community, (), (average, ratings, histogram, views, favorites))

// A movie's own facts as lists show them. Kept encoded in movie_cards: after a change here, add a migration that
// empties that table (cards are made again at the next start).
struct MovieFacts {
  std::int64_t id = 0;
  std::string title;
  std::optional<std::string> original_title;
  std::map<std::string, std::string> titles;  // by language: ISO 639-1
  std::optional<std::int64_t> year, runtime;  // runtime in minutes
  std::optional<double> rating;               // 0 to 10
  std::vector<GenreRef> genres;
  std::vector<PersonRef> directors;
  std::vector<std::string> countries;  // ISO 3166-1 alpha-2
  std::optional<Picture> poster;
  std::optional<Picture> still;  // a frame, where there is no poster

  static constexpr json::Doc docs[] = {
      {"still", "A frame out of the film's file, where it has no poster and lies in the library."}};
};
BOOST_DESCRIBE_STRUCT(MovieFacts, (),
                      (id, title, original_title, titles, year, runtime, rating, genres, directors, countries, poster,
                       still))

// A movie as lists show it.
struct MovieCard : MovieFacts {
  Community community;
};
BOOST_DESCRIBE_STRUCT(MovieCard, (MovieFacts), (community))

struct Credit {
  Role role = Role::actor;
  PersonRef person;
  std::string character;
  std::optional<std::string> photo;

  static constexpr json::Doc docs[] = {{"photo", "A picture's address: see `url` of a Picture."}};
};
BOOST_DESCRIBE_STRUCT(Credit, (), (role, person, character, photo))

struct Translation {
  std::string language, title, description, tagline;
};
BOOST_DESCRIBE_STRUCT(Translation, (), (language, title, description, tagline))

struct MovieDetails {
  std::string description, tagline;
  std::optional<std::string> release_date;  // YYYY-MM-DD
  std::vector<std::string> languages;       // ISO 639-1
  std::vector<std::string> tags;
  std::optional<std::string> trailer;
  std::optional<Picture> backdrop;
  std::int64_t votes = 0;
  std::vector<Credit> credits;
  std::vector<Translation> translations;
  std::map<std::string, std::string> external_ids;  // tmdb, imdb, wikidata, wikipedia
  std::vector<std::string> sources;
  bool unchecked = false;
  std::string created_at, updated_at;

  static constexpr json::Doc docs[] = {
      {"unchecked", "It came in with somebody's import, and nobody has looked at it yet."},
      {"sources", "Providers that have told of it: GET /api/providers says how they want to be named."}};
};
BOOST_DESCRIBE_STRUCT(MovieDetails, (),
                      (description, tagline, release_date, languages, tags, trailer, backdrop, votes, credits,
                       translations, external_ids, sources, unchecked, created_at, updated_at))

// A movie's own page: its card and the rest.
struct Movie : MovieCard, MovieDetails {};
BOOST_DESCRIBE_STRUCT(Movie, (MovieCard, MovieDetails), ())

struct Genre {
  std::int64_t id = 0;
  std::string slug, name;
  std::map<std::string, std::string> names;  // by language
  std::int64_t movie_count = 0;
};
BOOST_DESCRIBE_STRUCT(Genre, (), (id, slug, name, names, movie_count))

struct Tag {
  std::int64_t id = 0;
  std::string name;
  std::int64_t movie_count = 0;
};
BOOST_DESCRIBE_STRUCT(Tag, (), (id, name, movie_count))

// A person as lists show them.
struct PersonCard {
  std::int64_t id = 0;
  std::string name;
  std::map<std::string, std::string> names;  // in other languages: ISO 639-1
  std::optional<std::int64_t> birth_year, death_year;
  std::int64_t directed = 0;  // how many films
  std::optional<Picture> photo;

  static constexpr json::Doc docs[] = {{"names", "In other languages, where they are known."}};
};
BOOST_DESCRIBE_STRUCT(PersonCard, (), (id, name, names, birth_year, death_year, directed, photo))

struct FilmographyLine {
  json::Encoded<MovieCard> movie;
  std::string character;
};
BOOST_DESCRIBE_STRUCT(FilmographyLine, (), (movie, character))

struct Filmography {
  std::vector<FilmographyLine> director, writer, actor;
};
BOOST_DESCRIBE_STRUCT(Filmography, (), (director, writer, actor))

struct PersonDetails {
  std::string biography;
  Filmography filmography;  // newest first
};
BOOST_DESCRIBE_STRUCT(PersonDetails, (), (biography, filmography))

struct Person : PersonCard, PersonDetails {};
BOOST_DESCRIBE_STRUCT(Person, (PersonCard, PersonDetails), ())

struct Suggestions {
  std::vector<json::Encoded<MovieCard>> movies;
  std::vector<PersonCard> people;
  std::vector<std::string> left_out;

  static constexpr json::Doc docs[] = {
      {"left_out", "Words that had to be left out, so that anything was found at all."}};
};
BOOST_DESCRIBE_STRUCT(Suggestions, (), (movies, people, left_out))

struct Facet {
  std::string code;
  std::int64_t movies = 0;
};
BOOST_DESCRIBE_STRUCT(Facet, (), (code, movies))

// What there is to filter by.
struct Facets {
  std::int64_t movies = 0, people = 0;
  std::optional<std::int64_t> first_year, last_year;
  std::vector<Facet> countries, languages;  // the most frequent first
};
BOOST_DESCRIBE_STRUCT(Facets, (), (movies, people, first_year, last_year, countries, languages))

}  // namespace kinoteka::catalogue
