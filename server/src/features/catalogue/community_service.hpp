// What everybody thinks of a film together: ratings, views and favourites, counted with every change so that they are
// right at once. Whoever keeps what people do with films (the diary) tells of each change in its own transaction.
#pragma once

#include <cstdint>

#include "cache/marks.hpp"
#include "db/database.hpp"
#include "features/catalogue/domain.hpp"

namespace kinoteka::catalogue {

class Numbers {
 public:
  // `marks` are told which films have other numbers, once everybody can read them.
  explicit Numbers(cache::Marks& marks) : marks_(marks) {}

  // Replaces one person's opinion in a film's numbers. Differences are added, so that two who change theirs at once are
  // both counted; the caller holds its own row, so that `before` is what was counted.
  void count(db::Tx& tx, std::int64_t movie, const Opinion& before, const Opinion& after) const;

 private:
  cache::Marks& marks_;
};

// Takes everything somebody thinks out of the numbers: before their account goes.
void forget_opinions(db::Tx& tx, std::int64_t user);

// Counts all of them anew from the entries, where they differ; how many films did. For `kinoteka doctor` and tests.
std::int64_t recount_opinions(db::Tx& tx);

}  // namespace kinoteka::catalogue
