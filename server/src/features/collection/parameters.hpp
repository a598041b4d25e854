// The parameters of lists of items, for one's own collection and for those that are shared.
#pragma once

#include "base/text.hpp"
#include "features/collection/wire.hpp"
#include "http/query.hpp"

namespace kinoteka::collection {

BOOST_DESCRIBE_ENUM(ItemOrder, title, release_year, rating, length, created_at)

struct ItemQuery : http::Paging {
  std::optional<Text<1, 100>> q;
  std::optional<Format> format;
  std::optional<Id> movie;
  std::optional<bool> lent;
  std::optional<http::Sort<ItemOrder>> sort;

  static constexpr json::Doc docs[] = {{"q", "A part of the title."},
                                       {"movie", "Copies of this movie."},
                                       {"lent", "Whether somebody else has it."},
                                       {"sort", "One field, '-' for descending; title unless told."}};

  ItemSearch search() const {
    ItemSearch out;
    out.format = format;
    if (movie) out.movie = *movie;
    out.lent = lent;
    if (q) out.text = text::fold(**q);
    if (sort) {
      out.order = sort->keys.front().field;
      out.descending = sort->keys.front().descending;
    }
    return out;
  }
};
BOOST_DESCRIBE_STRUCT(ItemQuery, (http::Paging), (q, format, movie, lent, sort))

}  // namespace kinoteka::collection
