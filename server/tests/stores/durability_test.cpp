// An acknowledged write is on the disk: a VFS that watches SQLite's system calls sees the log synced between a
// write's commit and its answer. kill -9 would prove less: the page cache survives it.
#include <algorithm>
#include <mutex>
#include <thread>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "support/databases.hpp"

namespace kinoteka::db {
namespace {

std::mutex log_mutex;
std::vector<std::string> events;
void note(std::string what) {
  const std::lock_guard lock(log_mutex);
  events.push_back(std::move(what));
}

// The unix VFS with two calls noted: writes to the log, and its syncs.
struct WatchedFile {
  sqlite3_file base;
  bool log;
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};
sqlite3_vfs* unix_vfs = nullptr;
sqlite3_io_methods methods;

WatchedFile* watched(sqlite3_file* file) { return reinterpret_cast<WatchedFile*>(file); }
template <auto Member, class... Args>
auto pass(sqlite3_file* file, Args... args) {
  auto* real = watched(file)->real();
  return (real->pMethods->*Member)(real, args...);
}
int write_noted(sqlite3_file* file, const void* data, int size, sqlite3_int64 at) {
  if (watched(file)->log) note("write");
  return pass<&sqlite3_io_methods::xWrite>(file, data, size, at);
}
int sync_noted(sqlite3_file* file, int flags) {
  const int result = pass<&sqlite3_io_methods::xSync>(file, flags);
  if (watched(file)->log) note("sync");
  return result;
}
int open_watched(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
  auto* self = watched(file);
  self->log = (flags & SQLITE_OPEN_WAL) != 0;
  self->base.pMethods = nullptr;
  const int result = unix_vfs->xOpen(unix_vfs, name, self->real(), flags, out);
  if (result == SQLITE_OK) self->base.pMethods = &methods;
  return result;
}

void install() {
  static sqlite3_vfs vfs;
  if (unix_vfs != nullptr) return;
  unix_vfs = sqlite3_vfs_find("unix");
  using M = sqlite3_io_methods;
  methods = {3,
             pass<&M::xClose>,
             pass<&M::xRead, void*, int, sqlite3_int64>,
             write_noted,
             pass<&M::xTruncate, sqlite3_int64>,
             sync_noted,
             pass<&M::xFileSize, sqlite3_int64*>,
             pass<&M::xLock, int>,
             pass<&M::xUnlock, int>,
             pass<&M::xCheckReservedLock, int*>,
             pass<&M::xFileControl, int, void*>,
             pass<&M::xSectorSize>,
             pass<&M::xDeviceCharacteristics>,
             pass<&M::xShmMap, int, int, int, void volatile**>,
             pass<&M::xShmLock, int, int, int>,
             pass<&M::xShmBarrier>,
             pass<&M::xShmUnmap, int>,
             pass<&M::xFetch, sqlite3_int64, int, void**>,
             pass<&M::xUnfetch, sqlite3_int64, void*>};
  vfs = *unix_vfs;
  vfs.zName = "watched";
  vfs.szOsFile = static_cast<int>(sizeof(WatchedFile)) + unix_vfs->szOsFile;
  vfs.xOpen = open_watched;
  sqlite3_vfs_register(&vfs, 1);
}

// How many answers came before the sync that should stand before them.
int early_answers(bool durable) {
  install();
  Options options;
  options.url = support::new_database_url(Engine::sqlite);
  options.durable = durable;
  {
    const auto database = db::open(options);
    database->write([](Tx& tx) { tx.script("CREATE TABLE t (x BIGINT)"); });
    {
      const std::lock_guard lock(log_mutex);
      events.clear();
    }
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&, i] {
        for (int j = 0; j < 10; ++j) {
          const auto name = std::to_string(i) + '.' + std::to_string(j);
          database->write([&](Tx& tx) {
            tx.run({"add", "INSERT INTO t VALUES ($1)"}, j);
            note("done " + name);
          });
          note("answered " + name);
        }
      });
    }
    for (auto& thread : threads) thread.join();
  }
  // Between the moment a write was done and the moment its caller was answered the log must have been synced.
  int early = 0, answers = 0;
  for (auto answer = events.begin(); answer != events.end(); ++answer) {
    if (!answer->starts_with("answered ")) continue;
    ++answers;
    const auto done = std::find(events.begin(), answer, "done " + answer->substr(9));
    if (std::find(done, answer, "sync") == answer) ++early;
  }
  EXPECT_EQ(answers, 80);
  return early;
}

TEST(Durability, an_answer_never_precedes_its_commits_sync) { EXPECT_EQ(early_answers(true), 0); }

TEST(Durability, the_watch_would_notice) {
  EXPECT_GT(early_answers(false), 0) << "without synchronous=FULL nothing is synced";
}

TEST(Durability, one_writer_is_answered_after_each_sync) {
  install();
  Options options;
  options.url = support::new_database_url(Engine::sqlite);
  const auto database = db::open(options);
  database->write([](Tx& tx) { tx.script("CREATE TABLE t (x BIGINT)"); });
  {
    const std::lock_guard lock(log_mutex);
    events.clear();
  }
  for (int i = 0; i < 20; ++i) {
    database->write([&](Tx& tx) { tx.run({"add", "INSERT INTO t VALUES ($1)"}, i); });
    note("answer");
  }
  bool synced = false;
  for (const auto& event : events) {
    if (event == "sync") synced = true;
    if (event == "write") synced = false;
    if (event == "answer") {
      EXPECT_TRUE(synced);
    }
  }
}

}  // namespace
}  // namespace kinoteka::db
