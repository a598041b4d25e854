// A database that asks its engine how each statement would be run, before it runs it: for tests that demand an index
// behind every statement that somebody's request reaches.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "db/database.hpp"

namespace kinoteka::support {

// Plans by the query's name. One name may stand for several statements, put together from a filter's parts.
using Plans = std::map<std::string, std::set<std::string>>;

// What a statement did that an index should have spared it.
struct Walk {
  std::string query, table, plan;
};

class ExplainingDatabase : public db::Database {
 public:
  explicit ExplainingDatabase(std::unique_ptr<db::Database> inner) : inner_(std::move(inner)) {}

  Plans plans() const;
  void forget_plans();
  // The statements that read a whole table, with the table or the index that was read from end to end.
  std::vector<Walk> walks() const;

  std::uint64_t revision() const override { return inner_->revision(); }
  bool look_for_changes() override { return inner_->look_for_changes(); }
  db::Engine engine() const override { return inner_->engine(); }
  std::string describe() const override { return inner_->describe(); }
  db::Stats stats() const override { return inner_->stats(); }
  void analyze() override { inner_->analyze(); }
  bool share(std::unique_ptr<SharedWork>& work) override { return inner_->share(work); }

 private:
  void run_read(const std::function<void(db::Session&)>& use) override;
  void run_write(const std::function<void(db::Tx&)>& use, db::Touch touch) override;
  void explain(db::Session& session, const db::Query& query, const db::Value* values, std::size_t count);
  template <class Base>
  class Wrapped;
  class WrappedTx;

  std::unique_ptr<db::Database> inner_;
  mutable std::mutex mutex_;
  Plans plans_;
};

}  // namespace kinoteka::support
