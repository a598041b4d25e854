// One connection to PostgreSQL. It stays in pipeline mode: BEGIN travels with the first statement and a reader's
// COMMIT is not waited for, so a read of one statement costs one round trip. Used by one thread at a time.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include <libpq-fe.h>

#include "db/database.hpp"
#include "db/statement_cache.hpp"

namespace kinoteka::db::postgres {

// The server went away: the session is of no more use, but the work may be tried on another.
struct ConnectionLost : std::runtime_error {
  using std::runtime_error::runtime_error;
};
// 40001 or 40P01: the same work may succeed when done again.
struct TryAgain : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class PostgresSession final : public Tx {
 public:
  enum class Kind { read, write };

  // Throws Error{unavailable}.
  PostgresSession(const std::string& url, int statement_timeout_ms);
  ~PostgresSession() override;

  Engine engine() const override { return Engine::postgresql; }
  std::int64_t execute(const Query& query, const Value* values, std::size_t count,
                       const std::function<void(Row&)>& visit) override;
  std::unique_ptr<BulkInsert> bulk_insert(std::string_view table,
                                          const std::vector<std::string_view>& columns) override;
  std::int64_t reserve_ids(std::string_view table, std::int64_t count) override;
  void script(std::string_view sql) override;

  void begin(Kind kind) {
    to_begin_ = kind == Kind::read ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN";
  }
  void end_read();  // sent, not waited for
  void commit();    // waited for
  void roll_back() noexcept;
  bool healthy() const { return healthy_; }
  std::string server_version() const;

  using Tx::owed, Tx::forget_owed, Tx::settle;

 private:
  friend class PostgresBulkInsert;
  using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

  void simple(const std::string& sql);  // one statement outside the pipeline, waited for
  void leave_pipeline();
  void enter_pipeline();
  void drain();          // reads what is still to come from statements nobody waited for
  Result next_result();  // empty between two statements
  void wait(bool writable);
  void synchronise();
  [[noreturn]] void lost(const std::string& why);
  [[noreturn]] void fail(const PGresult* result, std::string_view query);

  PGconn* connection_ = nullptr;
  const int timeout_ms_;
  bool healthy_ = true;
  bool in_transaction_ = false;
  const char* to_begin_ = nullptr;
  int undrained_ = 0;  // sync points sent whose results were not read
  // Text → name. Each costs the server tens of kilobytes in this session.
  StatementCache<std::string> prepared_{200};
  int names_ = 0;
};

}  // namespace kinoteka::db::postgres
