// Cards: what lists show of a movie, derived from its rows and kept encoded. Whoever changes a movie rebuilds its card
// in the same transaction.
#pragma once

#include <cstdint>
#include <memory>

#include "db/database.hpp"
#include "features/catalogue/wire.hpp"

namespace kinoteka::catalogue::card_store {

void rebuild(db::Tx& tx, std::int64_t movie);
std::int64_t make_missing(db::Tx& tx);  // how many

// Cards of films that have none yet, many at a time.
class Writer {
 public:
  explicit Writer(db::Tx& tx);
  void add(const MovieFacts& facts);
  void finish();  // call once

 private:
  std::unique_ptr<db::BulkInsert> rows_;
};

}  // namespace kinoteka::catalogue::card_store
