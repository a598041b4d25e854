// What a child process does to itself before it touches a file that a stranger may have made: limits on processor,
// memory and files, no network, no other processes to look at, and only those files that it needs. Linux: rlimits,
// Landlock where the kernel has it, a seccomp filter. There is no way back.
#pragma once

#include <string>
#include <vector>

namespace kinoteka {

struct Confinement {
  int cpu_seconds = 30;
  int memory_mb = 1024;
  bool may_execute = false;                 // to become FFmpeg
  std::vector<int> readable;                // open files that may be opened again by /proc/self/fd
  std::vector<std::string> readable_paths;  // programs and libraries
  std::string writable;                     // a folder; empty: nothing
};

// Throws std::runtime_error when the filter cannot be put in place: then nothing must be run.
void confine(const Confinement& confinement);

}  // namespace kinoteka
