// The parameters of lists of entries and viewings, for the diary's own routes and for those of others' pages.
#pragma once

#include <optional>
#include <string>

#include "features/diary/wire.hpp"
#include "http/query.hpp"

namespace kinoteka::diary {

BOOST_DESCRIBE_ENUM(EntryOrder, updated_at, rating, watched_on, title, year, popularity, runtime)

// Which entries, in which order.
struct EntrySearch {
  EntryFilter filter;
  catalogue::MovieFilter movies;
  std::string text;
  EntryOrder order = EntryOrder::updated_at;
  bool descending = true;
};

struct EntryFilters : catalogue::FilterParameters {
  std::optional<EntryStatus> status;
  std::optional<bool> rated, favorite;
  std::optional<Stars> my_rating_from, my_rating_to;
  std::optional<json::Date> watched_from, watched_to;

  static constexpr json::Doc docs[] = {
      {"rated", "Whether it has a rating."},
      {"my_rating_from", "At least so many stars, 0.5 to 5."},
      {"my_rating_to", "At most so many stars."},
      {"watched_from", "Watched on this day or later."},
      {"watched_to", "Watched on this day or earlier."},
  };

  EntrySearch search() const {
    EntrySearch out;
    out.filter.status = status;
    out.filter.rated = rated;
    out.filter.favorite = favorite;
    if (my_rating_from) out.filter.rating_from = my_rating_from->halves;
    if (my_rating_to) out.filter.rating_to = my_rating_to->halves;
    if (watched_from) out.filter.watched_from = watched_from->value;
    if (watched_to) out.filter.watched_to = watched_to->value;
    out.movies = FilterParameters::filter();
    out.text = text();
    return out;
  }
};
BOOST_DESCRIBE_STRUCT(EntryFilters, (catalogue::FilterParameters),
                      (status, rated, favorite, my_rating_from, my_rating_to, watched_from, watched_to))

struct EntryQuery : http::Paging, EntryFilters {
  std::optional<http::Sort<EntryOrder>> sort;

  static constexpr json::Doc docs[] = {{"sort", "One field, '-' for descending; -updated_at unless told."}};

  EntrySearch ordered() const {
    auto out = search();
    if (!sort) return out;
    out.order = sort->keys.front().field;
    out.descending = sort->keys.front().descending;
    return out;
  }
};
BOOST_DESCRIBE_STRUCT(EntryQuery, (http::Paging, EntryFilters), (sort))

struct ViewingQuery : http::Paging {
  std::optional<json::Date> from, to;

  static constexpr json::Doc docs[] = {{"from", "On this day or later."}, {"to", "On this day or earlier."}};

  Days days() const {
    Days out;
    if (from) out.from = from->value;
    if (to) out.to = to->value;
    return out;
  }
};
BOOST_DESCRIBE_STRUCT(ViewingQuery, (http::Paging), (from, to))

}  // namespace kinoteka::diary
