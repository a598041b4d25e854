// The history of the catalogue, and what in it is deleted for now.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/editing/wire.hpp"

namespace kinoteka::editing::change_store {

// Holds all other changes of the catalogue back until this transaction ends, so that a duplicate that was looked for is
// not made meanwhile. Where there is one writer anyway it does nothing.
void wait_for_turn(db::Tx& tx);

struct NewChange {
  std::optional<std::int64_t> user;  // nobody, when a job made it
  Kind kind;
  std::int64_t object;
  Action action;
  std::string title;
  std::vector<FieldChange> fields;
};
void add(db::Tx& tx, const NewChange& change, std::int64_t now);

// The members of two drafts, encoded, that differ.
std::vector<FieldChange> difference(const std::string& before, const std::string& after);
bool names(const std::vector<FieldChange>& fields, std::string_view field);

struct Found {
  std::vector<Change> changes;
  std::int64_t total = 0;
};
// The latest first.
Found of_object(db::Session& session, Kind kind, std::int64_t object, std::int64_t offset, std::int64_t limit);
Found of_all(db::Session& session, std::int64_t offset, std::int64_t limit);

// The last deleted first; at most 500.
std::vector<Deleted> deleted(db::Session& session, Kind kind);

}  // namespace kinoteka::editing::change_store
