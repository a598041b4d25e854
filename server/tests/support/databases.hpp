// Real databases for tests: a new SQLite file, or a new database in the PostgreSQL that script/with-postgres started.
#pragma once

#include <memory>
#include <string>

#include "db/database.hpp"

namespace kinoteka::support {

// Empty, not migrated.
std::string new_database_url(db::Engine engine);
// With the schema and the starter catalogue; made once a process and cloned.
std::string golden_database_url(db::Engine engine);

std::unique_ptr<db::Database> open(const std::string& url);
std::unique_ptr<db::Database> new_database(db::Engine engine);  // migrated
std::unique_ptr<db::Database> golden_database(db::Engine engine);

std::string new_folder();  // gone when the process ends
std::string engine_name(db::Engine engine);

// Runs a program and says whether it succeeded; for psql.
bool run(const std::string& command);

}  // namespace kinoteka::support
