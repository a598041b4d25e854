// Tags as editors change them. Every member works within the caller's session.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "db/database.hpp"

namespace kinoteka::editing::tag_draft_store {

std::optional<std::int64_t> find_named(db::Session& session, const std::string& name);
std::int64_t insert(db::Tx& tx, const std::string& name);
void rename(db::Tx& tx, std::int64_t id, const std::string& name);
void remove(db::Tx& tx, std::int64_t id);  // from every film too

}  // namespace kinoteka::editing::tag_draft_store
