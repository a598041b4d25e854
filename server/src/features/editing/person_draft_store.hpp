// People as editors see them.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "db/database.hpp"
#include "features/editing/wire.hpp"

namespace kinoteka::editing::person_draft_store {

struct Stored {
  PersonDraft draft;
  std::int64_t version = 0, deleted_at = 0;
  std::optional<std::int64_t> merged_into;
};
std::optional<Stored> find(db::Session& session, std::int64_t id);

std::int64_t insert(db::Tx& tx, const PersonDraft& draft, std::int64_t now);
void update(db::Tx& tx, std::int64_t id, const PersonDraft& draft);
void set_deleted(db::Tx& tx, std::int64_t id, std::int64_t deleted_at);

// Gives `into` the credits of `from`, but those it has itself, and leaves a sign behind where `from` was.
void merge(db::Tx& tx, std::int64_t from, std::int64_t into, std::int64_t now);

// Somebody with this id at IMDb, deleted or not, other than `except`.
std::optional<std::int64_t> find_by_imdb_id(db::Session& session, const std::string& imdb_id, std::int64_t except);
// Somebody of this very name, born in this year, who is not deleted.
std::optional<std::int64_t> find_namesake(db::Session& session, const std::string& name, std::int64_t birth_year,
                                          std::int64_t except);

}  // namespace kinoteka::editing::person_draft_store
