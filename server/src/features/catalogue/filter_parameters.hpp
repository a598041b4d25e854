// The filters of every list of movies, as parameters of a request.
#pragma once

#include <optional>
#include <string_view>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include "features/catalogue/codes.hpp"
#include "features/catalogue/domain.hpp"
#include "json/schema.hpp"

namespace kinoteka::catalogue {

BOOST_DESCRIBE_ENUM(SortField, title, year, rating, popularity, runtime, created_at)

// Something of ours by its id, or by its name.
struct IdOrName {
  std::optional<std::int64_t> id;
  std::string name;
  static std::string parse(const std::string& text, IdOrName& to);
  static boost::json::object schema();
};

struct FilterParameters {
  std::optional<Text<1, 200>> q;
  std::optional<IdOrName> genre, director, actor;
  std::optional<Year> year, year_from, year_to;
  std::optional<Number<0, 10>> rating_from;
  std::optional<LanguageCode> language;
  std::optional<CountryCode> country;
  std::optional<Text<1, 100>> tag;

  static constexpr json::Doc docs[] = {
      {"q",
       "Words of a title in any language, or a person's name; typing errors are forgiven. At most 1,000 are found."},
      {"genre", "A genre's id, or its name in any language."},
      {"director", "A person's id, or their name: whom it names best."},
      {"actor", "A person's id, or their name: whom it names best."},
      {"rating_from", "At least this rating, of 10."},
      {"language", "Spoken in it (ISO 639-1)."},
      {"country", "Made there (ISO 3166-1 alpha-2)."},
  };

  std::string_view text() const { return q ? std::string_view(**q) : std::string_view(); }
  MovieFilter filter() const;
};
BOOST_DESCRIBE_STRUCT(FilterParameters, (),
                      (q, genre, director, actor, year, year_from, year_to, rating_from, language, country, tag))

}  // namespace kinoteka::catalogue
