// Pictures in the database. Every member works within the caller's session; absent is an empty optional.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "features/pictures/wire.hpp"

namespace kinoteka::pictures::picture_store {

struct NewPicture {
  std::string digest, color, placeholder, origin;
  std::int64_t width = 0, height = 0;
};

// Its number: of the one that is there already, when the same was brought before; then it is as new as this.
std::int64_t add(db::Tx& tx, const NewPicture& picture, std::optional<std::int64_t> user, std::int64_t now);
std::optional<Picture> find(db::Session& session, std::string_view digest);
std::optional<Picture> find_numbered(db::Session& session, std::int64_t number);
void set_avatar(db::Tx& tx, std::int64_t user, std::optional<std::int64_t> picture);
std::optional<std::int64_t> number_of(db::Session& session, std::string_view digest);
// Of pictures older than this that no film shows.
std::vector<std::string> unused(db::Session& session, std::int64_t before, std::int64_t limit);
// Unless a film shows it by now. Whether it is gone.
bool remove_unused(db::Tx& tx, std::string_view digest);

}  // namespace kinoteka::pictures::picture_store
