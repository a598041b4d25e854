#include "features/sharing/sharing_store.hpp"

#include <algorithm>

#include "base/time.hpp"
#include "json/decode.hpp"

namespace kinoteka::sharing::sharing_store {
namespace {

constexpr db::Query find_one{"group.find", "SELECT id, owner_id, name FROM user_groups WHERE id = $1"};
constexpr db::Query list_groups{"group.list",
                                "SELECT g.id, g.owner_id, g.name FROM user_groups g WHERE g.owner_id = $1 "
                                "UNION SELECT g.id, g.owner_id, g.name FROM group_members m "
                                "JOIN user_groups g ON g.id = m.group_id WHERE m.user_id = $1 ORDER BY 3, 1"};
constexpr db::Query count_own{"group.count", "SELECT count(*) FROM user_groups WHERE owner_id = $1"};
const std::string members_sql = "SELECT " + std::string(accounts::face_columns()) +
                                " FROM group_members m JOIN users u ON u.id = m.user_id WHERE m.group_id = $1 "
                                "ORDER BY coalesce(u.username_key, u.name), u.id";
constexpr db::Query find_member{"group.member",
                                "SELECT count(*) FROM group_members WHERE group_id = $1 AND user_id = $2"};
constexpr db::Query insert_group{
    "group.add", "INSERT INTO user_groups (owner_id, name, created_at) VALUES ($1, $2, $3) RETURNING id"};
constexpr db::Query update_group{"group.rename", "UPDATE user_groups SET name = $2 WHERE id = $1"};
constexpr db::Query delete_group{"group.remove", "DELETE FROM user_groups WHERE id = $1"};
constexpr db::Query insert_member{
    "group.add_member", "INSERT INTO group_members (group_id, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING"};
constexpr db::Query delete_member{"group.remove_member",
                                  "DELETE FROM group_members WHERE group_id = $1 AND user_id = $2"};

constexpr db::Query count_in_group{"group.count_members",
                                   "SELECT (SELECT count(*) FROM group_members WHERE group_id = $1) + "
                                   "(SELECT count(*) FROM offers WHERE group_id = $1)"};

// A question is of a group or of a list, each found by its own index.
constexpr db::Query find_group_offer{"offer.of_group",
                                     "SELECT count(*) FROM offers WHERE group_id = $1 AND user_id = $2"};
constexpr db::Query find_list_offer{"offer.of_list", "SELECT count(*) FROM offers WHERE list_id = $1 AND user_id = $2"};
constexpr db::Query count_to{"offer.count", "SELECT count(*) FROM offers WHERE user_id = $1"};
constexpr db::Query count_from_to{"offer.count_of", "SELECT count(*) FROM offers WHERE user_id = $2 AND from_id = $1"};
constexpr db::Query insert_offer{"offer.add",
                                 "INSERT INTO offers (group_id, list_id, from_id, user_id, asked_at) VALUES ($1, $2, "
                                 "$3, $4, $5) ON CONFLICT DO NOTHING"};
constexpr db::Query delete_group_offer{"offer.remove_of_group",
                                       "DELETE FROM offers WHERE group_id = $1 AND user_id = $2"};
constexpr db::Query delete_list_offer{"offer.remove_of_list", "DELETE FROM offers WHERE list_id = $1 AND user_id = $2"};
const std::string asked_sql =
    "SELECT " + std::string(accounts::face_columns()) + " FROM offers o JOIN users u ON u.id = o.user_id WHERE ";
const std::string asked_into_group_sql = asked_sql + "o.group_id = $1 ORDER BY o.id";
const std::string asked_into_list_sql = asked_sql + "o.list_id = $1 ORDER BY o.id";
const std::string offers_sql =
    "SELECT o.asked_at, o.group_id, g.name, o.list_id, l.name, " + std::string(accounts::face_columns()) +
    " FROM offers o JOIN users u ON u.id = o.from_id AND u.disabled_at = 0 LEFT JOIN user_groups g ON g.id = "
    "o.group_id LEFT JOIN lists l ON l.id = o.list_id WHERE o.user_id = $1 ORDER BY o.id DESC";

constexpr db::Query find_share{
    "share.find",
    "SELECT count(*) FROM shares s WHERE s.owner_id = $1 AND s.kind = $2 AND s.object_id = $3 AND (s.user_id = $4 OR "
    "EXISTS (SELECT 1 FROM group_members m WHERE m.group_id = s.group_id AND m.user_id = $4))"};
const std::string users_sql = "SELECT " + std::string(accounts::face_columns()) +
                              " FROM shares s JOIN users u ON u.id = s.user_id WHERE s.owner_id = $1 AND s.kind = $2 "
                              "AND s.object_id = $3 ORDER BY s.id";
constexpr db::Query list_chosen_groups{
    "share.groups",
    "SELECT g.id, g.name FROM shares s JOIN user_groups g ON g.id = s.group_id WHERE s.owner_id = $1 AND s.kind = $2 "
    "AND s.object_id = $3 ORDER BY s.id"};
constexpr db::Query delete_shares{"share.forget",
                                  "DELETE FROM shares WHERE owner_id = $1 AND kind = $2 AND object_id = $3"};
constexpr db::Query insert_share{
    "share.add",
    "INSERT INTO shares (owner_id, kind, object_id, user_id, group_id, created_at) VALUES ($1, $2, $3, $4, $5, $6)"};
// Shares count while the thing says 'chosen'; of lists the list itself says so.
const std::string shared_with_sql =
    "SELECT s.kind, s.object_id, l.name, coalesce(l.visibility, ''), u.privacy, " +
    std::string(accounts::face_columns()) +
    " FROM shares s JOIN users u ON u.id = s.owner_id AND u.disabled_at = 0 "
    "LEFT JOIN lists l ON s.kind = 'list' AND l.id = s.object_id "
    "WHERE s.id IN (SELECT id FROM shares WHERE user_id = $1 UNION SELECT gs.id FROM group_members m "
    "JOIN shares gs ON gs.group_id = m.group_id WHERE m.user_id = $1) "
    "ORDER BY s.id DESC LIMIT 2000";

bool still_chosen(const db::Row& row, std::string_view kind) {
  if (kind == "list") return row.text(3) == "chosen";
  const auto privacy = json::decode<accounts::Privacy>(row.text(4), json::Unknown::ignore);
  const auto visibility = kind == "profile" ? privacy.profile : kind == "diary" ? privacy.diary : privacy.collection;
  return visibility == accounts::Visibility::chosen;
}

}  // namespace

std::optional<GroupRow> find_group(db::Session& session, std::int64_t id) {
  return session.one<GroupRow>(find_one, id);
}
std::vector<GroupRow> groups_of(db::Session& session, std::int64_t user) {
  return session.all<GroupRow>(list_groups, user);
}
std::int64_t count_groups(db::Session& session, std::int64_t owner) {
  return *session.one<std::int64_t>(count_own, owner);
}
std::vector<Face> members_of(db::Session& session, std::int64_t group) {
  return session.all<Face>(db::Query{"group.members", members_sql}, group);
}
bool is_member(db::Session& session, std::int64_t group, std::int64_t user) {
  return *session.one<std::int64_t>(find_member, group, user) > 0;
}
std::int64_t add_group(db::Tx& tx, std::int64_t owner, const std::string& name, std::int64_t now) {
  return *tx.one<std::int64_t>(insert_group, owner, name, now);
}
void rename_group(db::Tx& tx, std::int64_t group, const std::string& name) { tx.run(update_group, group, name); }
void remove_group(db::Tx& tx, std::int64_t group) { tx.run(delete_group, group); }
void add_member(db::Tx& tx, std::int64_t group, std::int64_t user) { tx.run(insert_member, group, user); }
void remove_member(db::Tx& tx, std::int64_t group, std::int64_t user) { tx.run(delete_member, group, user); }
std::int64_t count_members(db::Session& session, std::int64_t group) {
  return *session.one<std::int64_t>(count_in_group, group);
}

bool has_offer(db::Session& session, OfferKind kind, std::int64_t object, std::int64_t user) {
  return *session.one<std::int64_t>(kind == OfferKind::group ? find_group_offer : find_list_offer, object, user) > 0;
}
std::int64_t count_offers(db::Session& session, std::int64_t user) {
  return *session.one<std::int64_t>(count_to, user);
}
std::int64_t count_offers_of(db::Session& session, std::int64_t from, std::int64_t user) {
  return *session.one<std::int64_t>(count_from_to, from, user);
}
void add_offer(db::Tx& tx, OfferKind kind, std::int64_t object, std::int64_t from, std::int64_t user,
               std::int64_t now) {
  const std::optional<std::int64_t> id = object, none;
  tx.run(insert_offer, kind == OfferKind::group ? id : none, kind == OfferKind::list ? id : none, from, user, now);
}
bool remove_offer(db::Tx& tx, OfferKind kind, std::int64_t object, std::int64_t user) {
  return tx.run(kind == OfferKind::group ? delete_group_offer : delete_list_offer, object, user) > 0;
}
std::vector<Face> asked_into(db::Session& session, OfferKind kind, std::int64_t object) {
  return kind == OfferKind::group ? session.all<Face>(db::Query{"offer.asked_into_group", asked_into_group_sql}, object)
                                  : session.all<Face>(db::Query{"offer.asked_into_list", asked_into_list_sql}, object);
}
std::vector<Offer> offers_to(db::Session& session, std::int64_t user) {
  std::vector<Offer> out;
  session.each(
      db::Query{"offer.list", offers_sql},
      [&](db::Row& row) {
        const bool group = !row.null(1);
        out.push_back({group ? OfferKind::group : OfferKind::list, row.integer(group ? 1 : 3),
                       std::string(row.text(group ? 2 : 4)), row.as<Face>(5), rfc3339(row.integer(0))});
      },
      user);
  return out;
}

bool is_shared_with(db::Session& session, const Thing& thing, std::int64_t user) {
  return *session.one<std::int64_t>(find_share, thing.owner, thing.kind, thing.object, user) > 0;
}
std::vector<Face> users_of(db::Session& session, const Thing& thing) {
  return session.all<Face>(db::Query{"share.users", users_sql}, thing.owner, thing.kind, thing.object);
}
std::vector<GroupRef> chosen_groups(db::Session& session, const Thing& thing) {
  return session.all<GroupRef>(list_chosen_groups, thing.owner, thing.kind, thing.object);
}
void replace(db::Tx& tx, const Thing& thing, const std::vector<std::int64_t>& users,
             const std::vector<std::int64_t>& groups, std::int64_t now) {
  forget(tx, thing);
  for (const auto user : users) tx.run(insert_share, thing.owner, thing.kind, thing.object, user, nullptr, now);
  for (const auto group : groups) tx.run(insert_share, thing.owner, thing.kind, thing.object, nullptr, group, now);
}
void forget(db::Tx& tx, const Thing& thing) { tx.run(delete_shares, thing.owner, thing.kind, thing.object); }

std::vector<SharedWithMe> shared_with(db::Session& session, std::int64_t user) {
  std::vector<SharedWithMe> out;
  session.each(
      db::Query{"share.with", shared_with_sql},
      [&](db::Row& row) {
        SharedWithMe item;
        item.kind = row.text(0);
        if (!still_chosen(row, item.kind)) return;
        item.owner = row.as<Face>(5);
        if (item.owner.id == user) return;
        if (item.kind == "list") {
          item.list = row.integer(1);
          item.list_name = row.text(2);
        }
        const bool known = std::any_of(out.begin(), out.end(), [&](const SharedWithMe& other) {
          return other.kind == item.kind && other.owner.id == item.owner.id && other.list == item.list;
        });
        if (!known && out.size() < 500) out.push_back(std::move(item));
      },
      user);
  return out;
}

}  // namespace kinoteka::sharing::sharing_store
