// SQLite with one writer and group commit. What always holds:
//
//   1. One thread writes. Whoever writes sleeps until the commit that holds their write is on the disk, or has failed.
//   2. Writes of a group are savepoints of one transaction: one that throws takes nothing else with it, and a commit
//   that
//      fails takes all of them, each told so.
//   3. In this order: the writes; the number in the file's head, where caches are touched; COMMIT (the sync); the
//      revisions of this process; what the transaction owes (Tx::after_commit); the answers. Were a revision raised
//      before the commit, an answer could be kept under it that was read before; were an answer given before the sync,
//      it would acknowledge what a power cut undoes.
//   4. `touched_` and `callers_touched_` are the writer's alone, and begin anew with each group.
//   5. The log is copied by a thread beside the writer; the writer does it itself only where the log is about to grow
//      without end.
#include "db/sqlite/sqlite.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <deque>
#include <exception>
#include <filesystem>
#include <iterator>
#include <thread>

#include <sqlite3.h>

#include "base/assert.hpp"
#include "base/budget.hpp"
#include "base/error.hpp"
#include "base/mutex.hpp"
#include "base/thread_name.hpp"
#include "db/session_pool.hpp"
#include "db/sqlite/session.hpp"
#include "db/sqlite/waiting.hpp"

namespace kinoteka::db::sqlite {
namespace {

// As many writes as share one commit: enough to hide the sync, few enough to bound the first one's wait.
constexpr std::size_t group_limit = 256;
constexpr std::size_t queue_limit = 4096;

// Where so many have shared a commit, those who have their answers are about to come again: a moment's wait lets them
// share the next one, instead of giving one to the first few of them (PostgreSQL's commit_delay). Few never wait.
constexpr std::size_t many = 8;
constexpr auto moment = std::chrono::microseconds(60);

// Pages of the log before they are copied to the database file by a thread beside the writer; and how many there may be
// (256 MB) before the writer does it itself, since only what has been copied whole lets the log begin anew.
constexpr int copied_at = 16'000, most_logged = 64'000;

// While something is wrong with the file: how often it is opened anew, and how often all of it is read when it was
// damaged.
constexpr auto reopen_every = std::chrono::seconds(1);
constexpr auto check_every = std::chrono::seconds(30);

// How often what caches are made from has changed: a number in the file's head, and part of each transaction.
constexpr Query touches{"touches", "PRAGMA user_version"};
constexpr Query check_all{"quick_check", "PRAGMA quick_check(1)"};
// Differs when anybody else has committed anything since this connection looked.
constexpr Query data_version{"data_version", "PRAGMA data_version"};

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(std::string path, const Options& options)
      : path_(std::move(path)),
        options_(options),
        writer_(open_writer()),
        watcher_(path_, SqliteSession::Mode::reader, options, trouble_),
        readers_(options.readers, options.wait_timeout_ms, [this] { return open_reader(); }),
        copier_(path_, SqliteSession::Mode::writer, options, trouble_),
        thread_(named_thread("writer", [this] { write_loop(); })) {
    touches_ = *watcher_.one<std::int64_t>(touches);
    copying_ = named_thread("wal-copy", [this] { copy_loop(); });
  }

  ~SqliteDatabase() override {
    {
      const Lock lock(mutex_);
      stopping_ = true;
    }
    wake_writer_.notify_all();
    wake_copier_.notify_all();
    thread_.join();
    copying_.join();
  }

  Engine engine() const override { return Engine::sqlite; }
  std::string describe() const override { return "SQLite " + std::string(sqlite3_libversion()) + " at " + path_; }
  std::uint64_t revision() const override { return revision_.load(std::memory_order_acquire); }
  Stats stats() const override { return {reads_.load(), writes_.load(), commits_.load(), 0, 0}; }

  std::optional<std::uint64_t> callers_revision() const override { return callers_.load(std::memory_order_acquire); }
  std::string trouble() const override { return std::string(words_for(trouble_)); }

  bool look_for_changes() override {
    if (trouble_ != Trouble::none) look_whether_mended();
    const Lock lock(watcher_mutex_);
    // Our own writer's commits are seen here too: the caches start anew once more, which is harmless.
    const auto now = *watcher_.one<std::int64_t>(touches);
    if (now != std::exchange(touches_, now)) revision_.fetch_add(1);
    const auto version = *watcher_.one<std::int64_t>(data_version);
    const bool changed = version != std::exchange(data_version_, version);
    if (changed) callers_.fetch_add(1, std::memory_order_release);
    return changed;
  }

  std::optional<std::string> back_up() override {
    const auto copy = path_ + ".before-migration";
    std::error_code ignored;
    std::filesystem::remove(copy, ignored);
    SqliteSession session(path_, SqliteSession::Mode::writer, options_, trouble_);
    session.run({"back_up", "VACUUM INTO $1"}, copy);
    return copy;
  }

  void analyze() override {
    write([](Tx& tx) { tx.script("ANALYZE"); });
  }

 private:
  std::unique_ptr<SqliteSession> open_reader() {
    try {
      return std::make_unique<SqliteSession>(path_, SqliteSession::Mode::reader, options_, trouble_);
    } catch (const SQLite::Exception& error) {
      if (const auto trouble = trouble_of(error.getErrorCode()); trouble != Trouble::none) trouble_ = trouble;
      rethrow(error, "open");
    }
  }

  std::unique_ptr<SqliteSession> open_writer() {
    auto writer = std::make_unique<SqliteSession>(path_, SqliteSession::Mode::writer, options_, trouble_);
    sqlite3_wal_hook(writer->handle(), &SqliteDatabase::logged, this);
    sqlite3_update_hook(writer->handle(), &SqliteDatabase::row_changed, this);
    return writer;
  }

  // A connection keeps what it found when it was opened: that the file may only be read, for one.
  void reopen_writer() noexcept {
    const auto now = Clock::now();
    if (now - reopened_ < reopen_every) return;
    reopened_ = now;
    try {
      writer_ = open_writer();
    } catch (...) {  // the old one says what is wrong to whoever writes
    }
  }

  // A write that reaches the disk shows whether writes do again; what was damaged is read as a whole.
  void look_whether_mended() noexcept {
    try {
      if (trouble_ == Trouble::corrupt) {
        const auto now = Clock::now();
        if (now - checked_ < check_every) return;
        checked_ = now;
        SqliteSession fresh(path_, SqliteSession::Mode::reader, options_, trouble_);
        if (fresh.one<std::string>(check_all) != "ok") return;
        trouble_ = Trouble::none;
      }
      write([](Tx&) {});
    } catch (...) {  // not yet
    }
  }

  // For each row that a statement of the writer's changes.
  static void row_changed(void* self, int operation, const char*, const char* table, sqlite3_int64) {
    if (operation == SQLITE_INSERT) return;  // nobody was known by it yet
    const std::string_view name(table);
    if (name == "users" || name == "sessions" || name == "api_keys")
      static_cast<SqliteDatabase*>(self)->callers_touched_ = true;
  }

  bool on_writer() const { return std::this_thread::get_id() == thread_.get_id(); }

  void run_read(const std::function<void(Session&)>& use) override {
    if (on_writer()) return use(*writer_);
    auto lease = readers_.acquire();
    auto& session = *lease;
    session.set_deadline(Clock::now() + std::chrono::milliseconds(options_.statement_timeout_ms));
    reads_.fetch_add(1, std::memory_order_relaxed);
    constexpr Query begin{"begin", "BEGIN"}, end{"end", "COMMIT"};
    session.run(begin);
    try {
      use(session);
    } catch (...) {
      session.set_deadline(Clock::time_point::max());
      const auto trouble = trouble_.load();
      if (trouble == Trouble::corrupt || trouble == Trouble::unreadable) {
        lease.drop();
      } else {
        session.run(end);
      }
      throw;
    }
    session.set_deadline(Clock::time_point::max());
    session.run(end);
  }

  void run_write(const std::function<void(Tx&)>& use, Touch touch) override {
    Write write(&use, touch);
    if (on_writer()) {
      run_in_savepoint(write);
    } else {
      Waiting waiting{&write, nullptr};
      if (!enqueue(waiting)) {
        throw Error(Code::unavailable, "The database is busy. Try again in a moment.")
            .with_detail("writer's queue is full");
      }
      write.wait();
    }
    if (write.failure) std::rethrow_exception(write.failure);
  }

  bool share(std::unique_ptr<SharedWork>& work) override {
    Waiting waiting{nullptr, std::move(work)};
    if (enqueue(waiting)) return true;
    work = std::move(waiting.work);
    return false;
  }

  bool enqueue(Waiting& waiting) {
    {
      const Lock lock(mutex_);
      if (stopping_ || queue_.size() >= queue_limit) return false;
      queue_.push_back(std::move(waiting));
    }
    wake_writer_.notify_one();
    return true;
  }

  // After each commit, on the writer's thread.
  static int logged(void* self, sqlite3* connection, const char*, int pages) {
    auto& database = *static_cast<SqliteDatabase*>(self);
    if (pages >= most_logged) {
      sqlite3_wal_checkpoint_v2(connection, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    } else if (pages >= copied_at) {
      const Lock lock(database.mutex_);
      if (!std::exchange(database.much_logged_, true)) database.wake_copier_.notify_one();
    }
    return SQLITE_OK;
  }

  void copy_loop() {
    Lock lock(mutex_);
    for (;;) {
      wake_copier_.wait(lock, [this]() KINO_REQUIRES(mutex_) { return stopping_ || much_logged_; });
      if (stopping_) return;
      lock.unlock();
      sqlite3_wal_checkpoint_v2(copier_.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
      lock.lock();
      much_logged_ = false;
      wake_copier_.wait_for(lock, std::chrono::milliseconds(100), [this]() KINO_REQUIRES(mutex_) { return stopping_; });
    }
  }

  void write_loop() {
    std::vector<Waiting> group;
    std::size_t last = 0;
    Lock lock(mutex_);
    for (;;) {
      wake_writer_.wait(lock, [this]() KINO_REQUIRES(mutex_) { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      if (last > many && queue_.size() < last / 2) {
        lock.unlock();
        std::this_thread::sleep_for(moment);
        lock.lock();
      }
      last = std::min(queue_.size(), group_limit);
      const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(std::min(queue_.size(), group_limit));
      group.assign(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
      queue_.erase(queue_.begin(), end);
      lock.unlock();
      const auto failure = commit_group(group);
      writer_->settle(!failure);
      for (const auto& [write, work] : group) {
        if (work) {
          work->end(failure);
        } else {
          if (failure) write->failure = failure;
          write->end();
        }
      }
      group.clear();
      lock.lock();
    }
  }

  // Each write in a savepoint of its own, so that one that fails takes nothing else with it; one commit for all.
  std::exception_ptr commit_group(const std::vector<Waiting>& group) noexcept {
    KINO_ASSERT(!group.empty() && group.size() <= group_limit);
    try {
      touched_ = callers_touched_ = false;
      if (const auto trouble = trouble_.load(); trouble != Trouble::none && trouble != Trouble::full) reopen_writer();
      writer_->script("BEGIN IMMEDIATE");
      for (const auto& [write, work] : group) {
        if (work) {
          work->run();
        } else {
          run_in_savepoint(*write);
        }
      }
      if (touched_) {
        const auto next = (*writer_->one<std::int64_t>(touches) + 1) & 0x7FFFFFFF;
        writer_->script("PRAGMA user_version = " + std::to_string(next));
      }
      writer_->script("COMMIT");
      commits_.fetch_add(1);
      if (touched_ && trouble_ != Trouble::corrupt) trouble_ = Trouble::none;
      if (callers_touched_) callers_.fetch_add(1, std::memory_order_release);
      writes_.fetch_add(static_cast<std::int64_t>(group.size()), std::memory_order_relaxed);
      if (touched_) revision_.fetch_add(1, std::memory_order_release);
      return nullptr;
    } catch (...) {
      const auto failure = std::current_exception();
      try {
        writer_->script("ROLLBACK");
      } catch (...) {  // the failed statement has ended the transaction already
      }
      return failure;
    }
  }

  void run_in_savepoint(Write& write) {
    constexpr Query save{"savepoint", "SAVEPOINT one"}, release{"release", "RELEASE one"},
        undo{"undo", "ROLLBACK TO one"};
    writer_->run(save);
    const auto owed = writer_->owed();
    try {
      std::optional<Budget::Use> budget;
      if (write.budget != nullptr && write.budget != Budget::current()) budget.emplace(*write.budget);
      (*write.use)(*writer_);
      if (write.touch == Touch::caches) touched_ = true;
    } catch (...) {
      write.failure = std::current_exception();
      writer_->forget_owed(owed);
      writer_->run(undo);
    }
    writer_->run(release);
  }

  const std::string path_;
  const Options options_;
  std::atomic<Trouble> trouble_{Trouble::none};
  Clock::time_point reopened_{}, checked_{};
  std::unique_ptr<SqliteSession> writer_;
  Mutex watcher_mutex_;
  SqliteSession watcher_ KINO_GUARDED_BY(watcher_mutex_);
  std::int64_t touches_ KINO_GUARDED_BY(watcher_mutex_) = 0;
  std::int64_t data_version_ KINO_GUARDED_BY(watcher_mutex_) = 0;
  SessionPool<SqliteSession> readers_;
  SqliteSession copier_;

  std::atomic<std::uint64_t> revision_{1}, callers_{1};
  std::atomic<std::int64_t> reads_{0}, writes_{0}, commits_{0};

  Mutex mutex_;
  Condition wake_writer_, wake_copier_;
  std::deque<Waiting> queue_ KINO_GUARDED_BY(mutex_);
  bool stopping_ KINO_GUARDED_BY(mutex_) = false;
  bool much_logged_ KINO_GUARDED_BY(mutex_) = false;
  bool touched_ = false;          // by the group that is being written
  bool callers_touched_ = false;  // … and rows that say who may call
  std::thread thread_, copying_;
};

}  // namespace

std::unique_ptr<Database> open(const Options& options) {
  // The memory counters are one global lock, the largest cost of two readers at once; nothing here reads them.
  static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(configured);
  auto path = options.url.substr(std::string_view("sqlite:").size());
  if (path.empty()) throw Error(Code::invalid, "The database needs a file name: sqlite:PATH.");
  try {
    if (const auto folder = std::filesystem::path(path).parent_path(); !folder.empty()) {
      std::filesystem::create_directories(folder);
    }
    return std::make_unique<SqliteDatabase>(std::move(path), options);
  } catch (const std::filesystem::filesystem_error& error) {
    throw Error(Code::unavailable, std::string("The database's folder cannot be made: ") + error.what());
  } catch (const SQLite::Exception& error) {
    throw Error(Code::unavailable, "The database " + options.url + " cannot be opened: " + error.what());
  }
}

}  // namespace kinoteka::db::sqlite
