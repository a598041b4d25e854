// Paths of files, whose names are bytes, as the database and people can have them. Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace kinoteka::library {

// Paths in the database are UTF-8, and files are called by bytes: '%' and whatever is not UTF-8 stand there as %XX.
std::string stored_path(std::string_view bytes);
std::string path_bytes(std::string_view stored);
// For people to read: what is not UTF-8 as U+FFFD.
std::string shown_path(std::string_view stored);

}  // namespace kinoteka::library
