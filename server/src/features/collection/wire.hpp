// The JSON of a collection, field by field; the same structs make the OpenAPI document.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include "base/bounded.hpp"
#include "features/catalogue/face.hpp"
#include "features/collection/domain.hpp"
#include "json/date.hpp"
#include "json/schema.hpp"

namespace kinoteka::collection {

BOOST_DESCRIBE_ENUM(Format, VHS, DVD, Streaming)

using Length = Int<0, 500>;  // minutes
using ReleaseYear = Int<1800, 2100>;
using ItemRating = Int<1, 5>;

// A disc, a tape or a stream that somebody owns: what they say of it.
struct NewItem {
  Text<1, 50> title;
  Format format = Format::DVD;
  Length length;
  ReleaseYear release_year;
  ItemRating rating;
  std::optional<Id> movie_id;
  Text<0, 100> location, condition;
  std::optional<json::Date> bought_on;
  Text<0, 100> lent_to;
  std::optional<json::Date> lent_on;
  Text<0, 2000> note;

  static constexpr json::Doc docs[] = {
      {"length", "In minutes."},        {"movie_id", "The movie in the catalogue that this is a copy of."},
      {"location", "Where it stands."}, {"condition", "In which state it is."},
      {"lent_to", "Who has it now."},   {"lent_on", "Since when; today (UTC) where lent_to is given without it."},
  };
};
BOOST_DESCRIBE_STRUCT(NewItem, (),
                      (title, format, length, release_year, rating, movie_id, location, condition, bought_on, lent_to,
                       lent_on, note))

struct CollectionItem {
  std::int64_t id = 0;
  std::string title;
  Format format = Format::DVD;
  std::int64_t length = 0, release_year = 0, rating = 0;
  std::optional<std::int64_t> movie_id;
  std::string location, condition;
  std::optional<std::string> bought_on;
  std::string lent_to;
  std::optional<std::string> lent_on;
  std::string note, created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(CollectionItem, (),
                      (id, title, format, length, release_year, rating, movie_id, location, condition, bought_on,
                       lent_to, lent_on, note, created_at, updated_at))

// An item as lists show it.
struct ShelfItem : CollectionItem {
  std::optional<json::Encoded<catalogue::MovieCard>> movie;

  static constexpr json::Doc docs[] = {{"movie", "What it is a copy of, where the catalogue has it."}};
};
BOOST_DESCRIBE_STRUCT(ShelfItem, (CollectionItem), (movie))

}  // namespace kinoteka::collection
