#include "http/pace.hpp"

#include "base/time.hpp"

namespace kinoteka::http {
namespace {

constexpr std::size_t most = 50'000;  // people and routes

}  // namespace

std::int64_t Paces::count(std::size_t route, std::int64_t user, Pace pace) {
  const auto now = now_ms();
  const Lock lock(mutex_);
  if (counted_.size() >= most) {
    std::erase_if(counted_, [&](const auto& one) { return one.second.since + hour_ms <= now; });
    if (counted_.size() >= most) counted_.clear();
  }
  auto& counted = counted_[{route, user}];
  if (counted.since + hour_ms <= now) counted = {now, 0};
  if (counted.times < pace.an_hour) return ++counted.times, 0;
  return (counted.since + hour_ms - now + 999) / 1000;
}

}  // namespace kinoteka::http
