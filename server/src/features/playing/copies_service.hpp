// Which files a film has, for who may play them; and which films have any. Synchronous; call from workers. Thread-safe.
#pragma once

#include <cstdint>
#include <vector>

#include "callers/caller.hpp"
#include "db/database.hpp"
#include "features/playing/wire.hpp"

namespace kinoteka::playing {

class Copies {
 public:
  explicit Copies(db::Database& database) : database_(database) {}

  MovieFiles files_of(const callers::Member& member, std::int64_t movie) const;  // throws Error{not_found}
  // Those of `movies` that somebody may play here; nothing for who may not.
  std::vector<std::int32_t> playable(const callers::Member& member, const std::vector<std::int32_t>& movies) const;
  std::vector<std::int32_t> movies(const callers::Member& member) const;  // with files, the newest first
  std::vector<json::Encoded<catalogue::MovieCard>> cards(const std::vector<std::int32_t>& movies) const;

 private:
  const db::Quiet database_;
};

}  // namespace kinoteka::playing
