#include "app/application.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <filesystem>
#include <mutex>
#include <thread>

#include <sys/resource.h>

#include "base/error.hpp"
#include "base/time.hpp"
#include "base/worker_pool.hpp"
#include "db/database.hpp"
#include "db/migrations.hpp"
#include "features/catalogue/load_service.hpp"
#include "features/catalogue/routes.hpp"
#include "features/imports/service.hpp"
#include "features/system/routes.hpp"
#include "http/openapi.hpp"
#include "http/server.hpp"
#include "telemetry/log.hpp"

namespace kinoteka::app {
namespace {

constexpr std::size_t listing_bytes = 32u << 20, queue_per_worker = 2048;

std::size_t worker_count(const Settings& settings, db::Engine engine) {
  if (settings.workers > 0) return static_cast<std::size_t>(settings.workers);
  return engine == db::Engine::sqlite ? 2 : 8;  // MEASURED: more lose on two cores
}

std::unique_ptr<db::Database> open_database(const Settings& settings) {
  db::Options options;
  options.url = settings.database_url();
  const bool sqlite = options.url.starts_with("sqlite:");
  options.readers = worker_count(settings, sqlite ? db::Engine::sqlite : db::Engine::postgresql) + 2;
  return db::open(options);
}

// Ready to serve: right schema, something to look at.
std::unique_ptr<db::Database> prepare_database(const Settings& settings) {
  auto database = open_database(settings);
  const auto report = db::migrate(*database);
  if (!report.applied.empty()) {
    log::info("database migrated",
              {{"from", std::int64_t{report.from}}, {"to", std::int64_t{report.to}}, {"backup", report.backup}});
  }
  catalogue::recover(*database);
  if (catalogue::is_empty(*database)) {
    if (settings.starter) {
      const auto loaded = imports::load_starter(*database);
      log::info("starter catalogue loaded", {{"films", loaded.created}, {"seconds", loaded.seconds}});
    }
  } else if (!report.applied.empty()) {
    if (const auto made = catalogue::make_missing_cards(*database); made > 0)
      log::info("cards made again", {{"films", made}});
  }
  return database;
}

void raise_file_limit(std::size_t wanted) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
  limit.rlim_cur = std::min<rlim_t>(wanted, limit.rlim_max);
  setrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur < wanted) {
    log::warning(
        "fewer files may be open than there may be connections: raise `ulimit -n`",
        {{"allowed", static_cast<std::int64_t>(limit.rlim_cur)}, {"wanted", static_cast<std::int64_t>(wanted)}});
  }
}

http::RequestLog request_log(const std::string& setting) {
  return setting == "none"   ? http::RequestLog::none
         : setting == "slow" ? http::RequestLog::slow
                             : http::RequestLog::all;
}

}  // namespace

struct Application::Parts {
  explicit Parts(const Settings& settings)
      // The data.
      : database(prepare_database(settings)),
        // The use cases.
        catalogue(*database, listing_bytes),
        // What is kept ready, and what is counted.
        cache(static_cast<std::size_t>(settings.cache_mb) << 20),
        // The web application's files.
        files(find_web(settings.web)),
        // Threads for handlers.
        workers(std::make_unique<WorkerPool>(worker_count(settings, database->engine()),
                                             worker_count(settings, database->engine()) * queue_per_worker)),
        edge{router, files, *workers, cache, [this] { return database->revision(); }, metrics, {}, {}, {}} {
    // The routes.
    catalogue::add_routes(router, catalogue);
    system::add_routes(router, *database, metrics, std::string(version));

    // The edge.
    for (const auto& route : router.routes()) {
      edge.route_metrics.push_back(&metrics.route(http::method_name(route->method), route->pattern));
    }
    edge.request_log = request_log(settings.log_requests);
    edge.limits.connections = static_cast<std::size_t>(settings.max_connections);
    raise_file_limit(edge.limits.connections + 256);
    server = std::make_unique<http::Server>(edge, settings.address, static_cast<unsigned short>(settings.port),
                                            static_cast<std::size_t>(settings.io_threads));
    metrics.watch("kinoteka_queue_length", "gauge", "Requests that wait for a worker.",
                  [this] { return static_cast<double>(workers->queued()); });
  }

  ~Parts() {
    server->stop();
    workers.reset();  // a job may still refer to its connection: first the workers end, then the edge goes
    server.reset();
  }

  std::unique_ptr<db::Database> database;
  catalogue::Service catalogue;
  telemetry::Metrics metrics;
  cache::VersionedCache<http::Answer> cache;
  http::StaticFiles files;
  http::Router router;
  std::unique_ptr<WorkerPool> workers;
  http::Edge edge;
  std::unique_ptr<http::Server> server;
};

Application::Application(const Settings& settings) : parts_(std::make_unique<Parts>(settings)) {
  if (parts_->files.empty())
    log::warning("the web application is not built: run script/server, or give --web FOLDER", {});
}
Application::~Application() = default;

unsigned short Application::port() const { return parts_->server->port(); }

void Application::run() {
  parts_->server->start();

  // Housekeeping: once a second, look whether another process changed the data.
  std::mutex mutex;
  std::condition_variable wake;
  bool stopping = false;
  std::thread housekeeping([&] {
    std::unique_lock lock(mutex);
    while (!wake.wait_for(lock, std::chrono::seconds(1), [&] { return stopping; })) {
      lock.unlock();
      try {
        parts_->database->look_for_changes();
      } catch (const std::exception& error) {
        log::warning("the database does not answer", {{"detail", std::string_view(error.what())}});
      }
      lock.lock();
    }
  });

  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  int signal = 0;
  sigwait(&signals, &signal);
  log::info("stopping: no new connections, what runs is finished", {{"signal", std::int64_t{signal}}});
  parts_->server->stop();
  {
    const std::lock_guard lock(mutex);
    stopping = true;
  }
  wake.notify_all();
  housekeeping.join();
  log::info("stopped");
}

std::string openapi() {
  // Routes describe themselves; none is called, so nothing stands behind the references.
  db::Options options;
  options.url = "sqlite::memory:";
  const auto database = db::open(options);
  catalogue::Service catalogue(*database, 0);
  telemetry::Metrics metrics;
  http::Router router;
  catalogue::add_routes(router, catalogue);
  system::add_routes(router, *database, metrics, std::string(version));
  return http::openapi_document(router, std::string(version));
}

std::string find_web(const std::string& given) {
  namespace fs = std::filesystem;
  if (!given.empty()) {
    if (!fs::is_directory(given)) throw Error(Code::invalid, "There is no folder " + given + " for --web.");
    return given;
  }
  std::error_code failed;
  const auto binary = fs::read_symlink("/proc/self/exe", failed).parent_path();
  for (const auto& candidate : {binary / "../../web/dist", binary / "../share/kinoteka/web", fs::path("web/dist")}) {
    if (fs::is_regular_file(candidate / "index.html", failed)) return fs::weakly_canonical(candidate, failed).string();
  }
  return {};
}

}  // namespace kinoteka::app
