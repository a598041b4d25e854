// What a thread is called in the kernel, so that top, gdb and a core say who it is. docs/architecture.md has the table
// of all threads.
#pragma once

#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace kinoteka {

inline constexpr std::size_t longest_thread_name = 15;  // bytes: Linux keeps no more

// Names the calling thread; what is longer is cut.
void name_this_thread(std::string_view name);

// A thread of this name that runs `work`.
template <class Work>
std::thread named_thread(std::string_view name, Work work) {
  return std::thread([name = std::string(name), work = std::move(work)]() mutable {
    name_this_thread(name);
    work();
  });
}

}  // namespace kinoteka
