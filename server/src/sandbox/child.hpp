// Child processes that work on what strangers may have made, films and pictures: programs of ours that confine
// themselves (confinement/) before they read a byte. What they are told is a vector made of closed sets and numbers; no
// text of a client or a file's name is ever in it: the file is their standard input. Thread-safe.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "base/fd.hpp"

namespace kinoteka {

// Where a program lies that was built with this one.
std::string program_beside(const std::string& name);

struct ChildLimits {
  int cpu_seconds = 30, memory_mb = 1024;
  std::chrono::milliseconds wall{60'000};
  std::size_t output = 8u << 20;  // bytes; more is a failure
};

struct ChildResult {
  bool ok = false;  // it ended by itself and said so
  bool timed_out = false;
  int status = 0;                 // as of waitpid
  std::string output, complaint;  // what it wrote; of its complaints the last 4 kB
};

// A running child. Killed and waited for when it goes.
class Child {
 public:
  Child() = default;
  Child(Child&& other) noexcept;
  Child& operator=(Child&& other) noexcept;
  ~Child();

  // `input` becomes standard input. Its output and complaints go to the two files given, or nowhere (-1). Throws
  // Error{unavailable} when it cannot be started.
  static Child start(const std::string& program, const std::vector<std::string>& arguments, const UniqueFd& input,
                     const std::string& folder, int output, int complaints);

  bool running();  // false once it has ended; then `status` says how
  int status() const { return status_; }
  void pause();
  void go_on();
  void kill();
  pid_t id() const { return id_; }

 private:
  pid_t id_ = -1;
  int status_ = 0;
};

// Starts one, takes what it writes, and waits for its end, at most `limits.wall`.
ChildResult run_child(const std::string& program, const std::vector<std::string>& arguments, const UniqueFd& input,
                      const ChildLimits& limits);

// An open file without a name that holds these bytes, to be read from its beginning. Throws Error{unavailable}.
UniqueFd file_of(std::string_view bytes);

}  // namespace kinoteka
