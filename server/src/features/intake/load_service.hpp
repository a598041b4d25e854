// Records from outside become films: the one way in for the starter catalogue and every import. Loading is
// repeatable: a record that was loaded before changes nothing, one that describes a film we have completes it, and
// everything else becomes a film, with its credits, genres, card and search entry in the same transaction.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/intake/record.hpp"

namespace kinoteka::intake {

namespace load_store {
struct Run;
}

class Loader {
 public:
  // `source` names where the records come from ("wikipedia"); together with their keys it makes loading repeatable.
  Loader(db::Database& database, std::string source);
  ~Loader();

  // To be called before the first batch of what may be a large import: where the catalogue is empty, indexes are
  // made at the end, by `finish`, in a fifth of the time.
  void begin();

  // One transaction; at most a few thousand records at a time.
  LoadCounts load(const std::vector<MovieRecord>& records);

  // Brings what is derived over all films up to date: counts of genres, people's popularity and search entries.
  void finish();

 private:
  db::Database& database_;
  const std::unique_ptr<load_store::Run> run_;
};

bool is_empty(db::Database& database);

// Makes again what an import that was cut short has left undone. To be called when a program starts to use the
// database.
void recover(db::Database& database);

}  // namespace kinoteka::intake
