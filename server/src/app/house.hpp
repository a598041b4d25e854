// Everything between a database and a listening socket, wired together: use cases, routes, caches, workers, the edge.
// The application builds one from its settings, tests build theirs.
#pragma once

#include <memory>
#include <string>

#include "db/database.hpp"
#include "features/accounts/routes.hpp"
#include "features/catalogue/routes.hpp"
#include "features/system/replays.hpp"
#include "http/server.hpp"
#include "mail/outbox.hpp"
#include "security/secret_box.hpp"

namespace kinoteka::app {

struct HouseOptions {
  std::size_t cache_bytes = 16u << 20, listing_bytes = 32u << 20;
  std::size_t workers = 2, queue_per_worker = 2048;
  std::string web;      // the folder of the built web application
  std::string version;  // for the API's description
};

class House {
 public:
  // `database`, `policy` and `secrets` must outlive the house.
  House(db::Database& database, const accounts::Policy& policy, const security::SecretBox& secrets,
        const HouseOptions& options);
  ~House();

  // Ends the workers. A job may still refer to its connection: call before the server goes.
  void stop_workers();

  // What is to be done now and then: forgets what has expired.
  void tidy();

  db::Database& database;
  mail::Outbox outbox;
  accounts::Accounts accounts;
  catalogue::Service catalogue;
  catalogue::Editing editing;
  std::unique_ptr<http::Replays> replays;
  telemetry::Metrics metrics;
  cache::VersionedCache<http::Answer> cache;
  http::StaticFiles files;
  http::Router router;
  std::unique_ptr<WorkerPool> workers, costly_workers;
  http::Edge edge;
};

// All routes of the house, described or served.
void add_all_routes(http::Router& router, db::Database& database, accounts::Accounts& accounts,
                    catalogue::Service& catalogue, catalogue::Editing& editing, telemetry::Metrics& metrics,
                    const std::string& version);

}  // namespace kinoteka::app
