#include "features/catalogue/community_service.hpp"

#include "features/catalogue/community_store.hpp"

namespace kinoteka::catalogue {

void count_opinion(db::Tx& tx, std::int64_t movie, const Opinion& before, const Opinion& after) {
  if (before != after) community_store::step(tx, movie, before, after);
}

void forget_opinions(db::Tx& tx, std::int64_t user) { community_store::forget(tx, user); }

std::int64_t recount_opinions(db::Tx& tx) { return community_store::recount(tx); }

}  // namespace kinoteka::catalogue
