// Notices changes in the folders that are watched: by inotify, and by looking each five minutes where that does not
// tell (network shares, more folders than the system watches). A change begins a scan once nothing has changed for a
// while; the scan itself leaves alone what may still be growing. One thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <string>
#include <thread>

#include "db/database.hpp"
#include "features/library/service.hpp"

namespace kinoteka::library {

class Watcher {
 public:
  // `quiet_ms` without a change before a scan begins.
  Watcher(db::Database& database, Service& library, std::int64_t quiet_ms = 2000, std::int64_t poll_ms = 300'000);
  ~Watcher();

 private:
  struct Watched {
    std::string path;
    bool by_system = false;       // inotify tells
    std::int64_t changed_at = 0;  // 0: nothing since the last scan
    std::int64_t looked_at = 0;
  };
  void run();
  void refresh();  // which folders there are by now
  void watch_below(std::int64_t folder, const std::string& path, int depth);
  void read_events();
  void begin_scans();

  db::Database& database_;
  Service& library_;
  const std::int64_t quiet_ms_, poll_ms_;
  int inotify_ = -1, wake_ = -1;
  std::map<std::int64_t, Watched> folders_;
  struct Place {
    std::int64_t folder = 0;
    std::string path;
  };
  std::map<int, Place> places_;  // by inotify's number
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace kinoteka::library
