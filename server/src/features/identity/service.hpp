// Which film somebody means: the one set of rules, for the home library, imports, providers, loaders and editors who
// are about to make a duplicate; for one film or for thousands. Synchronous; call from workers. Thread-safe.
//
//   1. An id elsewhere, asked for in the order of base/external_ids.hpp: the surest first.
//   2. A title in any language, folded, and the very year; of several such films the one that has been here longest.
//   3. A title and a year that is one off or unknown, where that is one film; a title alone, where only one has it.
//   4. A title with a typing error or two and a year at most one off, where no two films do equally well.
//
// A film that has another id at a provider than is asked for is never meant by its title.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe/enum.hpp>

#include "db/database.hpp"

namespace kinoteka::identity {

using IdsElsewhere = std::map<std::string, std::string>;  // by provider

struct Wanted {
  std::string title;  // empty: by ids alone
  int year = 0;       // 0: unknown
  IdsElsewhere external_ids;
  std::int64_t except = 0;  // a film that is not meant: the one that is being changed
};

enum class MatchedBy { id, title, close, none };
BOOST_DESCRIBE_ENUM(MatchedBy, id, title, close, none)

struct Match {
  MatchedBy by = MatchedBy::none;
  std::int64_t movie = 0;
  bool deleted = false;       // only where Rules ask for those too
  std::string_view provider;  // whose id it was
};

// How far the rules go: `same` to the second, `near` to the third, `like` to the fourth, which costs a search a title.
enum class Closeness { same, near, like };

struct Rules {
  Closeness closeness = Closeness::like;
  // Whether an id may lead to a film that was deleted here, where no other has it.
  bool deleted = false;
  // The questions are records of this source, which are films of their own: none is meant, by its title, that another
  // record of this source has come to.
  std::string_view source = {};
};

// One answer for each, in their order.
std::vector<Match> match(db::Session& session, const std::vector<Wanted>& wanted, const Rules& rules);
Match match(db::Session& session, const Wanted& wanted, const Rules& rules);

// The sure ids that others know a film by, and articles about it.
IdsElsewhere external_ids_of(db::Session& session, std::int64_t movie);

}  // namespace kinoteka::identity
