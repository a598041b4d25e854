// `kinoteka scan DIR`: a folder becomes part of the library, at the console.
#pragma once

#include <string>

#include "app/settings.hpp"
#include "db/database.hpp"

namespace kinoteka::app {

// Adds the folder where it is not there, scans it and looks into its films, with progress on standard error. A running
// server may do the work instead. Returns the exit code.
int scan_folder_at_console(db::Database& database, const Settings& settings, const std::string& path, bool full);

}  // namespace kinoteka::app
