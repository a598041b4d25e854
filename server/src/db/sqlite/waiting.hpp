// What waits for the one writer: a write of a thread that sleeps until its commit, or work that runs within it.
#pragma once

#include <exception>
#include <functional>
#include <memory>

#include "base/assert.hpp"
#include "base/budget.hpp"
#include "base/mutex.hpp"
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
    Lock lock(mutex);
    ended.wait(lock, [this]() KINO_REQUIRES(mutex) { return done; });
  }
  void end() {
    const Lock lock(mutex);
    KINO_ASSERT(!done);  // an answer that was given twice would wake whoever sleeps there next
    done = true;
    ended.notify_one();  // under the lock: the waiting thread owns this object, and it goes with it
  }

 private:
  // Not a std::binary_semaphore: GCC 12's yields the processor many times before it sleeps, which costs a fifth of it
  // where many wait for a commit.
  Mutex mutex;
  Condition ended;
  bool done KINO_GUARDED_BY(mutex) = false;
};

// One of the two.
struct Waiting {
  Write* write = nullptr;
  std::unique_ptr<SharedWork> work;
};

}  // namespace kinoteka::db::sqlite
