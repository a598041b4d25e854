#include "features/accounts/directory_service.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "features/accounts/user_store.hpp"
#include "json/decode.hpp"
#include "json/encode.hpp"

namespace kinoteka::accounts {
namespace {

constexpr std::string_view columns =
    "SELECT u.id, u.username, coalesce(u.username, 'user ' || u.id), (SELECT '/api/pictures/' || "
    "p.digest FROM pictures p WHERE p.id = u.avatar_id), "
    "u.name, u.surname, u.bio, u.created_at, u.disabled_at, u.privacy FROM users u ";
const std::string by_username_sql = std::string(columns) + "WHERE u.username_key = $1";
const std::string by_id_sql = std::string(columns) + "WHERE u.id = $1";
const std::string open_sql =
    std::string(columns) +
    "WHERE u.username_key >= $1 AND u.username_key < $2 AND u.disabled_at = 0 AND (u.id = $3 OR u.privacy LIKE "
    "'%everyone%' OR u.id IN (SELECT owner_id FROM shares WHERE user_id = $3) OR u.id IN (SELECT s.owner_id FROM "
    "group_members m JOIN shares s ON s.group_id = m.group_id WHERE m.user_id = $3)) ORDER BY u.username_key LIMIT "
    "1000";
constexpr db::Query save_privacy{"directory.save_privacy", "UPDATE users SET privacy = $2 WHERE id = $1"};

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

void hold(db::Tx& tx, std::int64_t user) { user_store::hold(tx, user); }

void set_visibility(db::Tx& tx, std::int64_t user, std::string_view what, Visibility visibility) {
  auto found = find_by_id(tx, user);
  if (!found) throw Error(Code::unauthorized, "This account is no more.");
  auto& privacy = found->privacy;
  if (what == "profile") {
    privacy.profile = visibility;
  } else if (what == "diary") {
    privacy.diary = visibility;
  } else if (what == "collection") {
    privacy.collection = visibility;
  } else {
    throw Error(Code::internal, "").with_detail("no such thing to show: " + std::string(what));
  }
  tx.run(save_privacy, user, json::encode(privacy));
}

bool may_play(db::Session& session, const http::Member& member) {
  return member.identity().role == http::UserRole::admin || user_store::may_play(session, member.id());
}

void require_may_play(db::Session& session, const http::Member& member) {
  if (!may_play(session, member))
    throw forbidden("Ask an admin of this house to let you play its films.", Reason::may_not_play);
}

bool may_still_play(db::Session& session, std::int64_t user) {
  const auto line = user_store::line(session, user);
  return line && !line->disabled && (line->may_play || line->role == UserRole::admin);
}

void require_may_publish(const Policy& policy, const http::Member& member) {
  if (!policy.verified_to_publish || member.identity().verified) return;
  throw forbidden("Confirm your e-mail address first: the link is in the message we sent you.",
                  Reason::confirm_address);
}

}  // namespace kinoteka::accounts
