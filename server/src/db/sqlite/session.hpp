// One connection to a SQLite file, with the statements it has prepared. Used by one thread at a time.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

#include <SQLiteCpp/SQLiteCpp.h>

#include "base/time.hpp"
#include "db/database.hpp"

namespace kinoteka::db::sqlite {

// Turns what SQLite says into the house's Error; `query` names the statement for the log.
[[noreturn]] void rethrow(const SQLite::Exception& error, std::string_view query);

class SqliteSession final : public Tx {
 public:
  enum class Mode { reader, writer };
  SqliteSession(const std::string& path, Mode mode, const Options& options);

  Engine engine() const override { return Engine::sqlite; }
  std::int64_t execute(const Query& query, const Value* values, std::size_t count,
                       const std::function<void(Row&)>& visit) override;
  std::unique_ptr<BulkInsert> bulk_insert(std::string_view table,
                                          const std::vector<std::string_view>& columns) override;
  std::int64_t reserve_ids(std::string_view table, std::int64_t count) override;
  void script(std::string_view sql) override;

  sqlite3* handle() { return connection_.getHandle(); }

  // From now on a statement that is still running at `deadline` is interrupted.
  void set_deadline(Clock::time_point deadline) { deadline_ = deadline; }

 private:
  SQLite::Statement& prepared(const Query& query);

  SQLite::Database connection_;
  Clock::time_point deadline_ = Clock::time_point::max();
  // By text, looked up without a copy.
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::unordered_map<std::string, std::unique_ptr<SQLite::Statement>, Hash, std::equal_to<>> prepared_;
};

}  // namespace kinoteka::db::sqlite
