#include "features/lists/list_store.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace kinoteka::lists::list_store {
namespace {

const std::string select =
    "SELECT l.id, l.name, l.description, l.ranked, l.visibility, l.link, l.items, l.created_at, "
    "l.updated_at, " +
    std::string(accounts::face_columns()) + " FROM lists l JOIN users u ON u.id = l.user_id ";
const std::string find_sql = select + "WHERE l.id = $1";
const std::string of_user_sql = select +
                                "WHERE l.id IN (SELECT id FROM lists WHERE user_id = $1 UNION SELECT list_id FROM "
                                "list_editors WHERE user_id = $1) ORDER BY l.updated_at DESC, l.id DESC";
const std::string owned_sql = select + "WHERE l.user_id = $1 ORDER BY l.updated_at DESC, l.id DESC";
const std::string public_sql = select +
                               "WHERE l.visibility = 'everyone' AND u.disabled_at = 0 "
                               "ORDER BY l.updated_at DESC, l.id DESC LIMIT $1 OFFSET $2";
const std::string public_with_sql =
    select +
    "WHERE l.id IN (SELECT list_id FROM list_items WHERE movie_id = $1) AND l.visibility = 'everyone' AND "
    "u.disabled_at = 0 ORDER BY l.updated_at DESC, l.id DESC LIMIT 50";
constexpr db::Query count_all_public{"list.count_public",
                                     "SELECT count(*) FROM lists l JOIN users u ON u.id = l.user_id "
                                     "WHERE l.visibility = 'everyone' AND u.disabled_at = 0"};
constexpr db::Query list_names{"list.names",
                               "SELECT l.id, l.name FROM lists l JOIN users u ON u.id = l.user_id WHERE l.visibility = "
                               "'everyone' AND u.disabled_at = 0 ORDER BY l.updated_at DESC, l.id DESC LIMIT 5000"};
constexpr db::Query count_own{"list.count", "SELECT count(*) FROM lists WHERE user_id = $1"};
constexpr db::Query find_by_name{"list.named", "SELECT id FROM lists WHERE user_id = $1 AND name = $2 ORDER BY id"};
constexpr db::Query insert{"list.add",
                           "INSERT INTO lists (user_id, name, description, ranked, visibility, link, created_at, "
                           "updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $7) RETURNING id"};
constexpr db::Query update{"list.save",
                           "UPDATE lists SET name = $2, description = $3, ranked = $4, updated_at = $5 WHERE id = $1"};
constexpr db::Query update_visibility{"list.set_visibility",
                                      "UPDATE lists SET visibility = $2, link = $3 WHERE id = $1"};
constexpr db::Query delete_one{"list.remove", "DELETE FROM lists WHERE id = $1"};

constexpr db::Query find_editor{"list.editor", "SELECT count(*) FROM list_editors WHERE list_id = $1 AND user_id = $2"};
const std::string editors_sql = "SELECT " + std::string(accounts::face_columns()) +
                                " FROM list_editors e JOIN users u ON u.id = e.user_id WHERE e.list_id = $1 "
                                "ORDER BY u.username_key, u.id";
constexpr db::Query insert_editor{"list.add_editor",
                                  "INSERT INTO list_editors (list_id, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING"};
constexpr db::Query delete_editor{"list.remove_editor", "DELETE FROM list_editors WHERE list_id = $1 AND user_id = $2"};

constexpr db::Query list_items{
    "list.items",
    "SELECT i.position, i.movie_id, i.note, i.added_at FROM list_items i JOIN movies m ON m.id = i.movie_id AND "
    "+m.deleted_at = 0 WHERE i.list_id = $1 ORDER BY i.position LIMIT $2 OFFSET $3"};
constexpr db::Query find_item{
    "list.item", "SELECT position, movie_id, note, added_at FROM list_items WHERE list_id = $1 AND movie_id = $2"};
constexpr db::Query count_list_items{"list.count_items",
                                     "SELECT count(*) FROM list_items i JOIN movies m ON m.id = i.movie_id AND "
                                     "+m.deleted_at = 0 WHERE i.list_id = $1"};
constexpr db::Query touch{"list.touch",
                          "UPDATE lists SET items = (SELECT count(*) FROM list_items WHERE list_id = $1), "
                          "updated_at = $2 WHERE id = $1"};
constexpr db::Query hold_list{"list.hold", "UPDATE lists SET items = items WHERE id = $1"};
constexpr db::Query insert_item{
    "list.add_item",
    "INSERT INTO list_items (list_id, movie_id, position, note, added_by, added_at) VALUES ($1, $2, (SELECT "
    "coalesce(max(position), 0) + 1 FROM list_items WHERE list_id = $1), $3, $4, $5) ON CONFLICT DO NOTHING"};
constexpr db::Query update_note{"list.save_note",
                                "UPDATE list_items SET note = $3 WHERE list_id = $1 AND movie_id = $2"};
constexpr db::Query delete_item{"list.remove_item", "DELETE FROM list_items WHERE list_id = $1 AND movie_id = $2"};
constexpr db::Query close_gap{"list.close_gap",
                              "UPDATE list_items SET position = position - 1 WHERE list_id = $1 AND position > $2"};
constexpr db::Query shift{"list.shift",
                          "UPDATE list_items SET position = position + $4 WHERE list_id = $1 AND position BETWEEN $2 "
                          "AND $3"};
constexpr db::Query place{"list.place", "UPDATE list_items SET position = $3 WHERE list_id = $1 AND movie_id = $2"};

ListRow list_of(const db::Row& row) {
  ListRow out;
  out.id = row.integer(0);
  out.name = row.text(1);
  out.description = row.text(2);
  out.ranked = row.integer(3) != 0;
  out.visibility = row.text(4);
  out.link = row.text(5);
  out.items = row.integer(6);
  out.created_at = row.integer(7);
  out.updated_at = row.integer(8);
  out.owner = row.as<Face>(9);
  return out;
}

template <class... Args>
std::vector<ListRow> rows(db::Session& session, const db::Query& query, const Args&... args) {
  std::vector<ListRow> out;
  session.each(
      query, [&](db::Row& row) { out.push_back(list_of(row)); }, args...);
  return out;
}

int flag(const std::optional<bool>& value) { return value.value_or(false) ? 1 : 0; }

}  // namespace

std::optional<ListRow> find(db::Session& session, std::int64_t id) {
  auto found = rows(session, db::Query{"list.find", find_sql}, id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}
std::vector<ListRow> of_user(db::Session& session, std::int64_t user) {
  return rows(session, db::Query{"list.of_user", of_user_sql}, user);
}
std::vector<ListRow> owned_by(db::Session& session, std::int64_t user) {
  return rows(session, db::Query{"list.owned", owned_sql}, user);
}
std::int64_t count_public(db::Session& session) { return *session.one<std::int64_t>(count_all_public); }
std::vector<std::int64_t> public_named(db::Session& session, const std::string& folded) {
  std::vector<std::int64_t> out;
  session.each(list_names, [&](db::Row& row) {
    const auto name = text::fold(row.text(1));
    const auto wanted = text::words(folded);
    const bool holds = std::all_of(wanted.begin(), wanted.end(),
                                   [&](std::string_view word) { return name.find(word) != std::string::npos; });
    if (holds && !wanted.empty()) out.push_back(row.integer(0));
  });
  return out;
}
std::vector<ListRow> all_public(db::Session& session, std::int64_t offset, std::int64_t limit) {
  return rows(session, db::Query{"list.public", public_sql}, limit, offset);
}
std::vector<ListRow> public_with(db::Session& session, std::int64_t movie) {
  return rows(session, db::Query{"list.public_with", public_with_sql}, movie);
}
std::int64_t count_of(db::Session& session, std::int64_t user) { return *session.one<std::int64_t>(count_own, user); }
std::optional<std::int64_t> find_named(db::Session& session, std::int64_t user, const std::string& name) {
  return session.one<std::int64_t>(find_by_name, user, name);
}

std::int64_t add(db::Tx& tx, std::int64_t user, const NewList& list, std::string_view visibility,
                 const std::string& link, std::int64_t now) {
  return *tx.one<std::int64_t>(insert, user, *list.name, *list.description, flag(list.ranked), visibility, link, now);
}
void save(db::Tx& tx, std::int64_t id, const ListDraft& draft, std::int64_t now) {
  tx.run(update, id, *draft.name, *draft.description, flag(draft.ranked), now);
}
void set_visibility(db::Tx& tx, std::int64_t id, std::string_view visibility, const std::string& link) {
  tx.run(update_visibility, id, visibility, link);
}
void remove(db::Tx& tx, std::int64_t id) { tx.run(delete_one, id); }

bool is_editor(db::Session& session, std::int64_t list, std::int64_t user) {
  return *session.one<std::int64_t>(find_editor, list, user) > 0;
}
std::vector<Face> editors(db::Session& session, std::int64_t list) {
  return session.all<Face>(db::Query{"list.editors", editors_sql}, list);
}
void add_editor(db::Tx& tx, std::int64_t list, std::int64_t user) { tx.run(insert_editor, list, user); }
bool remove_editor(db::Tx& tx, std::int64_t list, std::int64_t user) { return tx.run(delete_editor, list, user) > 0; }

std::vector<ItemRow> items(db::Session& session, std::int64_t list, std::int64_t offset, std::int64_t limit) {
  return session.all<ItemRow>(list_items, list, limit, offset);
}
std::optional<ItemRow> item(db::Session& session, std::int64_t list, std::int64_t movie) {
  return session.one<ItemRow>(find_item, list, movie);
}
std::int64_t count_items(db::Session& session, std::int64_t list) {
  return *session.one<std::int64_t>(count_list_items, list);
}

void hold(db::Tx& tx, std::int64_t list) { tx.run(hold_list, list); }

bool add_item(db::Tx& tx, std::int64_t list, std::int64_t movie, const std::string& note, std::int64_t user,
              std::int64_t now) {
  const bool added = tx.run(insert_item, list, movie, note, user, now) > 0;
  if (added) tx.run(touch, list, now);
  return added;
}

void save_note(db::Tx& tx, std::int64_t list, std::int64_t movie, const std::string& note, std::int64_t now) {
  tx.run(update_note, list, movie, note);
  tx.run(touch, list, now);
}

bool remove_item(db::Tx& tx, std::int64_t list, std::int64_t movie, std::int64_t now) {
  const auto found = item(tx, list, movie);
  if (!found) return false;
  tx.run(delete_item, list, movie);
  tx.run(close_gap, list, found->position);
  tx.run(touch, list, now);
  return true;
}

void move_item(db::Tx& tx, std::int64_t list, const ItemRow& item, std::int64_t position, std::int64_t now) {
  if (position < item.position) tx.run(shift, list, position, item.position - 1, 1);
  if (position > item.position) tx.run(shift, list, item.position + 1, position, -1);
  tx.run(place, list, item.movie, position);
  tx.run(touch, list, now);
}

}  // namespace kinoteka::lists::list_store
