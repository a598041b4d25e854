#include "features/editing/tag_draft_store.hpp"

namespace kinoteka::editing::tag_draft_store {
namespace {

constexpr db::Query find_name{"tag.named", "SELECT id FROM tags WHERE name = $1"};
constexpr db::Query insert_tag{"tag.insert", "INSERT INTO tags (name) VALUES ($1) RETURNING id"};
constexpr db::Query rename_tag{"tag.rename", "UPDATE tags SET name = $2, version = version + 1 WHERE id = $1"};
constexpr db::Query delete_tag{"tag.remove", "DELETE FROM tags WHERE id = $1"};

}  // namespace

std::optional<std::int64_t> find_named(db::Session& session, const std::string& name) {
  return session.one<std::int64_t>(find_name, name);
}

std::int64_t insert(db::Tx& tx, const std::string& name) { return *tx.one<std::int64_t>(insert_tag, name); }
void rename(db::Tx& tx, std::int64_t id, const std::string& name) { tx.run(rename_tag, id, name); }
void remove(db::Tx& tx, std::int64_t id) { tx.run(delete_tag, id); }

}  // namespace kinoteka::editing::tag_draft_store
