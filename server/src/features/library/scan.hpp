// Looking through a folder: which films are in it, which are new, changed, moved, gone. The walk never holds the
// database, what it finds is written a few hundred files at a time, and what was written is known to the next scan: one
// that was cut short goes on where it was. Nothing is ever deleted: what is not there any more becomes 'missing'.
#pragma once

#include <cstdint>

#include "db/database.hpp"
#include "features/library/wire.hpp"
#include "jobs/jobs.hpp"

namespace kinoteka::library {

struct ScanOptions {
  // A file that was written to so recently may still be growing: a scan after a change leaves it for the next one.
  std::int64_t settle_ms = 0;
  bool full = false;  // read all names again, also of what has not changed
};

struct ScanOutcome {
  ScanProgress progress;
  bool unsettled = false;  // some files were left for the next scan
};

// Runs one to its end, or throws what Running throws. Throws Error{not_found} when the folder is not known any more,
// Error{conflict} when it cannot be opened or is empty though files were known in it: then nothing is changed.
ScanOutcome scan_folder(const db::Quiet& database, std::int64_t folder, const ScanOptions& options,
                        jobs::Running& running);

}  // namespace kinoteka::library
