#include "base/worker_pool.hpp"

#include "base/thread_name.hpp"

namespace kinoteka {

WorkerPool::WorkerPool(const std::string& name, std::size_t threads, std::size_t queue_limit) : limit_(queue_limit) {
  threads_.reserve(threads);
  for (std::size_t i = 0; i < threads; ++i) threads_.push_back(named_thread(name, [this] { loop(); }));
}

WorkerPool::~WorkerPool() {
  {
    const Lock lock(mutex_);
    stopping_ = true;
  }
  ready_.notify_all();
  for (auto& thread : threads_) thread.join();
}

bool WorkerPool::submit(std::unique_ptr<Job>& job) {
  {
    const Lock lock(mutex_);
    if (stopping_ || queue_.size() >= limit_) return false;
    queue_.push_back(std::move(job));
  }
  ready_.notify_one();
  return true;
}

std::size_t WorkerPool::queued() const {
  const Lock lock(mutex_);
  return queue_.size();
}

void WorkerPool::loop() {
  Lock lock(mutex_);
  for (;;) {
    ready_.wait(lock, [this]() KINO_REQUIRES(mutex_) { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) return;
    auto job = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    job->run();
    job.reset();
    lock.lock();
  }
}

}  // namespace kinoteka
