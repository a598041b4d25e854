#include "features/collection/item_store.hpp"

#include "base/text.hpp"
#include "base/time.hpp"

namespace kinoteka::collection::item_store {
namespace {

constexpr std::string_view columns =
    "SELECT id, title, format, length, release_year, rating, movie_id, location, condition, bought_on, lent_to, "
    "lent_on, note, created_at, updated_at FROM collection_items ";
const std::string find_sql = std::string(columns) + "WHERE id = $1 AND user_id = $2";
constexpr db::Query find_same{"collection.same",
                              "SELECT count(*) FROM collection_items WHERE user_id = $1 AND sort_title = $2 AND "
                              "title = $3 AND release_year = $4 AND format = $5"};
constexpr db::Query insert{
    "collection.add",
    "INSERT INTO collection_items (user_id, title, sort_title, format, length, release_year, rating, movie_id, "
    "location, condition, bought_on, lent_to, lent_on, note, created_at, updated_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15) RETURNING id"};
constexpr db::Query update{
    "collection.save",
    "UPDATE collection_items SET title = $2, sort_title = $3, format = $4, length = $5, release_year = $6, "
    "rating = $7, movie_id = $8, location = $9, condition = $10, bought_on = $11, lent_to = $12, lent_on = $13, "
    "note = $14, updated_at = $15 WHERE id = $1"};
constexpr db::Query delete_one{"collection.remove", "DELETE FROM collection_items WHERE id = $1 AND user_id = $2"};

CollectionItem item_of(const db::Row& row) {
  const auto day = [&](int column) {
    return row.null(column) ? std::nullopt : std::optional<std::string>(row.text(column));
  };
  CollectionItem out;
  out.id = row.integer(0);
  out.title = row.text(1);
  out.format = json::enum_value<Format>(row.text(2)).value_or(Format::DVD);
  out.length = row.integer(3);
  out.release_year = row.integer(4);
  out.rating = row.integer(5);
  if (!row.null(6)) out.movie_id = row.integer(6);
  out.location = row.text(7);
  out.condition = row.text(8);
  out.bought_on = day(9);
  out.lent_to = row.text(10);
  out.lent_on = day(11);
  out.note = row.text(12);
  out.created_at = rfc3339(row.integer(13));
  out.updated_at = rfc3339(row.integer(14));
  return out;
}

std::string_view column(ItemOrder order) {
  switch (order) {
    case ItemOrder::title: return "sort_title";
    case ItemOrder::release_year: return "release_year";
    case ItemOrder::rating: return "rating";
    case ItemOrder::length: return "length";
    case ItemOrder::created_at: return "created_at";
  }
  return "sort_title";
}

struct Conditions {
  std::string sql = "WHERE user_id = $1";
  std::vector<db::Value> values;
};

Conditions conditions_of(std::int64_t user, const ItemSearch& search) {
  Conditions out;
  out.values.emplace_back(user);
  const auto add = [&](std::string_view condition, db::Value value, std::string_view end = "") {
    out.values.push_back(value);
    out.sql += " AND " + std::string(condition) + '$' + std::to_string(out.values.size()) + std::string(end);
  };
  if (search.format) add("format = ", json::enum_name(*search.format));
  if (search.movie) add("movie_id = ", *search.movie);
  if (search.lent) out.sql += *search.lent ? " AND lent_to <> ''" : " AND lent_to = ''";
  if (!search.text.empty()) add("sort_title LIKE '%' || ", db::Session::value_of(search.text), " || '%'");
  return out;
}

std::optional<std::string_view> text_of(const std::optional<json::Date>& day) {
  return day ? std::optional<std::string_view>(day->value) : std::nullopt;
}
std::optional<std::int64_t> number_of(const std::optional<Id>& id) {
  return id ? std::optional<std::int64_t>(*id) : std::nullopt;
}

}  // namespace

std::int64_t count(db::Session& session, std::int64_t user, const ItemSearch& search) {
  const auto conditions = conditions_of(user, search);
  const auto sql = "SELECT count(*) FROM collection_items " + conditions.sql;
  std::int64_t total = 0;
  session.execute({"collection.count", sql}, conditions.values.data(), conditions.values.size(),
                  [&](db::Row& row) { total = row.integer(0); });
  return total;
}

std::vector<CollectionItem> list(db::Session& session, std::int64_t user, const ItemSearch& search, std::int64_t offset,
                                 std::int64_t limit) {
  auto conditions = conditions_of(user, search);
  const auto direction = search.descending ? " DESC" : "";
  const auto places = conditions.values.size();
  conditions.values.emplace_back(limit);
  conditions.values.emplace_back(offset);
  const auto sql = std::string(columns) + conditions.sql + " ORDER BY " + std::string(column(search.order)) +
                   direction + ", id" + direction + " LIMIT $" + std::to_string(places + 1) + " OFFSET $" +
                   std::to_string(places + 2);
  std::vector<CollectionItem> out;
  session.execute({"collection.list", sql}, conditions.values.data(), conditions.values.size(),
                  [&](db::Row& row) { out.push_back(item_of(row)); });
  return out;
}

std::optional<CollectionItem> find(db::Session& session, std::int64_t user, std::int64_t id) {
  std::optional<CollectionItem> found;
  session.each(
      db::Query{"collection.find", find_sql}, [&](db::Row& row) { found = item_of(row); }, id, user);
  return found;
}

bool has(db::Session& session, std::int64_t user, const NewItem& item) {
  return *session.one<std::int64_t>(find_same, user, text::sort_key(*item.title), *item.title,
                                    std::int64_t{item.release_year}, json::enum_name(item.format)) > 0;
}

std::int64_t add(db::Tx& tx, std::int64_t user, const NewItem& item, std::int64_t now) {
  return *tx.one<std::int64_t>(insert, user, *item.title, text::sort_key(*item.title), json::enum_name(item.format),
                               std::int64_t{item.length}, std::int64_t{item.release_year}, std::int64_t{item.rating},
                               number_of(item.movie_id), *item.location, *item.condition, text_of(item.bought_on),
                               *item.lent_to, text_of(item.lent_on), *item.note, now);
}

void save(db::Tx& tx, std::int64_t id, const NewItem& item, std::int64_t now) {
  tx.run(update, id, *item.title, text::sort_key(*item.title), json::enum_name(item.format), std::int64_t{item.length},
         std::int64_t{item.release_year}, std::int64_t{item.rating}, number_of(item.movie_id), *item.location,
         *item.condition, text_of(item.bought_on), *item.lent_to, text_of(item.lent_on), *item.note, now);
}

bool remove(db::Tx& tx, std::int64_t user, std::int64_t id) { return tx.run(delete_one, id, user) > 0; }

}  // namespace kinoteka::collection::item_store
