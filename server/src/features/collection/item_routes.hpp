// The parameters of lists of items, for one's own collection and for those that are shared.
#pragma once

#include "base/text.hpp"
#include "features/collection/item_store.hpp"
#include "http/routes.hpp"

namespace kinoteka::collection {

namespace item_store {
BOOST_DESCRIBE_ENUM(Order, title, release_year, rating, length, created_at)
}

struct ItemQuery : http::Paging {
  std::optional<Text<1, 100>> q;
  std::optional<Format> format;
  std::optional<Id> movie;
  std::optional<bool> lent;
  std::optional<http::Sort<item_store::Order>> sort;

  static constexpr json::Doc docs[] = {{"q", "A part of the title."},
                                       {"movie", "Copies of this movie."},
                                       {"lent", "Whether somebody else has it."},
                                       {"sort", "One field, '-' for descending; title unless told."}};

  item_store::Search search() const {
    item_store::Search out;
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
