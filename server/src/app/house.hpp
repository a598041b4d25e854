// Everything between a database and a listening socket, wired together: use cases, routes, caches, workers, the edge.
// The application builds one from its settings, tests build theirs.
#pragma once

#include <array>
#include <memory>
#include <string>

#include "cache/marks.hpp"
#include "db/database.hpp"
#include "features/accounts/routes.hpp"
#include "features/catalogue/routes.hpp"
#include "features/collection/routes.hpp"
#include "features/diary/routes.hpp"
#include "features/editing/routes.hpp"
#include "features/gallery/routes.hpp"
#include "features/library/cover_service.hpp"
#include "features/library/routes.hpp"
#include "features/lists/routes.hpp"
#include "features/members/routes.hpp"
#include "features/metadata/routes.hpp"
#include "features/pictures/routes.hpp"
#include "features/playing/routes.hpp"
#include "features/reviews/routes.hpp"
#include "features/sharing/routes.hpp"
#include "features/system/jobs_service.hpp"
#include "features/system/replay_service.hpp"
#include "features/takeout/routes.hpp"
#include "http/server.hpp"
#include "jobs/jobs.hpp"
#include "mail/outbox.hpp"
#include "security/secret_box.hpp"

namespace kinoteka::app {

struct HouseOptions {
  std::size_t cache_bytes = 16u << 20, listing_bytes = 32u << 20;
  std::size_t workers = 2, writers = 64, queue_per_worker = 2048;
  std::string web;      // the folder of the built web application
  std::string version;  // for the API's description
  library::Settings library;
  playing::Settings playing;
  blobs::Place blobs{"folder:data/blobs", "", "", ""};
  std::string picture_maker = images::maker_program();
  providers::Settings providers;
  std::int64_t refresh_days = 0;  // how often all films are asked for again; 0: when an admin says so
};

class House {
 public:
  // `database`, `policy` and `secrets` must outlive the house.
  House(db::Database& database, const accounts::Policy& policy, const security::SecretBox& secrets,
        const HouseOptions& options);
  ~House();

  // Ends jobs, and what they and others wait for outside.
  void stop_jobs();
  // Ends the workers. A job may still refer to its connection: call before the server goes.
  void stop_workers();

  // What is to be done now and then: forgets what has expired.
  void tidy();
  // To be called each second: sees what other processes changed.
  void look_for_changes();

 private:
  void add_routes(const std::string& version);

 public:
  using Pools = std::array<std::unique_ptr<WorkerPool>, http::pool_names.size()>;  // by http::Pool
  db::Database& database;
  mail::Outbox outbox;
  accounts::Accounts accounts;
  catalogue::Service catalogue;
  editing::Editing editing;
  cache::Marks marks;  // of movies whose numbers changed
  catalogue::Numbers numbers;
  diary::Service diary;
  reviews::Service reviews;
  collection::Service collection;
  sharing::Service sharing;
  lists::Service lists;
  members::Service members;
  takeout::Service takeout;
  jobs::Jobs jobs;
  std::unique_ptr<blobs::Store> blobs;
  pictures::Service pictures;
  system::JobsDesk jobs_desk;
  net::Fetcher fetcher;  // of what lies at other servers
  gallery::Service galleries;
  metadata::Service metadata;
  library::Service library;
  library::CoverService covers;
  playing::Playing playing;
  std::unique_ptr<http::Replays> replays;
  telemetry::Metrics metrics;
  cache::VersionedCache<http::Answer> cache;
  http::StaticFiles files;
  http::Router router;
  Pools pools;
  http::Edge edge;
};

}  // namespace kinoteka::app
