// SQLite behind the facade: WAL, a pool of reader sessions, and one writer thread with group commit.
#pragma once

#include <memory>

#include "db/database.hpp"

namespace kinoteka::db::sqlite {

std::unique_ptr<Database> open(const Options& options);

}  // namespace kinoteka::db::sqlite
