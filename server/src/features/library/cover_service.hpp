// Pictures of the library's films: what lies beside a film's file, and a frame out of it where it has no poster.
// Thread-safe.
#pragma once

#include <cstdint>

#include "db/database.hpp"
#include "features/library/file_store.hpp"
#include "features/pictures/face.hpp"
#include "jobs/jobs.hpp"
#include "jobs/kinds.hpp"
#include "media/root.hpp"
#include "media/tools.hpp"

namespace kinoteka::library {

class CoverService {
 public:
  // Registers what does FindCovers.
  CoverService(db::Database& database, jobs::Jobs& jobs, pictures::Service& pictures, media::Tools tools);

 private:
  class Beside;
  void run_covers(jobs::Running& running);
  void find_covers(const file_store::ToPicture& file, const media::Root& root, const Beside& beside);

  const db::Quiet database_;
  pictures::Service& pictures_;
  const media::Tools tools_;
};

}  // namespace kinoteka::library
