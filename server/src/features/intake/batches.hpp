// Records gathered into transactions of a good size on their way to the catalogue. Shared by all imports.
#pragma once

#include <future>
#include <string>
#include <vector>

#include "features/intake/datasets.hpp"
#include "features/intake/load_service.hpp"

namespace kinoteka::intake {

class Batches {
 public:
  Batches(db::Database& database, std::string source, Report& report)
      : loader_(database, std::move(source)), report_(report) {
    loader_.begin();
  }

  void add(MovieRecord record) {
    records_.push_back(std::move(record));
    if (records_.size() >= size) flush();
  }
  void finish() {
    flush();
    wait();
    loader_.finish();
  }

 private:
  static constexpr std::size_t size = 4000;  // a tenth of a second of the writer's time

  // One batch is written while the next one is read.
  void flush() {
    wait();
    auto write = [this, records = std::move(records_)] { return loader_.load(records); };
    writing_ = std::async(std::launch::async, std::move(write));  // tidy: one that reads ahead of one that writes
    records_.clear();
  }
  void wait() {
    if (!writing_.valid()) return;
    const auto counts = writing_.get();
    report_.created += counts.created;
    report_.completed += counts.completed;
    report_.unchanged += counts.unchanged;
  }

  Loader loader_;
  Report& report_;
  std::vector<MovieRecord> records_;
  std::future<LoadCounts> writing_;  // last: whoever leaves waits for it before the rest goes
};

}  // namespace kinoteka::intake
