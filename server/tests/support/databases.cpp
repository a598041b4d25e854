#include "support/databases.hpp"

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <stdexcept>

#include <unistd.h>

#include "db/migrations.hpp"
#include "features/intake/datasets.hpp"

namespace kinoteka::support {
namespace {

namespace fs = std::filesystem;

struct Folder {
  fs::path path = fs::temp_directory_path() / ("kinoteka-test-" + std::to_string(getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
};

fs::path root() {
  static const Folder folder;
  return folder.path;
}

std::string next_name() {
  static std::atomic<int> count{0};
  return "t" + std::to_string(getpid()) + "_" + std::to_string(count.fetch_add(1));
}

std::string postgres() {
  const char* url = std::getenv("KINOTEKA_TEST_POSTGRES");
  if (url == nullptr) throw std::runtime_error("run the tests through script/with-postgres (script/test does)");
  return url;
}

std::string create_postgres(const std::string& like) {
  const auto name = next_name();
  const auto sql = "CREATE DATABASE " + name + (like.empty() ? "" : " TEMPLATE " + like);
  if (!run("psql -q '" + postgres() + "/postgres' -c '" + sql + "' >/dev/null 2>&1"))
    throw std::runtime_error(sql + " failed");
  return name;
}

}  // namespace

bool run(const std::string& command) { return std::system(command.c_str()) == 0; }

std::string new_folder() {
  const auto path = root() / next_name();
  fs::create_directories(path);
  return path.string();
}

std::string new_database_url(db::Engine engine) {
  if (engine == db::Engine::sqlite) return "sqlite:" + (root() / (next_name() + ".db")).string();
  return postgres() + '/' + create_postgres("");
}

std::string golden_database_url(db::Engine engine) {
  static std::mutex mutex;
  static std::string golden[2];
  const std::lock_guard lock(mutex);
  auto& source = golden[engine == db::Engine::sqlite ? 0 : 1];
  if (source.empty()) {
    const auto url = new_database_url(engine);
    const auto database = open(url);  // closed again before it is cloned
    db::migrate(*database);
    intake::load_starter(*database);
    source = url;
  }
  if (engine == db::Engine::postgresql) return postgres() + '/' + create_postgres(source.substr(source.rfind('/') + 1));
  const auto copy = root() / (next_name() + ".db");
  fs::copy_file(source.substr(7), copy);
  return "sqlite:" + copy.string();
}

std::unique_ptr<db::Database> open(const std::string& url) {
  db::Options options;
  options.url = url;
  return db::open(options);
}

std::unique_ptr<db::Database> new_database(db::Engine engine) {
  auto database = open(new_database_url(engine));
  db::migrate(*database);
  return database;
}

std::unique_ptr<db::Database> golden_database(db::Engine engine) { return open(golden_database_url(engine)); }

std::string engine_name(db::Engine engine) { return engine == db::Engine::sqlite ? "sqlite" : "postgresql"; }

}  // namespace kinoteka::support
