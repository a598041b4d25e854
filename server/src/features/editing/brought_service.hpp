// Films that members bring with their imports: how many, and that somebody ought to look at them.
#pragma once

#include <cstdint>
#include <vector>

#include "db/database.hpp"

namespace kinoteka::editing {

// How many more there may be of theirs, …
inline constexpr std::int64_t most_brought = 2'000;
std::int64_t may_bring(db::Session& session, std::int64_t user);
// … and that these are, as far as they were made since. Whoever changes one has looked at it.
void mark_brought(db::Tx& tx, const std::vector<std::int64_t>& movies, std::int64_t user, std::int64_t since);

}  // namespace kinoteka::editing
