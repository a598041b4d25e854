// When each of many things changed last, in ticks of one clock: what shows some of them can tell whether it is still
// right without being thrown away for every change of another. Things share places, so that memory is fixed: now and
// then something counts as changed that was not, never the other way round. Thread-safe.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>

namespace kinoteka::cache {

class Marks {
 public:
  // To be read before the data is: what is made from it is as old as this.
  std::uint64_t now() const { return clock_.load(std::memory_order_acquire); }

  // To be called when the change can be read by everybody.
  void changed(std::int64_t id) { raise(place(id), clock_.fetch_add(1, std::memory_order_acq_rel) + 1); }
  void all_changed() { raise(all_, clock_.fetch_add(1, std::memory_order_acq_rel) + 1); }

  bool unchanged_since(std::uint64_t tick, std::span<const std::int32_t> ids) const {
    if (ids.empty()) return true;
    if (all_.load(std::memory_order_acquire) > tick) return false;
    for (const auto id : ids) {
      if (place(id).load(std::memory_order_acquire) > tick) return false;
    }
    return true;
  }

 private:
  static constexpr std::size_t places = 1 << 15;
  using Place = std::atomic<std::uint64_t>;

  Place& place(std::int64_t id) const { return places_[static_cast<std::size_t>(id) % places]; }
  static void raise(Place& place, std::uint64_t tick) {
    auto before = place.load(std::memory_order_relaxed);
    while (before < tick && !place.compare_exchange_weak(before, tick, std::memory_order_acq_rel)) {
    }
  }

  std::atomic<std::uint64_t> clock_{1};
  Place all_{0};
  std::unique_ptr<Place[]> places_ = std::make_unique<Place[]>(places);
};

}  // namespace kinoteka::cache
