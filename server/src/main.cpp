// The command line. Each command is one function; what they do is in app/ and the features.
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <map>

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/application.hpp"
#include "app/blobs_command.hpp"
#include "app/doctor.hpp"
#include "app/scan_command.hpp"
#include "app/settings.hpp"
#include "app/user_commands.hpp"
#include "base/error.hpp"
#include "db/migrations.hpp"
#include "features/intake/datasets.hpp"
#include "features/intake/load_service.hpp"
#include "telemetry/log.hpp"

extern char** environ;

namespace {

using namespace kinoteka;

struct CommandLine {
  std::map<std::string, std::string> flags;
  std::string config = "kinoteka.toml";
  bool config_named = false;

  app::Settings settings() const { return app::load_settings(flags, environ, config, config_named); }
};

void set_up_log(const app::Settings& settings) {
  using namespace log;
  const auto format = settings.log_format == "json"    ? Format::json
                      : settings.log_format == "human" ? Format::human
                                                       : Format::automatic;
  const auto level = settings.log_level == "debug"     ? Level::debug
                     : settings.log_level == "warning" ? Level::warning
                     : settings.log_level == "error"   ? Level::error
                                                       : Level::info;
  setup(format, level);
}

std::unique_ptr<db::Database> open_database(const app::Settings& settings) {
  db::Options options;
  options.url = settings.database_url();
  options.statement_timeout_ms = 3'600'000;  // an import's statements may be long
  return db::open(options);
}

int serve(const app::Settings& settings) {
  const auto began = std::chrono::steady_clock::now();
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // inherited by every thread; run() waits for them
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is a full disk, and said so
  set_up_log(settings);
  {
    app::Application application(settings);
    const auto address =
        settings.address.find(':') == std::string::npos ? settings.address : '[' + settings.address + ']';
    const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
    fmt::print("Kinoteka {} is at http://{}:{}/ (API: /api/docs)\n", app::version, address, application.port());
    std::fflush(stdout);
    log::info("serving", {{"address", address}, {"port", std::int64_t{application.port()}}, {"start_ms", ms}});
    application.run();
  }
  log::flush();
  return 0;
}

class ProgressBar {
 public:
  void operator()(std::string_view step, double done, const intake::Report& report) {
    const auto now = std::chrono::steady_clock::now();
    if (now - last_ < (terminal_ ? std::chrono::milliseconds(100) : std::chrono::milliseconds(2000))) return;
    last_ = now;
    if (terminal_) {
      constexpr int width = 32;
      const int filled = static_cast<int>(done * width);
      fmt::print(stderr, "\r{:<14} [{:█<{}}{:░<{}}] {:3.0f} %  {} records, {} new ", step, "", filled, "",
                 width - filled, done * 100, report.lines, report.created);
    } else {
      fmt::print(stderr, "{}: {:.0f} %, {} records, {} new\n", step, done * 100, report.lines, report.created);
    }
    std::fflush(stderr);
    drawn_ = true;
  }
  ~ProgressBar() {
    if (terminal_ && drawn_) fmt::print(stderr, "\r{:80}\r", "");
  }

 private:
  const bool terminal_ = isatty(STDERR_FILENO) == 1;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point last_{};
};

int import(const app::Settings& settings, const std::string& source, const std::string& path) {
  const auto database = open_database(settings);
  db::migrate(*database);
  intake::recover(*database);
  intake::Report report;
  {
    ProgressBar bar;
    report = source == "imdb" ? intake::import_imdb(*database, path, std::ref(bar))
                              : intake::import_wikipedia(*database, path, std::ref(bar));
  }
  for (const auto& bad : report.first_bad) fmt::print(stderr, "{}:{}: {}\n", bad.file, bad.line, bad.why);
  if (report.bad > static_cast<std::int64_t>(report.first_bad.size())) {
    fmt::print(stderr, "… and {} more such lines\n", report.bad - static_cast<std::int64_t>(report.first_bad.size()));
  }
  fmt::print("{} records in {:.2f} s: {} new films, {} completed, {} known already, {} not films, {} bad lines\n",
             report.lines, report.seconds, report.created, report.completed, report.unchanged, report.skipped,
             report.bad);
  return 0;
}

int migrate(const app::Settings& settings) {
  const auto database = open_database(settings);
  const auto report = db::migrate(*database);
  if (!report.backup.empty()) fmt::print("a copy from before is at {}\n", report.backup);
  for (const auto& step : report.applied) fmt::print("applied: {}\n", step);
  fmt::print("{}: schema {}\n", database->describe(), report.to);
  return 0;
}

void print(const Error& error) {
  fmt::print(stderr, "kinoteka: {}\n", error.message);
  for (const auto& fault : error.fields) fmt::print(stderr, "  {}: {}\n", fault.field, fault.message);
  if (!error.detail.empty()) fmt::print(stderr, "  ({})\n", error.detail);
}

// What was typed: a command, and what it was given.
struct Commands {
  CLI::App *serve, *import, *wikipedia, *imdb, *migrate, *scan, *move_blobs, *openapi, *user, *doctor, *version;
  std::string path;  // of `import` and `scan`
  bool full = false;
  blobs::Place to{"", "us-east-1", "", ""};
  app::UserCommand account;
};

void add_settings(CLI::App& cli, CommandLine& line) {
  for (const auto& setting : app::all_settings()) {
    const std::string key(setting.key);
    cli.add_option_function<std::string>(
           setting.flag(), [&line, key](const std::string& value) { line.flags[key] = value; },
           std::string(setting.help) + "; also " + setting.variable())
        ->type_name(std::string(setting.values));
  }
}

void add_import(CLI::App& cli, Commands& to) {
  to.import = cli.add_subcommand("import", "Bring in films that others publish")->require_subcommand(1)->fallthrough();
  to.wikipedia = to.import->add_subcommand("wikipedia", "JSON lines of films, plain or gzip")->fallthrough();
  to.wikipedia->add_option("FILE", to.path, "the file")->required();
  to.imdb = to.import->add_subcommand("imdb", "The public IMDb datasets (for personal use, as IMDb permits)");
  to.imdb->fallthrough()
      ->add_option("DIR", to.path, "the folder that holds title.basics.tsv.gz and, if you like, the others")
      ->required();
}

void add_scan(CLI::App& cli, Commands& to) {
  to.scan = cli.add_subcommand("scan", "Make a folder of films part of the library, or look through it again");
  to.scan->add_option("DIR", to.path, "the folder")->required();
  to.scan->add_flag("--full", to.full, "read all names again: after films were added to the catalogue");
  to.scan->fallthrough();
}

void add_blobs(CLI::App& cli, Commands& to) {
  auto* blobs = cli.add_subcommand("blobs", "The store of pictures")->require_subcommand(1)->fallthrough();
  auto* move = blobs->add_subcommand("move", "Copy everything to another store, and read it back")->fallthrough();
  move->add_option("TO", to.to.address, "folder:PATH, s3:https://HOST/BUCKET or cloudinary:…")->required();
  move->add_option("--to-region", to.to.region, "of the S3 bucket (us-east-1)");
  move->add_option("--to-key", to.to.key, "its access key; also BLOBS_TO_KEY")->envname("BLOBS_TO_KEY");
  move->add_option("--to-secret", to.to.secret, "better in BLOBS_TO_SECRET")->envname("BLOBS_TO_SECRET");
  to.move_blobs = move;
}

void add_user(CLI::App& cli, Commands& to) {
  using What = app::UserCommand::What;
  to.user = cli.add_subcommand("user", "Accounts, at the console")->require_subcommand(1)->fallthrough();
  auto& account = to.account;
  const auto command = [&](const char* name, const char* help, What what) {
    return to.user->add_subcommand(name, help)->fallthrough()->callback([&account, what] { account.what = what; });
  };
  const auto of_one = [&](const char* name, const char* help, What what) {
    auto* one = command(name, help, what);
    one->add_option("EMAIL", account.email, "the account's address")->required();
    return one;
  };
  auto* add = of_one("add", "Make an account; prints a link to choose its password", What::add);
  add->add_option("--username", account.username, "what others see");
  add->add_option("--role", account.role, "user, editor or admin (user)");
  add->add_flag_callback(
      "--admin", [&account] { account.role = "admin"; }, "the same as --role admin");
  add->add_flag("--password-stdin", account.password_from_stdin, "read the password from standard input");
  command("list", "Everybody", What::list);
  of_one("role", "Change a role", What::role)->add_option("ROLE", account.role, "user, editor or admin")->required();
  of_one("reset-password", "Print a link to choose a new password", What::reset_password);
  of_one("disable", "Close an account's door and end its sessions", What::disable);
  of_one("enable", "Open it again", What::enable);
}

int run(const Commands& chosen, const CommandLine& line) {
  if (*chosen.version) {
    fmt::print("kinoteka {}\n", app::version);
    return 0;
  }
  if (*chosen.openapi) {
    fmt::print("{}", app::openapi());
    return 0;
  }
  if (*chosen.doctor) return app::doctor([&] { return line.settings(); });
  const auto settings = line.settings();
  if (*chosen.serve) return serve(settings);
  if (*chosen.migrate) return migrate(settings);
  if (*chosen.move_blobs) return app::move_blobs(settings, chosen.to);
  if (*chosen.user) {
    const auto database = open_database(settings);
    db::migrate(*database);
    return app::run_user_command(settings, *database, chosen.account);
  }
  if (*chosen.scan) {
    const auto database = open_database(settings);
    db::migrate(*database);
    if (settings.starter && intake::is_empty(*database)) intake::load_starter(*database);
    return app::scan_folder_at_console(*database, settings, chosen.path, chosen.full);
  }
  return import(settings, *chosen.imdb ? "imdb" : "wikipedia", chosen.path);
}

}  // namespace

int main(int argc, char** argv) {
  umask(077);  // databases, their copies, secrets and messages are their owner's alone
  CommandLine line;
  Commands chosen{};
  CLI::App cli("Kinoteka: a film library, film diary and film community.", "kinoteka");
  cli.require_subcommand(1);
  cli.fallthrough();
  auto* config = cli.add_option("--config", line.config, "the settings' file (kinoteka.toml, if it exists)");
  add_settings(cli, line);
  chosen.serve = cli.add_subcommand("serve", "Answer over HTTP until SIGTERM")->fallthrough();
  add_import(cli, chosen);
  chosen.migrate = cli.add_subcommand("migrate", "Bring the database up to date (serve does it too)")->fallthrough();
  add_scan(cli, chosen);
  add_blobs(cli, chosen);
  chosen.openapi = cli.add_subcommand("openapi", "Print the API's description");
  add_user(cli, chosen);
  chosen.doctor = cli.add_subcommand("doctor", "Say what is right and wrong with this installation")->fallthrough();
  chosen.version = cli.add_subcommand("version", "Print the version");

  CLI11_PARSE(cli, argc, argv);
  line.config_named = config->count() > 0;
  try {
    return run(chosen, line);
  } catch (const Error& error) {
    print(error);
  } catch (const std::exception& error) {
    fmt::print(stderr, "kinoteka: {}\n", error.what());
  }
  log::flush();
  return 1;
}
