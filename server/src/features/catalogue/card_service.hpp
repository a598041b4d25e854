// Films beside other things: their cards, and whether there is one. For features that keep films of their own.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "base/error.hpp"
#include "db/database.hpp"
#include "features/catalogue/wire.hpp"
#include "json/encode.hpp"

namespace kinoteka::catalogue {

// By id, of those that are still there.
using Cards = std::map<std::int64_t, json::Encoded<MovieCard>>;
Cards cards(db::Session& session, const std::vector<std::int32_t>& ids);
// The same in the order of `ids`, without those that are gone.
std::vector<json::Encoded<MovieCard>> ordered_cards(db::Session& session, const std::vector<std::int32_t>& ids);

// Throws no_movie(id) unless there is such a movie.
void require_movie(db::Session& session, std::int64_t id);
Error no_movie(std::int64_t id);  // Error{not_found} that says which

}  // namespace kinoteka::catalogue
