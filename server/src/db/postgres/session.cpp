#include "db/postgres/session.hpp"

#include <array>
#include <charconv>
#include <vector>

#include <poll.h>

#include "base/budget.hpp"
#include "base/error.hpp"
#include "base/time.hpp"

namespace kinoteka::db::postgres {
namespace {

constexpr Query rollback{"rollback", "ROLLBACK"}, commit_tx{"commit", "COMMIT"};

class PostgresRow final : public Row {
 public:
  explicit PostgresRow(const PGresult* result) : result_(result) {}
  bool null(int column) const override { return PQgetisnull(result_, row, column) == 1; }
  std::int64_t integer(int column) const override {
    const auto value = text(column);
    if (value == "t") return 1;
    std::int64_t number = 0;
    std::from_chars(value.data(), value.data() + value.size(), number);
    return number;
  }
  double real(int column) const override {
    const auto value = text(column);
    double number = 0;
    std::from_chars(value.data(), value.data() + value.size(), number);
    return number;
  }
  std::string_view text(int column) const override {
    return {PQgetvalue(result_, row, column), static_cast<std::size_t>(PQgetlength(result_, row, column))};
  }

  int row = 0;

 private:
  const PGresult* result_;
};

// Parameters in libpq's text format.
class Parameters {
 public:
  Parameters(const Value* values, std::size_t count) : texts_(count), pointers_(count) {
    for (std::size_t i = 0; i < count; ++i) {
      if (std::holds_alternative<std::nullptr_t>(values[i])) continue;
      texts_[i] = text(values[i]);
      pointers_[i] = texts_[i].c_str();
    }
  }
  int size() const { return static_cast<int>(pointers_.size()); }
  const char* const* data() const { return pointers_.data(); }

  static std::string text(const Value& value) {
    if (const auto* view = std::get_if<std::string_view>(&value)) return std::string(*view);
    std::array<char, 32> buffer{};
    const auto number = std::holds_alternative<double>(value)
                            ? std::to_chars(buffer.begin(), buffer.end(), std::get<double>(value))
                            : std::to_chars(buffer.begin(), buffer.end(), std::get<std::int64_t>(value));
    return {buffer.data(), number.ptr};
  }

 private:
  std::vector<std::string> texts_;
  std::vector<const char*> pointers_;
};

}  // namespace

// COPY's text format: tabs between columns, \N for NULL, backslash escapes. COPY is not possible inside a pipeline.
class PostgresBulkInsert final : public BulkInsert {
 public:
  PostgresBulkInsert(PostgresSession& session, std::string_view table, const std::vector<std::string_view>& columns)
      : session_(session), sql_("COPY " + std::string(table) + " (") {
    for (std::size_t i = 0; i < columns.size(); ++i) sql_ += (i ? ", " : "") + std::string(columns[i]);
    sql_ += ") FROM STDIN";
  }

  void row(const std::vector<Value>& values) override {
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) data_ += '\t';
      append(values[i]);
    }
    data_ += '\n';
    if (data_.capacity() <= counted_) return;
    budget::take(data_.capacity() - counted_);
    counted_ = data_.capacity();
  }

  void finish() override {
    if (data_.empty()) return;
    session_.leave_pipeline();
    auto* connection = session_.connection_;
    PostgresSession::Result started(PQexec(connection, sql_.c_str()), &PQclear);
    if (PQresultStatus(started.get()) != PGRES_COPY_IN) session_.fail(started.get(), sql_);
    const bool sent = PQputCopyData(connection, data_.data(), static_cast<int>(data_.size())) == 1 &&
                      PQputCopyEnd(connection, nullptr) == 1;
    if (!sent) session_.lost(PQerrorMessage(connection));
    PostgresSession::Result ended(PQgetResult(connection), &PQclear);
    if (PQresultStatus(ended.get()) != PGRES_COMMAND_OK) session_.fail(ended.get(), sql_);
    PQgetResult(connection);  // the null that ends the command
    data_.clear();
    session_.enter_pipeline();
  }

 private:
  void append(const Value& value) {
    if (std::holds_alternative<std::nullptr_t>(value)) {
      data_ += "\\N";
      return;
    }
    for (const char c : Parameters::text(value)) {
      switch (c) {
        case '\\': data_ += "\\\\"; break;
        case '\t': data_ += "\\t"; break;
        case '\n': data_ += "\\n"; break;
        case '\r': data_ += "\\r"; break;
        default: data_ += c;
      }
    }
  }

  PostgresSession& session_;
  std::string sql_, data_;
  std::size_t counted_ = 0;  // of data_, in the budget of the work on this thread
};

PostgresSession::PostgresSession(const std::string& url, int statement_timeout_ms) : timeout_ms_(statement_timeout_ms) {
  const auto options = "-c statement_timeout=" + std::to_string(timeout_ms_) +
                       " -c idle_in_transaction_session_timeout=60000"
                       " -c pg_trgm.similarity_threshold=0.2 -c random_page_cost=1.1";
  const std::array keys = {"dbname",
                           "application_name",
                           "client_encoding",
                           "connect_timeout",
                           "tcp_user_timeout",
                           "options",
                           static_cast<const char*>(nullptr)};
  const std::array values = {
      url.c_str(), "kinoteka", "UTF8", "5", "20000", options.c_str(), static_cast<const char*>(nullptr)};
  connection_ = PQconnectdbParams(keys.data(), values.data(), 1);
  if (PQstatus(connection_) != CONNECTION_OK) {
    const std::string why = PQerrorMessage(connection_);
    PQfinish(connection_);
    throw Error(Code::unavailable, "PostgreSQL cannot be reached.").with_detail(why);
  }
  PQsetNoticeProcessor(
      connection_, [](void*, const char*) {}, nullptr);
  enter_pipeline();
}

PostgresSession::~PostgresSession() { PQfinish(connection_); }

std::string PostgresSession::server_version() const {
  const char* version = PQparameterStatus(connection_, "server_version");
  return version == nullptr ? "" : version;
}

void PostgresSession::enter_pipeline() {
  PQsetnonblocking(connection_, 1);
  if (PQenterPipelineMode(connection_) != 1) lost("pipeline mode was refused");
}

void PostgresSession::leave_pipeline() {
  if (to_begin_ != nullptr) run(Query{"begin", "SELECT 1"});
  drain();
  if (PQexitPipelineMode(connection_) != 1) lost(PQerrorMessage(connection_));
  PQsetnonblocking(connection_, 0);
}

void PostgresSession::lost(const std::string& why) {
  healthy_ = false;
  throw ConnectionLost(why);
}

void PostgresSession::fail(const PGresult* result, std::string_view query) {
  const char* field = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string state = field == nullptr ? "" : field;
  const auto detail = "postgresql " + std::string(query) + ": " + state + ' ' +
                      (result == nullptr ? PQerrorMessage(connection_) : PQresultErrorMessage(result));
  if (state.empty() || state.starts_with("08") || state.starts_with("57P")) lost(detail);
  if (state == "40001" || state == "40P01") throw TryAgain(detail);
  if (state.starts_with("23")) {
    throw Error(Code::conflict, "This conflicts with what is stored already.").with_detail(detail);
  }
  if (state == "57014" || state == "55P03" || state.starts_with("53")) {
    throw Error(Code::unavailable, "The database took too long. Try again in a moment.").with_detail(detail);
  }
  throw Error(Code::internal, "The database failed.").with_detail(detail);
}

void PostgresSession::wait(bool writable) {
  pollfd socket{PQsocket(connection_), static_cast<short>(POLLIN | (writable ? POLLOUT : 0)), 0};
  // The server's own statement_timeout comes first; this one is for a server that no longer answers at all.
  const int ready = poll(&socket, 1, timeout_ms_ + 5000);
  if (ready == 0) lost("no answer in time");
  if ((socket.revents & POLLIN) != 0 && PQconsumeInput(connection_) != 1) lost(PQerrorMessage(connection_));
  if ((socket.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0 && PQstatus(connection_) == CONNECTION_BAD) {
    lost("connection closed");
  }
}

void PostgresSession::synchronise() {
  if (PQpipelineSync(connection_) != 1) lost(PQerrorMessage(connection_));
  for (;;) {
    const int left = PQflush(connection_);
    if (left == 0) return;
    if (left < 0) lost(PQerrorMessage(connection_));
    wait(true);
  }
}

PostgresSession::Result PostgresSession::next_result() {
  while (PQisBusy(connection_) == 1) wait(false);
  return {PQgetResult(connection_), &PQclear};
}

void PostgresSession::drain() {
  while (undrained_ > 0) {
    const auto result = next_result();
    if (PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC) --undrained_;
    if (!result && PQstatus(connection_) == CONNECTION_BAD) lost("connection closed");
  }
}

std::int64_t PostgresSession::execute(const Query& query, const Value* values, std::size_t count,
                                      const std::function<void(Row&)>& visit) {
  const bool with_begin = to_begin_ != nullptr;
  if (with_begin && PQsendQueryParams(connection_, to_begin_, 0, nullptr, nullptr, nullptr, nullptr, 0) != 1) {
    lost(PQerrorMessage(connection_));
  }
  to_begin_ = nullptr;
  in_transaction_ = in_transaction_ || with_begin;

  const auto* known = prepared_.find(query.sql);
  const bool with_prepare = known == nullptr;
  const std::string name = with_prepare ? "q" + std::to_string(++names_) : *known;
  const auto given_up = with_prepare ? prepared_.make_room() : std::nullopt;
  if (given_up && PQsendQueryParams(connection_, ("DEALLOCATE " + *given_up).c_str(), 0, nullptr, nullptr, nullptr,
                                    nullptr, 0) != 1) {
    lost(PQerrorMessage(connection_));
  }
  if (with_prepare && PQsendPrepare(connection_, name.c_str(), std::string(query.sql).c_str(), 0, nullptr) != 1) {
    lost(PQerrorMessage(connection_));
  }
  const Parameters parameters(values, count);
  if (PQsendQueryPrepared(connection_, name.c_str(), parameters.size(), parameters.data(), nullptr, nullptr, 0) != 1) {
    lost(PQerrorMessage(connection_));
  }
  synchronise();
  drain();  // an earlier reader's COMMIT answers first

  const int expected = (with_begin ? 1 : 0) + (given_up ? 1 : 0) + (with_prepare ? 1 : 0) + 1;
  ++undrained_;
  std::int64_t changed = 0;
  for (int i = 0; i < expected; ++i) {
    const auto result = next_result();
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
      drain();
      fail(result.get(), query.name);
    }
    if (with_prepare && i == expected - 2) prepared_.add(query.sql, name);
    if (i == expected - 1) {
      const std::string_view text = PQcmdTuples(const_cast<PGresult*>(result.get()));
      std::from_chars(text.data(), text.data() + text.size(), changed);
      if (visit) {
        PostgresRow row(result.get());
        for (const int rows = PQntuples(result.get()); row.row < rows; ++row.row) visit(row);
      }
    }
    next_result();  // the null behind each statement
  }
  drain();
  return changed;
}

void PostgresSession::simple(const std::string& sql) {
  leave_pipeline();
  const Result result(PQexec(connection_, sql.c_str()), &PQclear);
  const auto status = PQresultStatus(result.get());
  enter_pipeline();
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail(result.get(), "script");
}

void PostgresSession::script(std::string_view sql) { simple(std::string(sql)); }

void PostgresSession::end_read() {
  to_begin_ = nullptr;  // nothing was asked at all
  if (!in_transaction_) return;
  in_transaction_ = false;
  if (PQsendQueryParams(connection_, "COMMIT", 0, nullptr, nullptr, nullptr, nullptr, 0) != 1) {
    lost(PQerrorMessage(connection_));
  }
  synchronise();
  ++undrained_;
}

void PostgresSession::commit() {
  to_begin_ = nullptr;
  if (!in_transaction_) return;
  in_transaction_ = false;
  run(commit_tx);
}

void PostgresSession::roll_back() noexcept {
  to_begin_ = nullptr;
  if (!std::exchange(in_transaction_, false) || !healthy_) return;
  try {
    run(rollback);
  } catch (...) {
    healthy_ = false;
  }
}

std::unique_ptr<BulkInsert> PostgresSession::bulk_insert(std::string_view table,
                                                         const std::vector<std::string_view>& columns) {
  return std::make_unique<PostgresBulkInsert>(*this, table, columns);
}

std::int64_t PostgresSession::reserve_ids(std::string_view table, std::int64_t count) {
  constexpr Query lock{"reserve_ids.lock", "SELECT pg_advisory_xact_lock(hashtext($1))"};
  constexpr Query take{"reserve_ids.take",
                       "SELECT setval(s.name, nextval(s.name) + $2::bigint - 1) - $2::bigint + 1 "
                       "FROM (SELECT pg_get_serial_sequence($1, 'id')::regclass AS name) s"};
  run(lock, table);
  return *one<std::int64_t>(take, table, count);
}

}  // namespace kinoteka::db::postgres
