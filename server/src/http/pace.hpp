// How often one person may do what costs the house much: counted here, in memory, for each process. Bounded;
// thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>

#include "base/mutex.hpp"

namespace kinoteka::http {

// So many times an hour.
struct Pace {
  std::int64_t an_hour = 0;
};

class Paces {
 public:
  // Counts one more; 0, or for how many seconds there may be no more.
  std::int64_t count(std::size_t route, std::int64_t user, Pace pace);

 private:
  struct Counted {
    std::int64_t since = 0, times = 0;
  };
  Mutex mutex_;
  std::map<std::pair<std::size_t, std::int64_t>, Counted> counted_ KINO_GUARDED_BY(mutex_);
};

}  // namespace kinoteka::http
