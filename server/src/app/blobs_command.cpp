#include "app/blobs_command.hpp"

#include <chrono>

#include <fmt/core.h>
#include <unistd.h>

#include "blobs/move.hpp"

namespace kinoteka::app {

int move_blobs(const Settings& settings, const blobs::Place& to) {
  const auto from = blobs::open(settings.blobs_place());
  const auto target = blobs::open(to);
  const bool terminal = isatty(STDERR_FILENO) == 1;
  auto told = std::chrono::steady_clock::time_point();
  const auto moved = blobs::copy_all(*from, *target, [&](const blobs::MoveProgress& progress) {
    const auto now = std::chrono::steady_clock::now();
    if (now - told < std::chrono::milliseconds(terminal ? 200 : 5000)) return;
    told = now;
    fmt::print(stderr, "{}{} of {} files, {:.1f} MB{}", terminal ? "\r\033[K" : "", progress.done, progress.all,
               static_cast<double>(progress.bytes) / 1e6, terminal ? "" : "\n");
  });
  if (terminal) fmt::print(stderr, "\r\033[K");
  fmt::print("{} files in {}: {} copied ({:.1f} MB), {} were there. Nothing was removed from {}.\n", moved.done,
             target->describe(), moved.done - moved.there_already, static_cast<double>(moved.bytes) / 1e6,
             moved.there_already, from->describe());
  fmt::print("Now start the server with --blobs {}\n", to.address);
  return 0;
}

}  // namespace kinoteka::app
