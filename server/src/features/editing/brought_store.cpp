#include "features/editing/brought_store.hpp"

namespace kinoteka::editing::brought_store {
namespace {

constexpr db::Query insert{"brought.mark",
                           "INSERT INTO brought_movies (movie_id, user_id, brought_at) SELECT id, $2, $4 FROM movies "
                           "WHERE id = $1 AND created_at >= $3 AND version <= 1 ON CONFLICT DO NOTHING"};
constexpr db::Query remove{"brought.forget", "DELETE FROM brought_movies WHERE movie_id = $1"};
constexpr db::Query count_of{"brought.count_by", "SELECT count(*) FROM brought_movies WHERE user_id = $1"};
constexpr db::Query list{"brought.all",
                         "SELECT b.movie_id FROM brought_movies b JOIN movies m ON m.id = b.movie_id AND +m.deleted_at "
                         "= 0 ORDER BY b.brought_at DESC, b.movie_id DESC LIMIT 5000"};

}  // namespace

bool mark(db::Tx& tx, std::int64_t movie, std::int64_t user, std::int64_t since, std::int64_t now) {
  return tx.run(insert, movie, user, since, now) > 0;
}
void forget(db::Tx& tx, std::int64_t movie) { tx.run(remove, movie); }
std::int64_t count_by(db::Session& session, std::int64_t user) { return *session.one<std::int64_t>(count_of, user); }
std::vector<std::int32_t> all(db::Session& session) { return session.all<std::int32_t>(list); }

}  // namespace kinoteka::editing::brought_store
