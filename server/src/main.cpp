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

}  // namespace

int main(int argc, char** argv) {
  umask(077);  // databases, their copies, secrets and messages are their owner's alone
  CommandLine line;
  CLI::App cli("Kinoteka: a film library, film diary and film community.", "kinoteka");
  cli.require_subcommand(1);
  cli.fallthrough();
  auto* config = cli.add_option("--config", line.config, "the settings' file (kinoteka.toml, if it exists)");
  for (const auto& setting : app::all_settings()) {
    const std::string key(setting.key);
    cli.add_option_function<std::string>(
           setting.flag(), [&line, key](const std::string& value) { line.flags[key] = value; },
           std::string(setting.help) + "; also " + setting.variable())
        ->type_name(std::string(setting.values));
  }

  std::string path;
  auto* serve_command = cli.add_subcommand("serve", "Answer over HTTP until SIGTERM");
  auto* import_command = cli.add_subcommand("import", "Bring in films that others publish")->require_subcommand(1);
  auto* wikipedia = import_command->add_subcommand("wikipedia", "JSON lines of films, plain or gzip");
  wikipedia->add_option("FILE", path, "the file")->required();
  auto* imdb = import_command->add_subcommand("imdb", "The public IMDb datasets (for personal use, as IMDb permits)");
  imdb->add_option("DIR", path, "the folder that holds title.basics.tsv.gz and, if you like, the others")->required();
  import_command->fallthrough();
  wikipedia->fallthrough();
  imdb->fallthrough();
  auto* migrate_command = cli.add_subcommand("migrate", "Bring the database up to date (serve does it too)");
  bool full = false;
  auto* scan_command =
      cli.add_subcommand("scan", "Make a folder of films part of the library, or look through it again");
  scan_command->add_option("DIR", path, "the folder")->required();
  scan_command->add_flag("--full", full, "read all names again: after films were added to the catalogue");
  blobs::Place to{"", "us-east-1", "", ""};
  auto* blobs_command = cli.add_subcommand("blobs", "The store of pictures")->require_subcommand(1);
  auto* move_command = blobs_command->add_subcommand("move", "Copy everything to another store, and read it back");
  move_command->add_option("TO", to.address, "folder:PATH, s3:https://HOST/BUCKET or cloudinary:…")->required();
  move_command->add_option("--to-region", to.region, "of the S3 bucket (us-east-1)");
  move_command->add_option("--to-key", to.key, "its access key; also BLOBS_TO_KEY")->envname("BLOBS_TO_KEY");
  move_command->add_option("--to-secret", to.secret, "better in BLOBS_TO_SECRET")->envname("BLOBS_TO_SECRET");
  blobs_command->fallthrough();
  move_command->fallthrough();
  auto* openapi_command = cli.add_subcommand("openapi", "Print the API's description");
  auto* user_command = cli.add_subcommand("user", "Accounts, at the console")->require_subcommand(1);
  app::UserCommand user;
  const auto user_sub = [&](const char* name, const char* help, app::UserCommand::What what, bool named = true) {
    auto* command = user_command->add_subcommand(name, help);
    command->callback([&user, what] { user.what = what; });
    if (named) command->add_option("EMAIL", user.email, "the account's address")->required();
    command->fallthrough();
    return command;
  };
  auto* add_user =
      user_sub("add", "Make an account; prints a link to choose its password", app::UserCommand::What::add);
  add_user->add_option("--username", user.username, "what others see");
  add_user->add_option("--role", user.role, "user, editor or admin (user)");
  add_user->add_flag_callback(
      "--admin", [&user] { user.role = "admin"; }, "the same as --role admin");
  add_user->add_flag("--password-stdin", user.password_from_stdin, "read the password from standard input");
  user_sub("list", "Everybody", app::UserCommand::What::list, false);
  user_sub("role", "Change a role", app::UserCommand::What::role)
      ->add_option("ROLE", user.role, "user, editor or admin")
      ->required();
  user_sub("reset-password", "Print a link to choose a new password", app::UserCommand::What::reset_password);
  user_sub("disable", "Close an account's door and end its sessions", app::UserCommand::What::disable);
  user_sub("enable", "Open it again", app::UserCommand::What::enable);
  user_command->fallthrough();
  auto* doctor_command = cli.add_subcommand("doctor", "Say what is right and wrong with this installation");
  auto* version_command = cli.add_subcommand("version", "Print the version");
  for (auto* command : {serve_command, scan_command, migrate_command, doctor_command}) command->fallthrough();

  CLI11_PARSE(cli, argc, argv);
  line.config_named = config->count() > 0;
  try {
    if (*version_command) {
      fmt::print("kinoteka {}\n", app::version);
      return 0;
    }
    if (*openapi_command) {
      fmt::print("{}", app::openapi());
      return 0;
    }
    if (*doctor_command) return app::doctor([&] { return line.settings(); });
    const auto settings = line.settings();
    if (*serve_command) return serve(settings);
    if (*migrate_command) return migrate(settings);
    if (*move_command) return app::move_blobs(settings, to);
    if (*user_command) {
      const auto database = open_database(settings);
      db::migrate(*database);
      return app::run_user_command(settings, *database, user);
    }
    if (*scan_command) {
      const auto database = open_database(settings);
      db::migrate(*database);
      if (settings.starter && intake::is_empty(*database)) intake::load_starter(*database);
      return app::scan_folder_at_console(*database, settings, path, full);
    }
    return import(settings, *imdb ? "imdb" : "wikipedia", path);
  } catch (const Error& error) {
    print(error);
  } catch (const std::exception& error) {
    fmt::print(stderr, "kinoteka: {}\n", error.what());
  }
  log::flush();
  return 1;
}
