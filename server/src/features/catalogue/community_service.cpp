#include "features/catalogue/community_service.hpp"

#include "features/catalogue/community_store.hpp"

namespace kinoteka::catalogue {

void Numbers::count(db::Tx& tx, std::int64_t movie, const Opinion& before, const Opinion& after) const {
  if (before == after) return;
  community_store::step(tx, movie, before, after);
  tx.after_commit([&marks = marks_, movie] { marks.changed(movie); });
}

void forget_opinions(db::Tx& tx, std::int64_t user) { community_store::forget(tx, user); }

std::int64_t recount_opinions(db::Tx& tx) { return community_store::recount(tx); }

}  // namespace kinoteka::catalogue
