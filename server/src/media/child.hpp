// Child processes that work on films: a prober, and FFmpeg, each confined by kinoteka-media (media_child/). What
// they are told is a vector made of closed sets and numbers; no text of a client or a file's name is ever in it: the
// film is their standard input. Thread-safe.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "media/fd.hpp"

namespace kinoteka::media {

struct Tools {
  std::string child = beside_this_program();  // kinoteka-media, which confines itself (media_child/main.cpp)
  std::string ffmpeg = "/usr/bin/ffmpeg";

  static std::string beside_this_program();
};

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

  // `arguments` are kinoteka-media's. `input` becomes standard input. Its output and complaints go to the two files
  // given, or nowhere (-1). Throws Error{unavailable} when it cannot be started.
  static Child start(const Tools& tools, const std::vector<std::string>& arguments, const UniqueFd& input,
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
ChildResult run_child(const Tools& tools, const std::vector<std::string>& arguments, const UniqueFd& input,
                      const ChildLimits& limits);

// The arguments that make it become FFmpeg: limits and the folder it may write to ("" for none).
std::vector<std::string> ffmpeg_child(const Tools& tools, const ChildLimits& limits, const std::string& folder,
                                      const std::vector<std::string>& arguments);

}  // namespace kinoteka::media
