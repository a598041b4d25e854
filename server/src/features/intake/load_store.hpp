// Records from outside, written as films of ours.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "db/database.hpp"
#include "features/catalogue/face.hpp"
#include "features/intake/known_store.hpp"
#include "features/intake/record.hpp"

namespace kinoteka::intake::load_store {

// What earlier batches of one run have seen, so that it is not looked up again. Bounded: emptied when large. To be
// forgotten when a transaction is undone: the ids in it are nobody's.
struct Run {
  std::string source;
  bool alone = false;        // the catalogue was empty at the beginning: every record is new …
  bool alone_people = true;  // … and, while none was forgotten, everybody in it is in `people`
  known_store::People people;
  std::unordered_map<std::int64_t, catalogue::Names> names;  // of directors, in other languages

  void forget_people();
};

LoadCounts load(db::Tx& tx, Run& run, const std::vector<MovieRecord>& records);

bool is_empty(db::Session& session);       // no film is here
bool was_cut_short(db::Session& session);  // a run that postponed indexes has not made them

}  // namespace kinoteka::intake::load_store
