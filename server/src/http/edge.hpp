// What everything at the edge shares: the limits of connections and requests, and what an exchange asks.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "base/budget.hpp"
#include "base/shared_commit.hpp"
#include "cache/marks.hpp"
#include "cache/versioned_cache.hpp"
#include "http/gate.hpp"
#include "http/parser.hpp"
#include "http/pools.hpp"
#include "http/router.hpp"
#include "http/static_files.hpp"
#include "telemetry/metrics.hpp"

namespace kinoteka::http {

// Every wait has an end and every buffer a size. docs/operations.md lists the defaults.
struct ServerLimits {
  Limits parser;
  std::size_t connections = 10'000;
  std::size_t connections_an_address = 1024;   // of one network, which is no proxy of ours
  std::chrono::milliseconds head{10'000};      // from a request's first byte to the end of its head
  std::chrono::milliseconds body{60'000};      // from there to the end of its body
  std::chrono::milliseconds write{30'000};     // without any byte being taken by the client
  std::chrono::milliseconds idle{60'000};      // between requests
  std::chrono::milliseconds leftover{10'000};  // for a body that was refused, so that its sender can read why
  std::chrono::milliseconds drain{15'000};     // for what runs when the server stops
};

enum class RequestLog { all, slow, none };  // slow: over 500 ms or 5xx

struct Edge {
  const Router& router;
  const StaticFiles& files;
  Workers workers;
  ShareCommit share_commit = {};  // for short changes, where the database can
  cache::VersionedCache<Answer>& cache;
  const cache::Marks& marks;                // of movies whose numbers changed
  std::function<std::uint64_t()> revision;  // of everything else that cached answers were made from
  telemetry::Metrics& metrics;
  std::vector<telemetry::RouteMetrics*> route_metrics = {};  // by Route::index
  RequestLog request_log = RequestLog::all;
  ServerLimits limits = {};
  Gate gate = {};
  std::shared_ptr<Holdings> holdings = std::make_shared<Holdings>();  // of all requests in flight
};

// Gives each route its counters; once, when all routes are there.
void count_routes(Edge& edge);

}  // namespace kinoteka::http
