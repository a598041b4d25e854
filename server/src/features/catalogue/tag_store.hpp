// Tags in the database.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/catalogue/wire.hpp"

namespace kinoteka::catalogue::tag_store {

struct Stored {
  Tag tag;
  std::int64_t version = 0;
};

std::vector<Tag> all(db::Session& session);  // by name
std::optional<Stored> find(db::Session& session, std::int64_t id);

}  // namespace kinoteka::catalogue::tag_store
