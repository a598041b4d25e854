#include "db/sqlite/session.hpp"

#include <sqlite3.h>

#include "base/budget.hpp"
#include "base/error.hpp"

namespace kinoteka::db::sqlite {
namespace {

// `$1` is only a name to SQLite; `?1` is the first parameter.
std::string numbered(std::string_view sql) {
  std::string out(sql);
  bool quoted = false;
  for (std::size_t i = 0; i + 1 < out.size(); ++i) {
    if (out[i] == '\'') quoted = !quoted;
    if (!quoted && out[i] == '$' && out[i + 1] >= '1' && out[i + 1] <= '9') out[i] = '?';
  }
  return out;
}

void bind(SQLite::Statement& statement, int index, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    statement.bind(index, *number);
  } else if (const auto* real = std::get_if<double>(&value)) {
    statement.bind(index, *real);
  } else if (const auto* text = std::get_if<std::string_view>(&value)) {
    statement.bind(index, std::string(*text));
  } else {
    statement.bind(index);
  }
}

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(SQLite::Statement& statement) : statement_(statement) {}
  bool null(int column) const override { return statement_.isColumnNull(column); }
  std::int64_t integer(int column) const override { return statement_.getColumn(column).getInt64(); }
  double real(int column) const override { return statement_.getColumn(column).getDouble(); }
  std::string_view text(int column) const override {
    const auto value = statement_.getColumn(column);
    const char* bytes = value.getText();
    return {bytes, static_cast<std::size_t>(value.getBytes())};
  }

 private:
  SQLite::Statement& statement_;
};

class SqliteBulkInsert final : public BulkInsert {
 public:
  SqliteBulkInsert(SqliteSession& session, SQLite::Database& connection, std::string_view table,
                   const std::vector<std::string_view>& columns)
      : session_(session), table_(table), statement_(connection, sql(table, columns)) {}

  void row(const std::vector<Value>& values) override {
    try {
      for (std::size_t i = 0; i < values.size(); ++i) bind(statement_, static_cast<int>(i) + 1, values[i]);
      statement_.exec();
      statement_.reset();
    } catch (const SQLite::Exception& error) {
      statement_.tryReset();
      session_.fail(error, table_);
    }
  }
  void finish() override {}

 private:
  static std::string sql(std::string_view table, const std::vector<std::string_view>& columns) {
    std::string out = "INSERT INTO " + std::string(table) + " (", places;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      out += (i ? ", " : "") + std::string(columns[i]);
      places += (i ? ", ?" : "?") + std::to_string(i + 1);
    }
    return out + ") VALUES (" + places + ")";
  }

  SqliteSession& session_;
  std::string table_;
  SQLite::Statement statement_;
};

int open_flags(SqliteSession::Mode mode) {
  const int common = SQLite::OPEN_NOMUTEX;
  return mode == SqliteSession::Mode::writer ? common | SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE
                                             : common | SQLite::OPEN_READONLY;
}

int past_deadline(void* deadline) {
  const auto* budget = Budget::current();
  const bool over = budget != nullptr && budget->over();
  return over || Clock::now() >= *static_cast<Clock::time_point*>(deadline) ? 1 : 0;
}

}  // namespace

Trouble trouble_of(int sqlite_code) {
  switch (sqlite_code & 0xFF) {
    case SQLITE_FULL: return Trouble::full;
    case SQLITE_READONLY: return Trouble::read_only;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return Trouble::corrupt;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN: return Trouble::unreadable;
    default: return Trouble::none;
  }
}

std::string_view words_for(Trouble trouble) {
  switch (trouble) {
    case Trouble::full: return "The disk is full: nothing was saved.";
    case Trouble::read_only: return "The database can only be read at the moment: nothing was saved.";
    case Trouble::corrupt: return "The database is damaged. The operator of this house has to restore a backup.";
    case Trouble::unreadable: return "The disk of the database does not answer.";
    case Trouble::none: break;
  }
  return "";
}

void rethrow(const SQLite::Exception& error, std::string_view query) {
  const auto detail = "sqlite " + std::string(query) + ": " + error.what();
  switch (error.getErrorCode()) {
    case SQLITE_CONSTRAINT:
      throw Error(Code::conflict, "This conflicts with what is stored already.").with_detail(detail);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_INTERRUPT:
      throw Error(Code::unavailable, "The database took too long. Try again in a moment.").with_detail(detail);
    default: break;
  }
  const auto trouble = trouble_of(error.getErrorCode());
  if (trouble == Trouble::none) throw Error(Code::internal, "The database failed.").with_detail(detail);
  throw Error(Code::unavailable, std::string(words_for(trouble))).with_retry_after(30).with_detail(detail);
}

void SqliteSession::fail(const SQLite::Exception& error, std::string_view query) {
  if (const auto trouble = trouble_of(error.getErrorCode()); trouble != Trouble::none) trouble_ = trouble;
  rethrow(error, query);
}

SqliteSession::SqliteSession(const std::string& path, Mode mode, const Options& options, std::atomic<Trouble>& trouble)
    : trouble_(trouble), connection_(path, open_flags(mode), options.wait_timeout_ms) {
  connection_.exec(
      "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-6144; PRAGMA trusted_schema=OFF; "
      "PRAGMA secure_delete=ON;");
  if (mode == Mode::writer) {
    connection_.exec("PRAGMA journal_mode=WAL; PRAGMA cache_size=-65536;");
    connection_.exec(options.durable ? "PRAGMA synchronous=FULL;" : "PRAGMA synchronous=NORMAL;");
  } else {
    connection_.exec("PRAGMA query_only=ON;");
    sqlite3_progress_handler(connection_.getHandle(), 20'000, past_deadline, &deadline_);
  }
}

std::shared_ptr<SQLite::Statement> SqliteSession::prepared(const Query& query) {
  if (const auto* found = prepared_.find(query.sql)) return *found;
  auto statement = std::make_shared<SQLite::Statement>(connection_, numbered(query.sql));
  prepared_.make_room();
  return prepared_.add(query.sql, std::move(statement));
}

std::int64_t SqliteSession::execute(const Query& query, const Value* values, std::size_t count,
                                    const std::function<void(Row&)>& visit) {
  std::shared_ptr<SQLite::Statement> statement;
  try {
    statement = prepared(query);
    for (std::size_t i = 0; i < count; ++i) bind(*statement, static_cast<int>(i) + 1, values[i]);
    SqliteRow row(*statement);
    while (statement->executeStep()) {
      if (visit) visit(row);
    }
    const auto changed = connection_.getChanges();
    statement->reset();
    return changed;
  } catch (const SQLite::Exception& error) {
    if (statement) statement->tryReset();
    fail(error, query.name);
  } catch (...) {
    statement->tryReset();
    throw;
  }
}

std::unique_ptr<BulkInsert> SqliteSession::bulk_insert(std::string_view table,
                                                       const std::vector<std::string_view>& columns) {
  return std::make_unique<SqliteBulkInsert>(*this, connection_, table, columns);
}

std::int64_t SqliteSession::reserve_ids(std::string_view table, std::int64_t) {
  // The writer is alone, so the next ids are free until this transaction ends.
  const auto sql = "SELECT coalesce(max(id), 0) + 1 FROM " + std::string(table);
  return *one<std::int64_t>(Query{"reserve_ids", sql});
}

void SqliteSession::script(std::string_view sql) {
  try {
    connection_.exec(std::string(sql));
  } catch (const SQLite::Exception& error) {
    fail(error, "script");
  }
}

}  // namespace kinoteka::db::sqlite
