// The JSON of lists, field by field; the same structs make the OpenAPI document.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bounded.hpp"
#include "features/accounts/face.hpp"
#include "features/catalogue/face.hpp"
#include "features/sharing/face.hpp"
#include "json/schema.hpp"

namespace kinoteka::lists {

inline constexpr std::int64_t most_lists = 500, most_items = 5000, most_editors = 50;  // of one person; of one list

using accounts::Face;
using catalogue::MovieCard;
using sharing::Companion;
using sharing::Visibility;

struct ListDraft {
  Text<1, 100> name;
  Text<0, 5000> description;
  std::optional<bool> ranked;

  static constexpr json::Doc docs[] = {{"ranked", "Its order means something: the first is the best."}};
};
BOOST_DESCRIBE_STRUCT(ListDraft, (), (name, description, ranked))

struct NewList {
  Text<1, 100> name;
  Text<0, 5000> description;
  std::optional<bool> ranked;
  std::optional<Visibility> visibility;
  Items<Id, 1000> movies;

  static constexpr json::Doc docs[] = {
      {"visibility", "Without it, what the account's privacy says of lists: private unless it was changed."},
      {"movies", "What to begin with, in order."}};
};
BOOST_DESCRIBE_STRUCT(NewList, (), (name, description, ranked, visibility, movies))

struct List {
  std::int64_t id = 0;
  std::string name, description;
  bool ranked = false;
  Visibility visibility = Visibility::private_;
  std::int64_t items = 0;
  Face owner;
  std::vector<json::Encoded<MovieCard>> cover;
  bool may_edit = false;
  std::optional<std::string> link;
  std::optional<bool> has_movie;
  std::string created_at, updated_at;

  static constexpr json::Doc docs[] = {
      {"cover", "Its first movies, at most five."},
      {"may_edit", "Whether the caller may add, move and take out movies."},
      {"link", "For its owner: what opens an unlisted list to whoever has it."},
      {"has_movie", "Where a movie was asked for: whether it is on the list."},
  };
};
BOOST_DESCRIBE_STRUCT(List, (),
                      (id, name, description, ranked, visibility, items, owner, cover, may_edit, link, has_movie,
                       created_at, updated_at))

struct NewListItem {
  Id movie_id;
  Text<0, 2000> note;
};
BOOST_DESCRIBE_STRUCT(NewListItem, (), (movie_id, note))

struct ListItemNote {
  Text<0, 2000> note;
};
BOOST_DESCRIBE_STRUCT(ListItemNote, (), (note))

struct ListItemPosition {
  Int<1, most_items> position;
};
BOOST_DESCRIBE_STRUCT(ListItemPosition, (), (position))

struct ListItem {
  std::int64_t position = 0;
  json::Encoded<MovieCard> movie;
  std::string note;
  std::string added_at;
};
BOOST_DESCRIBE_STRUCT(ListItem, (), (position, movie, note, added_at))

}  // namespace kinoteka::lists
