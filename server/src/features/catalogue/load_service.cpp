#include "features/catalogue/load_service.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "base/text.hpp"
#include "base/time.hpp"
#include "db/dialect.hpp"
#include "features/catalogue/brought_store.hpp"
#include "features/catalogue/card_store.hpp"
#include "features/catalogue/person_name_store.hpp"
#include "features/catalogue/search_store.hpp"
#include "json/encode.hpp"

namespace kinoteka::catalogue {
namespace {

constexpr std::size_t lookup_batch = 500;
constexpr std::size_t remembered_people = 400'000;

constexpr db::Query list_genres{"load.genres", "SELECT id, slug FROM genres"};
constexpr db::Query add_genre{"load.add_genre", "INSERT INTO genres (slug, name) VALUES ($1, $2) RETURNING id"};
constexpr db::Query add_genre_text{"load.add_genre_text",
                                   "INSERT INTO genre_texts (genre_id, language, name) VALUES ($1, $2, $3)"};
constexpr db::Query find_tag{"load.find_tag", "SELECT id FROM tags WHERE name = $1"};
constexpr db::Query add_tag{"load.add_tag", "INSERT INTO tags (name) VALUES ($1) RETURNING id"};
constexpr db::Query claim_imdb_id{"load.claim_imdb_id", "UPDATE people SET imdb_id = $2 WHERE id = $1"};
constexpr db::Query update_rating{"load.update_rating",
                                  "UPDATE movies SET rating = $2, votes = $3, popularity = $4, updated_at = $5 WHERE "
                                  "id = $1 AND (rating <> $2 OR votes <> $3)"};
constexpr db::Query complete_movie{
    "load.complete",
    "UPDATE movies SET description = CASE description WHEN '' THEN $2 ELSE description END, "
    "runtime = CASE runtime WHEN 0 THEN $3 ELSE runtime END, "
    "rating = CASE rating WHEN 0 THEN $4 ELSE rating END, votes = CASE votes WHEN 0 THEN $5 ELSE votes END, "
    "updated_at = $6 WHERE id = $1"};
constexpr db::Query has_role{"load.has_role", "SELECT count(*) FROM credits WHERE movie_id = $1 AND role = $2"};
constexpr db::Query has_genres{"load.has_genres", "SELECT count(*) FROM movie_genres WHERE movie_id = $1"};
constexpr db::Query add_external_id{
    "load.add_external_id",
    "INSERT INTO movie_external_ids (provider, external_id, movie_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"};
constexpr db::Query add_record{"load.add_record",
                               "INSERT INTO import_records (source, record_key, movie_id) VALUES ($1, $2, $3)"};
constexpr db::Query count_genres{
    "load.count_genres",
    "UPDATE genres SET movie_count = (SELECT count(*) FROM movie_genres g WHERE g.genre_id = genres.id "
    "AND g.movie_id NOT IN (SELECT id FROM movies WHERE deleted_at > 0))"};
constexpr db::Query count_directed{
    "load.count_directed",
    "UPDATE people SET directed = n.films FROM (SELECT person_id, count(DISTINCT movie_id) AS films FROM credits "
    "WHERE role = 'director' AND movie_id NOT IN (SELECT id FROM movies WHERE deleted_at > 0) GROUP BY person_id) n "
    "WHERE people.id = n.person_id AND people.directed <> n.films"};
constexpr db::Query people_to_index{
    "load.people_to_index",
    "SELECT p.id, p.name, coalesce(s.place, 0), n.films FROM (SELECT c.person_id, sum(m.popularity) AS films "
    "FROM credits c JOIN movies m ON m.id = c.movie_id AND m.deleted_at = 0 GROUP BY c.person_id) n "
    "JOIN people p ON p.id = n.person_id AND p.deleted_at = 0 "
    "LEFT JOIN search_places s ON s.kind = 'person' AND s.id = p.id"};
constexpr db::Query set_popularity{"load.set_popularity", "UPDATE people SET popularity = $2 WHERE id = $1"};
constexpr db::Query count_postponed{"load.count_postponed", "SELECT count(*) FROM postponed_indexes"};
constexpr db::Query count_movies{"load.count_movies", "SELECT count(*) FROM (SELECT 1 FROM movies LIMIT 1) one"};

std::string in_query(std::string_view before) {
  return std::string(before) + " IN (" + db::places(1, lookup_batch) + ")";
}

// Asks `sql … IN (500 places)` for all keys, some hundred at a time.
template <class Visit>
void look_up(db::Session& session, std::string_view name, const std::string& sql,
             const std::vector<std::string_view>& keys, Visit&& visit) {
  std::vector<db::Value> values(lookup_batch);
  for (std::size_t start = 0; start < keys.size(); start += lookup_batch) {
    for (std::size_t i = 0; i < lookup_batch; ++i) values[i] = keys[std::min(start + i, keys.size() - 1)];
    session.execute({name, sql}, values.data(), values.size(), std::ref(visit));
  }
}

}  // namespace

// The tables of one transaction, and what the records in it refer to.
class Loader::Batch {
 public:
  Batch(Loader& loader, db::Tx& tx, const std::vector<MovieRecord>& records)
      : loader_(loader), tx_(tx), records_(records), now_(now_ms()) {}

  LoadCounts run() {
    find_known();
    find_people();
    find_genres();
    insert();
    return counts_;
  }

 private:
  struct Match {
    std::int64_t movie = 0;
    bool loaded_before = false;
  };

  void find_known() {
    matches_.resize(records_.size());
    if (loader_.alone_) return;
    std::vector<std::string_view> keys, titles;
    std::vector<std::string> folded(records_.size());
    std::unordered_map<std::string_view, std::size_t> by_key;
    for (std::size_t i = 0; i < records_.size(); ++i) {
      keys.emplace_back(records_[i].key);
      by_key.emplace(records_[i].key, i);
      folded[i] = text::fold(records_[i].title);
      titles.emplace_back(folded[i]);
    }
    static const auto by_record =
        in_query("SELECT record_key, movie_id FROM import_records WHERE source = 'SOURCE' AND record_key");
    auto sql = by_record;
    sql.replace(sql.find("SOURCE"), 6, loader_.source_);
    look_up(tx_, "load.known_records", sql, keys, [&](db::Row& row) {
      const auto found = by_key.find(row.text(0));
      if (found != by_key.end()) matches_[found->second] = {row.integer(1), true};
    });
    // The same film from another source: by a shared external id, or the same title in the same year.
    match_external_ids();
    struct Titled {
      std::int64_t movie, year;
    };
    std::unordered_multimap<std::string, Titled> titled;
    std::unordered_set<std::int64_t> taken;
    static const auto by_title_start =
        "SELECT t.folded, m.id, m.year FROM search_titles t JOIN movies m ON m.id = t.movie_id WHERE NOT EXISTS "
        "(SELECT 1 FROM "
        "import_records i WHERE i.movie_id = m.id AND i.source = 'SOURCE') AND t.folded";
    sql = in_query(by_title_start);
    sql.replace(sql.find("SOURCE"), 6, loader_.source_);
    look_up(tx_, "load.known_titles", sql, titles, [&](db::Row& row) {
      for (auto [at, end] = titled.equal_range(std::string(row.text(0))); at != end; ++at) {
        if (at->second.movie == row.integer(1)) return;
      }
      titled.emplace(row.text(0), Titled{row.integer(1), row.integer(2)});
    });
    for (std::size_t i = 0; i < records_.size(); ++i) {
      if (matches_[i].movie != 0 || records_[i].year == 0) continue;
      for (auto [at, end] = titled.equal_range(folded[i]); at != end; ++at) {
        if (at->second.year != records_[i].year || !taken.insert(at->second.movie).second) continue;
        matches_[i].movie = at->second.movie;
        break;
      }
    }
  }

  void match_external_ids() {
    std::vector<std::string> owned;
    std::unordered_map<std::string_view, std::size_t> by_id;
    owned.reserve(records_.size() * 3);
    for (std::size_t i = 0; i < records_.size(); ++i) {
      if (matches_[i].movie != 0) continue;
      for (const auto& [provider, id] : records_[i].external_ids) {
        if (provider == "wikipedia") continue;  // one article may tell of several films
        if (owned.size() == owned.capacity()) break;
        by_id.emplace(owned.emplace_back(provider + ':' + id), i);
      }
    }
    if (owned.empty()) return;
    std::vector<std::string_view> keys(owned.begin(), owned.end());
    for (const std::string_view provider : {"tmdb", "imdb", "wikidata"}) {
      std::vector<std::string_view> ids;
      for (const auto key : keys) {
        if (key.starts_with(provider)) ids.push_back(key.substr(provider.size() + 1));
      }
      if (ids.empty()) continue;
      const auto sql = in_query("SELECT external_id, movie_id FROM movie_external_ids WHERE provider = '" +
                                std::string(provider) + "' AND external_id");
      look_up(tx_, "load.known_ids", sql, ids, [&](db::Row& row) {
        const auto found = by_id.find(std::string(provider) + ':' + std::string(row.text(0)));
        if (found != by_id.end() && matches_[found->second].movie == 0) matches_[found->second].movie = row.integer(1);
      });
    }
  }

  static const std::string& person_key(const CreditRecord& credit) {
    return credit.imdb_id.empty() ? credit.name : credit.imdb_id;
  }

  void find_people() {
    auto& people = loader_.people_;
    if (people.size() > remembered_people) loader_.forget_people();
    std::vector<const CreditRecord*> unknown;
    std::unordered_set<std::string_view> asked;
    for (std::size_t i = 0; i < records_.size(); ++i) {
      if (matches_[i].loaded_before) continue;
      for (const auto& credit : records_[i].credits) {
        if (!people.contains(person_key(credit)) && asked.insert(person_key(credit)).second) unknown.push_back(&credit);
      }
    }
    if (unknown.empty()) return;
    if (!loader_.alone_ || !loader_.alone_people_) {
      find_people_by_imdb_id(unknown);
      find_people_by_name(unknown);
      std::erase_if(unknown, [&](const CreditRecord* credit) { return people.contains(person_key(*credit)); });
      if (unknown.empty()) return;
    }
    auto id = tx_.reserve_ids("people", static_cast<std::int64_t>(unknown.size()));
    const auto rows = tx_.bulk_insert("people", {"id", "name", "sort_name", "imdb_id", "created_at"});
    for (const auto* credit : unknown) {
      const auto sort_name = text::fold(credit->name);
      rows->row({id, std::string_view(credit->name), std::string_view(sort_name),
                 credit->imdb_id.empty() ? db::Value(nullptr) : db::Value(std::string_view(credit->imdb_id)), now_});
      people.emplace(person_key(*credit), id++);
    }
    rows->finish();
    const auto names = tx_.bulk_insert("person_names", {"person_id", "language", "name"});
    for (const auto* credit : unknown) {
      const auto person = people.at(person_key(*credit));
      for (const auto& [language, name] : credit->names)
        names->row({person, std::string_view(language), std::string_view(name)});
      if (!credit->names.empty()) loader_.names_.emplace(person, credit->names);
    }
    names->finish();
  }

  void find_people_by_imdb_id(const std::vector<const CreditRecord*>& unknown) {
    std::vector<std::string_view> ids;
    for (const auto* credit : unknown) {
      if (!credit->imdb_id.empty()) ids.emplace_back(credit->imdb_id);
    }
    static const auto sql = in_query("SELECT imdb_id, coalesce(merged_into, id) FROM people WHERE imdb_id");
    look_up(tx_, "load.people_by_imdb_id", sql, ids,
            [&](db::Row& row) { loader_.people_.emplace(row.text(0), row.integer(1)); });
  }

  // A name is all most sources give. Who has an IMDb id of their own is not taken for somebody with another.
  void find_people_by_name(const std::vector<const CreditRecord*>& unknown) {
    std::vector<std::string> folded;
    std::unordered_map<std::string_view, const CreditRecord*> by_name;
    folded.reserve(unknown.size());
    for (const auto* credit : unknown) {
      if (loader_.people_.contains(person_key(*credit))) continue;
      if (by_name.emplace(credit->name, credit).second) folded.push_back(text::fold(credit->name));
    }
    const std::vector<std::string_view> keys(folded.begin(), folded.end());
    static const auto sql = in_query(
        "SELECT name, coalesce(merged_into, id), coalesce(imdb_id, '') FROM people "
        "WHERE (deleted_at = 0 OR merged_into IS NOT NULL) AND sort_name");
    std::vector<std::pair<std::int64_t, std::string>> claimed;
    look_up(tx_, "load.people_by_name", sql, keys, [&](db::Row& row) {
      const auto found = by_name.find(row.text(0));
      if (found == by_name.end()) return;
      const auto& credit = *found->second;
      if (!credit.imdb_id.empty() && !row.text(2).empty()) return;
      if (loader_.people_.emplace(person_key(credit), row.integer(1)).second && !credit.imdb_id.empty()) {
        claimed.emplace_back(row.integer(1), credit.imdb_id);
      }
    });
    for (const auto& [id, imdb_id] : claimed) tx_.run(claim_imdb_id, id, imdb_id);
  }

  void find_genres() {
    tx_.each(list_genres, [&](db::Row& row) { genres_.emplace(row.text(1), row.integer(0)); });
  }

  GenreRef genre(const std::string& name) {
    auto [known, added] = genre_names_.try_emplace(name);
    if (added) known->second = canonical_genre(name);
    const auto& genre = known->second;
    auto found = genres_.find(genre.slug);
    if (found == genres_.end()) {
      const auto id = *tx_.one<std::int64_t>(add_genre, genre.slug, genre.name);
      if (!genre.russian.empty()) tx_.run(add_genre_text, id, "ru", genre.russian);
      found = genres_.emplace(genre.slug, id).first;
    }
    return {found->second, genre.slug, genre.name};
  }

  std::int64_t tag(const std::string& name) {
    const auto known = tx_.one<std::int64_t>(find_tag, name);
    return known ? *known : *tx_.one<std::int64_t>(add_tag, name);
  }

  std::vector<GenreRef> genres_of(const MovieRecord& record) {
    std::vector<GenreRef> out;
    for (const auto& name : record.genres) {
      auto ref = genre(name);
      const bool twice = std::any_of(out.begin(), out.end(), [&](const GenreRef& other) { return other.id == ref.id; });
      if (!ref.slug.empty() && !twice) out.push_back(std::move(ref));
    }
    return out;
  }

  void insert() {
    open_tables();
    std::vector<std::pair<std::int64_t, const MovieRecord*>> to_complete;
    std::int64_t created = 0;
    for (const auto& match : matches_) created += match.movie == 0 ? 1 : 0;
    auto next_id = created > 0 ? tx_.reserve_ids("movies", created) : 0;
    for (std::size_t i = 0; i < records_.size(); ++i) {
      const auto& record = records_[i];
      if (matches_[i].loaded_before) {
        const bool rated = record.votes > 0 && tx_.run(update_rating, matches_[i].movie, record.rating, record.votes,
                                                       record.popularity, now_) > 0;
        if (rated) card_store::rebuild(tx_, matches_[i].movie);
        ++(rated ? counts_.completed : counts_.unchanged);
      } else if (matches_[i].movie != 0) {
        to_complete.emplace_back(matches_[i].movie, &record);
      } else {
        create(next_id++, record);
      }
    }
    close_tables();
    for (const auto& [movie, record] : to_complete) complete(movie, *record);
  }

  void open_tables() {
    movies_ = tx_.bulk_insert(
        "movies", {"id", "title", "sort_title", "original_title", "description", "tagline", "year", "release_date",
                   "runtime", "rating", "votes", "popularity", "trailer", "created_at", "updated_at"});
    texts_ = tx_.bulk_insert("movie_texts", {"movie_id", "language", "title", "description", "tagline"});
    aliases_ = tx_.bulk_insert("movie_aliases", {"movie_id", "title"});
    credits_ = tx_.bulk_insert("credits", {"movie_id", "role", "position", "person_id", "character"});
    movie_genres_ = tx_.bulk_insert("movie_genres", {"movie_id", "genre_id", "position"});
    countries_ = tx_.bulk_insert("movie_countries", {"movie_id", "position", "country"});
    languages_ = tx_.bulk_insert("movie_languages", {"movie_id", "position", "language"});
    tags_ = tx_.bulk_insert("movie_tags", {"movie_id", "tag_id"});
    external_ = tx_.bulk_insert("movie_external_ids", {"provider", "external_id", "movie_id"});
    import_records_ = tx_.bulk_insert("import_records", {"source", "record_key", "movie_id"});
    cards_ = tx_.bulk_insert("movie_cards", {"movie_id", "card"});
    search_.emplace(tx_);
  }

  void close_tables() {
    for (auto* table : {&movies_, &texts_, &aliases_, &credits_, &movie_genres_, &countries_, &languages_, &tags_,
                        &external_, &import_records_, &cards_}) {
      (*table)->finish();
    }
    search_->finish();
  }

  static db::Value optional_text(const std::optional<std::string>& text) { return db::Session::value_of(text); }

  void create(std::int64_t id, const MovieRecord& record) {
    const auto sort_title = text::sort_key(record.title);
    movies_->row({id, std::string_view(record.title), std::string_view(sort_title),
                  optional_text(record.original_title), std::string_view(record.description),
                  std::string_view(record.tagline), std::int64_t{record.year}, optional_text(record.release_date),
                  std::int64_t{record.runtime}, record.rating, record.votes, record.popularity,
                  optional_text(record.trailer), now_, now_});
    MovieFacts card{
        id, record.title, record.original_title, {}, {}, {}, {}, genres_of(record), {}, record.countries, {}, {}};
    if (record.year > 0) card.year = record.year;
    if (record.runtime > 0) card.runtime = record.runtime;
    if (record.rating > 0) card.rating = record.rating;

    search_store::Document document{search_store::Kind::movie, id, record.popularity, {text::fold(record.title)}};
    if (record.original_title) document.names.push_back(text::fold(*record.original_title));
    for (const auto& translation : record.translations) {
      texts_->row({id, std::string_view(translation.language), std::string_view(translation.title),
                   std::string_view(translation.description), std::string_view(translation.tagline)});
      card.titles.emplace(translation.language, translation.title);
      document.names.push_back(text::fold(translation.title));
    }
    std::vector<std::string_view> aliases;
    for (const auto& alias : record.aliases) {
      if (std::find(aliases.begin(), aliases.end(), alias) != aliases.end()) continue;
      aliases.push_back(alias);
      aliases_->row({id, std::string_view(alias)});
      document.names.push_back(text::fold(alias));
    }
    for (std::size_t i = 0; i < card.genres.size(); ++i)
      movie_genres_->row({id, card.genres[i].id, static_cast<std::int64_t>(i)});
    for (std::size_t i = 0; i < record.countries.size(); ++i) {
      countries_->row({id, static_cast<std::int64_t>(i), std::string_view(record.countries[i])});
    }
    for (std::size_t i = 0; i < record.languages.size(); ++i) {
      languages_->row({id, static_cast<std::int64_t>(i), std::string_view(record.languages[i])});
    }
    for (const auto& name : record.tags) tags_->row({id, tag(name)});
    for (const auto& [provider, external_id] : record.external_ids) {
      external_->row({std::string_view(provider), std::string_view(external_id), id});
    }
    add_credits(*credits_, id, record, nullptr, &card.directors);
    import_records_->row({std::string_view(loader_.source_), std::string_view(record.key), id});
    const auto encoded = json::encode(card);
    cards_->row({id, std::string_view(encoded)});
    search_->add(document);
    ++counts_.created;
  }

  void add_credits(db::BulkInsert& credits, std::int64_t movie, const MovieRecord& record,
                   const std::vector<Role>* only, std::vector<PersonRef>* directors) {
    std::int64_t positions[3] = {0, 0, 0};
    for (const auto& credit : record.credits) {
      if (only != nullptr && std::find(only->begin(), only->end(), credit.role) == only->end()) continue;
      const auto person = loader_.people_.at(person_key(credit));
      credits.row({movie, role_name(credit.role), positions[static_cast<int>(credit.role)]++, person,
                   std::string_view(credit.character)});
      if (directors != nullptr && credit.role == Role::director)
        directors->push_back({person, credit.name, names_of(person)});
    }
  }

  const person_name_store::Names& names_of(std::int64_t person) {
    const auto [known, added] = loader_.names_.try_emplace(person);
    if (added && !loader_.alone_) known->second = person_name_store::of(tx_, person);
    return known->second;
  }

  void complete(std::int64_t movie, const MovieRecord& record) {
    tx_.run(complete_movie, movie, record.description, record.runtime, record.rating, record.votes, now_);
    std::vector<Role> missing;
    for (const auto role : {Role::director, Role::writer, Role::actor}) {
      if (*tx_.one<std::int64_t>(has_role, movie, role_name(role)) == 0) missing.push_back(role);
    }
    const auto credits = tx_.bulk_insert("credits", {"movie_id", "role", "position", "person_id", "character"});
    add_credits(*credits, movie, record, &missing, nullptr);
    credits->finish();
    if (*tx_.one<std::int64_t>(has_genres, movie) == 0) {
      const auto rows = tx_.bulk_insert("movie_genres", {"movie_id", "genre_id", "position"});
      std::int64_t position = 0;
      for (const auto& ref : genres_of(record)) rows->row({movie, ref.id, position++});
      rows->finish();
    }
    for (const auto& [provider, id] : record.external_ids) tx_.run(add_external_id, provider, id, movie);
    tx_.run(add_record, loader_.source_, record.key, movie);
    card_store::rebuild(tx_, movie);
    ++counts_.completed;
  }

  Loader& loader_;
  db::Tx& tx_;
  const std::vector<MovieRecord>& records_;
  const std::int64_t now_;
  LoadCounts counts_;
  std::vector<Match> matches_;
  std::unordered_map<std::string, std::int64_t> genres_;    // by slug
  std::unordered_map<std::string, GenreName> genre_names_;  // by the source's name
  std::unique_ptr<db::BulkInsert> movies_, texts_, aliases_, credits_, movie_genres_, countries_, languages_, tags_,
      external_, import_records_, cards_;
  std::optional<search_store::Writer> search_;
};

Loader::Loader(db::Database& database, std::string source) : database_(database), source_(std::move(source)) {}
Loader::~Loader() = default;

void Loader::begin() {
  if (!is_empty(database_)) return;
  alone_ = true;
  // Not those of people: once there are too many to remember, they are looked up by name.
  database_.write([](db::Tx& tx) {
    tx.postpone_indexes({"movies", "credits", "movie_genres", "movie_countries", "movie_languages", "movie_tags",
                         "movie_external_ids", "import_records", "search_titles"});
  });
}

void recover(db::Database& database) {
  const bool cut_short =
      database.read([](db::Session& session) { return *session.one<std::int64_t>(count_postponed) > 0; });
  if (!cut_short) return;
  database.write([](db::Tx& tx) { tx.restore_indexes(); });
  Loader(database, "").finish();
}

void Loader::forget_people() {
  people_.clear();
  names_.clear();
  alone_people_ = false;
}

LoadCounts Loader::load(const std::vector<MovieRecord>& records) {
  if (records.empty()) return {};
  // Ids given in a transaction that is undone must not be remembered.
  bool sure = true;
  const auto counts = [&] {
    try {
      return database_.write([&](db::Tx& tx) {
        if (!std::exchange(sure, false)) forget_people();
        return Batch(*this, tx, records).run();
      });
    } catch (...) {
      forget_people();
      throw;
    }
  };
  return counts();
}

void Loader::finish() {
  database_.write([](db::Tx& tx) {
    tx.restore_indexes();
    tx.run(count_genres);
    tx.run(count_directed);
  });
  struct ToIndex {
    std::int64_t id;
    std::string name;
    std::int64_t old_place;
    double popularity;
  };
  database_.write([](db::Tx& tx) {
    std::vector<ToIndex> changed;
    tx.each(people_to_index, [&](db::Row& row) {
      const double popularity = popularity_of_person(row.real(3));
      if (search_store::place_of(popularity, row.integer(0)) == row.integer(2)) return;
      changed.push_back({row.integer(0), std::string(row.text(1)), row.integer(2), popularity});
    });
    std::unordered_map<std::int64_t, std::vector<std::string>> names;
    for (const auto& person : changed) names[person.id] = {text::fold(person.name)};
    person_name_store::each(tx, [&](std::int64_t person, std::string_view, std::string_view name) {
      if (const auto found = names.find(person); found != names.end()) found->second.push_back(text::fold(name));
    });
    for (const auto& person : changed) {
      if (person.old_place != 0) search_store::remove(tx, search_store::Kind::person, person.id);
      tx.run(set_popularity, person.id, person.popularity);
    }
    search_store::Writer writer(tx);
    for (const auto& person : changed) {
      writer.add({search_store::Kind::person, person.id, person.popularity, std::move(names[person.id])});
    }
    writer.finish();
  });
  database_.analyze();
}

std::int64_t make_missing_cards(db::Database& database) {
  return database.write([](db::Tx& tx) { return card_store::make_missing(tx); });
}

bool is_empty(db::Database& database) {
  return database.read([](db::Session& session) { return *session.one<std::int64_t>(count_movies) == 0; });
}

std::int64_t may_bring(db::Session& session, std::int64_t user) {
  return std::max<std::int64_t>(0, most_brought - brought_store::count_by(session, user));
}

void mark_brought(db::Tx& tx, const std::vector<std::int64_t>& movies, std::int64_t user, std::int64_t since) {
  for (const auto movie : movies) brought_store::mark(tx, movie, user, since, now_ms());
}

}  // namespace kinoteka::catalogue
