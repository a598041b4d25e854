// PostgreSQL behind the facade: a pool of sessions in libpq's pipeline mode, retries and reconnects.
#pragma once

#include <memory>

#include "db/database.hpp"

namespace kinoteka::db::postgres {

std::unique_ptr<Database> open(const Options& options);

}  // namespace kinoteka::db::postgres
