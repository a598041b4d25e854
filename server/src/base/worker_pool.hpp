// A bounded pool of threads for work that blocks: SQL, hashing, compression. Nothing in it grows without a limit:
// when the queue is full `submit` says no, and the edge answers 503. All members may be called from any thread.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/mutex.hpp"

namespace kinoteka {

class WorkerPool {
 public:
  struct Job {
    virtual ~Job() = default;
    virtual void run() noexcept = 0;
  };

  // `name` is its threads' in the kernel: at most 15 characters.
  WorkerPool(const std::string& name, std::size_t threads, std::size_t queue_limit);
  ~WorkerPool();  // runs what is queued, then joins

  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // Takes the job; or, when the queue is full, leaves it and says false.
  [[nodiscard]] bool submit(std::unique_ptr<Job>& job);

  std::size_t queued() const;

 private:
  void loop();

  const std::size_t limit_;
  mutable Mutex mutex_;
  Condition ready_;
  std::deque<std::unique_ptr<Job>> queue_ KINO_GUARDED_BY(mutex_);
  bool stopping_ KINO_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace kinoteka
