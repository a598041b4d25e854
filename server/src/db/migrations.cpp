#include "db/migrations.hpp"

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/time.hpp"
#include "db/dialect.hpp"

namespace kinoteka::db {
namespace {

constexpr std::string_view table_sql =
    "CREATE TABLE IF NOT EXISTS schema_migrations ("
    "number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)";
constexpr Query table_exists_sqlite{"migrations.exists",
                                    "SELECT count(*) FROM sqlite_master WHERE name = 'schema_migrations'"};
constexpr Query table_exists_postgresql{"migrations.exists",
                                        "SELECT count(*) FROM pg_tables WHERE tablename = 'schema_migrations'"};
constexpr Query list{"migrations.list", "SELECT number, name, checksum FROM schema_migrations ORDER BY number"};
constexpr Query record{"migrations.record",
                       "INSERT INTO schema_migrations (number, name, checksum, applied_at) VALUES ($1, $2, $3, $4)"};
constexpr Query lock_postgresql{"migrations.lock", "SELECT pg_advisory_xact_lock(4715000001)"};

struct Applied {
  int number = 0;
  std::string name, checksum;
};
BOOST_DESCRIBE_STRUCT(Applied, (), (number, name, checksum))

int verified_version(Session& session, const std::vector<Migration>& steps) {
  const bool sqlite = session.engine() == Engine::sqlite;
  if (*session.one<std::int64_t>(sqlite ? table_exists_sqlite : table_exists_postgresql) == 0) return 0;
  int version = 0;
  for (const auto& applied : session.all<Applied>(list)) {
    version = applied.number;
    if (version > static_cast<int>(steps.size())) {
      throw Error(Code::conflict, "This database was made by a newer Kinoteka (step " + std::to_string(version) + " '" +
                                      applied.name + "', this one knows " + std::to_string(steps.size()) +
                                      "). Start the newer version, or restore an older backup.");
    }
    const auto& step = steps[static_cast<std::size_t>(version) - 1];
    if (applied.checksum != step.checksum(session.engine())) {
      throw Error(Code::conflict, "Migration " + std::to_string(version) + " '" + applied.name +
                                      "' differs from the one this database was made with. Use the version that made "
                                      "it, or restore a backup.");
    }
  }
  return version;
}

}  // namespace

std::string Migration::text(Engine engine) const {
  return dialect(engine == Engine::sqlite ? sqlite : postgresql, engine);
}
std::string Migration::checksum(Engine engine) const {
  return sha256_hex(engine == Engine::sqlite ? sqlite : postgresql);
}

int schema_version(Database& database) {
  return database.read([](Session& session) { return verified_version(session, migrations()); });
}

MigrationReport migrate(Database& database, const std::vector<Migration>& steps) {
  MigrationReport report;
  report.from = report.to = database.read([&](Session& session) { return verified_version(session, steps); });
  if (report.from == static_cast<int>(steps.size())) return report;
  if (report.from > 0) report.backup = database.back_up().value_or("");

  for (std::size_t i = static_cast<std::size_t>(report.from); i < steps.size(); ++i) {
    const auto& step = steps[i];
    const bool ran = database.write([&](Tx& tx) {
      if (tx.engine() == Engine::postgresql) tx.run(lock_postgresql);
      tx.script(table_sql);
      if (verified_version(tx, steps) >= step.number) return false;  // another process was faster
      tx.script(step.text(tx.engine()));
      tx.run(record, step.number, step.name, step.checksum(tx.engine()), now_ms());
      return true;
    });
    if (ran) report.applied.emplace_back(step.name);
    report.to = step.number;
  }
  return report;
}

}  // namespace kinoteka::db
