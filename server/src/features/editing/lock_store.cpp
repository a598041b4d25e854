#include "features/editing/lock_store.hpp"

namespace kinoteka::editing::lock_store {
namespace {

constexpr db::Query find{"lock.of", "SELECT field FROM movie_locks WHERE movie_id = $1"};
constexpr db::Query insert{"lock.add",
                           "INSERT INTO movie_locks (movie_id, field) VALUES ($1, $2) ON CONFLICT DO NOTHING"};
constexpr db::Query forget{"lock.drop", "DELETE FROM movie_locks WHERE movie_id = $1"};

}  // namespace

std::set<std::string> of(db::Session& session, std::int64_t movie) {
  const auto fields = session.all<std::string>(find, movie);
  return {fields.begin(), fields.end()};
}
void add(db::Tx& tx, std::int64_t movie, std::string_view field) { tx.run(insert, movie, field); }
void drop(db::Tx& tx, std::int64_t movie) { tx.run(forget, movie); }

}  // namespace kinoteka::editing::lock_store
