#include "features/library/play_access.hpp"

#include "features/accounts/face.hpp"

namespace kinoteka::library {

Error no_file() { return not_found("There is no film to play here: it may have been moved. Scan the library."); }

file_store::Place require_playable(db::Session& session, const http::Member& member, std::int64_t file) {
  accounts::require_may_play(session, member);
  auto found = file_store::place(session, file);
  if (!found || found->missing_at > 0) throw no_file();
  return std::move(*found);
}

}  // namespace kinoteka::library
