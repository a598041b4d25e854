// One connection to a SQLite file, with the statements it has prepared. Used by one thread at a time.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>

#include "base/time.hpp"
#include "db/database.hpp"
#include "db/statement_cache.hpp"

namespace kinoteka::db::sqlite {

// What is wrong with the whole database, when a statement failed for that.
enum class Trouble { none, full, read_only, corrupt, unreadable };
Trouble trouble_of(int sqlite_code);
// What people are told of it.
std::string_view words_for(Trouble trouble);

// Turns what SQLite says into the house's Error; `query` names the statement for the log.
[[noreturn]] void rethrow(const SQLite::Exception& error, std::string_view query);

class SqliteSession final : public Tx {
 public:
  enum class Mode { reader, writer };
  // `trouble` is told when a statement fails because of the whole database; it outlives the session.
  SqliteSession(const std::string& path, Mode mode, const Options& options, std::atomic<Trouble>& trouble);

  Engine engine() const override { return Engine::sqlite; }
  std::int64_t execute(const Query& query, const Value* values, std::size_t count,
                       const std::function<void(Row&)>& visit) override;
  std::unique_ptr<BulkInsert> bulk_insert(std::string_view table,
                                          const std::vector<std::string_view>& columns) override;
  std::int64_t reserve_ids(std::string_view table, std::int64_t count) override;
  void script(std::string_view sql) override;

  // For what catches SQLite's exceptions itself.
  [[noreturn]] void fail(const SQLite::Exception& error, std::string_view query);

  sqlite3* handle() { return connection_.getHandle(); }

  // From now on a statement that is still running at `deadline` is interrupted.
  void set_deadline(Clock::time_point deadline) { deadline_ = deadline; }

  using Tx::owed, Tx::forget_owed, Tx::settle;

 private:
  // Shared: what runs while another takes its place in the cache lives until it has run.
  std::shared_ptr<SQLite::Statement> prepared(const Query& query);

  std::atomic<Trouble>& trouble_;
  SQLite::Database connection_;
  Clock::time_point deadline_ = Clock::time_point::max();
  StatementCache<std::shared_ptr<SQLite::Statement>> prepared_{500};
};

}  // namespace kinoteka::db::sqlite
