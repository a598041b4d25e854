// What lists are to other features: somebody's, as a visitor sees them, and filling one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/lists/wire.hpp"

namespace kinoteka::lists {

// Who looks, and with which link.
struct Visitor {
  std::optional<std::int64_t> user;
  std::string link;
};

// Those of somebody's lists that this visitor may see, the last changed first.
std::vector<List> visible_of(db::Session& session, const Visitor& visitor, std::int64_t owner);

// One's own list of this name, made where there is none, within the caller's transaction; and a film at its end,
// whether it was not there yet.
std::int64_t ensure(db::Tx& tx, std::int64_t user, const NewList& list, bool& made);
bool append_once(db::Tx& tx, std::int64_t list, std::int64_t movie, const std::string& note, std::int64_t user);

}  // namespace kinoteka::lists
