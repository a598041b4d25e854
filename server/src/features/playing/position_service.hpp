// Where people stopped, and what that makes of it: a film nearly seen is a viewing in the diary. Synchronous; call from
// workers. Thread-safe.
#pragma once

#include <cstdint>
#include <vector>

#include "callers/caller.hpp"
#include "db/database.hpp"
#include "features/catalogue/face.hpp"
#include "features/playing/wire.hpp"

namespace kinoteka::playing {

class Positions {
 public:
  Positions(db::Database& database, const catalogue::Numbers& numbers) : database_(database), numbers_(numbers) {}

  // Throws Error{forbidden} for who may not play, {not_found} for a file that is not there.
  PositionSaved save(const callers::Member& member, std::int64_t file, std::int64_t position_ms);
  void forget(const callers::Member& member, std::int64_t file);
  std::vector<ContinueLine> open_films(const callers::Member& member) const;  // the latest first; at most 20

 private:
  const db::Quiet database_;
  const catalogue::Numbers& numbers_;
};

}  // namespace kinoteka::playing
