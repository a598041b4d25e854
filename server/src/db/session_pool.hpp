// Sessions that are lent to one thread at a time. They are made when first needed, up to a limit; who finds none free
// waits, but not for ever. Thread-safe.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

#include "base/error.hpp"
#include "base/mutex.hpp"

namespace kinoteka::db {

template <class S>
class SessionPool {
 public:
  SessionPool(std::size_t limit, int wait_timeout_ms, std::function<std::unique_ptr<S>()> make)
      : limit_(limit), wait_(wait_timeout_ms), make_(std::move(make)) {}

  // Gives the session back when it goes; a session that broke is dropped instead.
  class Lease {
   public:
    Lease(SessionPool& pool, std::unique_ptr<S> session) : pool_(&pool), session_(std::move(session)) {}
    Lease(Lease&&) = delete;
    ~Lease() { pool_->give_back(std::move(session_)); }
    S& operator*() { return *session_; }
    S* operator->() { return session_.get(); }
    void drop() { session_.reset(); }

   private:
    SessionPool* pool_;
    std::unique_ptr<S> session_;
  };

  Lease acquire() {
    Lock lock(mutex_);
    if (!free_.wait_for(lock, wait_, [this]() KINO_REQUIRES(mutex_) { return !idle_.empty() || made_ < limit_; })) {
      throw Error(Code::unavailable, "The database is busy. Try again in a moment.").with_detail("no session was free");
    }
    if (!idle_.empty()) {
      auto session = std::move(idle_.back());
      idle_.pop_back();
      return Lease(*this, std::move(session));
    }
    ++made_;
    lock.unlock();
    try {
      return Lease(*this, make_());
    } catch (...) {
      give_back(nullptr);
      throw;
    }
  }

 private:
  void give_back(std::unique_ptr<S> session) {
    {
      const Lock lock(mutex_);
      if (session) {
        idle_.push_back(std::move(session));
      } else {
        --made_;
      }
    }
    free_.notify_one();
  }

  const std::size_t limit_;
  const std::chrono::milliseconds wait_;
  const std::function<std::unique_ptr<S>()> make_;
  Mutex mutex_;
  Condition free_;
  std::vector<std::unique_ptr<S>> idle_ KINO_GUARDED_BY(mutex_);
  std::size_t made_ KINO_GUARDED_BY(mutex_) = 0;
};

}  // namespace kinoteka::db
