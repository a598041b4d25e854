#include "features/intake/load_store.hpp"

#include <algorithm>
#include <unordered_set>

#include "base/text.hpp"
#include "base/time.hpp"
#include "features/catalogue/face.hpp"
#include "features/identity/face.hpp"

namespace kinoteka::intake::load_store {
namespace {

using catalogue::GenreName, catalogue::GenreRef, catalogue::MovieFacts, catalogue::PersonRef, known_store::person_key;

// The film that a record is, or becomes.
struct KnownRecord {
  std::int64_t movie = 0;      // 0: none of ours
  bool loaded_before = false;  // of this very record
};

constexpr std::size_t remembered_people = 400'000;

constexpr db::Query list_genres{"load.genres", "SELECT id, slug FROM genres"};
constexpr db::Query add_genre{"load.add_genre", "INSERT INTO genres (slug, name) VALUES ($1, $2) RETURNING id"};
constexpr db::Query add_genre_text{"load.add_genre_text",
                                   "INSERT INTO genre_texts (genre_id, language, name) VALUES ($1, $2, $3)"};
constexpr db::Query find_tag{"load.find_tag", "SELECT id FROM tags WHERE name = $1"};
constexpr db::Query add_tag{"load.add_tag", "INSERT INTO tags (name) VALUES ($1) RETURNING id"};
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

constexpr db::Query count_postponed{"load.count_postponed", "SELECT count(*) FROM postponed_indexes"};
constexpr db::Query count_movies{"load.count_movies", "SELECT count(*) FROM (SELECT 1 FROM movies LIMIT 1) one"};

// The tables of one transaction, and what the records in it refer to.
class Batch {
 public:
  Batch(db::Tx& tx, Run& run, const std::vector<MovieRecord>& records)
      : tx_(tx), run_(run), records_(records), now_(now_ms()) {}

  LoadCounts load() {
    matches_.resize(records_.size());
    if (!run_.alone) find_movies();
    find_people();
    find_genres();
    insert();
    return counts_;
  }

 private:
  void find_movies() {
    const auto loaded = known_store::find_loaded(tx_, run_.source, records_);
    std::vector<identity::Wanted> wanted;
    std::vector<std::size_t> asked;
    for (std::size_t i = 0; i < records_.size(); ++i) {
      if (loaded[i] != 0) {
        matches_[i] = {loaded[i], true};
      } else {
        wanted.push_back({records_[i].title, records_[i].year, records_[i].external_ids});
        asked.push_back(i);
      }
    }
    // What was deleted here does not come back with the next import.
    const auto found = identity::match(tx_, wanted, {identity::Closeness::same, true, run_.source});
    for (std::size_t i = 0; i < asked.size(); ++i) matches_[asked[i]].movie = found[i].movie;
  }

  void find_people() {
    auto& people = run_.people;
    if (people.size() > remembered_people) run_.forget_people();
    std::vector<const CreditRecord*> unknown;
    std::unordered_set<std::string_view> asked;
    for (std::size_t i = 0; i < records_.size(); ++i) {
      if (matches_[i].loaded_before) continue;
      for (const auto& credit : records_[i].credits) {
        if (!people.contains(person_key(credit)) && asked.insert(person_key(credit)).second) unknown.push_back(&credit);
      }
    }
    if (unknown.empty()) return;
    if (!run_.alone || !run_.alone_people) {
      known_store::find_people(tx_, unknown, people);
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
      if (!credit->names.empty()) run_.names.emplace(person, credit->names);
    }
    names->finish();
  }

  void find_genres() {
    tx_.each(list_genres, [&](db::Row& row) { genres_.emplace(row.text(1), row.integer(0)); });
  }

  GenreRef genre(const std::string& name) {
    auto [known, added] = genre_names_.try_emplace(name);
    if (added) known->second = catalogue::canonical_genre(name);
    const auto& genre = known->second;
    auto found = genres_.find(genre.slug);
    if (found == genres_.end()) {
      const auto id = *tx_.one<std::int64_t>(add_genre, genre.slug, genre.name);
      for (const auto& [language, other] : genre.names) tx_.run(add_genre_text, id, language, other);
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
        if (rated) catalogue::rebuild_card(tx_, matches_[i].movie);
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
    new_films_.emplace(tx_);
  }

  void close_tables() {
    for (auto* table : {&movies_, &texts_, &aliases_, &credits_, &movie_genres_, &countries_, &languages_, &tags_,
                        &external_, &import_records_}) {
      (*table)->finish();
    }
    new_films_->finish();
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

    std::vector<std::string> names = {text::fold(record.title)};
    if (record.original_title) names.push_back(text::fold(*record.original_title));
    for (const auto& translation : record.translations) {
      texts_->row({id, std::string_view(translation.language), std::string_view(translation.title),
                   std::string_view(translation.description), std::string_view(translation.tagline)});
      card.titles.emplace(translation.language, translation.title);
      names.push_back(text::fold(translation.title));
    }
    std::vector<std::string_view> aliases;
    for (const auto& alias : record.aliases) {
      if (std::find(aliases.begin(), aliases.end(), alias) != aliases.end()) continue;
      aliases.push_back(alias);
      aliases_->row({id, std::string_view(alias)});
      names.push_back(text::fold(alias));
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
    import_records_->row({std::string_view(run_.source), std::string_view(record.key), id});
    new_films_->add(card, record.popularity, std::move(names));
    ++counts_.created;
  }

  void add_credits(db::BulkInsert& credits, std::int64_t movie, const MovieRecord& record,
                   const std::vector<Role>* only, std::vector<PersonRef>* directors) {
    std::int64_t positions[3] = {0, 0, 0};
    for (const auto& credit : record.credits) {
      if (only != nullptr && std::find(only->begin(), only->end(), credit.role) == only->end()) continue;
      const auto person = run_.people.at(person_key(credit));
      credits.row({movie, catalogue::role_name(credit.role), positions[static_cast<int>(credit.role)]++, person,
                   std::string_view(credit.character)});
      if (directors != nullptr && credit.role == Role::director)
        directors->push_back({person, credit.name, names_of(person)});
    }
  }

  const catalogue::Names& names_of(std::int64_t person) {
    const auto [known, added] = run_.names.try_emplace(person);
    if (added && !run_.alone) known->second = catalogue::names_of_person(tx_, person);
    return known->second;
  }

  void complete(std::int64_t movie, const MovieRecord& record) {
    tx_.run(complete_movie, movie, record.description, record.runtime, record.rating, record.votes, now_);
    std::vector<Role> missing;
    for (const auto role : {Role::director, Role::writer, Role::actor}) {
      if (*tx_.one<std::int64_t>(has_role, movie, catalogue::role_name(role)) == 0) missing.push_back(role);
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
    tx_.run(add_record, run_.source, record.key, movie);
    catalogue::rebuild_card(tx_, movie);
    ++counts_.completed;
  }

  db::Tx& tx_;
  Run& run_;
  const std::vector<MovieRecord>& records_;
  const std::int64_t now_;
  LoadCounts counts_;
  std::vector<KnownRecord> matches_;
  std::unordered_map<std::string, std::int64_t> genres_;    // by slug
  std::unordered_map<std::string, GenreName> genre_names_;  // by the source's name
  std::unique_ptr<db::BulkInsert> movies_, texts_, aliases_, credits_, movie_genres_, countries_, languages_, tags_,
      external_, import_records_;
  std::optional<catalogue::NewFilms> new_films_;
};

}  // namespace

void Run::forget_people() {
  people.clear();
  names.clear();
  alone_people = false;
}

LoadCounts load(db::Tx& tx, Run& run, const std::vector<MovieRecord>& records) {
  return Batch(tx, run, records).load();
}

bool is_empty(db::Session& session) { return *session.one<std::int64_t>(count_movies) == 0; }

bool was_cut_short(db::Session& session) { return *session.one<std::int64_t>(count_postponed) > 0; }

}  // namespace kinoteka::intake::load_store
