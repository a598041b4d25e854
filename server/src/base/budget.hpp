// What a request may take: memory, counted where it is allocated, and time, looked at in every loop that a stranger's
// input makes long. One Holdings a process knows what all requests in flight hold; a Budget belongs to one request and
// gives everything back when it ends. Work finds the budget it runs under by its thread (`Budget::Use`), so that a loop
// deep below a use case needs no parameter for it: docs/adr/0018.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>

#include "base/mutex.hpp"
#include "base/time.hpp"

namespace kinoteka {

// Thread-safe.
class Holdings {
 public:
  // In bytes. The defaults are in docs/operations.md.
  struct Limits {
    std::size_t all = 160u << 20;
    std::size_t address = 80u << 20;  // of one client's network
    std::size_t person = 60u << 20;
  };

  Holdings() = default;
  explicit Holdings(const Limits& limits) : limits_(limits) {}

  const Limits& limits() const { return limits_; }
  std::size_t held() const { return all_.load(std::memory_order_relaxed); }
  std::int64_t refused() const { return refused_.load(std::memory_order_relaxed); }

  // The process ends: whatever looks at its budget from now on stops.
  void stop() { stopping_ = true; }
  bool stopping() const { return stopping_.load(std::memory_order_relaxed); }

 private:
  friend class Budget;
  enum class Full { no, all, address, person };
  Full take(std::size_t bytes, std::size_t shared, const std::string& address, std::int64_t person);
  void give_back(std::size_t bytes, std::size_t shared, const std::string& address, std::int64_t person);

  Limits limits_;
  std::atomic<std::size_t> all_{0};
  std::atomic<std::int64_t> refused_{0};
  std::atomic<bool> stopping_{false};
  Mutex mutex_;
  std::unordered_map<std::string, std::size_t> of_address_ KINO_GUARDED_BY(mutex_);
  std::unordered_map<std::int64_t, std::size_t> of_person_ KINO_GUARDED_BY(mutex_);
};

// Used by one thread at a time.
class Budget {
 public:
  // What one request may hold without being counted to its address and person: most never hold more.
  static constexpr std::size_t small = 64 * 1024;

  explicit Budget(Holdings& holdings) : holdings_(holdings) {}
  ~Budget() { give_back(); }
  Budget(const Budget&) = delete;
  Budget& operator=(const Budget&) = delete;

  // A new request of this client's: nothing held, no limit of time yet.
  void begin(const std::string& address);
  void name(std::int64_t person);  // once it is known who asks
  void limit_time(Clock::time_point wall_end, std::chrono::milliseconds processor);

  // Counts bytes that are about to be allocated. Throws Error: too_large when this request or its person holds more
  // than one may, too_many for all of an address, unavailable when the house is full.
  void take(std::size_t bytes);
  void give_back(std::size_t bytes);
  void give_back();  // all
  std::size_t held() const { return held_; }

  // Whether the time is over or the process ends.
  bool over() const;
  // To be called in loops. Throws Error{unavailable} when the time is over or the process ends.
  void check();

  // The budget of the work on this thread, or nothing.
  static Budget* current();

  // While it lives, this thread works under `budget`; its processor time counts.
  class Use {
   public:
    explicit Use(Budget& budget);
    ~Use();
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;

   private:
    Budget& budget_;
    Budget* before_;
  };

 private:
  std::int64_t shared() const { return static_cast<std::int64_t>(held_ > small ? held_ - small : 0); }

  Holdings& holdings_;
  std::string address_;
  std::int64_t person_ = 0;
  std::size_t held_ = 0;
  Clock::time_point wall_end_ = Clock::time_point::max();
  std::chrono::nanoseconds processor_left_{std::chrono::nanoseconds::max()};
  std::chrono::nanoseconds processor_from_{0};  // this thread's, when the present Use began
};

namespace budget {

// By the budget of the work on this thread; nothing where there is none (jobs, the console).
inline void take(std::size_t bytes) {
  if (auto* current = Budget::current()) current->take(bytes);
}
inline void check() {
  if (auto* current = Budget::current()) current->check();
}

// Looks at the clock every so many steps, for loops whose steps are short.
class Steps {
 public:
  explicit Steps(unsigned every = 256) : every_(every) {}
  void step() {
    if (++count_ % every_ == 0) check();
  }

 private:
  unsigned every_, count_ = 0;
};

}  // namespace budget

}  // namespace kinoteka
