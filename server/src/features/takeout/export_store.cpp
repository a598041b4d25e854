#include "features/takeout/export_store.hpp"

#include <unordered_map>

#include "base/budget.hpp"
#include "base/time.hpp"
#include "json/decode.hpp"

namespace kinoteka::takeout::export_store {
namespace {

// What every film of a person is called, whatever they did with it.
const std::string films =
    "(SELECT movie_id FROM entries WHERE user_id = $1 UNION SELECT movie_id FROM viewings WHERE user_id = $1 "
    "UNION SELECT movie_id FROM reviews WHERE user_id = $1 UNION SELECT i.movie_id FROM list_items i JOIN lists l "
    "ON l.id = i.list_id WHERE l.user_id = $1 UNION SELECT movie_id FROM collection_items WHERE user_id = $1 AND "
    "movie_id IS NOT NULL)";
const std::string names_sql = "SELECT m.id, m.title, m.year FROM movies m WHERE m.id IN " + films;
const std::string ids_sql =
    "SELECT e.movie_id, e.provider, e.external_id FROM movie_external_ids e WHERE e.movie_id IN " + films;
constexpr db::Query list_entries{"takeout.entries",
                                 "SELECT e.movie_id, e.status, e.rating, e.favorite, e.note FROM entries e "
                                 "JOIN movies m ON m.id = e.movie_id WHERE e.user_id = $1 ORDER BY m.sort_title, "
                                 "m.year, m.id"};
constexpr db::Query list_viewings{"takeout.viewings",
                                  "SELECT v.movie_id, v.watched_on, v.rewatch, v.rating, v.place, v.note, v.tags "
                                  "FROM viewings v JOIN movies m ON m.id = v.movie_id WHERE v.user_id = $1 "
                                  "ORDER BY v.watched_on, m.sort_title, m.year, v.id"};
constexpr db::Query list_reviews{"takeout.reviews",
                                 "SELECT r.movie_id, r.body, r.spoiler, r.created_at FROM reviews r "
                                 "JOIN movies m ON m.id = r.movie_id WHERE r.user_id = $1 ORDER BY m.sort_title, "
                                 "m.year, m.id"};
constexpr db::Query list_lists{"takeout.lists",
                               "SELECT id, name, description, ranked, visibility FROM lists WHERE user_id = $1 "
                               "ORDER BY name, id"};
constexpr db::Query list_items{"takeout.list_items",
                               "SELECT i.list_id, i.movie_id, i.note FROM list_items i JOIN lists l ON l.id = "
                               "i.list_id WHERE l.user_id = $1 ORDER BY i.list_id, i.position"};
constexpr db::Query list_copies{
    "takeout.collection",
    "SELECT movie_id, title, format, length, release_year, rating, location, condition, bought_on, lent_to, lent_on, "
    "note FROM collection_items WHERE user_id = $1 ORDER BY sort_title, release_year, id"};

std::optional<Stars> stars(std::int64_t halves) { return halves > 0 ? std::optional(Stars{halves}) : std::nullopt; }

// What is gathered counts to who asked for it: a name stands in each row of its film.
template <class T>
void count_row(const FilmName& name, const T&, std::size_t texts) {
  budget::check();
  budget::take(sizeof(T) + name.title.capacity() + name.external_ids.size() * 120 + texts);
}

class Gathering {
 public:
  Gathering(db::Session& session, std::int64_t user) : session_(session), user_(user) {
    session_.each(
        db::Query{"takeout.names", names_sql},
        [&](db::Row& row) {
          FilmName name{std::string(row.text(1)), std::nullopt, {}};
          if (row.integer(2) > 0) name.year = row.integer(2);
          count_row(name, name, 64);
          names_.emplace(row.integer(0), std::move(name));
        },
        user_);
    session_.each(
        db::Query{"takeout.ids", ids_sql},
        [&](db::Row& row) { names_[row.integer(0)].external_ids.emplace(row.text(1), row.text(2)); }, user_);
  }

  void entries(Takeout& out) {
    session_.each(
        list_entries,
        [&](db::Row& row) {
          TakenEntry entry;
          entry.movie = names_[row.integer(0)];
          if (!row.text(1).empty()) entry.status = row.text(1);
          entry.rating = stars(row.integer(2));
          entry.favorite = row.integer(3) != 0;
          entry.note = row.text(4);
          count_row(entry.movie, entry, entry.note.size());
          out.entries.push_back(std::move(entry));
        },
        user_);
  }

  void viewings(Takeout& out) {
    session_.each(
        list_viewings,
        [&](db::Row& row) {
          TakenViewing viewing;
          viewing.movie = names_[row.integer(0)];
          viewing.watched_on = row.text(1);
          viewing.rewatch = row.integer(2) != 0;
          viewing.rating = stars(row.integer(3));
          viewing.place = row.text(4);
          viewing.note = row.text(5);
          viewing.tags = json::decode<std::vector<std::string>>(row.text(6));
          count_row(viewing.movie, viewing, viewing.note.size() + 2 * row.text(6).size());
          out.viewings.push_back(std::move(viewing));
        },
        user_);
  }

  void reviews(Takeout& out) {
    session_.each(
        list_reviews,
        [&](db::Row& row) {
          TakenReview review{names_[row.integer(0)], std::string(row.text(1)), row.integer(2) != 0,
                             rfc3339(row.integer(3))};
          count_row(review.movie, review, review.body.size());
          out.reviews.push_back(std::move(review));
        },
        user_);
  }

  void lists(Takeout& out) {
    std::unordered_map<std::int64_t, std::size_t> places;
    session_.each(
        list_lists,
        [&](db::Row& row) {
          places.emplace(row.integer(0), out.lists.size());
          out.lists.push_back(
              {std::string(row.text(1)), std::string(row.text(2)), row.integer(3) != 0, std::string(row.text(4)), {}});
        },
        user_);
    session_.each(
        list_items,
        [&](db::Row& row) {
          TakenListItem item{names_[row.integer(1)], std::string(row.text(2))};
          count_row(item.movie, item, item.note.size());
          out.lists[places.at(row.integer(0))].items.push_back(std::move(item));
        },
        user_);
  }

  void collection(Takeout& out) {
    session_.each(
        list_copies,
        [&](db::Row& row) {
          TakenItem item;
          if (!row.null(0)) item.movie = names_[row.integer(0)];
          item.copy = row.as<CopyFacts>(1);
          count_row(item.movie.value_or(FilmName{}), item, item.copy.title.size() + item.copy.note.size() + 200);
          out.collection.push_back(std::move(item));
        },
        user_);
  }

 private:
  db::Session& session_;
  const std::int64_t user_;
  std::unordered_map<std::int64_t, FilmName> names_;
};

}  // namespace

Takeout gather(db::Session& session, std::int64_t user, unsigned parts) {
  Takeout out;
  out.exported_at = rfc3339(now_ms());
  Gathering gathering(session, user);
  if (parts & entries) gathering.entries(out);
  if (parts & viewings) gathering.viewings(out);
  if (parts & reviews) gathering.reviews(out);
  if (parts & lists) gathering.lists(out);
  if (parts & collection) gathering.collection(out);
  return out;
}

}  // namespace kinoteka::takeout::export_store
