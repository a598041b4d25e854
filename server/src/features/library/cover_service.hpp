// Pictures of the library's films: what lies beside a film's file, a frame out of it where it has no poster, and the
// sheet of small frames that the player shows above its bar. Thread-safe.
#pragma once

#include <cstdint>
#include <string>

#include "blobs/store.hpp"
#include "db/database.hpp"
#include "features/library/file_store.hpp"
#include "features/library/play_wire.hpp"
#include "features/library/service.hpp"
#include "features/pictures/face.hpp"
#include "http/caller.hpp"
#include "jobs/jobs.hpp"
#include "jobs/kinds.hpp"
#include "media/root.hpp"

namespace kinoteka::library {

class CoverService {
 public:
  // Registers what does FindCovers, MakePreviews and DropOldPreviews.
  CoverService(db::Database& database, jobs::Jobs& jobs, blobs::Store& blobs, pictures::Service& pictures,
               const Settings& settings);

  // What is there to be shown above the bar; when nothing is yet, it is begun. Throws Error{forbidden} for who may not
  // play, {not_found} for a file that is not there.
  Previews previews(const http::Member& member, std::int64_t file);
  std::string sheet(const http::Member& member, std::int64_t file) const;

 private:
  class Beside;
  void run_covers(jobs::Running& running);
  void run_previews(std::int64_t file);
  void run_old_previews(jobs::Running& running);
  void find_covers(const file_store::ToPicture& file, const media::Root& root, const Beside& beside);

  const db::Quiet database_;
  jobs::Jobs& jobs_;
  blobs::Store& blobs_;
  pictures::Service& pictures_;
  const Settings settings_;
};

}  // namespace kinoteka::library
