// The library's folders in the database. Every member works within the caller's session.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/library/wire.hpp"

namespace kinoteka::library::folder_store {

struct FolderRow {
  std::int64_t id = 0;
  std::string name, path;  // path: absolute, as stored
  bool watch = true;
  std::string state;
  std::int64_t scanned_at = 0;
};
BOOST_DESCRIBE_STRUCT(FolderRow, (), (id, name, path, watch, state, scanned_at))

std::vector<FolderRow> all(db::Session& session);
std::optional<FolderRow> find(db::Session& session, std::int64_t id);
std::optional<FolderRow> find_by_path(db::Session& session, const std::string& path);
std::int64_t add(db::Tx& tx, const std::string& name, const std::string& path, bool watch, std::int64_t now);
void save(db::Tx& tx, const FolderRow& folder);
void set_scanned(db::Tx& tx, std::int64_t id, std::string_view state, std::int64_t now);
bool remove(db::Tx& tx, std::int64_t id);
struct Sums {
  std::int64_t folder = 0, files = 0, bytes = 0, missing = 0;
};
BOOST_DESCRIBE_STRUCT(Sums, (), (folder, files, bytes, missing))
std::vector<Sums> sums(db::Session& session);

}  // namespace kinoteka::library::folder_store
