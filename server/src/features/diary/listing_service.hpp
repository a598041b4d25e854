// Entries and viewings beside their films, for whoever may see them; those of deleted films are left out.
#pragma once

#include <cstdint>
#include <vector>

#include "db/database.hpp"
#include "features/diary/parameters.hpp"

namespace kinoteka::diary {

std::vector<EntryLine> entry_lines(db::Session& session, std::int64_t user, const std::vector<std::int32_t>& movies);
std::vector<ViewingLine> viewing_lines(db::Session& session, const std::vector<Viewing>& viewings);

// The films of one person's entries that pass, in order.
std::vector<std::int32_t> find_entries(db::Session& session, std::int64_t user, const EntrySearch& search);

std::int64_t count_viewings(db::Session& session, std::int64_t user, const Days& days);
// The latest first.
std::vector<ViewingLine> viewings(db::Session& session, std::int64_t user, const Days& days, std::int64_t offset,
                                  std::int64_t limit);

}  // namespace kinoteka::diary
