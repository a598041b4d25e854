// Tags in the database.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/catalogue/edit_wire.hpp"

namespace kinoteka::catalogue::tag_store {

struct Stored {
  Tag tag;
  std::int64_t version = 0;
};

std::vector<Tag> all(db::Session& session);  // by name
std::optional<Stored> find(db::Session& session, std::int64_t id);
std::optional<std::int64_t> find_named(db::Session& session, const std::string& name);
std::int64_t insert(db::Tx& tx, const std::string& name);
void rename(db::Tx& tx, std::int64_t id, const std::string& name);
void remove(db::Tx& tx, std::int64_t id);  // from every film too

}  // namespace kinoteka::catalogue::tag_store
