#include <atomic>
#include <future>

#include <gtest/gtest.h>

#include "base/worker_pool.hpp"
#include "cache/marks.hpp"
#include "cache/versioned_cache.hpp"

namespace kinoteka {
namespace {

struct Task final : WorkerPool::Job {
  explicit Task(std::function<void()> f) : work(std::move(f)) {}
  void run() noexcept override { work(); }
  std::function<void()> work;
};

TEST(WorkerPool, refuses_what_its_queue_cannot_hold_and_runs_the_rest) {
  std::promise<void> gate;
  const auto opened = gate.get_future().share();
  std::atomic<int> ran{0}, taken{0};
  {
    WorkerPool pool("test", 1, 3);
    for (int i = 0; i < 20; ++i) {
      std::unique_ptr<WorkerPool::Job> job = std::make_unique<Task>([&] { opened.wait(), ++ran; });
      if (pool.submit(job)) {
        ++taken;
      } else {
        EXPECT_NE(job, nullptr) << "a refused job stays with its owner";
      }
    }
    EXPECT_GE(taken, 3);
    EXPECT_LE(taken, 4) << "three in the queue and at most one at work";
    gate.set_value();
  }
  EXPECT_EQ(ran, taken);
}

TEST(VersionedCache, forgets_what_was_made_from_other_data) {
  cache::VersionedCache<int> cache(1 << 20);
  cache.put("a", 1, 42, 4);
  EXPECT_EQ(cache.find("a", 1), 42);
  EXPECT_EQ(cache.find("a", 2), std::nullopt);
  EXPECT_EQ(cache.find("a", 1), std::nullopt) << "an entry of other data is dropped when it is seen";
}

TEST(VersionedCache, stays_within_its_bytes) {
  cache::VersionedCache<int> cache(64 * 1024);
  for (int i = 0; i < 10'000; ++i) cache.put("key" + std::to_string(i), 1, i, 100);
  int kept = 0;
  for (int i = 0; i < 10'000; ++i) kept += cache.find("key" + std::to_string(i), 1) ? 1 : 0;
  EXPECT_GT(kept, 50);
  EXPECT_LT(kept, 64 * 1024 / 300);
}

TEST(Marks, tell_whether_what_is_shown_is_still_right) {
  cache::Marks marks;
  const std::int32_t shown[] = {1, 2};
  const auto made = marks.now();
  EXPECT_TRUE(marks.unchanged_since(made, shown));
  marks.changed(3);
  EXPECT_TRUE(marks.unchanged_since(made, shown)) << "another one";
  marks.changed(2);
  EXPECT_FALSE(marks.unchanged_since(made, shown));
  const auto again = marks.now();
  EXPECT_TRUE(marks.unchanged_since(again, shown));
  marks.all_changed();
  EXPECT_FALSE(marks.unchanged_since(again, shown));
  EXPECT_TRUE(marks.unchanged_since(made, {})) << "what shows none cannot be wrong about one";
}

TEST(Marks, no_change_is_missed_while_others_come) {
  cache::Marks marks;
  const std::int32_t shown[] = {7};
  std::atomic<bool> stop{false};
  std::thread others([&] {
    for (std::int64_t i = 8; !stop; ++i) marks.changed(i % 1000 + 8);
  });
  for (int i = 0; i < 20'000; ++i) {
    const auto made = marks.now();
    marks.changed(7);
    ASSERT_FALSE(marks.unchanged_since(made, shown));
  }
  stop = true;
  others.join();
}

}  // namespace
}  // namespace kinoteka
