// Films as somebody else describes them: made ours, or brought up to date, field by field. What an editor has written
// is locked and stays. Called within a transaction of whoever asked outside. Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/editing/face.hpp"
#include "features/intake/record.hpp"

namespace kinoteka::intake {

struct Adopted {
  std::int64_t movie = 0;
  bool created = false;
};
// The film of these ids, completed by ids it lacks; else one of that title and year that no id speaks against,
// completed; else a new one. All with people, genres, texts, card and search entry. Throws Error{conflict} for a film
// that was deleted, {invalid} for a record without a title.
Adopted adopt(db::Tx& tx, editing::ByWhom user, const MovieRecord& record, const std::string& provider,
              std::int64_t now);

// Brings a film's fields up to date but for those that are locked. Whether any changed. Throws Error{not_found}.
bool refresh(db::Tx& tx, editing::ByWhom user, std::int64_t movie, const MovieRecord& record,
             const std::string& provider, std::int64_t now);

// Films that a provider may know by an id, those first that were not asked for the longest; at most `limit`.
std::vector<std::int64_t> oldest(db::Session& session, std::int64_t asked_before, std::int64_t limit);
// Says that it was asked for, whatever came of it.
void mark_asked(db::Tx& tx, std::int64_t movie, std::int64_t now);

}  // namespace kinoteka::intake
