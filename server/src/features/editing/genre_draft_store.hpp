// Genres as editors change them. Every member works within the caller's session.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "db/database.hpp"
#include "features/editing/wire.hpp"

namespace kinoteka::editing::genre_draft_store {

std::optional<std::int64_t> find_by_slug(db::Session& session, const std::string& slug);
std::int64_t insert(db::Tx& tx, const GenreDraft& draft);
void update(db::Tx& tx, std::int64_t id, const GenreDraft& draft);
void remove(db::Tx& tx, std::int64_t id);
std::int64_t count_films(db::Session& session, std::int64_t id);  // deleted ones too: they refer to it

}  // namespace kinoteka::editing::genre_draft_store
