// Everything that somebody did with films, read for taking along. Every member works within the caller's session.
#pragma once

#include <cstdint>

#include "db/database.hpp"
#include "features/takeout/wire.hpp"

namespace kinoteka::takeout::export_store {

// Films, days and lists in an order of their own, so that the same state always reads the same.
Takeout all_of(db::Session& session, std::int64_t user);

}  // namespace kinoteka::takeout::export_store
