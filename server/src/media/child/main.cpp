// kinoteka-media: what the server starts to look into a film or to become FFmpeg, each time anew. It confines itself
// before it reads a byte of the film, which is its standard input; a program of its own, so that the server carries
// neither FFmpeg's libraries nor their start.
//
//   kinoteka-media probe | keyframes
//   kinoteka-media sheet COUNT STEP_MS COLUMNS WIDTH | still WIDTH
//   kinoteka-media run CPU_SECONDS MEMORY_MB WRITABLE_FOLDER PROGRAM ARGUMENTS…
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

#include <unistd.h>

#include "base/number.hpp"
#include "media/child/frames.hpp"
#include "media/child/probe.hpp"
#include "sandbox/confine.hpp"

namespace kinoteka::media {
namespace {

// Programs and the libraries they are linked to.
const std::vector<std::string> system_paths = {"/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/dev/null"};

int media_child(const std::vector<std::string>& arguments) {
  try {
    if (arguments.size() == 1 && arguments[0] == "probe") {
      confine({20, 1024, false, {}, {}, ""});
      return probe_child(0, false);
    }
    if (arguments.size() == 1 && arguments[0] == "keyframes") {
      confine({60, 1024, false, {}, {}, ""});
      return probe_child(0, true);
    }
    const auto number = [&](std::size_t i) {
      return static_cast<int>(std::clamp<std::int64_t>(leading_integer(arguments[i]), 1, 100'000'000));
    };
    if (arguments.size() == 5 && arguments[0] == "sheet") {
      confine({120, 1024, false, {}, {}, ""});
      return sheet_child(0, std::min(number(1), 400), number(2), std::min(number(3), 40), std::min(number(4), 400));
    }
    if (arguments.size() == 2 && arguments[0] == "still") {
      confine({30, 1024, false, {}, {}, ""});
      return still_child(0, std::min(number(1), 1920));
    }
    if (arguments.size() >= 5 && arguments[0] == "run") {
      Confinement confinement;
      confinement.cpu_seconds = static_cast<int>(leading_integer(arguments[1]));
      confinement.memory_mb = static_cast<int>(leading_integer(arguments[2]));
      confinement.writable = arguments[3];
      confinement.may_execute = true;
      confinement.readable = {0};
      confinement.readable_paths = system_paths;
      std::vector<std::string> words(arguments.begin() + 4, arguments.end());
      std::vector<char*> argv;
      for (auto& word : words) argv.push_back(word.data());
      argv.push_back(nullptr);
      confine(confinement);
      execv(argv[0], argv.data());
      std::fprintf(stderr, "cannot run it: errno %d\n", errno);
      return 127;
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
  }
  return 126;
}

}  // namespace
}  // namespace kinoteka::media

int main(int argc, char** argv) { return kinoteka::media::media_child({argv + 1, argv + argc}); }
