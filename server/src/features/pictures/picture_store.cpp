#include "features/pictures/picture_store.hpp"

#include "features/pictures/wire.hpp"

namespace kinoteka::pictures::picture_store {
namespace {

constexpr db::Query insert{"picture.add",
                           "INSERT INTO pictures (digest, width, height, color, placeholder, origin, user_id, "
                           "created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (digest) DO UPDATE SET "
                           "created_at = excluded.created_at RETURNING id"};
constexpr db::Query find_one{"picture.find",
                             "SELECT digest, width, height, color, placeholder FROM pictures WHERE digest = $1"};
constexpr db::Query find_by_number{"picture.numbered",
                                   "SELECT digest, width, height, color, placeholder FROM pictures WHERE id = $1"};
constexpr db::Query update_avatar{"picture.avatar", "UPDATE users SET avatar_id = $2 WHERE id = $1"};
constexpr db::Query find_number{"picture.number", "SELECT id FROM pictures WHERE digest = $1"};

// Who shows pictures: to add one more, add its column here.
constexpr std::string_view is_unused =
    " AND NOT EXISTS (SELECT 1 FROM movies m WHERE m.poster_id = p.id) AND NOT EXISTS (SELECT 1 FROM movies m WHERE "
    "m.backdrop_id = p.id) AND NOT EXISTS (SELECT 1 FROM movies m WHERE m.still_id = p.id) AND NOT EXISTS (SELECT 1 "
    "FROM "
    "movie_pictures g WHERE g.picture_id = p.id) AND NOT EXISTS (SELECT 1 FROM people o WHERE o.photo_id = p.id) "
    "AND NOT EXISTS (SELECT 1 FROM users u WHERE u.avatar_id = p.id)";
const std::string unused_sql =
    "SELECT p.digest FROM pictures p WHERE p.created_at < $1" + std::string(is_unused) + " ORDER BY p.id LIMIT $2";
const std::string remove_sql =
    "DELETE FROM pictures WHERE id IN (SELECT p.id FROM pictures p WHERE p.digest = $1" + std::string(is_unused) + ')';

}  // namespace

std::int64_t add(db::Tx& tx, const NewPicture& picture, std::optional<std::int64_t> user, std::int64_t now) {
  return *tx.one<std::int64_t>(insert, picture.digest, picture.width, picture.height, picture.color,
                               picture.placeholder, picture.origin, user, now);
}

std::optional<Picture> find(db::Session& session, std::string_view digest) {
  std::optional<Picture> found;
  session.each(
      find_one, [&](db::Row& row) { found = of_row(row, 0); }, digest);
  return found;
}

std::optional<Picture> find_numbered(db::Session& session, std::int64_t number) {
  std::optional<Picture> found;
  session.each(
      find_by_number, [&](db::Row& row) { found = of_row(row, 0); }, number);
  return found;
}

void set_avatar(db::Tx& tx, std::int64_t user, std::optional<std::int64_t> picture) {
  tx.run(update_avatar, user, picture);
}

std::optional<std::int64_t> number_of(db::Session& session, std::string_view digest) {
  return session.one<std::int64_t>(find_number, digest);
}

std::vector<std::string> unused(db::Session& session, std::int64_t before, std::int64_t limit) {
  return session.all<std::string>(db::Query{"picture.unused", unused_sql}, before, limit);
}

bool remove_unused(db::Tx& tx, std::string_view digest) {
  return tx.run(db::Query{"picture.remove", remove_sql}, digest) > 0;
}

}  // namespace kinoteka::pictures::picture_store
