#include "features/intake/known_store.hpp"

#include <unordered_set>

#include "base/text.hpp"
#include "db/dialect.hpp"
#include "db/lookup.hpp"

namespace kinoteka::intake::known_store {
namespace {

constexpr std::size_t lookup_batch = 500;

constexpr db::Query claim_imdb_id{"load.claim_imdb_id", "UPDATE people SET imdb_id = $2 WHERE id = $1"};

// A statement that ends with " IN (500 places)"; `other`: of how many parameters before these.
std::string in_query(std::string_view before, int other) {
  return std::string(before) + " IN (" + db::places(other + 1, lookup_batch) + ")";
}
const std::string records_sql =
    in_query("SELECT record_key, movie_id FROM import_records WHERE source = $1 AND record_key", 1);
const std::string people_ids_sql = in_query("SELECT imdb_id, coalesce(merged_into, id) FROM people WHERE imdb_id", 0);
const std::string people_names_sql = in_query(
    "SELECT name, coalesce(merged_into, id), coalesce(imdb_id, '') FROM people "
    "WHERE (deleted_at = 0 OR merged_into IS NOT NULL) AND sort_name",
    0);

}  // namespace

std::vector<std::int64_t> find_loaded(db::Session& session, const std::string& source,
                                      const std::vector<MovieRecord>& records) {
  std::vector<std::int64_t> movies(records.size());
  std::vector<std::string_view> keys;
  std::unordered_map<std::string_view, std::size_t> by_key;
  for (std::size_t i = 0; i < records.size(); ++i) {
    keys.emplace_back(records[i].key);
    by_key.emplace(records[i].key, i);
  }
  const auto keep = [&](db::Row& row) {
    const auto found = by_key.find(row.text(0));
    if (found != by_key.end()) movies[found->second] = row.integer(1);
  };
  db::look_up(session, {"load.known_records", records_sql}, {std::string_view(source)}, keys, lookup_batch, keep);
  return movies;
}

const std::string& person_key(const CreditRecord& credit) {
  return credit.imdb_id.empty() ? credit.name : credit.imdb_id;
}

void find_people(db::Tx& tx, const std::vector<const CreditRecord*>& unknown, People& people) {
  std::vector<std::string_view> ids;
  for (const auto* credit : unknown) {
    if (!credit->imdb_id.empty()) ids.emplace_back(credit->imdb_id);
  }
  db::look_up(tx, {"load.people_by_imdb_id", people_ids_sql}, {}, ids, lookup_batch,
              [&](db::Row& row) { people.emplace(row.text(0), row.integer(1)); });

  std::vector<std::string> folded;
  std::unordered_map<std::string_view, const CreditRecord*> by_name;
  for (const auto* credit : unknown) {
    if (people.contains(person_key(*credit))) continue;
    if (by_name.emplace(credit->name, credit).second) folded.push_back(text::fold(credit->name));
  }
  std::vector<std::pair<std::int64_t, std::string>> claimed;
  db::look_up(tx, {"load.people_by_name", people_names_sql}, {}, folded, lookup_batch, [&](db::Row& row) {
    const auto found = by_name.find(row.text(0));
    if (found == by_name.end()) return;
    const auto& credit = *found->second;
    if (!credit.imdb_id.empty() && !row.text(2).empty()) return;
    if (people.emplace(person_key(credit), row.integer(1)).second && !credit.imdb_id.empty())
      claimed.emplace_back(row.integer(1), credit.imdb_id);
  });
  for (const auto& [id, imdb_id] : claimed) tx.run(claim_imdb_id, id, imdb_id);
}

}  // namespace kinoteka::intake::known_store
