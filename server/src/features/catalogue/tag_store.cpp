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

}  // namespace kinoteka::catalogue::tag_store
