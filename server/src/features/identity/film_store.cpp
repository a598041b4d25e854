#include "features/identity/film_store.hpp"

#include <functional>

#include "db/dialect.hpp"
#include "db/lookup.hpp"

namespace kinoteka::identity::film_store {
namespace {

constexpr std::size_t some = 4, batch = 500;

constexpr db::Query list_titles{
    "identity.titles",
    "SELECT t.folded, m.id, m.year, 0 FROM search_titles t JOIN movies m ON m.id = t.movie_id "
    "WHERE t.movie_id = $1"};
constexpr db::Query list_ids{"identity.ids",
                             "SELECT provider, external_id FROM movie_external_ids WHERE movie_id = $1"};

// A statement that ends with " IN (…)", behind `other` parameters: for one film or a few, and for thousands.
struct Lookup {
  Lookup(std::string_view one, std::string_view all, std::string_view before, int other)
      : few_name(one),
        many_name(all),
        few(std::string(before) + " IN (" + db::places(other + 1, static_cast<int>(some)) + ")"),
        many(std::string(before) + " IN (" + db::places(other + 1, static_cast<int>(batch)) + ")") {}

  std::string_view few_name, many_name;
  std::string few, many;
};

const Lookup ids_elsewhere{
    "identity.by_id", "identity.by_ids",
    "SELECT e.external_id, m.id, m.year, m.deleted_at FROM movie_external_ids e JOIN movies m ON m.id = e.movie_id "
    "WHERE e.provider = $1 AND e.external_id",
    1};
const Lookup titles{
    "identity.by_title", "identity.by_titles",
    "SELECT t.folded, m.id, m.year, 0 FROM search_titles t JOIN movies m ON m.id = t.movie_id AND +m.deleted_at = 0 "
    "WHERE t.folded",
    0};
const Lookup new_titles{
    "identity.by_new_title", "identity.by_new_titles",
    "SELECT t.folded, m.id, m.year, 0 FROM search_titles t JOIN movies m ON m.id = t.movie_id AND +m.deleted_at = 0 "
    "WHERE NOT EXISTS (SELECT 1 FROM import_records i WHERE i.movie_id = m.id AND i.source = $1) AND t.folded",
    1};
const Lookup ids_of_films{"identity.ids_of_few", "identity.ids_of_many",
                          "SELECT movie_id, provider, external_id FROM movie_external_ids WHERE movie_id", 0};

template <class Key>
void look_up(db::Session& session, const Lookup& lookup, std::vector<db::Value> values, const std::vector<Key>& keys,
             const std::function<void(db::Row&)>& visit) {
  const bool few = keys.size() <= some;
  const db::Query query{few ? lookup.few_name : lookup.many_name, few ? lookup.few : lookup.many};
  db::look_up(session, query, std::move(values), keys, few ? some : batch, visit);
}

}  // namespace

std::vector<KeyedFilm> by_external_id(db::Session& session, std::string_view provider,
                                      const std::vector<std::string_view>& ids) {
  std::vector<KeyedFilm> out;
  look_up(session, ids_elsewhere, {provider}, ids, [&](db::Row& row) { out.push_back(row.as<KeyedFilm>()); });
  return out;
}

std::vector<KeyedFilm> by_title(db::Session& session, const std::vector<std::string_view>& folded,
                                std::string_view source) {
  std::vector<KeyedFilm> out;
  const auto keep = [&](db::Row& row) { out.push_back(row.as<KeyedFilm>()); };
  if (source.empty()) {
    look_up(session, titles, {}, folded, keep);
  } else {
    look_up(session, new_titles, {source}, folded, keep);
  }
  return out;
}

std::vector<KeyedFilm> titles_of(db::Session& session, std::int64_t movie) {
  return session.all<KeyedFilm>(list_titles, movie);
}

Ids ids_of(db::Session& session, std::int64_t movie) {
  Ids out;
  session.each(
      list_ids, [&](db::Row& row) { out.emplace(row.text(0), row.text(1)); }, movie);
  return out;
}

std::map<std::int64_t, Ids> ids_of(db::Session& session, const std::vector<std::int64_t>& movies) {
  std::map<std::int64_t, Ids> out;
  look_up(session, ids_of_films, {}, movies,
          [&](db::Row& row) { out[row.integer(0)].emplace(row.text(1), row.text(2)); });
  return out;
}

}  // namespace kinoteka::identity::film_store
