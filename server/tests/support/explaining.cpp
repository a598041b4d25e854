#include "support/explaining.hpp"

#include <sstream>

namespace kinoteka::support {

// Explains, then lets the real session do it.
template <class Base>
class ExplainingDatabase::Wrapped : public Base {
 public:
  Wrapped(ExplainingDatabase& owner, Base& inner) : owner_(owner), inner_(inner) {}
  db::Engine engine() const override { return inner_.engine(); }
  std::int64_t execute(const db::Query& query, const db::Value* values, std::size_t count,
                       const std::function<void(db::Row&)>& visit) override {
    owner_.explain(inner_, query, values, count);
    return inner_.execute(query, values, count, visit);
  }

 protected:
  ExplainingDatabase& owner_;
  Base& inner_;
};

class ExplainingDatabase::WrappedTx : public Wrapped<db::Tx> {
 public:
  using Wrapped::Wrapped;
  std::unique_ptr<db::BulkInsert> bulk_insert(std::string_view table,
                                              const std::vector<std::string_view>& columns) override {
    return inner_.bulk_insert(table, columns);
  }
  std::int64_t reserve_ids(std::string_view table, std::int64_t count) override {
    return inner_.reserve_ids(table, count);
  }
  void script(std::string_view sql) override { inner_.script(sql); }
  void after_commit(std::function<void()> tell) override { inner_.after_commit(std::move(tell)); }
};

void ExplainingDatabase::run_read(const std::function<void(db::Session&)>& use) {
  inner_->read([&](db::Session& session) {
    Wrapped<db::Session> wrapped(*this, session);
    use(wrapped);
  });
}

void ExplainingDatabase::run_write(const std::function<void(db::Tx&)>& use, db::Touch touch) {
  const auto explained = [&](db::Tx& tx) {
    WrappedTx wrapped(*this, tx);
    use(wrapped);
  };
  if (touch == db::Touch::nothing) {
    db::Quiet(*inner_).write(explained);
  } else {
    inner_->write(explained);
  }
}

void ExplainingDatabase::explain(db::Session& session, const db::Query& query, const db::Value* values,
                                 std::size_t count) {
  const auto verb = query.sql.substr(0, query.sql.find(' '));
  if (verb != "SELECT" && verb != "WITH" && verb != "INSERT" && verb != "UPDATE" && verb != "DELETE") return;
  const bool sqlite = engine() == db::Engine::sqlite;
  std::string plan;
  // The tables of a test are small, so PostgreSQL would rightly read each whole and join by hashing: the question is
  // whether there is an index to look things up by.
  if (!sqlite) {
    for (const auto* way : {"SET LOCAL enable_seqscan = off", "SET LOCAL enable_hashjoin = off",
                            "SET LOCAL enable_mergejoin = off", "SET LOCAL enable_material = off"})
      session.run(db::Query{"explain.ways", way});
  }
  const auto sql = (sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN (COSTS OFF) ") + std::string(query.sql);
  session.execute({"explain", sql}, values, count,
                  [&](db::Row& row) { plan += std::string(row.text(sqlite ? 3 : 0)) + '\n'; });
  if (plan.size() > 2000) plan.resize(2000);  // thousands of ids in one statement
  const std::lock_guard lock(mutex_);
  plans_[std::string(query.name)].insert(std::move(plan));
}

void ExplainingDatabase::forget_plans() {
  const std::lock_guard lock(mutex_);
  plans_.clear();
}

Plans ExplainingDatabase::plans() const {
  const std::lock_guard lock(mutex_);
  return plans_;
}

namespace {

// The word behind `mark` in a line, or nothing.
std::string word_after(std::string_view line, std::string_view mark) {
  const auto at = line.find(mark);
  if (at == std::string_view::npos) return "";
  const auto rest = line.substr(at + mark.size());
  return std::string(rest.substr(0, rest.find(' ')));
}

// What a line of SQLite's plan reads from end to end: "SCAN m", "SCAN m USING INDEX …". What it makes itself on the
// way ("SCAN (subquery-1)", "SCAN CONSTANT ROW", virtual tables) is no table.
std::string walked_by_sqlite(std::string_view line) {
  if (line.rfind("SCAN ", 0) != 0 || line[5] == '(') return "";
  const auto rest = line.substr(5);
  const auto space = rest.find(' ');
  if (rest.find(" VIRTUAL TABLE ") != std::string_view::npos) return "";
  if (space != std::string_view::npos && rest.find(" INDEX ") == std::string_view::npos) return "";
  return std::string(rest.substr(0, space));
}

// The same for PostgreSQL: a walk over a table, or over an index that the next line does not narrow.
std::string walked_by_postgresql(std::string_view line, std::string_view next) {
  if (auto table = word_after(line, "Seq Scan on "); !table.empty()) return table;
  if (line.find("Index") == std::string_view::npos || line.find("Bitmap") != std::string_view::npos ||
      next.find("Index Cond:") != std::string_view::npos)
    return "";
  return word_after(line, " using ");
}

}  // namespace

std::vector<Walk> ExplainingDatabase::walks() const {
  std::vector<Walk> out;
  for (const auto& [query, plans] : plans()) {
    for (const auto& plan : plans) {
      std::istringstream lines(plan);
      std::string line, next;
      for (std::getline(lines, line); !line.empty(); line = next) {
        next.clear();
        std::getline(lines, next);
        auto table = engine() == db::Engine::sqlite ? walked_by_sqlite(line) : walked_by_postgresql(line, next);
        if (!table.empty()) out.push_back({query, std::move(table), plan});
      }
    }
  }
  return out;
}

}  // namespace kinoteka::support
