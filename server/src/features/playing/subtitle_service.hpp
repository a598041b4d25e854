// Subtitles of films as WebVTT: tracks in the file, files beside it, and those that editors bring along. Reading some
// waits for a child: call from threads that may. Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "callers/caller.hpp"
#include "db/database.hpp"
#include "features/library/face.hpp"
#include "features/playing/wire.hpp"
#include "media/info.hpp"
#include "media/tools.hpp"

namespace kinoteka::playing {

class Subtitles {
 public:
  Subtitles(db::Database& database, media::Tools tools) : database_(database), tools_(std::move(tools)) {}

  // `name` as `choices_of` gives it. Throw Error{forbidden} for who may not play, {not_found} for a file or subtitles
  // that are not there.
  std::string text(const callers::Member& member, std::int64_t file, std::string_view name) const;
  // Throws Error{invalid} for what are no subtitles.
  SubtitleChoice add(const callers::Editor& editor, std::int64_t file, const std::string& bytes,
                     const std::string& language, const std::string& label);
  // Throws Error{conflict} for those that lie beside the film.
  void remove(const callers::Editor& editor, std::int64_t file, std::int64_t id);

 private:
  const db::Quiet database_;
  const media::Tools tools_;
};

// All that a player may choose from.
std::vector<SubtitleChoice> choices_of(db::Session& session, std::int64_t file, const media::Info& info);

}  // namespace kinoteka::playing
