// What an editor has written is theirs: members of a film's draft that no provider changes. Within the caller's
// transaction.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "db/database.hpp"

namespace kinoteka::editing {

std::set<std::string> locks_of(db::Session& session, std::int64_t movie);
void set_locks(db::Tx& tx, std::int64_t movie, const std::set<std::string>& fields);
void add_locks(db::Tx& tx, std::int64_t movie, const std::set<std::string>& fields);
// The names that may be locked; others are passed over.
const std::set<std::string>& lockable();

}  // namespace kinoteka::editing
