// Counters for Prometheus (text format 0.0.4). Counting is a relaxed atomic addition; reading walks everything.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/mutex.hpp"

namespace kinoteka::telemetry {

class Histogram {
 public:
  // Upper bounds in seconds.
  static constexpr std::array bounds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                        0.1,    0.25,  0.5,    1.0,   2.5,  10.0};
  void observe(double seconds);
  void render(std::string& out, std::string_view name, const std::string& labels) const;

 private:
  std::array<std::atomic<std::uint64_t>, bounds.size() + 1> counts_{};
  std::atomic<std::uint64_t> microseconds_{0};
};

// One a route; `route` is its pattern, so that ids never become labels.
struct RouteMetrics {
  std::string method, route;
  std::array<std::atomic<std::uint64_t>, 6> by_class{};  // 1xx … 5xx at their own index
  Histogram duration;
};

class Metrics {
 public:
  // Lives as long as the Metrics. Thread-safe.
  RouteMetrics& route(std::string_view method, std::string_view route);

  // A value read when somebody asks: `kind` is "gauge" or "counter".
  void watch(std::string name, std::string kind, std::string help, std::function<double()> value);

  std::string render() const;

  std::atomic<std::int64_t> connections{0}, in_flight{0};
  std::atomic<std::uint64_t> accepted{0}, refused{0}, cache_hits{0}, cache_misses{0};

 private:
  struct Watched {
    std::string name, kind, help;
    std::function<double()> value;
  };
  mutable Mutex mutex_;
  std::vector<std::unique_ptr<RouteMetrics>> routes_ KINO_GUARDED_BY(mutex_);
  std::vector<Watched> watched_ KINO_GUARDED_BY(mutex_);
};

// Resident memory of this process in bytes.
double resident_bytes();

}  // namespace kinoteka::telemetry
