// Lists, their items and editors in the database. Every member works within the caller's session; absent is an empty
// optional.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/lists/wire.hpp"

namespace kinoteka::lists::list_store {

struct ListRow {
  std::int64_t id = 0;
  std::string name, description;
  bool ranked = false;
  std::string visibility, link;
  std::int64_t items = 0, created_at = 0, updated_at = 0;
  Face owner;
};

std::optional<ListRow> find(db::Session& session, std::int64_t id);
std::vector<ListRow> of_user(db::Session& session, std::int64_t user);   // one's own and those one may edit
std::vector<ListRow> owned_by(db::Session& session, std::int64_t user);  // the last changed first
std::int64_t count_public(db::Session& session);
// Ids of those whose name holds every word of a folded text, among the last changed 5,000.
std::vector<std::int64_t> public_named(db::Session& session, const std::string& folded);
std::vector<ListRow> all_public(db::Session& session, std::int64_t offset, std::int64_t limit);
std::vector<ListRow> public_with(db::Session& session, std::int64_t movie);  // at most 50
std::int64_t count_of(db::Session& session, std::int64_t user);
std::optional<std::int64_t> find_named(db::Session& session, std::int64_t user, const std::string& name);

std::int64_t add(db::Tx& tx, std::int64_t user, const NewList& list, std::string_view visibility,
                 const std::string& link, std::int64_t now);
void save(db::Tx& tx, std::int64_t id, const ListDraft& draft, std::int64_t now);
void set_visibility(db::Tx& tx, std::int64_t id, std::string_view visibility, const std::string& link);
void remove(db::Tx& tx, std::int64_t id);

bool is_editor(db::Session& session, std::int64_t list, std::int64_t user);
std::vector<Face> editors(db::Session& session, std::int64_t list);
void add_editor(db::Tx& tx, std::int64_t list, std::int64_t user);
bool remove_editor(db::Tx& tx, std::int64_t list, std::int64_t user);

struct ItemRow {
  std::int64_t position = 0, movie = 0;
  std::string note;
  std::int64_t added_at = 0;
};
BOOST_DESCRIBE_STRUCT(ItemRow, (), (position, movie, note, added_at))

std::vector<ItemRow> items(db::Session& session, std::int64_t list, std::int64_t offset, std::int64_t limit);
std::optional<ItemRow> item(db::Session& session, std::int64_t list, std::int64_t movie);
std::int64_t count_items(db::Session& session, std::int64_t list);  // of movies that are still there

// Items of one list are changed one after the other: call this first.
void hold(db::Tx& tx, std::int64_t list);
bool add_item(db::Tx& tx, std::int64_t list, std::int64_t movie, const std::string& note, std::int64_t user,
              std::int64_t now);  // at the end; false when it is there
void save_note(db::Tx& tx, std::int64_t list, std::int64_t movie, const std::string& note, std::int64_t now);
bool remove_item(db::Tx& tx, std::int64_t list, std::int64_t movie, std::int64_t now);
void move_item(db::Tx& tx, std::int64_t list, const ItemRow& item, std::int64_t position, std::int64_t now);

}  // namespace kinoteka::lists::list_store
