// Where handlers run: threads in pools, each with a queue of its own, so that what takes long never stands before what
// is quick. One vocabulary for rows, threads (their names in the kernel) and metrics.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "base/worker_pool.hpp"

namespace kinoteka::http {

enum class Pool {
  reads,        // and what else is quick
  changes,      // wait for a commit that many of them share
  costly,       // hash a password
  waiting,      // wait for a disk, or a child that looks into a film
  conversions,  // wait for pieces of a film that is being converted
  pictures,     // read a picture, or wait for its size to be made
  uploads,      // take a picture in, which costs seconds of a child
  files,        // read or write somebody's whole takeout
  outside       // wait for somebody else's server
};

struct PoolName {
  Pool pool;
  std::string_view name;    // of its threads; at most 15 characters, as the kernel has it
  std::string_view metric;  // of its queue
  std::string_view help;    // of that metric
};

inline constexpr std::array pool_names = {
    PoolName{Pool::reads, "reads", "kinoteka_queue_length", "Requests that wait for a worker."},
    PoolName{Pool::changes, "changes", "kinoteka_changes_queue_length", "Changes that wait for a worker."},
    PoolName{Pool::costly, "costly", "kinoteka_costly_queue_length", "Requests that wait to hash a password."},
    PoolName{Pool::waiting, "waiting", "kinoteka_waiting_queue_length",
             "Requests that wait to read from a disk or a child."},
    PoolName{Pool::conversions, "conversions", "kinoteka_conversions_queue_length",
             "Requests that wait for a piece of a converted film."},
    PoolName{Pool::pictures, "pictures", "kinoteka_pictures_queue_length", "Requests that wait for a picture."},
    PoolName{Pool::uploads, "uploads", "kinoteka_uploads_queue_length", "Pictures that wait to be taken in."},
    PoolName{Pool::files, "files", "kinoteka_files_queue_length", "Takeouts that wait to be read or written."},
    PoolName{Pool::outside, "outside", "kinoteka_outside_queue_length", "Requests that wait to ask another server."},
};

// The threads of each Pool; whose they are the house knows.
class Workers {
 public:
  using Pools = std::array<WorkerPool*, pool_names.size()>;
  explicit Workers(const Pools& pools) : pools_(pools) {}

  // One pool for everything: where what waits for what does not matter.
  static Workers all_of(WorkerPool& pool) {
    Pools all{};
    all.fill(&pool);
    return Workers(all);
  }

  WorkerPool& operator[](Pool pool) const { return *pools_[static_cast<std::size_t>(pool)]; }

 private:
  Pools pools_;
};

}  // namespace kinoteka::http
