// The sheet of small frames that a player shows above its bar. Thread-safe.
#pragma once

#include <cstdint>
#include <string>

#include "blobs/store.hpp"
#include "callers/caller.hpp"
#include "db/database.hpp"
#include "features/playing/wire.hpp"
#include "jobs/jobs.hpp"
#include "jobs/kinds.hpp"
#include "media/tools.hpp"

namespace kinoteka::playing {

class PreviewService {
 public:
  // Registers what does MakePreviews and DropOldPreviews.
  PreviewService(db::Database& database, jobs::Jobs& jobs, blobs::Store& blobs, media::Tools tools);

  // What is there to be shown above the bar; when nothing is yet, it is begun. Throws Error{forbidden} for who may not
  // play, {not_found} for a file that is not there.
  Previews previews(const callers::Member& member, std::int64_t file);
  std::string sheet(const callers::Member& member, std::int64_t file) const;  // JPEG

 private:
  void run_previews(std::int64_t file);
  void run_old_previews(jobs::Running& running);

  const db::Quiet database_;
  jobs::Jobs& jobs_;
  blobs::Store& blobs_;
  const media::Tools tools_;
};

}  // namespace kinoteka::playing
