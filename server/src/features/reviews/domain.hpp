// Who looks at reviews, and in which order.
#pragma once

#include <cstdint>

namespace kinoteka::reviews {

// Hidden things are seen by their authors and by moderators.
struct Viewer {
  std::int64_t user = 0;  // 0: nobody
  bool moderates = false;
};

enum class ReviewOrder { likes, created_at };

}  // namespace kinoteka::reviews
