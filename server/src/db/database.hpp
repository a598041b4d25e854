// The one door to a database, the same for SQLite and PostgreSQL: `read` gives a session over one snapshot, `write` a
// transaction. Both run the given function on the calling thread's behalf and block it, so call them from workers,
// never from an I/O thread. SQL is one text for both engines, with `$1 $2` parameters.
//
// Promises: `write` returns only after its COMMIT succeeded and, on SQLite, was synced to the disk; if the function
// throws, nothing of it remains. The function may be run again after a serialization failure or a lost connection, so
// it must not have effects outside the transaction. Driver errors arrive as kinoteka::Error (conflict for a violated
// constraint, unavailable for time-outs and lost servers, internal for the rest).
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/shared_commit.hpp"
#include "db/row.hpp"

namespace kinoteka::db {

// SQL with a name that metrics and slow-query logs use. Both must live as long as the program: make them constexpr.
struct Query {
  std::string_view name;
  std::string_view sql;
};

enum class Engine { sqlite, postgresql };

// Text parameters are borrowed until the call returns.
using Value = std::variant<std::nullptr_t, std::int64_t, double, std::string_view>;

// Rows on their way into one table, the fastest way the engine has (a prepared INSERT, or COPY).
class BulkInsert {
 public:
  virtual ~BulkInsert() = default;
  virtual void row(const std::vector<Value>& values) = 0;
  // Call once; without it nothing is promised to be in the table. Throws as a write does.
  virtual void finish() = 0;
};

// A session over one snapshot. Not shared between threads.
class Session {
 public:
  virtual ~Session() = default;
  virtual Engine engine() const = 0;

  template <class T, class... Args>
  std::vector<T> all(const Query& query, const Args&... args) {
    std::vector<T> rows;
    each(
        query, [&](Row& row) { rows.push_back(row.as<T>()); }, args...);
    return rows;
  }

  // The first row, if there is one.
  template <class T, class... Args>
  std::optional<T> one(const Query& query, const Args&... args) {
    std::optional<T> found;
    each(
        query,
        [&](Row& row) {
          if (!found) found = row.as<T>();
        },
        args...);
    return found;
  }

  template <class Visit, class... Args>
  void each(const Query& query, Visit&& visit, const Args&... args) {
    const Value values[] = {value_of(args)..., nullptr};
    std::function<void(Row&)> visitor = std::ref(visit);
    execute(query, values, sizeof...(args), visitor);
  }

  // Runs a statement whose rows nobody wants; how many rows it changed.
  template <class... Args>
  std::int64_t run(const Query& query, const Args&... args) {
    const Value values[] = {value_of(args)..., nullptr};
    return execute(query, values, sizeof...(args), nullptr);
  }

  // Asks for nothing: throws where nobody answers.
  void ping() { run(Query{"db.ping", "SELECT 1"}); }

  // For statements made at run time (filters put together from constant parts): prepared and kept by their text.
  virtual std::int64_t execute(const Query& query, const Value* values, std::size_t count,
                               const std::function<void(Row&)>& visit) = 0;

  static Value value_of(std::nullptr_t) { return nullptr; }
  static Value value_of(std::string_view text) { return text; }
  static Value value_of(const std::string& text) { return std::string_view(text); }
  static Value value_of(const char* text) { return std::string_view(text); }
  static Value value_of(double number) { return number; }
  static Value value_of(std::integral auto number) { return static_cast<std::int64_t>(number); }
  static Value value_of(Value value) { return value; }
  template <class T>
  static Value value_of(const std::optional<T>& value) {
    return value ? value_of(*value) : Value(nullptr);
  }
};

// A transaction that may write.
class Tx : public Session {
 public:
  virtual std::unique_ptr<BulkInsert> bulk_insert(std::string_view table,
                                                  const std::vector<std::string_view>& columns) = 0;

  // The first of `count` ids in a row that nobody else will get, for a table whose key is `id`.
  virtual std::int64_t reserve_ids(std::string_view table, std::int64_t count) = 0;

  // Takes a table's own indexes away (not its keys) so that many rows can be added fast, and remembers how they were
  // made in `postponed_indexes`, in this transaction: `restore_indexes` makes them again, also after a crash between.
  void postpone_indexes(const std::vector<std::string_view>& tables);
  void restore_indexes();

  // Several statements without parameters: migrations.
  virtual void script(std::string_view sql) = 0;

  // For what must not happen before everybody can read what this transaction wrote: run once, after its commit and
  // before the write returns, in order; dropped with a transaction that is undone, or done again. Short, throws
  // nothing, writes nothing: it may run on the writer's thread, and others wait for it.
  virtual void after_commit(std::function<void()> tell) { owed_.push_back(std::move(tell)); }

 protected:
  // For engines. How much is owed; back to so much, when what came later was undone; and paying it.
  std::size_t owed() const { return owed_.size(); }
  void forget_owed(std::size_t before = 0) { owed_.resize(std::min(before, owed_.size())); }
  void settle(bool committed) {
    for (const auto& tell : std::exchange(owed_, {})) {
      if (committed) tell();
    }
  }

 private:
  std::vector<std::function<void()>> owed_;
};

// Whether a write changes what caches are made from: all do but those through Quiet.
enum class Touch { caches, nothing };

struct Stats {
  std::int64_t reads = 0, writes = 0, commits = 0, retries = 0, reconnects = 0;
};

class Database {
 public:
  virtual ~Database() = default;

  template <class F>
  auto read(F&& use) -> std::invoke_result_t<F, Session&> {
    using Result = std::invoke_result_t<F, Session&>;
    if constexpr (std::is_void_v<Result>) {
      run_read([&](Session& session) { use(session); });
    } else {
      std::optional<Result> result;
      run_read([&](Session& session) { result.emplace(use(session)); });
      return std::move(*result);
    }
  }

  template <class F>
  auto write(F&& use) -> std::invoke_result_t<F, Tx&> {
    return write_and(Touch::caches, std::forward<F>(use));
  }

  // Runs the work within a commit that others share: its reads and writes go to that commit's transaction, each write
  // still whole or not at all. False where an engine has no such thing, or too many wait.
  virtual bool share(std::unique_ptr<SharedWork>&) { return false; }

  // A number that has changed whenever what caches are made from may have: they compare it. Writes through this object
  // change it before they return (unless they touch nothing); writes of other processes are seen by the next
  // `look_for_changes`, which the housekeeping calls each second. It says whether anybody committed anything at all.
  virtual std::uint64_t revision() const = 0;
  virtual bool look_for_changes() = 0;

  // A number that has changed whenever rows that say who may call (users, sessions, api_keys) were changed or deleted,
  // by this process at once, by others with `look_for_changes`. Nothing where that cannot be known: other nodes write
  // too.
  virtual std::optional<std::uint64_t> callers_revision() const { return std::nullopt; }

  // What is wrong with the whole database, in words for people; empty when nothing is. Known from what failed, and
  // looked at again by `look_for_changes` until it is mended.
  virtual std::string trouble() const { return {}; }

  virtual Engine engine() const = 0;
  virtual std::string describe() const = 0;  // engine, version and place, without secrets
  virtual Stats stats() const = 0;
  // A consistent copy beside the database, where the engine is a file; nothing elsewhere.
  virtual std::optional<std::string> back_up() { return std::nullopt; }
  // Fresh statistics for the planner, after a large import.
  virtual void analyze() = 0;

 private:
  friend class Quiet;

  template <class F>
  auto write_and(Touch touch, F&& use) -> std::invoke_result_t<F, Tx&> {
    using Result = std::invoke_result_t<F, Tx&>;
    if constexpr (std::is_void_v<Result>) {
      run_write([&](Tx& tx) { use(tx); }, touch);
    } else {
      std::optional<Result> result;
      run_write([&](Tx& tx) { result.emplace(use(tx)); }, touch);
      return std::move(*result);
    }
  }

  virtual void run_read(const std::function<void(Session&)>& use) = 0;
  virtual void run_write(const std::function<void(Tx&)>& use, Touch touch) = 0;
};

// The database of those whose writes no cache can show: sessions, counters, the outbox; and of those who tell of their
// change in a finer way (cache/marks.hpp). The database must outlive it.
class Quiet {
 public:
  Quiet(Database& database) : database_(&database) {}

  template <class F>
  auto read(F&& use) const -> std::invoke_result_t<F, Session&> {
    return database_->read(std::forward<F>(use));
  }
  template <class F>
  auto write(F&& use) const -> std::invoke_result_t<F, Tx&> {
    return database_->write_and(Touch::nothing, std::forward<F>(use));
  }

  Engine engine() const { return database_->engine(); }
  Database& whole() const { return *database_; }  // for use cases of others that do touch

 private:
  Database* database_;
};

struct Options {
  std::string url;          // "sqlite:PATH" or "postgresql://…"
  std::size_t readers = 4;  // sessions for reading (PostgreSQL: for everything)
  int statement_timeout_ms = 30'000;
  int wait_timeout_ms = 10'000;  // for a free session, or for another process that writes
  bool durable = true;           // SQLite: synchronous=FULL; off only where a test needs the difference
};

// Throws Error{unavailable} that says why it cannot be opened and what to do.
std::unique_ptr<Database> open(const Options& options);

}  // namespace kinoteka::db
