#include "app/scan_command.hpp"

#include <atomic>
#include <chrono>
#include <thread>

#include <fmt/core.h>
#include <unistd.h>

#include "app/application.hpp"
#include "base/error.hpp"
#include "features/library/service.hpp"

namespace kinoteka::app {
namespace {

bool is_over(const jobs::Job& job) { return job.state != "queued" && job.state != "running"; }

// Shows how far a job is until it is over.
jobs::Job follow(db::Database& database, std::int64_t id, std::string_view what) {
  const bool terminal = isatty(STDERR_FILENO) == 1;
  for (;;) {
    const auto job = database.read([&](db::Session& session) { return jobs::Jobs::find(session, id); });
    if (!job) throw Error(Code::not_found, "The job is gone.");
    const auto progress = library::progress_of(*job);
    if (terminal)
      fmt::print(stderr, "\r\033[K{}: {} files, {} left  {:.60}", what,
                 progress.files + progress.probed + progress.broken, progress.left, progress.at);
    if (is_over(*job)) {
      if (terminal) fmt::print(stderr, "\r\033[K");
      return *job;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
}

}  // namespace

int scan_folder_at_console(db::Database& database, const Settings& settings, const std::string& path, bool full) {
  jobs::Jobs jobs(database);
  library::Service library(database, jobs, library_settings(settings));
  const auto folder = library.folder_at(path);
  const auto id = library.begin_scan({folder, full ? jobs::ScanFolder::How::all : jobs::ScanFolder::How::changes});
  jobs.start(1);
  const auto scan = follow(database, id, "looking");
  const auto found = library::progress_of(scan);
  if (scan.state != "done") {
    fmt::print(stderr, "kinoteka: {}\n", scan.error.empty() ? "the scan was " + scan.state : scan.error);
    return 1;
  }
  std::int64_t probed = 0, broken = 0;
  const auto probes =
      database.read([&](db::Session& session) { return jobs::Jobs::list_of<jobs::ProbeFiles>(session, 0, 1); });
  if (!probes.empty() && probes.front().id > id) {
    const auto probe = library::progress_of(follow(database, probes.front().id, "looking into films"));
    probed = probe.probed;
    broken = probe.broken;
  }
  jobs.stop();
  fmt::print("{} files: {} new, {} changed, {} moved, {} missing, {} matched; {} looked into, {} broken\n", found.files,
             found.added, found.changed, found.moved, found.missing, found.matched, probed + broken, broken);
  return 0;
}

}  // namespace kinoteka::app
