#include "features/catalogue/tag_store.hpp"

namespace kinoteka::catalogue::tag_store {
namespace {

constexpr db::Query list_tags{
    "tag.list",
    "SELECT t.id, t.name, count(m.movie_id) FROM tags t LEFT JOIN movie_tags m ON m.tag_id = t.id "
    "AND m.movie_id NOT IN (SELECT id FROM movies WHERE deleted_at > 0) GROUP BY t.id, t.name ORDER BY t.name"};
constexpr db::Query find_tag{
    "tag.find",
    "SELECT id, name, (SELECT count(*) FROM movie_tags m WHERE m.tag_id = tags.id "
    "AND m.movie_id NOT IN (SELECT id FROM movies WHERE deleted_at > 0)), version FROM tags WHERE id = $1"};
constexpr db::Query find_name{"tag.named", "SELECT id FROM tags WHERE name = $1"};
constexpr db::Query insert_tag{"tag.insert", "INSERT INTO tags (name) VALUES ($1) RETURNING id"};
constexpr db::Query rename_tag{"tag.rename", "UPDATE tags SET name = $2, version = version + 1 WHERE id = $1"};
constexpr db::Query delete_tag{"tag.remove", "DELETE FROM tags WHERE id = $1"};

}  // namespace

std::vector<Tag> all(db::Session& session) { return session.all<Tag>(list_tags); }

std::optional<Stored> find(db::Session& session, std::int64_t id) {
  std::optional<Stored> found;
  session.each(
      find_tag,
      [&](db::Row& row) {
        found = Stored{{row.integer(0), std::string(row.text(1)), row.integer(2)}, row.integer(3)};
      },
      id);
  return found;
}

std::optional<std::int64_t> find_named(db::Session& session, const std::string& name) {
  return session.one<std::int64_t>(find_name, name);
}

std::int64_t insert(db::Tx& tx, const std::string& name) { return *tx.one<std::int64_t>(insert_tag, name); }
void rename(db::Tx& tx, std::int64_t id, const std::string& name) { tx.run(rename_tag, id, name); }
void remove(db::Tx& tx, std::int64_t id) { tx.run(delete_tag, id); }

}  // namespace kinoteka::catalogue::tag_store
