// Nobody is put into a group or among a list's editors: they are asked, and are in when they say yes. Functions of the
// caller's transaction, for the features whose things people are asked into.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "features/sharing/wire.hpp"

namespace kinoteka::sharing {

// How many questions may wait for one person's answer, of all and of one who asks.
inline constexpr std::int64_t most_offers = 100, most_offers_of_one = 10;

// Asks `user`; once, however often. Throws Error{conflict} where too many questions wait for them.
void offer(db::Tx& tx, OfferKind kind, std::int64_t object, std::int64_t from, std::int64_t user);

// Ends a question, answered or taken back: whether there was one.
bool end_offer(db::Tx& tx, OfferKind kind, std::int64_t object, std::int64_t user);

std::vector<Companion> asked_into(db::Session& session, OfferKind kind, std::int64_t object);

}  // namespace kinoteka::sharing
