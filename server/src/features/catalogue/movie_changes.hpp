// What every change of a film does, whoever makes it: the tables, what follows from them, and the history. In the
// caller's transaction; credits have been resolved.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "db/database.hpp"
#include "features/catalogue/edit_wire.hpp"

namespace kinoteka::catalogue::movie_changes {

// Whose change it is; nobody's when a job made it.
using ByWhom = std::optional<std::int64_t>;

// A new film; its id.
std::int64_t create(db::Tx& tx, ByWhom user, const MovieDraft& draft, std::int64_t now);

// The members in which two drafts differ.
std::vector<FieldChange> between(const MovieDraft& before, const MovieDraft& after);

// Writes them.
void edit(db::Tx& tx, ByWhom user, std::int64_t id, const MovieDraft& after, const std::vector<FieldChange>& changed,
          std::int64_t now);

// What follows from a film that came or went.
void refresh_around(db::Tx& tx, std::int64_t id);

// New people for credits that only have a name, each once, however many parts they play.
void add_missing_people(db::Tx& tx, MovieDraft& draft, std::int64_t now);

}  // namespace kinoteka::catalogue::movie_changes
