// What follows what in the library. A step that is done says so in its transaction, and what it makes necessary is
// begun: one table (pipeline.cpp).
#pragma once

#include <cstdint>

#include "db/database.hpp"
#include "jobs/jobs.hpp"
#include "jobs/kinds.hpp"

namespace kinoteka::library {

enum class Step {
  scanned,    // a folder was walked
  matched,    // close titles were looked for
  probed,     // files were looked into
  chosen,     // somebody said which film a file is
  forgotten,  // what was known of a file's inside is not to be trusted
};

// What a scan leaves to be done.
struct Scanned {
  jobs::ScanFolder scan;
  std::int64_t began_at = 0;    // ms
  bool unmatched = false;       // it found films that it has no match for
  bool unsettled = false;       // and files that may still be growing …
  std::int64_t settled_in = 0;  // … which will not any more in so many ms
};

// `user`: who asked for the step, if anybody did.
void follow(db::Tx& tx, jobs::Jobs& jobs, Step step, std::optional<std::int64_t> user = {},
            const Scanned& scanned = {});

}  // namespace kinoteka::library
