#include "features/playing/play_store.hpp"

namespace kinoteka::playing::play_store {
namespace {

constexpr db::Query find_position{
    "position.find",
    "SELECT file_id, position_ms, finished FROM playback_positions WHERE user_id = $1 AND file_id = $2"};
constexpr db::Query insert_position{
    "position.add",
    "INSERT INTO playback_positions (user_id, file_id, position_ms, finished, updated_at) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT (user_id, file_id) DO NOTHING"};
constexpr db::Query update_position{"position.save",
                                    "UPDATE playback_positions SET position_ms = $3, finished = $4, updated_at = $5 "
                                    "WHERE user_id = $1 AND file_id = $2"};
// Changes a row only from not finished to finished, so that of two at once one changes nothing.
constexpr db::Query finish_position{
    "position.finish",
    "UPDATE playback_positions SET position_ms = $3, finished = 1, updated_at = $4 WHERE user_id = $1 AND file_id = $2 "
    "AND finished = 0"};
constexpr db::Query delete_position{"position.remove",
                                    "DELETE FROM playback_positions WHERE user_id = $1 AND file_id = $2"};
constexpr db::Query list_open{
    "position.open",
    "SELECT f.movie_id, f.id, f.part, p.position_ms, f.duration_ms, p.updated_at FROM playback_positions p "
    "JOIN media_files f ON f.id = p.file_id AND f.missing_at = 0 AND f.movie_id IS NOT NULL AND f.kind = 'movie' "
    "WHERE p.user_id = $1 AND p.finished = 0 AND p.position_ms > 0 ORDER BY p.updated_at DESC LIMIT $2"};
constexpr db::Query insert_link{
    "link.add",
    "INSERT INTO stream_links (user_id, file_id, token_hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5) "
    "RETURNING id"};
constexpr std::string_view link_columns =
    "SELECT l.id, l.file_id, l.user_id, l.created_at, l.expires_at, l.used_at, f.title FROM stream_links l "
    "JOIN media_files f ON f.id = l.file_id ";
const std::string find_link_sql = std::string(link_columns) + "WHERE l.token_hash = $1 AND l.expires_at > $2";
const std::string list_links_sql =
    std::string(link_columns) + "WHERE l.user_id = $1 AND l.expires_at > $2 ORDER BY l.id DESC LIMIT 100";
constexpr db::Query delete_link{"link.remove", "DELETE FROM stream_links WHERE user_id = $1 AND id = $2"};
constexpr db::Query delete_links{"link.remove_all", "DELETE FROM stream_links WHERE user_id = $1"};
constexpr db::Query update_link{"link.touch", "UPDATE stream_links SET used_at = $2 WHERE id = $1"};
constexpr db::Query delete_old{"link.forget", "DELETE FROM stream_links WHERE expires_at < $1"};

}  // namespace

std::optional<PositionRow> position(db::Session& session, std::int64_t user, std::int64_t file) {
  return session.one<PositionRow>(find_position, user, file);
}

bool save_position(db::Tx& tx, std::int64_t user, std::int64_t file, std::int64_t position_ms, bool finished,
                   std::int64_t now) {
  const bool added = tx.run(insert_position, user, file, position_ms, finished ? 1 : 0, now) > 0;
  if (added) return finished;
  if (finished) {
    if (tx.run(finish_position, user, file, position_ms, now) > 0) return true;
    tx.run(update_position, user, file, position_ms, 1, now);
    return false;
  }
  tx.run(update_position, user, file, position_ms, 0, now);
  return false;
}

void remove_position(db::Tx& tx, std::int64_t user, std::int64_t file) { tx.run(delete_position, user, file); }

std::vector<OpenFilm> open_films(db::Session& session, std::int64_t user, std::int64_t limit) {
  return session.all<OpenFilm>(list_open, user, limit);
}

std::int64_t add_link(db::Tx& tx, std::int64_t user, std::int64_t file, const std::string& hash, std::int64_t now,
                      std::int64_t expires_at) {
  return *tx.one<std::int64_t>(insert_link, user, file, hash, now, expires_at);
}
std::optional<LinkRow> find_link(db::Session& session, const std::string& hash, std::int64_t now) {
  return session.one<LinkRow>(db::Query{"link.find", find_link_sql}, hash, now);
}
std::vector<LinkRow> links(db::Session& session, std::int64_t user, std::int64_t now) {
  return session.all<LinkRow>(db::Query{"link.list", list_links_sql}, user, now);
}
bool remove_link(db::Tx& tx, std::int64_t user, std::int64_t id) { return tx.run(delete_link, user, id) > 0; }
std::int64_t remove_links(db::Tx& tx, std::int64_t user) { return tx.run(delete_links, user); }
void touch_link(db::Tx& tx, std::int64_t id, std::int64_t now) { tx.run(update_link, id, now); }
void forget_old_links(db::Tx& tx, std::int64_t now) { tx.run(delete_old, now); }

}  // namespace kinoteka::playing::play_store
