// What waits for the one writer: a write of a thread that sleeps until its commit, or work that runs within it.
#pragma once

#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>

#include "base/assert.hpp"
#include "base/budget.hpp"
#include "base/shared_commit.hpp"
#include "db/database.hpp"

namespace kinoteka::db::sqlite {

struct Write {
  Write(const std::function<void(Tx&)>* u, Touch t) : use(u), budget(Budget::current()), touch(t) {}
  const std::function<void(Tx&)>* use;
  Budget* budget;  // of who waits for it
  Touch touch;
  std::exception_ptr failure;

  void wait() {
    std::unique_lock lock(mutex);
    ended.wait(lock, [this] { return done; });
  }
  void end() {
    const std::lock_guard lock(mutex);
    KINO_ASSERT(!done);  // an answer that was given twice would wake whoever sleeps there next
    done = true;
    ended.notify_one();  // under the lock: the waiting thread owns this object, and it goes with it
  }

 private:
  // Not a std::binary_semaphore: GCC 12's yields the processor many times before it sleeps, which costs a fifth of it
  // where many wait for a commit.
  std::mutex mutex;
  std::condition_variable ended;
  bool done = false;
};

// One of the two.
struct Waiting {
  Write* write = nullptr;
  std::unique_ptr<SharedWork> work;
};

}  // namespace kinoteka::db::sqlite
