// Viewings in the database. Every member works within the caller's session; absent is an empty optional.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/diary/wire.hpp"

namespace kinoteka::diary::viewing_store {

// `rewatch` where the draft does not say.
std::int64_t add(db::Tx& tx, std::int64_t user, std::int64_t movie, const ViewingDraft& viewing, bool rewatch,
                 std::int64_t now);
void save(db::Tx& tx, std::int64_t id, const ViewingDraft& viewing);
void remove(db::Tx& tx, std::int64_t id);
void remove_of_movie(db::Tx& tx, std::int64_t user, std::int64_t movie);

std::optional<Viewing> find(db::Session& session, std::int64_t user, std::int64_t id);  // only this person's
bool watched_on(db::Session& session, std::int64_t user, std::int64_t movie, std::string_view day);
std::int64_t count_on(db::Session& session, std::int64_t user, std::int64_t movie, std::string_view day);
bool watched_before(db::Session& session, std::int64_t user, std::int64_t movie, std::string_view day);
bool watched_after(db::Session& session, std::int64_t user, std::int64_t movie, std::string_view day);
std::vector<Viewing> of_movie(db::Session& session, std::int64_t user, std::int64_t movie);  // the latest first

// Lines that were written because a film was rated, when a rating still meant that it was watched today (before
// migration 12), and that nobody has touched since. The latest first.
std::int64_t count_by_rating(db::Session& session, std::int64_t user);
std::vector<Viewing> by_rating(db::Session& session, std::int64_t user, std::int64_t offset, std::int64_t limit);
std::int64_t settle_by_rating(db::Tx& tx, std::int64_t user, bool keep);  // how many there were

std::int64_t count(db::Session& session, std::int64_t user, const Days& days);
// The latest first.
std::vector<Viewing> list(db::Session& session, std::int64_t user, const Days& days, std::int64_t offset,
                          std::int64_t limit);

}  // namespace kinoteka::diary::viewing_store
