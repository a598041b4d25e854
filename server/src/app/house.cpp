#include "app/house.hpp"

#include "features/system/routes.hpp"

namespace kinoteka::app {
namespace {

// Hashing a password takes a tenth of a second and tens of megabytes: one at a time, and a short queue.
constexpr std::size_t costly_threads = 1, costly_queue = 64;

http::Gate make_gate(accounts::Accounts& accounts, const accounts::Policy& policy, http::Replays& replays) {
  http::Gate gate;
  gate.identify = [&accounts](const http::Request& request) { return accounts.sign_in.identify(request); };
  gate.replays = &replays;
  gate.members_only = policy.members_only;
  gate.own_origin = policy.own_address;
  gate.origins = policy.origins;
  gate.proxies = policy.proxies;
  gate.session_cookie = policy.session_cookie();
  if (policy.over_tls()) gate.fixed_headers = "Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n";
  return gate;
}

}  // namespace

void add_all_routes(http::Router& router, db::Database& database, accounts::Accounts& accounts,
                    catalogue::Service& catalogue, catalogue::Editing& editing, telemetry::Metrics& metrics,
                    const std::string& version) {
  catalogue::add_routes(router, catalogue, editing.tags);
  catalogue::add_edit_routes(router, editing);
  accounts::add_routes(router, accounts);
  accounts::add_user_routes(router, accounts);
  accounts::add_admin_routes(router, accounts);
  system::add_routes(router, database, metrics, version);
}

House::House(db::Database& database_, const accounts::Policy& policy, const security::SecretBox& secrets,
             const HouseOptions& options)
    // The use cases.
    : database(database_),
      outbox(secrets),
      accounts(database, policy, secrets, outbox),
      catalogue(database, options.listing_bytes),
      editing(database),
      replays(system::make_replays(database)),
      // What is kept ready, and the web application's files.
      cache(options.cache_bytes),
      files(options.web),
      // Threads for handlers.
      workers(std::make_unique<WorkerPool>(options.workers, options.workers * options.queue_per_worker)),
      costly_workers(std::make_unique<WorkerPool>(costly_threads, costly_queue)),
      edge{router,
           files,
           *workers,
           *costly_workers,
           cache,
           [this] { return database.revision(); },
           metrics,
           {},
           http::RequestLog::none,
           {},
           make_gate(accounts, policy, *replays)} {
  // The routes.
  add_all_routes(router, database, accounts, catalogue, editing, metrics, options.version);
  http::count_routes(edge);
  metrics.watch("kinoteka_queue_length", "gauge", "Requests that wait for a worker.",
                [this] { return static_cast<double>(workers->queued()); });
  metrics.watch("kinoteka_costly_queue_length", "gauge",
                "Requests that wait to hash a password or to ask another server.",
                [this] { return static_cast<double>(costly_workers->queued()); });
}

House::~House() = default;

void House::stop_workers() {
  workers.reset();
  costly_workers.reset();
}

void House::tidy() {
  accounts.tidy();
  outbox.tidy(database);
  system::forget_old_replays(database);
}

}  // namespace kinoteka::app
