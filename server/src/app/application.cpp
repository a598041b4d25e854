#include "app/application.hpp"

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include <sys/resource.h>

#include "app/house.hpp"
#include "base/budget.hpp"
#include "base/error.hpp"
#include "base/mutex.hpp"
#include "base/text.hpp"
#include "base/thread_name.hpp"
#include "base/time.hpp"
#include "base/worker_pool.hpp"
#include "db/database.hpp"
#include "db/migrations.hpp"
#include "features/intake/datasets.hpp"
#include "features/intake/load_service.hpp"
#include "features/library/watcher.hpp"
#include "http/openapi.hpp"
#include "security/tokens.hpp"
#include "telemetry/log.hpp"

namespace kinoteka::app {
namespace {

constexpr auto longest_end = std::chrono::seconds(19);  // from the signal to the end of the process

constexpr std::size_t job_threads = 3;  // one for what somebody waits for, and two that mostly wait themselves

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

constexpr int names_in_other_languages = 14;  // the migration that made room for them

// Ready to serve: right schema, something to look at.
std::unique_ptr<db::Database> prepare_database(const Settings& settings) {
  auto database = open_database(settings);
  const auto report = db::migrate(*database);
  if (!report.applied.empty()) {
    log::info("database migrated",
              {{"from", std::int64_t{report.from}}, {"to", std::int64_t{report.to}}, {"backup", report.backup}});
  }
  intake::recover(*database);
  if (intake::is_empty(*database)) {
    if (settings.starter) {
      const auto loaded = intake::load_starter(*database);
      log::info("starter catalogue loaded", {{"films", loaded.created}, {"seconds", loaded.seconds}});
    }
  } else if (!report.applied.empty()) {
    // Once: a name that an editor has taken out stays out.
    if (settings.starter && report.from < names_in_other_languages) intake::name_people(*database);
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

HouseOptions house_options(const Settings& settings, db::Engine engine) {
  HouseOptions options;
  options.cache_bytes = static_cast<std::size_t>(settings.cache_mb) << 20;
  options.workers = worker_count(settings, engine);
  options.web = find_web(settings.web);
  options.version = version;
  options.library = library_settings(settings);
  options.playing.data = std::filesystem::absolute(settings.data).string();
  options.playing.transcodes = static_cast<std::size_t>(settings.transcodes);
  options.blobs = settings.blobs_place();
  options.providers = settings.providers;
  options.refresh_days = settings.refresh_days;
  return options;
}

// Of what all may hold, one network half, and one person somewhat less.
Holdings::Limits memory_limits(const Settings& settings) {
  const auto all = static_cast<std::size_t>(settings.memory_mb) << 20;
  return {all, all / 2, all * 3 / 8};
}

// An empty database beside a secret that is older: whoever registered next would be admin of somebody's house.
void refuse_emptied(const Settings& settings) {
  namespace fs = std::filesystem;
  const auto url = settings.database_url();
  if (!url.starts_with("sqlite:")) return;
  const fs::path file(url.substr(7));
  std::error_code failed;
  if (!fs::exists(file, failed) || fs::file_size(file, failed) != 0 || failed) return;
  const auto secret = fs::last_write_time(settings.secret_path(), failed);
  if (failed || fs::last_write_time(file, failed) - secret < std::chrono::minutes(1)) return;
  throw Error(Code::unavailable,
              "The database " + file.string() + " is empty, but " + settings.secret_path() +
                  " is older: somebody has lived here. Put a backup in its place; or, to begin a new "
                  "house, delete both files.");
}

http::RequestLog request_log(const std::string& setting) {
  return setting == "none"   ? http::RequestLog::none
         : setting == "slow" ? http::RequestLog::slow
                             : http::RequestLog::all;
}

}  // namespace

struct Application::Parts {
  explicit Parts(const Settings& settings)
      // The installation's secret and what its operator has decided.
      : secrets(security::SecretBox::of_file(settings.secret_path())),
        policy(account_policy(settings)),
        // The data.
        database((refuse_emptied(settings), prepare_database(settings))),
        // Use cases, routes, caches, workers, the edge.
        house(*database, policy, secrets, house_options(settings, database->engine())) {
    house.edge.request_log = request_log(settings.log_requests);
    house.edge.limits.connections = static_cast<std::size_t>(settings.max_connections);
    house.edge.limits.connections_an_address = static_cast<std::size_t>(settings.max_connections_per_address);
    house.edge.holdings = std::make_shared<Holdings>(memory_limits(settings));
    if (!settings.on_this_machine_alone() && house.accounts.membership.is_empty()) {
      // Whoever reaches a house first becomes its admin: beyond this machine that is who can read its console.
      policy.setup_code = security::readable_code(8);
      log::warning("nobody lives here yet: the first account needs this code", {{"setup_code", policy.setup_code}});
    }
    raise_file_limit(house.edge.limits.connections + 256);
    server = std::make_unique<http::Server>(house.edge, settings.address, static_cast<unsigned short>(settings.port),
                                            static_cast<std::size_t>(settings.io_threads));
    // Messages leave by a thread of their own.
    transport = settings.smtp.empty() ? mail::to_folder(settings.data + "/mail")
                                      : mail::to_smtp(settings.smtp, settings.mail_from);
    mail_from = settings.mail_from;
    if (settings.smtp.empty()) {
      house.accounts.profiles.after_farewell(
          [folder = settings.data + "/mail"](const std::string& email) { mail::forget_in_folder(folder, email); });
    }
  }

  ~Parts() {
    house.stop_jobs();
    server->stop();
    house.stop_workers();
    server.reset();
  }

  security::SecretBox secrets;
  accounts::Policy policy;
  std::unique_ptr<db::Database> database;
  House house;
  std::unique_ptr<http::Server> server;
  mail::Outbox::Transport transport;
  std::string mail_from;
};

Application::Application(const Settings& settings) : parts_(std::make_unique<Parts>(settings)) {
  if (parts_->house.files.empty())
    log::warning("the web application is not built: run script/server, or give --web FOLDER", {});
}
Application::~Application() = default;

unsigned short Application::port() const { return parts_->server->port(); }

void Application::run() {
  parts_->server->start();
  parts_->house.jobs.start(job_threads);
  const library::Watcher watcher(*parts_->database, parts_->house.library);
  const mail::Sender sender(*parts_->database, parts_->house.outbox, parts_->transport, parts_->mail_from);

  // Housekeeping: once a second, look whether another process changed the data; once a minute, forget what has expired.
  Mutex mutex;
  Condition wake;
  bool stopping = false;
  auto housekeeping = named_thread("housekeeping", [&] {
    Lock lock(mutex);
    int seconds = 0;
    while (!wake.wait_for(lock, std::chrono::seconds(1), [&] { return stopping; })) {
      lock.unlock();
      try {
        parts_->house.look_for_changes();
        if (seconds++ % 60 == 0) parts_->house.tidy();
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
  // Whatever runs: what was acknowledged is on the disk.
  named_thread("last-end", [] {
    std::this_thread::sleep_for(longest_end);
    log::error("not everything could be ended in time: cut off", {});
    std::_Exit(EXIT_FAILURE);
  }).detach();
  parts_->server->stop();
  parts_->house.edge.holdings->stop();
  parts_->house.stop_jobs();
  {
    const Lock lock(mutex);
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
  const security::SecretBox secrets(security::random_token());
  const accounts::Policy policy;
  HouseOptions house_options;
  house_options.version = version;
  const House house(*database, policy, secrets, house_options);
  return http::openapi_document(house.router, std::string(version));
}

library::Settings library_settings(const Settings& settings) {
  library::Settings out;
  out.roots = settings.media;
  return out;
}

accounts::Policy account_policy(const Settings& settings) {
  accounts::Policy policy;
  policy.registration = settings.registration == "closed"       ? accounts::Registration::closed
                        : settings.registration == "invitation" ? accounts::Registration::invitation
                                                                : accounts::Registration::open;
  policy.members_only = settings.members_only;
  policy.sends_mail = !settings.smtp.empty();
  policy.verified_to_publish = settings.verified_to_publish && policy.sends_mail;
  policy.throttle = settings.rate_limits;
  policy.password_length = static_cast<std::size_t>(settings.password_length);
  policy.password_cost = security::PasswordCost::of_this_machine();
  policy.own_address = settings.own_address();
  policy.origins = settings.cors_origins;
  policy.proxies = settings.proxies;
  policy.hosts = settings.hosts;
  auto host = settings.own_address();
  host = host.substr(host.find("://") + 3);
  policy.hosts.push_back(text::to_lower(host.substr(0, host.find(':'))));
  if (!settings.oidc_issuer.empty()) {
    policy.providers.push_back(
        {"oidc", settings.oidc_name, settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret});
  }
  return policy;
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
