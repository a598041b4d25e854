// What reviews are to other features: those of one person, bringing one in, and taking somebody's words out.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "callers/caller.hpp"
#include "db/database.hpp"
#include "features/reviews/domain.hpp"
#include "features/reviews/wire.hpp"

namespace kinoteka::reviews {

Viewer viewer_of(const callers::Reader& reader);
Viewer viewer_of(const callers::Member& member);

// Writes somebody's review of a film that has none of theirs, within the caller's transaction; whether it did.
bool add_once(db::Tx& tx, std::int64_t user, std::int64_t movie, const std::string& body, bool spoiler,
              std::int64_t written_at);

std::vector<Review> of_user(db::Session& session, std::int64_t user, const Viewer& viewer, std::int64_t offset,
                            std::int64_t limit);
std::int64_t count_of_user(db::Session& session, std::int64_t user, const Viewer& viewer);

// What somebody has said and liked, before their account goes: comments become empty places, likes are not counted.
void forget_user(db::Tx& tx, std::int64_t user);

}  // namespace kinoteka::reviews
