// The numbers of films in the database: ratings, views and favourites of everybody together.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "db/database.hpp"
#include "features/catalogue/wire.hpp"

namespace kinoteka::catalogue::community_store {

// Adds the difference of two opinions to a film's numbers, so that two who change theirs at once are both counted.
void step(db::Tx& tx, std::int64_t movie, const Opinion& before, const Opinion& after);

void forget(db::Tx& tx, std::int64_t user);
std::int64_t recount(db::Tx& tx);

// The columns of movie_stats that `append` reads, as s.…
inline constexpr std::string_view columns =
    "s.views, s.favorites, s.r1, s.r2, s.r3, s.r4, s.r5, s.r6, s.r7, s.r8, s.r9, s.r10";
inline constexpr int column_count = 12;

Community of_row(const db::Row& row, int first);  // a row that is null counts nothing

// A card's JSON from a film's facts, encoded, and its numbers.
std::string card(std::string_view facts, const db::Row& row, int first);

}  // namespace kinoteka::catalogue::community_store
