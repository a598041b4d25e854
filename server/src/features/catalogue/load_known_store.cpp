#include "features/catalogue/load_known_store.hpp"

#include <algorithm>
#include <unordered_set>

#include "base/text.hpp"
#include "db/dialect.hpp"

namespace kinoteka::catalogue::load_known_store {
namespace {

constexpr std::size_t lookup_batch = 500;

constexpr db::Query claim_imdb_id{"load.claim_imdb_id", "UPDATE people SET imdb_id = $2 WHERE id = $1"};

// A statement that ends with " IN (500 places)"; `other`: of how many parameters before these.
std::string in_query(std::string_view before, int other) {
  return std::string(before) + " IN (" + db::places(other + 1, lookup_batch) + ")";
}
const std::string records_sql =
    in_query("SELECT record_key, movie_id FROM import_records WHERE source = $1 AND record_key", 1);
const std::string titles_sql = in_query(
    "SELECT t.folded, m.id, m.year FROM search_titles t JOIN movies m ON m.id = t.movie_id WHERE NOT EXISTS (SELECT 1 "
    "FROM import_records i WHERE i.movie_id = m.id AND i.source = $1) AND t.folded",
    1);
const std::string ids_sql =
    in_query("SELECT external_id, movie_id FROM movie_external_ids WHERE provider = $1 AND external_id", 1);
const std::string people_ids_sql = in_query("SELECT imdb_id, coalesce(merged_into, id) FROM people WHERE imdb_id", 0);
const std::string people_names_sql = in_query(
    "SELECT name, coalesce(merged_into, id), coalesce(imdb_id, '') FROM people "
    "WHERE (deleted_at = 0 OR merged_into IS NOT NULL) AND sort_name",
    0);

// Asks for all keys, some hundred at a time; the last one over and over, to fill the places.
template <class Visit>
void look_up(db::Session& session, const db::Query& query, std::vector<db::Value> values,
             const std::vector<std::string_view>& keys, Visit&& visit) {
  const auto other = values.size();
  values.resize(other + lookup_batch);
  for (std::size_t start = 0; start < keys.size(); start += lookup_batch) {
    for (std::size_t i = 0; i < lookup_batch; ++i) values[other + i] = keys[std::min(start + i, keys.size() - 1)];
    session.execute(query, values.data(), values.size(), std::ref(visit));
  }
}

void find_loaded(db::Session& session, const std::string& source, const std::vector<MovieRecord>& records,
                 std::vector<KnownRecord>& known) {
  std::vector<std::string_view> keys;
  std::unordered_map<std::string_view, std::size_t> by_key;
  for (std::size_t i = 0; i < records.size(); ++i) {
    keys.emplace_back(records[i].key);
    by_key.emplace(records[i].key, i);
  }
  look_up(session, {"load.known_records", records_sql}, {std::string_view(source)}, keys, [&](db::Row& row) {
    const auto found = by_key.find(row.text(0));
    if (found != by_key.end()) known[found->second] = {row.integer(1), true};
  });
}

// By ids elsewhere, but not by articles: one may tell of several films.
void find_by_ids(db::Session& session, const std::vector<MovieRecord>& records, std::vector<KnownRecord>& known) {
  for (const char* provider : {"tmdb", "imdb", "wikidata"}) {
    std::vector<std::string_view> ids;
    std::unordered_map<std::string_view, std::size_t> by_id;
    for (std::size_t i = 0; i < records.size(); ++i) {
      const auto id = records[i].external_ids.find(provider);
      if (known[i].movie != 0 || id == records[i].external_ids.end()) continue;
      if (by_id.emplace(id->second, i).second) ids.emplace_back(id->second);
    }
    look_up(session, {"load.known_ids", ids_sql}, {std::string_view(provider)}, ids, [&](db::Row& row) {
      const auto found = by_id.find(row.text(0));
      if (found != by_id.end()) known[found->second].movie = row.integer(1);
    });
  }
}

void find_by_titles(db::Session& session, const std::string& source, const std::vector<MovieRecord>& records,
                    std::vector<KnownRecord>& known) {
  struct Titled {
    std::int64_t movie, year;
  };
  std::vector<std::string> folded;
  for (const auto& record : records) folded.push_back(text::fold(record.title));
  std::unordered_multimap<std::string, Titled> titled;
  look_up(session, {"load.known_titles", titles_sql}, {std::string_view(source)}, {folded.begin(), folded.end()},
          [&](db::Row& row) {
            for (auto [at, end] = titled.equal_range(std::string(row.text(0))); at != end; ++at) {
              if (at->second.movie == row.integer(1)) return;
            }
            titled.emplace(row.text(0), Titled{row.integer(1), row.integer(2)});
          });
  std::unordered_set<std::int64_t> taken;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (known[i].movie != 0 || records[i].year == 0) continue;
    for (auto [at, end] = titled.equal_range(folded[i]); at != end; ++at) {
      if (at->second.year != records[i].year || !taken.insert(at->second.movie).second) continue;
      known[i].movie = at->second.movie;
      break;
    }
  }
}

}  // namespace

std::vector<KnownRecord> find(db::Session& session, const std::string& source,
                              const std::vector<MovieRecord>& records) {
  std::vector<KnownRecord> known(records.size());
  find_loaded(session, source, records, known);
  find_by_ids(session, records, known);
  find_by_titles(session, source, records, known);
  return known;
}

const std::string& person_key(const CreditRecord& credit) {
  return credit.imdb_id.empty() ? credit.name : credit.imdb_id;
}

void find_people(db::Tx& tx, const std::vector<const CreditRecord*>& unknown, People& people) {
  std::vector<std::string_view> ids;
  for (const auto* credit : unknown) {
    if (!credit->imdb_id.empty()) ids.emplace_back(credit->imdb_id);
  }
  look_up(tx, {"load.people_by_imdb_id", people_ids_sql}, {}, ids,
          [&](db::Row& row) { people.emplace(row.text(0), row.integer(1)); });

  std::vector<std::string> folded;
  std::unordered_map<std::string_view, const CreditRecord*> by_name;
  for (const auto* credit : unknown) {
    if (people.contains(person_key(*credit))) continue;
    if (by_name.emplace(credit->name, credit).second) folded.push_back(text::fold(credit->name));
  }
  std::vector<std::pair<std::int64_t, std::string>> claimed;
  look_up(tx, {"load.people_by_name", people_names_sql}, {}, {folded.begin(), folded.end()}, [&](db::Row& row) {
    const auto found = by_name.find(row.text(0));
    if (found == by_name.end()) return;
    const auto& credit = *found->second;
    if (!credit.imdb_id.empty() && !row.text(2).empty()) return;
    if (people.emplace(person_key(credit), row.integer(1)).second && !credit.imdb_id.empty())
      claimed.emplace_back(row.integer(1), credit.imdb_id);
  });
  for (const auto& [id, imdb_id] : claimed) tx.run(claim_imdb_id, id, imdb_id);
}

}  // namespace kinoteka::catalogue::load_known_store
