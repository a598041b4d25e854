#include "app/house.hpp"

#include "base/time.hpp"
#include "features/catalogue/community_service.hpp"
#include "features/system/routes.hpp"

namespace kinoteka::app {
namespace {

// Hashing a password takes a tenth of a second and tens of megabytes: one at a time, and a short queue.
constexpr std::size_t costly_threads = 1, costly_queue = 64;

// Who opens films and waits for their pieces: mostly asleep.
constexpr std::size_t waiting_threads = 16, waiting_queue = 256;

// Who asks providers of metadata and of sign-in. A slow one holds these threads, and nothing else.
constexpr std::size_t outside_threads = 8, outside_queue = 64;

// A change waits for its commit, which on SQLite many share: as many may wait at once as the bar of 64 connections
// asks for. On PostgreSQL each holds a session, and more than there are sessions gain nothing.
std::size_t writers(const db::Database& database, const HouseOptions& options) {
  return database.engine() == db::Engine::sqlite ? options.writers : options.workers;
}

ShareCommit share_commit(db::Database& database) {
  if (database.engine() != db::Engine::sqlite) return {};
  return [&database](std::unique_ptr<SharedWork>& work) { return database.share(work); };
}

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

House::House(db::Database& database_, const accounts::Policy& policy, const security::SecretBox& secrets,
             const HouseOptions& options)
    // The use cases.
    : database(database_),
      outbox(secrets),
      accounts(database, policy, secrets, outbox),
      catalogue(database, options.listing_bytes),
      editing(database),
      diary(database, marks),
      reviews(database, policy),
      collection(database),
      sharing(database, policy),
      lists(database, policy),
      members(database, collection),
      takeout(database, policy, marks),
      jobs(database),
      blobs(blobs::open(options.blobs)),
      pictures(database, jobs, *blobs, options.picture_maker),
      jobs_desk(database, jobs),
      metadata(database, jobs, pictures, catalogue, options.providers),
      library(database, jobs, options.library),
      playing(database, marks, options.library, policy.own_address),
      covers(database, jobs, *blobs, pictures, options.library),
      replays(system::make_replays(database)),
      // What is kept ready, and the web application's files.
      cache(options.cache_bytes),
      files(options.web),
      // Threads for handlers.
      readers(std::make_unique<WorkerPool>(options.workers, options.workers * options.queue_per_worker)),
      changers(std::make_unique<WorkerPool>(writers(database, options), options.workers * options.queue_per_worker)),
      hashers(std::make_unique<WorkerPool>(costly_threads, costly_queue)),
      waiters(std::make_unique<WorkerPool>(waiting_threads, waiting_queue)),
      askers(std::make_unique<WorkerPool>(outside_threads, outside_queue)),
      edge{router,
           files,
           {*readers, *changers, *hashers, *waiters, *askers},
           share_commit(database),
           cache,
           marks,
           [this] { return database.revision(); },
           metrics,
           {},
           http::RequestLog::none,
           {},
           make_gate(accounts, policy, *replays)} {
  // Who goes takes their part of what is counted along.
  accounts.profiles.before_farewell([](db::Tx& tx, std::int64_t user) {
    catalogue::forget_opinions(tx, user);
    reviews::forget_user(tx, user);
  });
  // What is done by itself.
  jobs.schedule("orphans", day_ms);
  jobs.schedule("old_previews", day_ms);
  if (options.refresh_days > 0) jobs.schedule("refresh", options.refresh_days * day_ms);
  // The routes.
  add_routes(options.version);
  http::count_routes(edge);
  metrics.watch("kinoteka_queue_length", "gauge", "Requests that wait for a worker.",
                [this] { return static_cast<double>(readers->queued()); });
  metrics.watch("kinoteka_costly_queue_length", "gauge", "Requests that wait to hash a password.",
                [this] { return static_cast<double>(hashers->queued()); });
  metrics.watch("kinoteka_outside_queue_length", "gauge", "Requests that wait to ask another server.",
                [this] { return static_cast<double>(askers->queued()); });
}

House::~House() = default;

void House::add_routes(const std::string& version) {
  catalogue::add_routes(router, catalogue, editing.tags);
  catalogue::add_edit_routes(router, editing, pictures);
  diary::add_routes(router, diary);
  reviews::add_routes(router, reviews);
  lists::add_routes(router, lists);
  collection::add_routes(router, collection);
  sharing::add_routes(router, sharing);
  members::add_routes(router, members);
  takeout::add_routes(router, takeout);
  library::add_routes(router, library);
  library::add_play_routes(router, playing, covers);
  pictures::add_routes(router, pictures);
  system::add_jobs_routes(router, jobs_desk);
  metadata::add_routes(router, metadata, catalogue);
  accounts::add_routes(router, accounts);
  accounts::add_user_routes(router, accounts);
  accounts::add_admin_routes(router, accounts);
  system::add_routes(router, database, metrics, version);
}

void House::look_for_changes() {
  if (database.look_for_changes()) marks.all_changed();
}

void House::stop_jobs() {
  metadata.stop();
  jobs.stop();
}

void House::stop_workers() {
  readers.reset();
  changers.reset();
  hashers.reset();
  waiters.reset();
  askers.reset();
}

void House::tidy() {
  accounts.tidy();
  outbox.tidy(database);
  jobs.tidy();
  jobs.add_due();
  playing.tidy();
  metadata.tidy();
  system::forget_old_replays(database);
}

}  // namespace kinoteka::app
