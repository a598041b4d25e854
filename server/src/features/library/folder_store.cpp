#include "features/library/folder_store.hpp"

namespace kinoteka::library::folder_store {
namespace {

constexpr std::string_view columns = "SELECT id, name, path, watch, state, scanned_at FROM library_folders ";
const std::string list_sql = std::string(columns) + "ORDER BY name, id";
const std::string find_sql = std::string(columns) + "WHERE id = $1";
const std::string by_path_sql = std::string(columns) + "WHERE path = $1";
constexpr db::Query insert{
    "folder.add", "INSERT INTO library_folders (name, path, watch, created_at) VALUES ($1, $2, $3, $4) RETURNING id"};
constexpr db::Query update{"folder.save", "UPDATE library_folders SET name = $2, path = $3, watch = $4 WHERE id = $1"};
constexpr db::Query update_state{"folder.scanned",
                                 "UPDATE library_folders SET state = $2, scanned_at = $3 WHERE id = $1"};
constexpr db::Query delete_one{"folder.remove", "DELETE FROM library_folders WHERE id = $1"};
constexpr db::Query sum_files{
    "folder.sums",
    "SELECT folder_id, count(*), sum(size), sum(CASE WHEN missing_at > 0 THEN 1 ELSE 0 END) FROM media_files GROUP BY "
    "folder_id"};

}  // namespace

std::vector<FolderRow> all(db::Session& session) { return session.all<FolderRow>(db::Query{"folder.list", list_sql}); }
std::optional<FolderRow> find(db::Session& session, std::int64_t id) {
  return session.one<FolderRow>(db::Query{"folder.find", find_sql}, id);
}
std::optional<FolderRow> find_by_path(db::Session& session, const std::string& path) {
  return session.one<FolderRow>(db::Query{"folder.by_path", by_path_sql}, path);
}
std::int64_t add(db::Tx& tx, const std::string& name, const std::string& path, bool watch, std::int64_t now) {
  return *tx.one<std::int64_t>(insert, name, path, watch ? 1 : 0, now);
}
void save(db::Tx& tx, const FolderRow& folder) {
  tx.run(update, folder.id, folder.name, folder.path, folder.watch ? 1 : 0);
}
void set_scanned(db::Tx& tx, std::int64_t id, std::string_view state, std::int64_t now) {
  tx.run(update_state, id, state, now);
}
bool remove(db::Tx& tx, std::int64_t id) { return tx.run(delete_one, id) > 0; }
std::vector<Sums> sums(db::Session& session) { return session.all<Sums>(sum_files); }

}  // namespace kinoteka::library::folder_store
