// Links for playing a film on another device, by whoever has one, as long as its maker may play. Opening a film waits
// for its disk: call from threads that may. Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "callers/caller.hpp"
#include "db/database.hpp"
#include "features/playing/stream.hpp"
#include "features/playing/wire.hpp"

namespace kinoteka::playing {

// Ends all of somebody's links, in the transaction that takes their account back; how many there were.
std::int64_t end_links(db::Tx& tx, std::int64_t user);

class Links {
 public:
  Links(db::Database& database, std::string own_address) : database_(database), own_address_(std::move(own_address)) {}

  // Throws Error{conflict} for who has as many as there may be.
  CreatedStreamLink add(const callers::Member& member, std::int64_t file, std::int64_t hours);
  std::vector<StreamLink> all(const callers::Member& member) const;
  void remove(const callers::Member& member, std::int64_t id);

  // By the token alone. Throw Error{not_found} for one that has ended.
  FilmStream stream(const std::string& token);
  std::string playlist(const std::string& token);  // M3U

  void tidy();

 private:
  const db::Quiet database_;
  const std::string own_address_;
};

}  // namespace kinoteka::playing
