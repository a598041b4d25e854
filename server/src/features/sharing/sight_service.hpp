// What others see of somebody, field by field: one table, which pages, API, filters, orders and counts ask. A field
// that is not in it is shown to nobody else.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "db/database.hpp"
#include "features/accounts/face.hpp"

namespace kinoteka::sharing {

enum class Field {
  full_name,
  bio,
  joined_at,
  favorites,
  entry,
  entry_note,
  rating,  // wherever it stands: also beside a public review
  viewing,
  viewing_note,
  viewing_place,
  viewing_tags,
  statistics,
  item,
  item_location,
  item_condition,
  item_bought_on,
  item_lent,  // whether, to whom, since when
  item_note,
};

// To whom: to its owner alone, or to whom the owner shows this part.
enum class ShownWith { owner, profile, diary, collection };

struct FieldRule {
  Field field;
  ShownWith with;
};
inline constexpr FieldRule field_rules[] = {
    {Field::full_name, ShownWith::profile},    {Field::bio, ShownWith::profile},
    {Field::joined_at, ShownWith::profile},    {Field::favorites, ShownWith::profile},
    {Field::entry, ShownWith::diary},          {Field::entry_note, ShownWith::owner},
    {Field::rating, ShownWith::diary},         {Field::viewing, ShownWith::diary},
    {Field::viewing_note, ShownWith::owner},   {Field::viewing_place, ShownWith::owner},
    {Field::viewing_tags, ShownWith::owner},   {Field::statistics, ShownWith::diary},
    {Field::item, ShownWith::collection},      {Field::item_location, ShownWith::owner},
    {Field::item_condition, ShownWith::owner}, {Field::item_bought_on, ShownWith::owner},
    {Field::item_lent, ShownWith::owner},      {Field::item_note, ShownWith::owner},
};

// What one viewer (nobody, if empty) sees of one owner. Of who is disabled nobody but themselves sees anything.
class Sight {
 public:
  Sight(db::Session& session, std::optional<std::int64_t> viewer, const accounts::Acquaintance& owner);

  bool sees(Field field) const;
  bool is_owner() const { return owner_; }
  bool anything() const { return owner_ || profile_ || diary_ || collection_; }
  // For a filter or an order, which would tell what is not shown. Throws Error{forbidden} that names the parameter.
  void require(Field field, std::string_view parameter) const;

 private:
  bool owner_ = false, profile_ = false, diary_ = false, collection_ = false;
};

}  // namespace kinoteka::sharing
