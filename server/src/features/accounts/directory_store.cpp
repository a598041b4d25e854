#include "features/accounts/directory_store.hpp"

#include "base/text.hpp"
#include "json/decode.hpp"
#include "json/encode.hpp"

namespace kinoteka::accounts {

// Who has no username has a number: a first name in its place could be somebody's username.
std::string_view face_columns() {
  return "u.id, u.username, coalesce(u.username, 'user ' || u.id), "
         "(SELECT '/api/pictures/' || p.digest FROM pictures p WHERE p.id = u.avatar_id)";
}

}  // namespace kinoteka::accounts

namespace kinoteka::accounts::directory_store {
namespace {

const std::string columns = "SELECT " + std::string(face_columns()) +
                            ", u.name, u.surname, u.bio, u.created_at, u.disabled_at, u.privacy FROM users u ";
const std::string by_username_sql = columns + "WHERE u.username_key = $1";
const std::string by_id_sql = columns + "WHERE u.id = $1";
const std::string open_sql =
    columns +
    "WHERE u.username_key >= $1 AND u.username_key < $2 AND u.disabled_at = 0 AND (u.id = $3 OR u.privacy LIKE "
    "'%everyone%' OR u.id IN (SELECT owner_id FROM shares WHERE user_id = $3) OR u.id IN (SELECT s.owner_id FROM "
    "group_members m JOIN shares s ON s.group_id = m.group_id WHERE m.user_id = $3)) ORDER BY u.username_key LIMIT "
    "1000";
constexpr db::Query update_privacy{"directory.save_privacy", "UPDATE users SET privacy = $2 WHERE id = $1"};

Acquaintance acquaintance_of(const db::Row& row) {
  Acquaintance out;
  out.face = row.as<Face>();
  out.full_name = text::trim(std::string(row.text(4)) + ' ' + std::string(row.text(5)));
  out.bio = row.text(6);
  out.joined_at = row.integer(7);
  out.disabled = row.integer(8) > 0;
  out.privacy = json::decode<Privacy>(row.text(9), json::Unknown::ignore);
  return out;
}

template <class Key>
std::optional<Acquaintance> find(db::Session& session, const db::Query& query, const Key& key) {
  std::optional<Acquaintance> found;
  session.each(
      query, [&](db::Row& row) { found = acquaintance_of(row); }, key);
  return found;
}

}  // namespace

std::optional<Acquaintance> find_by_username(db::Session& session, std::string_view username) {
  return find(session, {"directory.by_username", by_username_sql}, username_key(username));
}

std::optional<Acquaintance> find_by_id(db::Session& session, std::int64_t id) {
  return find(session, {"directory.by_id", by_id_sql}, id);
}

std::vector<Acquaintance> find_open(db::Session& session, std::optional<std::int64_t> viewer,
                                    std::string_view beginning) {
  const auto from = username_key(beginning);
  std::vector<Acquaintance> out;
  session.each(
      db::Query{"directory.open", open_sql}, [&](db::Row& row) { out.push_back(acquaintance_of(row)); }, from,
      from + "\xF4\x8F\xBF\xBF", viewer.value_or(0));
  return out;
}

void save_privacy(db::Tx& tx, std::int64_t user, const Privacy& privacy) {
  tx.run(update_privacy, user, json::encode(privacy));
}

}  // namespace kinoteka::accounts::directory_store
