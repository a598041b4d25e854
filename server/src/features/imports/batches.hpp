// Records gathered into transactions of a good size on their way to the catalogue. Shared by all imports.
#pragma once

#include <string>
#include <vector>

#include "features/catalogue/load_service.hpp"
#include "features/imports/service.hpp"

namespace kinoteka::imports {

class Batches {
 public:
  Batches(db::Database& database, std::string source, Report& report)
      : loader_(database, std::move(source)), report_(report) {}

  void add(catalogue::MovieRecord record) {
    records_.push_back(std::move(record));
    if (records_.size() >= size) flush();
  }
  void finish() {
    flush();
    loader_.finish();
  }

 private:
  static constexpr std::size_t size = 4000;  // a tenth of a second of the writer's time

  void flush() {
    const auto counts = loader_.load(records_);
    report_.created += counts.created;
    report_.completed += counts.completed;
    report_.unchanged += counts.unchanged;
    records_.clear();
  }

  catalogue::Loader loader_;
  Report& report_;
  std::vector<catalogue::MovieRecord> records_;
};

}  // namespace kinoteka::imports
