// Which members of films' drafts providers leave alone. Every member works within the caller's session.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "db/database.hpp"

namespace kinoteka::editing::lock_store {

std::set<std::string> of(db::Session& session, std::int64_t movie);
void add(db::Tx& tx, std::int64_t movie, std::string_view field);
void drop(db::Tx& tx, std::int64_t movie);  // all of them

}  // namespace kinoteka::editing::lock_store
