#include "features/catalogue/search_store.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_set>

#include "base/text.hpp"
#include "db/dialect.hpp"
#include "db/lookup.hpp"

namespace kinoteka::catalogue::search_store {
namespace {

constexpr double steps = 4095;

struct Tables {
  std::string_view name, kind;
};
Tables tables(Kind kind) {
  return kind == Kind::movie ? Tables{"search_movies", "movie"} : Tables{"search_people", "person"};
}

struct Statements {
  db::Query sqlite, postgresql;
  const db::Query& of(db::Engine engine) const { return engine == db::Engine::sqlite ? sqlite : postgresql; }
};

constexpr Statements find_movies{
    {"search.movies", "SELECT rowid, words FROM search_movies WHERE search_movies MATCH $1 ORDER BY rowid LIMIT $2"},
    {"search.movies",
     "SELECT rowid, words FROM search_movies WHERE array_to_tsvector(string_to_array(words, ' ')) @@ $1::tsquery "
     "ORDER BY rowid LIMIT $2"}};
constexpr Statements find_people{
    {"search.people", "SELECT rowid, words FROM search_people WHERE search_people MATCH $1 ORDER BY rowid LIMIT $2"},
    {"search.people",
     "SELECT rowid, words FROM search_people WHERE array_to_tsvector(string_to_array(words, ' ')) @@ $1::tsquery "
     "ORDER BY rowid LIMIT $2"}};
constexpr db::Query find_title{
    "search.titled",
    "SELECT p.place, s.words FROM search_titles t JOIN search_places p ON p.kind = 'movie' AND p.id = t.movie_id "
    "JOIN search_movies s ON s.rowid = p.place WHERE t.folded = $1 LIMIT 50"};
constexpr int trigram_places = 40;
constexpr double least_similarity = 0.2;  // also pg_trgm.similarity_threshold, see db/postgres/session.cpp
constexpr db::Query similar_postgresql{"search.similar",
                                       "SELECT word FROM search_words WHERE (word || '') % $1 "
                                       "ORDER BY similarity(word, $1) DESC, word LIMIT 120"};
constexpr db::Query find_place{"search.place", "SELECT place FROM search_places WHERE kind = $1 AND id = $2"};
constexpr db::Query forget_place{"search.forget_place", "DELETE FROM search_places WHERE kind = $1 AND id = $2"};
constexpr db::Query forget_titles{"search.forget_titles", "DELETE FROM search_titles WHERE movie_id = $1"};

// FTS5: ("god"* OR "goda") AND "the".  tsquery: ('god':* | 'goda') & 'the'.  Folded words are letters and digits.
std::string match_expression(const std::vector<WordChoice>& words, db::Engine engine, bool any = false) {
  const bool sqlite = engine == db::Engine::sqlite;
  const std::string_view between = any ? sqlite ? " OR " : " | " : sqlite ? " AND " : " & ";
  std::string out;
  for (const auto& choice : words) {
    if (!out.empty()) out += between;
    out += '(';
    for (std::size_t i = 0; i < choice.size(); ++i) {
      if (i > 0) out += sqlite ? " OR " : " | ";
      out += (sqlite ? "\"" : "'") + choice[i].word + (sqlite ? "\"" : "'");
      if (choice[i].open) out += sqlite ? "*" : ":*";
    }
    out += ')';
  }
  return out;
}

// "  god" → "  g", " go", "god", "od ": as pg_trgm cuts them.
std::set<std::string> trigrams(const std::string& word) {
  const std::string padded = "  " + word + ' ';
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < padded.size(); ++i) {
    if ((static_cast<unsigned char>(padded[i]) & 0xC0) != 0x80) starts.push_back(i);
  }
  starts.push_back(padded.size());
  std::set<std::string> out;
  for (std::size_t i = 0; i + 3 < starts.size(); ++i) out.insert(padded.substr(starts[i], starts[i + 3] - starts[i]));
  return out;
}

// Shared trigrams of all trigrams, as pg_trgm counts.
double similarity(const std::set<std::string>& a, const std::set<std::string>& b) {
  const auto shared = std::count_if(a.begin(), a.end(), [&](const std::string& gram) { return b.contains(gram); });
  return static_cast<double>(shared) / static_cast<double>(a.size() + b.size() - static_cast<std::size_t>(shared));
}

const std::string& similar_sqlite() {
  static const std::string sql = "SELECT w.word FROM (SELECT word_id FROM search_trigrams WHERE trigram IN (" +
                                 db::places(3, trigram_places) +
                                 ") AND length BETWEEN $1 AND $2 GROUP BY word_id ORDER BY count(*) DESC LIMIT 120) t "
                                 "JOIN search_words w ON w.id = t.word_id";
  return sql;
}

constexpr db::Query films_of_person{
    "search.films_of",
    "SELECT p.place, s.words FROM search_places p JOIN search_movies s ON s.rowid = p.place WHERE p.kind = 'movie' "
    "AND p.id IN (SELECT movie_id FROM credits WHERE person_id = $1) ORDER BY p.place LIMIT 500"};

constexpr db::Query places_of_person{"search.places_of",
                                     "SELECT place FROM search_places WHERE kind = 'movie' AND id IN (SELECT movie_id "
                                     "FROM credits WHERE person_id = $1) "
                                     "ORDER BY place LIMIT 500"};

std::vector<Candidate> matching(db::Session& session, Kind kind, const std::string& expression, int limit) {
  std::vector<Candidate> out;
  session.each((kind == Kind::movie ? find_movies : find_people).of(session.engine()),
               [&](db::Row& row) {
                 out.push_back({row.integer(0), std::string(row.text(1))});
               },
               expression, limit);
  return out;
}

}  // namespace

std::int64_t place_of(double popularity, std::int64_t id) {
  const auto unknownness = static_cast<std::int64_t>(steps - std::clamp(popularity, 0.0, 1.0) * steps);
  return (unknownness << 32) | id;
}
std::int32_t id_of(std::int64_t place) { return static_cast<std::int32_t>(place & 0xFFFFFFFF); }
double popularity_of(std::int64_t place) { return 1 - static_cast<double>(place >> 32) / steps; }

std::vector<Candidate> find(db::Session& session, Kind kind, const std::vector<WordChoice>& words, int limit) {
  return words.empty() ? std::vector<Candidate>()
                       : matching(session, kind, match_expression(words, session.engine()), limit);
}

std::vector<Candidate> find_any(db::Session& session, Kind kind, const std::vector<WordChoice>& words, int limit) {
  return words.empty() ? std::vector<Candidate>()
                       : matching(session, kind, match_expression(words, session.engine(), true), limit);
}

std::vector<Candidate> find_films_of(db::Session& session, std::int64_t person) {
  std::vector<Candidate> out;
  session.each(
      films_of_person,
      [&](db::Row& row) {
        out.push_back({row.integer(0), std::string(row.text(1))});
      },
      person);
  return out;
}

std::vector<std::int64_t> places_of_films_of(db::Session& session, std::int64_t person) {
  return session.all<std::int64_t>(places_of_person, person);
}

std::vector<std::string> known_words(db::Session& session, const std::vector<std::string>& words) {
  constexpr int most = 64;
  static const std::string sql = "SELECT word FROM search_words WHERE word IN (" + db::places(1, most) + ")";
  std::vector<std::string> out;
  db::look_up(session, {"search.known", sql}, {}, words, most, [&](db::Row& row) { out.emplace_back(row.text(0)); });
  return out;
}

std::vector<Candidate> find_titled(db::Session& session, const std::string& folded) {
  std::vector<Candidate> out;
  session.each(
      find_title,
      [&](db::Row& row) {
        out.push_back({row.integer(0), std::string(row.text(1))});
      },
      folded);
  return out;
}

std::vector<std::string> similar_words(db::Session& session, const std::string& word) {
  std::vector<std::string> out;
  const auto grams = trigrams(word);
  if (session.engine() == db::Engine::postgresql) {
    out = session.all<std::string>(similar_postgresql, word);
  } else {
    const auto length = static_cast<std::int64_t>(text::length(word));
    std::vector<db::Value> values = {length - 2, length + 4};
    for (const auto& gram : grams) {
      if (values.size() < 2 + trigram_places) values.emplace_back(std::string_view(gram));
    }
    while (values.size() < 2 + trigram_places) values.push_back(values.back());
    session.execute({"search.similar", similar_sqlite()}, values.data(), values.size(),
                    [&](db::Row& row) { out.emplace_back(row.text(0)); });
  }
  // Each engine proposes in its own way; what both let pass is decided by one measure.
  std::erase_if(out, [&](const std::string& other) { return similarity(grams, trigrams(other)) < least_similarity; });
  return out;
}

struct Writer::State {
  db::Tx& tx;
  std::unique_ptr<db::BulkInsert> movies, people, titles, places;
  std::unordered_set<std::string> words;
};

Writer::Writer(db::Tx& tx)
    : state_(new State{tx,
                       tx.bulk_insert("search_movies", {"rowid", "words"}),
                       tx.bulk_insert("search_people", {"rowid", "words"}),
                       tx.bulk_insert("search_titles", {"folded", "movie_id"}),
                       tx.bulk_insert("search_places", {"kind", "id", "place"}),
                       {}}) {}
Writer::~Writer() = default;

void Writer::add(const Document& document) {
  std::string names;
  std::vector<std::string_view> seen;
  for (const auto& name : document.names) {
    if (name.empty() || std::find(seen.begin(), seen.end(), name) != seen.end()) continue;
    seen.push_back(name);
    if (!names.empty()) names += " | ";
    names += name;
    for (const auto word : text::words(name)) state_->words.emplace(word);
    if (document.kind == Kind::movie) state_->titles->row({std::string_view(name), document.id});
  }
  const auto place = place_of(document.popularity, document.id);
  (document.kind == Kind::movie ? state_->movies : state_->people)->row({place, std::string_view(names)});
  state_->places->row({tables(document.kind).kind, document.id, place});
}

void Writer::finish() {
  state_->movies->finish();
  state_->people->finish();
  state_->titles->finish();
  state_->places->finish();

  auto& tx = state_->tx;
  constexpr int batch = 500;
  static const std::string known_sql = "SELECT word FROM search_words WHERE word IN (" + db::places(1, batch) + ")";
  std::vector<std::string_view> all(state_->words.begin(), state_->words.end());
  std::unordered_set<std::string> known;
  db::look_up(tx, {"search.known_words", known_sql}, {}, all, batch, [&](db::Row& row) { known.emplace(row.text(0)); });
  std::erase_if(all, [&](std::string_view word) { return known.contains(std::string(word)); });
  if (all.empty()) return;
  std::sort(all.begin(), all.end());

  const bool own_trigrams = tx.engine() == db::Engine::sqlite;  // PostgreSQL has an index that cuts them
  auto id = tx.reserve_ids("search_words", static_cast<std::int64_t>(all.size()));
  const auto words = tx.bulk_insert("search_words", {"id", "word"});
  std::vector<std::tuple<std::string, std::int64_t, std::int64_t>> grams;
  for (const auto word : all) {
    words->row({id, word});
    const auto length = static_cast<std::int64_t>(text::length(word));
    if (own_trigrams && length >= 3 && length <= 38) {
      for (auto& gram : trigrams(std::string(word))) grams.emplace_back(gram, length, id);
    }
    ++id;
  }
  words->finish();
  if (!own_trigrams) return;
  std::sort(grams.begin(), grams.end());  // in the order of the table: appended, not scattered
  const auto rows = tx.bulk_insert("search_trigrams", {"trigram", "length", "word_id"});
  for (const auto& [gram, length, word] : grams) rows->row({std::string_view(gram), length, word});
  rows->finish();
}

void remove(db::Tx& tx, Kind kind, std::int64_t id) {
  const auto [table, name] = tables(kind);
  const auto place = tx.one<std::int64_t>(find_place, name, id);
  if (!place) return;
  constexpr db::Query forget_movie{"search.forget_movie", "DELETE FROM search_movies WHERE rowid = $1"};
  constexpr db::Query forget_person{"search.forget_person", "DELETE FROM search_people WHERE rowid = $1"};
  tx.run(kind == Kind::movie ? forget_movie : forget_person, *place);
  tx.run(forget_place, name, id);
  if (kind == Kind::movie) tx.run(forget_titles, id);
}

}  // namespace kinoteka::catalogue::search_store
