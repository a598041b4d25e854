#include "app/doctor.hpp"

#include <filesystem>

#include <fmt/core.h>
#include <sys/resource.h>
#include <unistd.h>

#include "app/application.hpp"
#include "base/error.hpp"
#include "db/migrations.hpp"
#include "features/intake/load_service.hpp"
#include "features/pictures/service.hpp"
#include "http/static_files.hpp"
#include "media/tools.hpp"

namespace kinoteka::app {
namespace {

class Findings {
 public:
  void right(const std::string& what) { fmt::print("  ok    {}\n", what); }
  void worth_knowing(const std::string& what) { fmt::print("  note  {}\n", what); }
  void wrong(const std::string& what, const std::string& remedy) {
    fmt::print("  WRONG {}\n        {}\n", what, remedy);
    ++faults_;
  }
  int faults() const { return faults_; }

 private:
  int faults_ = 0;
};

void look_at_database(const Settings& settings, Findings& findings) {
  const auto url = settings.database_url();
  const bool sqlite = url.starts_with("sqlite:");
  if (sqlite && !std::filesystem::exists(url.substr(7))) {
    findings.worth_knowing("there is no database at " + url.substr(7) + " yet: `kinoteka serve` makes it");
    return;
  }
  try {
    db::Options options;
    options.url = url;
    const auto database = db::open(options);
    findings.right("database: " + database->describe());
    const auto have = db::schema_version(*database);
    const auto newest = static_cast<int>(db::migrations().size());
    if (have < newest) {
      findings.wrong("its schema is " + std::to_string(have) + ", this binary's is " + std::to_string(newest),
                     "run `kinoteka migrate`, or `kinoteka serve`, which does it too");
      return;
    }
    findings.right("schema " + std::to_string(have) + ", as this binary needs it");
    if (intake::is_empty(*database)) findings.worth_knowing("the catalogue is empty: `kinoteka import` fills it");
  } catch (const Error& error) {
    findings.wrong("database: " + error.message, error.detail.empty() ? "see --database" : error.detail);
  }
}

void look_at_data(const Settings& settings, Findings& findings) {
  std::error_code failed;
  auto folder = std::filesystem::absolute(settings.data, failed);
  while (!std::filesystem::exists(folder, failed) && folder.has_relative_path()) folder = folder.parent_path();
  if (access(folder.c_str(), W_OK) != 0) {
    findings.wrong("the data folder " + settings.data + " cannot be written to",
                   "give this user the right, or choose another with --data");
    return;
  }
  const auto space = std::filesystem::space(folder, failed);
  const auto free_mb = space.available >> 20;
  if (!failed && free_mb < 500) {
    findings.wrong("only " + std::to_string(free_mb) + " MB are free for " + settings.data,
                   "make room: a full disk refuses every change");
  } else {
    findings.right("data folder: " + settings.data + ", " + std::to_string(free_mb >> 10) + " GB free");
  }
}

void look_at_pictures(const Settings& settings, Findings& findings) {
  try {
    const auto store = blobs::open(settings.blobs_place());
    store->each("", [](const blobs::Item&) { return false; });
    findings.right("pictures: " + store->describe());
  } catch (const Error& error) {
    findings.wrong("pictures: " + error.message, error.detail.empty() ? "see --blobs" : error.detail);
  }
  const media::Tools tools;
  for (const auto& [program, remedy] :
       {std::pair(images::maker_program(), "it is built with the server: keep them in one folder"),
        std::pair(tools.child, "it is built with the server: keep them in one folder"),
        std::pair(tools.ffmpeg, "install ffmpeg: without it films play only as they are")}) {
    if (access(program.c_str(), X_OK) != 0) findings.wrong("there is no " + program, remedy);
  }
}

void look_at_mail(const Settings& settings, Findings& findings) {
  if (!settings.smtp.empty()) {
    findings.right("messages leave by a mail server");
    return;
  }
  findings.right(
      "no mail server: nobody waits for a message. With --smtp people confirm their addresses, reset their "
      "passwords by themselves and hear of sign-ins; until then an admin does it under Administration, and messages "
      "are kept in " +
      settings.data + "/mail");
}

}  // namespace

int doctor(const std::function<Settings()>& load) {
  Findings findings;
  fmt::print("Kinoteka {}\n", version);
  Settings settings;
  try {
    settings = load();
    findings.right("settings can be read");
  } catch (const Error& error) {
    for (const auto& fault : error.fields) findings.wrong(fault.field, fault.message);
    return 1;
  }
  look_at_data(settings, findings);
  look_at_database(settings, findings);
  look_at_pictures(settings, findings);
  look_at_mail(settings, findings);
  try {
    const auto folder = find_web(settings.web);
    const http::StaticFiles files(folder);
    if (files.empty()) {
      findings.wrong("the web application is not built", "run script/server, or give --web FOLDER");
    } else {
      findings.right("web application: " + std::to_string(files.count()) + " files in " + folder);
    }
  } catch (const std::exception& error) {
    findings.wrong(error.what(), "see --web");
  }
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  const auto wanted = static_cast<rlim_t>(settings.max_connections) + 256;
  if (limit.rlim_max < wanted) {
    findings.wrong("only " + std::to_string(limit.rlim_max) + " files may be open, for " +
                       std::to_string(settings.max_connections) + " connections",
                   "raise `ulimit -Hn`, or lower --max-connections");
  } else {
    findings.right("enough files may be open");
  }
  if (findings.faults() == 0) {
    fmt::print("All is well.\n");
    return 0;
  }
  fmt::print("{} to mend.\n", findings.faults());
  return 1;
}

}  // namespace kinoteka::app
