#include "features/system/jobs_service.hpp"

#include "base/error.hpp"
#include "base/time.hpp"

namespace kinoteka::system {
namespace {

constexpr std::int64_t shown = 100;

std::optional<std::string> time_or_nothing(std::int64_t ms) {
  return ms > 0 ? std::optional(rfc3339(ms)) : std::nullopt;
}

JobLine line_of(const jobs::Job& job) {
  JobLine out;
  out.id = job.id;
  out.kind = job.kind;
  out.object_id = job.object;
  out.argument = job.argument;
  out.state = job.state;
  out.paused = job.wish == "pause";
  out.progress.text = job.progress.empty() ? "{}" : job.progress;
  out.error = job.error;
  out.attempts = job.attempts;
  out.created_at = rfc3339(job.created_at);
  out.started_at = time_or_nothing(job.started_at);
  out.finished_at = time_or_nothing(job.finished_at);
  return out;
}

}  // namespace

std::vector<JobLine> JobsDesk::list(const callers::Admin&) const {
  return database_.read([](db::Session& session) {
    std::vector<JobLine> out;
    for (const auto& job : jobs::Jobs::list(session, "", 0, shown)) out.push_back(line_of(job));
    return out;
  });
}

JobLine JobsDesk::job(const callers::Admin&, std::int64_t id) const {
  return database_.read([&](db::Session& session) {
    const auto job = jobs::Jobs::find(session, id);
    if (!job) throw not_found("There is no job with this id.");
    return line_of(*job);
  });
}

JobLine JobsDesk::change(const callers::Admin& admin, std::int64_t id, JobWish wish) {
  static_cast<void>(job(admin, id));
  const bool heard = wish == JobWish::retry    ? jobs_.retry(id)
                     : wish == JobWish::pause  ? jobs_.wish(id, "pause")
                     : wish == JobWish::cancel ? jobs_.wish(id, "cancel")
                                               : jobs_.wish(id, "");
  if (!heard) {
    throw conflict(wish == JobWish::retry ? "Only a job that failed or was cancelled is done again."
                                          : "This job is over already.");
  }
  return job(admin, id);
}

std::vector<ScheduleLine> JobsDesk::schedules(const callers::Admin&) const {
  return database_.read([&](db::Session& session) {
    std::vector<ScheduleLine> out;
    for (const auto& schedule : jobs_.schedules()) {
      const auto last = jobs::Jobs::list(session, schedule.kind, 0, 1);
      const auto at = last.empty() ? 0 : last.front().created_at;
      out.push_back({schedule.kind, schedule.every_ms / hour_ms, time_or_nothing(at),
                     rfc3339(std::max(at + schedule.every_ms, now_ms()))});
    }
    return out;
  });
}

JobLine JobsDesk::run_now(const callers::Admin& admin, const std::string& kind) {
  for (const auto& schedule : jobs_.schedules()) {
    if (schedule.kind != kind) continue;
    const auto id = database_.write([&](db::Tx& tx) { return jobs_.add_named(tx, kind, 0, "", admin.id()); });
    return job(admin, id);
  }
  throw not_found("No work of this kind has a schedule: GET /api/admin/schedules lists them.");
}

}  // namespace kinoteka::system
