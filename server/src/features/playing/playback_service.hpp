// Watching: how a browser can play a file, and the bytes it plays. For admins and for whom an admin lets play; whoever
// may not is told so, and nothing of the files. Waits for disks and children: call from threads that may. Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/mutex.hpp"
#include "callers/caller.hpp"
#include "db/database.hpp"
#include "features/library/face.hpp"
#include "features/playing/stream.hpp"
#include "features/playing/wire.hpp"
#include "media/conversions.hpp"
#include "media/tools.hpp"

namespace kinoteka::playing {

struct Settings {
  std::string data;  // a folder of our own for what is made from films
  media::Tools tools;
  std::size_t transcodes = 2;  // at once
};

class PlaybackService {
 public:
  PlaybackService(db::Database& database, const Settings& settings);

  // All of these throw Error{forbidden} for who may not play, {not_found} for a file that is not there.
  PlayItem item(const callers::Member& member, std::int64_t file) const;
  Playback playback(const callers::Member& member, std::int64_t file, const Abilities& abilities);
  FilmStream stream(const callers::Member& member, std::int64_t file) const;
  std::string playlist(const callers::Member& member, std::int64_t file, std::string_view plan);
  std::string piece(const callers::Member& member, std::int64_t file, std::string_view plan, std::string_view name);

 private:
  library::FilmFile place(const callers::Member& member, std::int64_t file) const;
  media::Conversions::Source source_of(const library::FilmFile& file, const media::Plan& plan);
  media::Plan plan_of(const library::FilmFile& file, std::string_view name) const;
  media::Cuts keyframe_cuts(const library::FilmFile& file);

  const db::Quiet database_;
  const Settings settings_;
  media::Conversions conversions_;
  Mutex mutex_;
  struct KnownCuts {
    std::int64_t file = 0, modified_at = 0;
    media::Cuts cuts;
  };
  std::vector<KnownCuts> cuts_ KINO_GUARDED_BY(mutex_);  // of the films played last
};

}  // namespace kinoteka::playing
