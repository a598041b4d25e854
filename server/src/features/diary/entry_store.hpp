// Entries in the database. Every member works within the caller's session; absent is an empty optional.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/diary/wire.hpp"

namespace kinoteka::diary::entry_store {

struct EntryRow {
  bool movie_is_there = false;
  bool exists = false;
  EntryDraft says;  // status, rating, favorite and note
  std::int64_t viewings = 0;
  std::optional<std::string> watched_on;  // the last time
};

// The row of this person and film, with what is known of the film; nothing when there is no such film at all.
std::optional<EntryRow> find(db::Session& session, std::int64_t user, std::int64_t movie);

// Saves what was decided from `before`. False when the row is not that any more: find it again and decide anew.
bool save(db::Tx& tx, std::int64_t user, std::int64_t movie, const EntryRow& before, const EntryDraft& after,
          std::int64_t now);
bool remove(db::Tx& tx, std::int64_t user, std::int64_t movie, const EntryRow& before);

Entry entry(db::Session& session, std::int64_t user, std::int64_t movie);  // an empty one where there is none
std::vector<Entry> entries(db::Session& session, std::int64_t user, const std::vector<std::int32_t>& movies);

// The films of one person's entries that pass, in order. One person's rows are read and sorted.
std::vector<std::int32_t> movies(db::Session& session, std::int64_t user, const EntryFilter& filter, EntryOrder order,
                                 bool descending);

}  // namespace kinoteka::diary::entry_store
