#include "features/diary/domain.hpp"

#include "base/time.hpp"

namespace kinoteka::diary {

std::string implied_status(const Opinion& before, const Opinion& after) {
  const bool rated = after.rating != 0 && after.rating != before.rating;
  const bool unseen = after.status.empty() || after.status == "planned";
  return rated && unseen ? "watched" : after.status;
}

std::string today() { return rfc3339(now_ms()).substr(0, 10); }

}  // namespace kinoteka::diary
