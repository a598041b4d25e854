// Films as somebody else describes them: made ours, or brought up to date, field by field. What an editor has written
// is locked and stays. Called within a transaction of whoever asked outside. Thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/catalogue/load_service.hpp"

namespace kinoteka::catalogue {

// Which of our films these ids mean; deleted ones too, as `deleted` says.
struct Known {
  std::int64_t movie = 0;
  bool deleted = false;
};
std::optional<Known> known_by_ids(db::Session& session, const std::map<std::string, std::string>& external_ids);

// Who asks: an editor or another member; nobody for a job.
using ByWhom = std::optional<std::int64_t>;

struct Adopted {
  std::int64_t movie = 0;
  bool created = false;
};
// The film of these ids, completed by ids it lacks; else one of that title and year that no id speaks against,
// completed; else a new one. All with people, genres, texts, card and search entry. Throws Error{conflict} for a film
// that was deleted, {invalid} for a record without a title.
Adopted adopt(db::Tx& tx, ByWhom user, const MovieRecord& record, const std::string& provider, std::int64_t now);

// Brings a film's fields up to date but for those that are locked. Whether any changed. Throws Error{not_found}.
bool refresh(db::Tx& tx, ByWhom user, std::int64_t movie, const MovieRecord& record, const std::string& provider,
             std::int64_t now);

std::map<std::string, std::string> external_ids_of(db::Session& session, std::int64_t movie);

// Films that a provider may know by an id, those first that were not asked for the longest; at most `limit`.
std::vector<std::int64_t> oldest(db::Session& session, std::int64_t asked_before, std::int64_t limit);
// Says that it was asked for, whatever came of it.
void mark_asked(db::Tx& tx, std::int64_t movie, std::int64_t now);

// The members of a film's draft that no provider changes.
std::set<std::string> locks_of(db::Session& session, std::int64_t movie);
void set_locks(db::Tx& tx, std::int64_t movie, const std::set<std::string>& fields);
void add_locks(db::Tx& tx, std::int64_t movie, const std::set<std::string>& fields);
// The names that may be locked.
const std::set<std::string>& lockable();

}  // namespace kinoteka::catalogue
