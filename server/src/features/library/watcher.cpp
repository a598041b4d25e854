#include "features/library/watcher.hpp"

#include <array>
#include <filesystem>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/thread_name.hpp"
#include "base/time.hpp"
#include "features/library/file_name.hpp"
#include "features/library/folder_store.hpp"
#include "features/library/stored_path.hpp"
#include "telemetry/log.hpp"

namespace kinoteka::library {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t refresh_ms = 2000;
constexpr int deepest = 40;
constexpr std::uint32_t changes =
    IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_CLOSE_WRITE | IN_ONLYDIR | IN_EXCL_UNLINK;

// File systems whose changes on other machines inotify does not see (linux/magic.h).
bool is_remote(const std::string& path) {
  struct statfs found {};
  if (statfs(path.c_str(), &found) != 0) return false;
  const auto type = static_cast<std::uint32_t>(found.f_type);
  return type == 0x6969 || type == 0xFF534D42u || type == 0xFE534D42u || type == 0x517B || type == 0x65735546;
}

}  // namespace

Watcher::Watcher(db::Database& database, Service& library, std::int64_t quiet_ms, std::int64_t poll_ms)
    : database_(database),
      library_(library),
      quiet_ms_(quiet_ms),
      poll_ms_(poll_ms),
      inotify_(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)),
      wake_(eventfd(0, EFD_CLOEXEC)),
      thread_(named_thread("folder-watch", [this] { run(); })) {}

Watcher::~Watcher() {
  stopping_ = true;
  const std::uint64_t one = 1;
  static_cast<void>(!write(wake_, &one, sizeof one));
  thread_.join();
  if (inotify_ >= 0) close(inotify_);
  close(wake_);
}

void Watcher::run() {
  std::int64_t refreshed_at = 0;
  while (!stopping_) {
    try {
      if (now_ms() - refreshed_at > refresh_ms) {
        refresh();
        refreshed_at = now_ms();
      }
      std::array<pollfd, 2> waits = {pollfd{inotify_, POLLIN, 0}, pollfd{wake_, POLLIN, 0}};
      poll(waits.data(), waits.size(), 500);
      if (waits[0].revents != 0) read_events();
      begin_scans();
    } catch (const std::exception& error) {
      log::warning("folders cannot be watched", {{"detail", std::string_view(error.what())}});
      std::this_thread::sleep_for(std::chrono::seconds(1));
    }
  }
}

void Watcher::refresh() {
  const auto rows = database_.read([](db::Session& session) { return folder_store::all(session); });
  std::map<std::int64_t, Watched> now;
  for (const auto& row : rows) {
    if (!row.watch) continue;
    const auto known = folders_.find(row.id);
    if (known != folders_.end()) {
      now.insert(*known);
      continue;
    }
    Watched fresh;
    fresh.path = path_bytes(row.path);
    fresh.looked_at = fresh.changed_at = now_ms();  // it may have changed while nobody watched
    now.emplace(row.id, std::move(fresh));
  }
  std::swap(folders_, now);
  for (auto at = places_.begin(); at != places_.end();) {
    if (folders_.count(at->second.folder)) {
      ++at;
    } else {
      inotify_rm_watch(inotify_, at->first);
      at = places_.erase(at);
    }
  }
  for (auto& [id, folder] : folders_) {
    if (folder.by_system || inotify_ < 0) continue;
    folder.by_system = !is_remote(folder.path) && fs::is_directory(folder.path);
    if (folder.by_system) watch_below(id, folder.path, 0);
  }
}

void Watcher::watch_below(std::int64_t folder, const std::string& path, int depth) {
  const int number = inotify_add_watch(inotify_, path.c_str(), changes);
  if (number < 0) {
    if (errno == ENOSPC) {
      folders_[folder].by_system = false;  // as many as the system allows: look now and then instead
      log::warning(
          "more folders than may be watched: raise fs.inotify.max_user_watches; looking each five minutes instead", {});
    }
    return;
  }
  places_[number] = {folder, path};
  std::error_code failed;
  for (fs::directory_iterator at(path, fs::directory_options::skip_permission_denied, failed), end;
       at != end && !failed; at.increment(failed)) {
    if (at->is_directory(failed) && !at->is_symlink(failed) && depth < deepest &&
        !is_ignored(at->path().filename().string()))
      watch_below(folder, at->path().string(), depth + 1);
  }
}

void Watcher::read_events() {
  alignas(inotify_event) std::array<char, 64 * 1024> buffer{};
  for (;;) {
    const auto got = read(inotify_, buffer.data(), buffer.size());
    if (got <= 0) return;
    for (std::ptrdiff_t at = 0; at < got;) {
      const auto* event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
      at += static_cast<std::ptrdiff_t>(sizeof(inotify_event) + event->len);
      if ((event->mask & IN_Q_OVERFLOW) != 0) {
        for (auto& [id, folder] : folders_) folder.changed_at = now_ms();
        continue;
      }
      const auto place = places_.find(event->wd);
      if (place == places_.end()) continue;
      if ((event->mask & IN_IGNORED) != 0) {
        places_.erase(place);
        continue;
      }
      const std::string name = event->len > 0 ? std::string(static_cast<const char*>(event->name)) : "";
      if (is_ignored(name)) continue;
      const auto folder = folders_.find(place->second.folder);
      if (folder == folders_.end()) continue;
      folder->second.changed_at = now_ms();
      const bool new_folder = (event->mask & IN_ISDIR) != 0 && (event->mask & (IN_CREATE | IN_MOVED_TO)) != 0;
      if (new_folder) watch_below(place->second.folder, place->second.path + '/' + name, 0);
    }
  }
}

void Watcher::begin_scans() {
  for (auto& [id, folder] : folders_) {
    const auto now = now_ms();
    const bool told = folder.changed_at > 0 && now - folder.changed_at >= quiet_ms_;
    const bool due = !folder.by_system && now - folder.looked_at >= poll_ms_;
    if (!told && !due) continue;
    folder.changed_at = 0;
    folder.looked_at = now;
    library_.begin_scan({id, jobs::ScanFolder::How::watched});
  }
}

}  // namespace kinoteka::library
