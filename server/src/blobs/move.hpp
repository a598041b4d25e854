// Bringing everything from one store to another.
#pragma once

#include <cstdint>
#include <functional>

#include "blobs/store.hpp"

namespace kinoteka::blobs {

struct MoveProgress {
  std::int64_t all = 0, done = 0, there_already = 0, bytes = 0;
};

// Copies what `to` lacks and reads it back; nothing is removed. Cut short, it goes on where it was when it is called
// again. Throws Error{unavailable} when a store fails or gives back other bytes than it was given.
MoveProgress copy_all(const Store& from, Store& to, const std::function<void(const MoveProgress&)>& tell);

}  // namespace kinoteka::blobs
