// Genres in the database: a few dozen rows.
#pragma once

#include <optional>
#include <vector>

#include "db/database.hpp"
#include "features/catalogue/edit_wire.hpp"

namespace kinoteka::catalogue::genre_store {

std::vector<Genre> all(db::Session& session);  // by name
std::optional<Genre> find(db::Session& session, std::int64_t id);
std::int64_t version(db::Session& session, std::int64_t id);
std::optional<std::int64_t> find_by_slug(db::Session& session, const std::string& slug);

std::int64_t insert(db::Tx& tx, const GenreDraft& draft);
void update(db::Tx& tx, std::int64_t id, const GenreDraft& draft);
void remove(db::Tx& tx, std::int64_t id);
std::int64_t count_films(db::Session& session, std::int64_t id);  // deleted ones too: they refer to it

}  // namespace kinoteka::catalogue::genre_store
