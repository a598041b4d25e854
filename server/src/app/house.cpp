#include "app/house.hpp"

#include "app/page_previews.hpp"
#include "base/time.hpp"
#include "features/catalogue/community_service.hpp"
#include "features/system/routes.hpp"

namespace kinoteka::app {
namespace {

// Hashing a password takes a tenth of a second and tens of megabytes: one at a time, and a short queue.
constexpr std::size_t costly_threads = 1, costly_queue = 64;

// Who opens films and waits for their pieces: mostly asleep.
constexpr std::size_t waiting_threads = 8, waiting_queue = 256;

// Each of these has threads of its own, so that none of them stands behind another.
constexpr std::size_t conversion_threads = 8, conversion_queue = 64;
constexpr std::size_t picture_threads = 4, picture_queue = 512;

// Taking a picture in costs seconds of a child with tens of megabytes: two at a time, and nobody who wants to see a
// poster stands behind them.
constexpr std::size_t upload_threads = 2, upload_queue = 16;

// A whole takeout, in or out, may be the largest thing that the process holds: one at a time.
constexpr std::size_t file_threads = 1, file_queue = 16;

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
  gate.recall = [&accounts](const http::Request& request) { return accounts.callers.recall(request); };
  gate.flood = [&accounts](const http::Request& request) { return accounts.callers.flood(request); };
  gate.replays = &replays;
  if (policy.throttle) gate.paces = std::make_shared<http::Paces>();
  gate.members_only = policy.members_only;
  gate.own_origin = policy.own_address;
  gate.origins = policy.origins;
  gate.proxies = policy.proxies;
  gate.hosts = policy.hosts;
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
      numbers(marks),
      diary(database, numbers),
      reviews(database, policy),
      collection(database),
      sharing(database, policy),
      lists(database, policy),
      members(database),
      takeout(database, policy, numbers),
      jobs(database),
      blobs(blobs::open(options.blobs)),
      pictures(database, jobs, *blobs, options.picture_maker),
      jobs_desk(database, jobs),
      fetcher(providers::trusted_hosts(options.providers), providers::patience()),
      galleries(database, jobs, pictures, fetcher),
      metadata(database, jobs, galleries, fetcher, options.providers),
      library(database, jobs, options.library),
      covers(database, jobs, pictures, options.library.tools),
      playing{playing::Copies(database),         {database, options.playing},
              {database, options.playing.tools}, {database, numbers},
              {database, policy.own_address},    {database, jobs, *blobs, options.playing.tools}},
      replays(system::make_replays(database)),
      // What is kept ready, and the web application's files.
      cache(options.cache_bytes),
      files(options.web),
      // Threads for handlers.
      readers(std::make_unique<WorkerPool>(options.workers, options.workers * options.queue_per_worker)),
      changers(std::make_unique<WorkerPool>(writers(database, options), options.workers * options.queue_per_worker)),
      hashers(std::make_unique<WorkerPool>(costly_threads, costly_queue)),
      waiters(std::make_unique<WorkerPool>(waiting_threads, waiting_queue)),
      converters(std::make_unique<WorkerPool>(conversion_threads, conversion_queue)),
      picturers(std::make_unique<WorkerPool>(picture_threads, picture_queue)),
      uploaders(std::make_unique<WorkerPool>(upload_threads, upload_queue)),
      filers(std::make_unique<WorkerPool>(file_threads, file_queue)),
      askers(std::make_unique<WorkerPool>(outside_threads, outside_queue)),
      edge{router,
           files,
           {*readers, *changers, *hashers, *waiters, *converters, *picturers, *uploaders, *filers, *askers},
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
  accounts.eviction.also_ends(playing::end_links);
  // What is done by itself.
  jobs.schedule<jobs::DropOrphans>(day_ms);
  jobs.schedule<jobs::DropOldPreviews>(day_ms);
  if (options.refresh_days > 0) jobs.schedule<jobs::RefreshFilms>(options.refresh_days * day_ms);
  // The routes.
  add_routes(options.version);
  add_page_previews(router, files, catalogue, lists, policy.own_address, policy.members_only);
  http::count_routes(edge);
  const auto watch_queue = [this](const std::string& name, const std::string& help, const WorkerPool& pool) {
    metrics.watch("kinoteka_" + name + "queue_length", "gauge", help,
                  [&pool] { return static_cast<double>(pool.queued()); });
  };
  watch_queue("", "Requests that wait for a worker.", *readers);
  watch_queue("changes_", "Changes that wait for a worker.", *changers);
  watch_queue("costly_", "Requests that wait to hash a password.", *hashers);
  watch_queue("waiting_", "Requests that wait to read from a disk or a child.", *waiters);
  watch_queue("conversions_", "Requests that wait for a piece of a converted film.", *converters);
  watch_queue("pictures_", "Requests that wait for a picture.", *picturers);
  watch_queue("uploads_", "Pictures that wait to be taken in.", *uploaders);
  watch_queue("files_", "Takeouts that wait to be read or written.", *filers);
  watch_queue("outside_", "Requests that wait to ask another server.", *askers);
  metrics.watch("kinoteka_held_bytes", "gauge", "Memory that requests in flight hold, as far as it is counted.",
                [this] { return static_cast<double>(edge.holdings->held()); });
  metrics.watch("kinoteka_memory_refused_total", "counter", "Requests that were refused for want of memory.",
                [this] { return static_cast<double>(edge.holdings->refused()); });
}

House::~House() = default;

void House::add_routes(const std::string& version) {
  catalogue::add_routes(router, catalogue);
  editing::add_routes(router, editing, pictures);
  diary::add_routes(router, diary);
  reviews::add_routes(router, reviews);
  lists::add_routes(router, lists);
  collection::add_routes(router, collection);
  sharing::add_routes(router, sharing);
  members::add_routes(router, members);
  takeout::add_routes(router, takeout);
  library::add_routes(router, library);
  playing::add_routes(router, playing);
  pictures::add_routes(router, pictures);
  system::add_jobs_routes(router, jobs_desk);
  gallery::add_routes(router, galleries);
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
  fetcher.stop();  // so that no job waits for an answer
  jobs.stop();
}

void House::stop_workers() {
  edge.holdings->stop();
  readers.reset();
  changers.reset();
  hashers.reset();
  waiters.reset();
  converters.reset();
  picturers.reset();
  uploaders.reset();
  filers.reset();
  askers.reset();
}

void House::tidy() {
  accounts.tidy();
  outbox.tidy(database);
  jobs.tidy();
  jobs.add_due();
  playing.links.tidy();
  metadata.tidy();
  system::forget_old_replays(database);
}

}  // namespace kinoteka::app
