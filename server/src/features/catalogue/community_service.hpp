// What everybody thinks of a film together: ratings, views and favourites, counted with every change so that they are
// right at once. Whoever keeps what people do with films (the diary) tells of each change in its own transaction.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "db/database.hpp"
#include "features/catalogue/wire.hpp"

namespace kinoteka::catalogue {

// What one person's opinion of a film adds to its numbers.
struct Opinion {
  int rating = 0;  // half-stars, 1 to 10; 0: none
  bool watched = false, favorite = false;
  bool operator==(const Opinion&) const = default;
};

// Replaces one person's opinion in a film's numbers. Differences are added, so that two who change theirs at once are
// both counted; the caller holds its own row, so that `before` is what was counted.
void count_opinion(db::Tx& tx, std::int64_t movie, const Opinion& before, const Opinion& after);

// Takes everything somebody thinks out of the numbers: before their account goes.
void forget_opinions(db::Tx& tx, std::int64_t user);

// Counts all of them anew from the entries, where they differ; how many films did. For `kinoteka doctor` and tests.
std::int64_t recount_opinions(db::Tx& tx);

namespace community {

// The columns of movie_stats that `append` reads, as s.…
inline constexpr std::string_view columns =
    "s.views, s.favorites, s.r1, s.r2, s.r3, s.r4, s.r5, s.r6, s.r7, s.r8, s.r9, s.r10";
inline constexpr int column_count = 12;

Community of_row(const db::Row& row, int first);  // a row that is null counts nothing

// A card's JSON from a film's facts, encoded, and its numbers.
std::string card(std::string_view facts, const db::Row& row, int first);

}  // namespace community
}  // namespace kinoteka::catalogue
