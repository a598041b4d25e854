// Background work as admins see it: what runs, waits, failed and why; to be stopped, done again, or begun. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include "callers/caller.hpp"
#include "db/database.hpp"
#include "jobs/jobs.hpp"
#include "json/schema.hpp"

namespace kinoteka::system {

struct JobLine {
  std::int64_t id = 0;
  std::string kind;
  std::int64_t object_id = 0;
  std::string argument, state;
  bool paused = false;
  json::Encoded<json::Anything> progress;
  std::string error;
  std::int64_t attempts = 0;
  std::string created_at;
  std::optional<std::string> started_at, finished_at;

  static constexpr json::Doc docs[] = {
      {"object_id", "What it is about: a folder of a scan, a movie of its pictures; 0: nothing of its own."},
      {"state", "queued, running, done, failed or cancelled."},
      {"progress", "Figures of the kind's own."},
      {"error", "Why it failed; of one that is queued, why it failed the last time."}};
};
BOOST_DESCRIBE_STRUCT(JobLine, (),
                      (id, kind, object_id, argument, state, paused, progress, error, attempts, created_at, started_at,
                       finished_at))

enum class JobWish { run, pause, cancel, retry };
BOOST_DESCRIBE_ENUM(JobWish, run, pause, cancel, retry)
struct JobChange {
  JobWish wish = JobWish::run;
};
BOOST_DESCRIBE_STRUCT(JobChange, (), (wish))

struct ScheduleLine {
  std::string kind;
  std::int64_t every_hours = 0;
  std::optional<std::string> last_at;
  std::string next_at;
};
BOOST_DESCRIBE_STRUCT(ScheduleLine, (), (kind, every_hours, last_at, next_at))

class JobsDesk {
 public:
  JobsDesk(db::Database& database, jobs::Jobs& jobs) : database_(database), jobs_(jobs) {}

  std::vector<JobLine> list(const callers::Admin& admin) const;  // the latest hundred, the newest first
  JobLine job(const callers::Admin& admin, std::int64_t id) const;
  // Throws Error{conflict} where it is too late for it.
  JobLine change(const callers::Admin& admin, std::int64_t id, JobWish wish);

  std::vector<ScheduleLine> schedules(const callers::Admin& admin) const;
  // Begins what is scheduled now. Throws Error{not_found} for a kind without a schedule.
  JobLine run_now(const callers::Admin& admin, const std::string& kind);

 private:
  const db::Quiet database_;
  jobs::Jobs& jobs_;
};

}  // namespace kinoteka::system
