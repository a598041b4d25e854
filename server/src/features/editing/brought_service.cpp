#include "features/editing/brought_service.hpp"

#include <algorithm>

#include "base/time.hpp"
#include "features/editing/brought_store.hpp"

namespace kinoteka::editing {

std::int64_t may_bring(db::Session& session, std::int64_t user) {
  return std::max<std::int64_t>(0, most_brought - brought_store::count_by(session, user));
}

void mark_brought(db::Tx& tx, const std::vector<std::int64_t>& movies, std::int64_t user, std::int64_t since) {
  for (const auto movie : movies) brought_store::mark(tx, movie, user, since, now_ms());
}

}  // namespace kinoteka::editing
