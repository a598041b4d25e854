// Which of our films and people a batch of records means. Some hundred are asked for at a time; for a film alone, and
// with close titles, see match_store.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "db/database.hpp"
#include "features/catalogue/record.hpp"

namespace kinoteka::catalogue::load_known_store {

struct KnownRecord {
  std::int64_t movie = 0;      // 0: none of ours
  bool loaded_before = false;  // this very record
};

// For each record the film that came of it before; else one with an id of its; else one of its title and year that no
// record of this source has come to. A film is meant by one record at most, but by ids.
std::vector<KnownRecord> find(db::Session& session, const std::string& source, const std::vector<MovieRecord>& records);

// How a person is told from others: by IMDb's id where the source knows it, else by name.
const std::string& person_key(const CreditRecord& credit);
using People = std::unordered_map<std::string, std::int64_t>;  // by that

// Adds those of `unknown` that are ours. A name is all most sources give. Who has an IMDb id of their own is not taken
// for somebody with another; who has none takes the one that came.
void find_people(db::Tx& tx, const std::vector<const CreditRecord*>& unknown, People& people);

}  // namespace kinoteka::catalogue::load_known_store
