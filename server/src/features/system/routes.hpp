// What operators and programs ask of the server itself: is it alive, is it ready, how is it doing, what can it do.
#pragma once

#include <string>

#include "db/database.hpp"
#include "features/system/jobs_service.hpp"
#include "http/router.hpp"
#include "telemetry/metrics.hpp"

namespace kinoteka::system {

void add_jobs_routes(http::Router& router, JobsDesk& desk);

// /healthz, /readyz, /metrics and /api/openapi.json. Add it last: the document tells of the routes before it.
void add_routes(http::Router& router, db::Database& database, telemetry::Metrics& metrics, const std::string& version);

}  // namespace kinoteka::system
