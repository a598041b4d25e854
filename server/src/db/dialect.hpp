// The few words in which the engines differ, in one place. Everything else is one SQL text for both.
#pragma once

#include <string>
#include <string_view>

#include "db/database.hpp"

namespace kinoteka::db {

// Replaces the words that migrations use: `@key` (a table's own id), `@link_table` (rows kept in the order of their
// key), `@binary` (order by bytes).
std::string dialect(std::string_view sql, Engine engine);

// "$first, $first+1, …": `count` parameters in a row.
std::string places(int first, int count);

}  // namespace kinoteka::db
