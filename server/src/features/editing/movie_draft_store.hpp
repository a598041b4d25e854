// Movies as editors see them: drafts read from the tables and written into them.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/editing/wire.hpp"

namespace kinoteka::editing::movie_draft_store {

struct Stored {
  MovieDraft draft;  // its credits carry ids and names
  std::int64_t version = 0, deleted_at = 0;
};
std::optional<Stored> find(db::Session& session, std::int64_t id);

// Writes a new film; its id. Credits have been resolved: each has its person.
std::int64_t insert(db::Tx& tx, const MovieDraft& draft, std::int64_t now);

// Writes what has changed; a version more.
void update(db::Tx& tx, std::int64_t id, const MovieDraft& draft, const std::vector<FieldChange>& changed,
            std::int64_t now);

void set_deleted(db::Tx& tx, std::int64_t id, std::int64_t deleted_at);

// People with exactly this name, deleted ones left out.
std::vector<std::int64_t> people_named(db::Session& session, const std::string& name);
struct NamedPerson {
  std::int64_t id;
  std::string name;
};
// Follows who was merged into somebody. Nothing for who does not exist or is deleted.
std::optional<NamedPerson> find_person(db::Session& session, std::int64_t id);
std::int64_t add_person(db::Tx& tx, const std::string& name, std::int64_t now);
bool genre_exists(db::Session& session, std::int64_t id);

// Everybody in the film's credits, and all its genres.
std::set<std::int64_t> people_of(db::Session& session, std::int64_t movie);
std::set<std::int64_t> genres_of(db::Session& session, std::int64_t movie);

}  // namespace kinoteka::editing::movie_draft_store
