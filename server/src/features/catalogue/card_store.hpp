// Cards: what lists show of a movie, derived from its rows and kept encoded. Whoever changes a movie rebuilds its card
// in the same transaction.
#pragma once

#include <cstdint>

#include "db/database.hpp"

namespace kinoteka::catalogue::card_store {

void rebuild(db::Tx& tx, std::int64_t movie);
std::int64_t make_missing(db::Tx& tx);  // how many

}  // namespace kinoteka::catalogue::card_store
