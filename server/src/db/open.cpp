#include "base/error.hpp"
#include "db/database.hpp"
#include "db/postgres/postgres.hpp"
#include "db/sqlite/sqlite.hpp"

namespace kinoteka::db {

std::unique_ptr<Database> open(const Options& options) {
  const std::string_view url = options.url;
  if (url.starts_with("sqlite:")) return sqlite::open(options);
  if (url.starts_with("postgresql://") || url.starts_with("postgres://")) return postgres::open(options);
  throw Error(Code::invalid, "The database must be sqlite:PATH or postgresql://USER@HOST/NAME.");
}

}  // namespace kinoteka::db
