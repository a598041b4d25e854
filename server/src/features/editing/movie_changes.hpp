// What every change of a film does, whoever makes it: the tables, what follows from them, and the history. In the
// caller's transaction; credits have been resolved.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/editing/wire.hpp"

namespace kinoteka::editing {

// Whose change it is; nobody's when a job made it.
using ByWhom = std::optional<std::int64_t>;

namespace movie_changes {

// All that is said of a film; nothing where there is none, or it is deleted.
std::optional<MovieDraft> draft_of(db::Session& session, std::int64_t id);

// A new film; its id.
std::int64_t create(db::Tx& tx, ByWhom user, const MovieDraft& draft, std::int64_t now);

// The members in which two drafts differ.
std::vector<FieldChange> between(const MovieDraft& before, const MovieDraft& after);

// Writes them.
void edit(db::Tx& tx, ByWhom user, std::int64_t id, const MovieDraft& after, const std::vector<FieldChange>& changed,
          std::int64_t now);

// What follows from a film that came or went.
void refresh_around(db::Tx& tx, std::int64_t id);

// Somebody's name, or of whom they were merged into; nothing for who does not exist or is deleted.
std::optional<std::string> name_of_person(db::Session& session, std::int64_t id);
std::int64_t add_person(db::Tx& tx, const std::string& name, std::int64_t now);
// New people for credits that only have a name, each once, however many parts they play.
void add_missing_people(db::Tx& tx, MovieDraft& draft, std::int64_t now);

// Holds all other changes of the catalogue back until this transaction ends, so that a duplicate that was looked for is
// not made meanwhile. Where there is one writer anyway it does nothing.
void wait_for_turn(db::Tx& tx);

}  // namespace movie_changes
}  // namespace kinoteka::editing
