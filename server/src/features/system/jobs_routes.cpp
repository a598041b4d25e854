#include "features/system/routes.hpp"
#include "http/rows.hpp"

namespace kinoteka::system {

void add_jobs_routes(http::Router& router, JobsDesk& desk) {
  using http::admins, callers::Admin, http::Body, http::Name, http::Accepted;

  http::Rows rows(router, "Jobs");
  rows.get("/api/admin/jobs", admins, "The latest hundred jobs", [&](Admin admin) { return desk.list(admin); });
  rows.get("/api/admin/jobs/{id}", admins, "How far a job is", [&](Admin admin, Id id) { return desk.job(admin, id); });
  rows.put("/api/admin/jobs/{id}", admins, "Pause it, go on, cancel it, do it again",
           [&](Admin admin, Id id, Body<JobChange> change) { return desk.change(admin, id, change->wish); });
  rows.get("/api/admin/schedules", admins, "What is done by itself, and when next",
           [&](Admin admin) { return desk.schedules(admin); });
  rows.post("/api/admin/schedules/{kind}/run", admins, "Do now what is scheduled",
            [&](Admin admin, Name kind) { return Accepted<JobLine>{desk.run_now(admin, kind.value)}; });
}

}  // namespace kinoteka::system
