// Mutexes whose rules a compiler can follow: which members one guards stands at the member, what has to be held at the
// function, and Clang's -Wthread-safety (script/lint) finds who forgets it. For other compilers the words are empty.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>

// Names as in https://clang.llvm.org/docs/ThreadSafetyAnalysis.html.
#if defined(__clang__)
#define KINO_THREADS(words) __attribute__((words))
#else
#define KINO_THREADS(words)
#endif
#define KINO_GUARDED_BY(mutex) KINO_THREADS(guarded_by(mutex))
#define KINO_REQUIRES(mutex) KINO_THREADS(requires_capability(mutex))

namespace kinoteka {

class KINO_THREADS(capability("mutex")) Mutex {
 public:
  Mutex() = default;
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;

 private:
  friend class Lock;
  std::mutex mutex_;
};

// Holds a mutex while it lives, but for what is between unlock() and lock().
class KINO_THREADS(scoped_lockable) Lock {
 public:
  explicit Lock(Mutex& mutex) KINO_THREADS(acquire_capability(mutex)) : lock_(mutex.mutex_) {}
  ~Lock() KINO_THREADS(release_capability()) {}
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

  void lock() KINO_THREADS(acquire_capability()) { lock_.lock(); }
  void unlock() KINO_THREADS(release_capability()) { lock_.unlock(); }

 private:
  friend class Condition;
  std::unique_lock<std::mutex> lock_;
};

// Something to wait for, with the lock given up meanwhile. What asks whether it has come says what it reads under:
// `[this]() KINO_REQUIRES(mutex_) { return stopping_; }`.
class Condition {
 public:
  void notify_one() { condition_.notify_one(); }
  void notify_all() { condition_.notify_all(); }

  template <class Come>
  void wait(Lock& lock, Come come) KINO_THREADS(no_thread_safety_analysis) {
    condition_.wait(lock.lock_, std::move(come));
  }
  template <class Duration>
  void wait_for(Lock& lock, Duration longest) {
    condition_.wait_for(lock.lock_, longest);
  }
  // Whether it has come.
  template <class Duration, class Come>
  bool wait_for(Lock& lock, Duration longest, Come come) KINO_THREADS(no_thread_safety_analysis) {
    return condition_.wait_for(lock.lock_, longest, std::move(come));
  }

 private:
  std::condition_variable condition_;
};

}  // namespace kinoteka
