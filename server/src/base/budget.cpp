#include "base/budget.hpp"

#include <algorithm>
#include <ctime>

#include "base/error.hpp"

namespace kinoteka {
namespace {

thread_local Budget* current_budget = nullptr;

std::chrono::nanoseconds processor_time() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

// Adds where the sum stays within the limit; entries at nothing are not kept.
template <class Key>
bool add(std::unordered_map<Key, std::size_t>& of, const Key& key, std::size_t bytes, std::size_t limit) {
  auto& held = of[key];
  const bool fits = held + bytes <= limit;
  if (fits) held += bytes;
  if (held == 0) of.erase(key);
  return fits;
}

template <class Key>
void subtract(std::unordered_map<Key, std::size_t>& of, const Key& key, std::size_t bytes) {
  const auto found = of.find(key);
  if (found == of.end()) return;
  found->second -= std::min(found->second, bytes);
  if (found->second == 0) of.erase(found);
}

std::string megabytes(std::size_t bytes) { return std::to_string(bytes >> 20) + " MB"; }

}  // namespace

Holdings::Full Holdings::take(std::size_t bytes, std::size_t shared, const std::string& address, std::int64_t person) {
  if (all_.fetch_add(bytes, std::memory_order_relaxed) + bytes > limits_.all) {
    all_.fetch_sub(bytes, std::memory_order_relaxed);
    refused_.fetch_add(1, std::memory_order_relaxed);
    return Full::all;
  }
  if (shared == 0) return Full::no;
  auto full = Full::no;
  {
    const Lock lock(mutex_);
    if (!add(of_address_, address, shared, limits_.address)) {
      full = Full::address;
    } else if (person != 0 && !add(of_person_, person, shared, limits_.person)) {
      subtract(of_address_, address, shared);
      full = Full::person;
    }
  }
  if (full != Full::no) {
    all_.fetch_sub(bytes, std::memory_order_relaxed);
    refused_.fetch_add(1, std::memory_order_relaxed);
  }
  return full;
}

void Holdings::give_back(std::size_t bytes, std::size_t shared, const std::string& address, std::int64_t person) {
  all_.fetch_sub(bytes, std::memory_order_relaxed);
  if (shared == 0) return;
  const Lock lock(mutex_);
  subtract(of_address_, address, shared);
  if (person != 0) subtract(of_person_, person, shared);
}

void Budget::begin(const std::string& address) {
  give_back();
  address_ = address;
  person_ = 0;
  wall_end_ = Clock::time_point::max();
  processor_left_ = std::chrono::nanoseconds::max();
}

void Budget::name(std::int64_t person) {
  if (person == person_) return;
  const auto held = held_;
  give_back();
  person_ = person;
  if (held > 0) take(held);
}

void Budget::limit_time(Clock::time_point wall_end, std::chrono::milliseconds processor) {
  wall_end_ = wall_end;
  processor_left_ = processor;
}

void Budget::take(std::size_t bytes) {
  const auto before = static_cast<std::size_t>(shared());
  const auto after = held_ + bytes > small ? held_ + bytes - small : 0;
  switch (holdings_.take(bytes, after - before, address_, person_)) {
    case Holdings::Full::no: break;
    case Holdings::Full::all:
      throw Error(Code::unavailable, "The server has no memory to spare for this now. Try again in a moment.")
          .with_retry_after(5)
          .with_detail("the budget of memory is used up");
    case Holdings::Full::address:
      throw Error(Code::too_many, "Your network has " + megabytes(holdings_.limits().address) +
                                      " of requests under way. Wait until some are done.")
          .with_retry_after(5)
          .with_detail("an address's share of the memory is used up");
    case Holdings::Full::person:
      throw Error(Code::too_large, "This takes more than " + megabytes(holdings_.limits().person) +
                                       " of memory, or other requests of yours do already. Send less at once.")
          .with_detail("a person's share of the memory is used up");
  }
  held_ += bytes;
}

void Budget::give_back(std::size_t bytes) {
  bytes = std::min(bytes, held_);
  const auto before = static_cast<std::size_t>(shared());
  held_ -= bytes;
  holdings_.give_back(bytes, before - static_cast<std::size_t>(shared()), address_, person_);
}

void Budget::give_back() {
  if (held_ > 0) give_back(held_);
}

bool Budget::over() const {
  return holdings_.stopping() || Clock::now() > wall_end_ || processor_time() - processor_from_ > processor_left_;
}

void Budget::check() {
  if (!over()) return;
  if (holdings_.stopping()) throw Error(Code::unavailable, "The server is stopping. Try again in a moment.");
  const bool late = Clock::now() > wall_end_;
  throw Error(Code::unavailable, "This takes longer than one request may. Ask for less at once.")
      .with_detail(late ? "the time of a request is over" : "the processor time of a request is used up");
}

Budget* Budget::current() { return current_budget; }

Budget::Use::Use(Budget& budget) : budget_(budget), before_(current_budget) {
  current_budget = &budget;
  budget_.processor_from_ = processor_time();
}

Budget::Use::~Use() {
  if (budget_.processor_left_ != std::chrono::nanoseconds::max())
    budget_.processor_left_ -= processor_time() - budget_.processor_from_;
  current_budget = before_;
}

}  // namespace kinoteka
