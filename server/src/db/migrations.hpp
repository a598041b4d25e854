// Numbered steps from an empty database to today's, embedded in the binary. A step runs in one transaction, is
// recorded with the SHA-256 of its text, and is never edited afterwards (a test pins the sums).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"

namespace kinoteka::db {

struct Migration {
  int number;
  std::string_view name;
  std::string_view sqlite;  // each engine's text; mostly the same one
  std::string_view postgresql;

  std::string text(Engine engine) const;
  std::string checksum(Engine engine) const;
};

// In order. Made at build time from server/migrations.
const std::vector<Migration>& migrations();

// The number of the newest step in this database, 0 for an empty one. Throws Error{conflict} that says what to do
// when the database is newer than this binary or a step differs from the one that was run.
int schema_version(Database& database);

struct MigrationReport {
  int from = 0, to = 0;
  std::vector<std::string> applied;
  std::string backup;  // the copy made before, if any
};

// Brings the database up to date. A SQLite file that holds data is copied first. Two processes may call it at once.
MigrationReport migrate(Database& database, const std::vector<Migration>& steps = migrations());

}  // namespace kinoteka::db
