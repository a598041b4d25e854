// What is written when somebody marks or watches a film: their entry, its viewings and the film's numbers, within the
// caller's transaction.
#pragma once

#include <cstdint>
#include <optional>

#include "db/database.hpp"
#include "features/catalogue/face.hpp"
#include "features/diary/rules.hpp"

namespace kinoteka::diary {

// Changes one person's entry, its viewing and the film's numbers. `decide` may be called several times: whenever
// somebody else (the same person elsewhere) was faster. Throws Error{not_found} when there is no such film.
Entry change_entry(db::Tx& tx, const catalogue::Numbers& numbers, std::int64_t user, std::int64_t movie,
                   const Decision& decide);

// The entry and its viewings go.
void remove_entry(db::Tx& tx, const catalogue::Numbers& numbers, std::int64_t user, std::int64_t movie);

// Logs a viewing and what follows from it for the entry; its id, or nothing when this film is in the diary on that day
// already and `once` was asked for.
std::optional<std::int64_t> log_viewing(db::Tx& tx, const catalogue::Numbers& numbers, std::int64_t user,
                                        std::int64_t movie, const ViewingDraft& viewing, bool once);

// This person's viewing. Throws Error{not_found}.
Viewing own_viewing(db::Session& session, std::int64_t user, std::int64_t id);
// Changes it, and what follows for the entry where its rating is another.
Viewing save_viewing(db::Tx& tx, const catalogue::Numbers& numbers, std::int64_t user, std::int64_t id,
                     const ViewingDraft& viewing);

}  // namespace kinoteka::diary
