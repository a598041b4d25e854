// Which records of a batch were loaded before, and who of ours its people are. Some hundred are asked for at a time.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "db/database.hpp"
#include "features/intake/record.hpp"

namespace kinoteka::intake::known_store {

// For each record the film that came of this very one before; 0: none.
std::vector<std::int64_t> find_loaded(db::Session& session, const std::string& source,
                                      const std::vector<MovieRecord>& records);

// How a person is told from others: by IMDb's id where the source knows it, else by name.
const std::string& person_key(const CreditRecord& credit);
using People = std::unordered_map<std::string, std::int64_t>;  // by that

// Adds those of `unknown` that are ours. A name is all most sources give. Who has an IMDb id of their own is not taken
// for somebody with another; who has none takes the one that came.
void find_people(db::Tx& tx, const std::vector<const CreditRecord*>& unknown, People& people);

}  // namespace kinoteka::intake::known_store
