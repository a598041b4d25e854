// What every fuzz target shares: the bytes as text, and a budget like a request's, so that what a parser may hold for
// 64 kB of input is bounded here too.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/budget.hpp"
#include "base/error.hpp"

namespace kinoteka::fuzz {

// Runs the parser on the bytes. Errors of ours are answers; anything else that is thrown is a find.
template <class Parse>
int run(const std::uint8_t* data, std::size_t size, Parse&& parse) {
  static Holdings holdings({64u << 20, 64u << 20, 64u << 20});
  Budget budget(holdings);
  budget.begin("fuzz");
  budget.limit_time(Clock::now() + std::chrono::seconds(5), std::chrono::seconds(5));
  const Budget::Use use(budget);
  try {
    parse(std::string_view(reinterpret_cast<const char*>(data), size));
  } catch (const Error& error) {
    if (error.code == Code::internal) std::abort();
  }
  return 0;
}

}  // namespace kinoteka::fuzz
