#include "app/house.hpp"

#include "app/page_previews.hpp"
#include "base/time.hpp"
#include "features/catalogue/community_service.hpp"
#include "features/system/routes.hpp"

namespace kinoteka::app {
namespace {

// A change waits for its commit, which on SQLite many share: as many may wait at once as the bar of 64 connections
// asks for. On PostgreSQL each holds a session, and more than there are sessions gain nothing.
std::size_t writers(const db::Database& database, const HouseOptions& options) {
  return database.engine() == db::Engine::sqlite ? options.writers : options.workers;
}

struct PoolSize {
  std::size_t threads, queue;
};

PoolSize size_of(http::Pool pool, const db::Database& database, const HouseOptions& options) {
  const auto queue = options.workers * options.queue_per_worker;
  switch (pool) {
    case http::Pool::reads: return {options.workers, queue};
    case http::Pool::changes: return {writers(database, options), queue};
    // A tenth of a second and tens of megabytes each: one at a time, and a short queue.
    case http::Pool::costly: return {1, 64};
    // Who opens films and waits for their pieces: mostly asleep.
    case http::Pool::waiting: return {8, 256};
    case http::Pool::conversions: return {8, 64};
    case http::Pool::pictures: return {4, 512};
    // Seconds of a child with tens of megabytes: two at a time.
    case http::Pool::uploads: return {2, 16};
    // A whole takeout may be the largest thing that the process holds.
    case http::Pool::files: return {1, 16};
    // A slow server elsewhere holds these, and nothing else.
    case http::Pool::outside: return {8, 64};
  }
  return {1, 1};
}

House::Pools make_pools(const db::Database& database, const HouseOptions& options) {
  House::Pools pools;
  for (const auto& [pool, name, metric, help] : http::pool_names) {
    const auto size = size_of(pool, database, options);
    pools[static_cast<std::size_t>(pool)] = std::make_unique<WorkerPool>(std::string(name), size.threads, size.queue);
  }
  return pools;
}

http::Workers workers_of(const House::Pools& pools) {
  http::Workers::Pools all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = pools[i].get();
  return http::Workers(all);
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
      playing{.copies = playing::Copies(database),
              .playback = {database, options.playing},
              .subtitles = {database, options.playing.tools},
              .positions = {database, numbers},
              .links = {database, policy.own_address},
              .previews = {database, jobs, *blobs, options.playing.tools}},
      replays(system::make_replays(database)),
      // What is kept ready, and the web application's files.
      cache(options.cache_bytes),
      files(options.web),
      // Threads for handlers.
      pools(make_pools(database, options)),
      edge{.router = router,
           .files = files,
           .workers = workers_of(pools),
           .share_commit = share_commit(database),
           .cache = cache,
           .marks = marks,
           .revision = [this] { return database.revision(); },
           .metrics = metrics,
           .request_log = http::RequestLog::none,
           .gate = make_gate(accounts, policy, *replays)} {
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
  for (const auto& [pool, name, metric, help] : http::pool_names)
    metrics.watch(std::string(metric), "gauge", std::string(help),
                  [&waiting = edge.workers[pool]] { return static_cast<double>(waiting.queued()); });
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
  for (auto& pool : pools) pool.reset();
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
