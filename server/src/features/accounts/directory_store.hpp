// Who somebody is to others, in the database. Every member works within the caller's session; absent is an empty
// optional.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "features/accounts/acquaintance.hpp"

namespace kinoteka::accounts::directory_store {

std::optional<Acquaintance> find_by_username(db::Session& session, std::string_view username);
std::optional<Acquaintance> find_by_id(db::Session& session, std::int64_t id);
// See find_open of the face.
std::vector<Acquaintance> find_open(db::Session& session, std::optional<std::int64_t> viewer,
                                    std::string_view beginning);

void save_privacy(db::Tx& tx, std::int64_t user, const Privacy& privacy);

}  // namespace kinoteka::accounts::directory_store
