// Genres in the database: a few dozen rows.
#pragma once

#include <optional>
#include <vector>

#include "db/database.hpp"
#include "features/catalogue/wire.hpp"

namespace kinoteka::catalogue::genre_store {

std::vector<Genre> all(db::Session& session);  // by name
std::optional<Genre> find(db::Session& session, std::int64_t id);
std::int64_t version(db::Session& session, std::int64_t id);

}  // namespace kinoteka::catalogue::genre_store
