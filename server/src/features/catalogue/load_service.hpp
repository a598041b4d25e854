// Records from outside become films: the one way in for the starter catalogue and every import. Loading is
// repeatable: a record that was loaded before changes nothing, one that describes a film we have completes it, and
// everything else becomes a film, with its credits, genres, card and search entry in the same transaction.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "db/database.hpp"
#include "features/catalogue/wire.hpp"

namespace kinoteka::catalogue {

struct CreditRecord {
  Role role = Role::actor;
  std::string name;
  std::string imdb_id;  // of the person, where the source knows it
  std::string character;
  std::map<std::string, std::string> ids = {};  // of the person, at tmdb and wikidata
  std::string photo = {};                       // where one lies
  // Of the person, by language; the loader gives them to whom it makes, and to nobody who is there already.
  std::map<std::string, std::string> names = {};
};

struct MovieRecord {
  std::string key;  // what the source calls it; unique there
  std::string title;
  std::optional<std::string> original_title;
  int year = 0, runtime = 0;  // 0: unknown
  std::string description, tagline;
  std::optional<std::string> release_date, trailer;
  double rating = 0;
  std::int64_t votes = 0;
  double popularity = 0;
  std::vector<std::string> genres, tags, countries, languages;
  std::vector<Translation> translations;
  std::vector<std::string> aliases;
  std::vector<CreditRecord> credits;
  std::map<std::string, std::string> external_ids;  // by provider
};

struct LoadCounts {
  std::int64_t created = 0, completed = 0, unchanged = 0;
};

// Films that a member brought with an import: how many more there may be of theirs, …
inline constexpr std::int64_t most_brought = 2'000;
std::int64_t may_bring(db::Session& session, std::int64_t user);
// … and that these are, as far as they were made since. Whoever changes one has looked at it.
void mark_brought(db::Tx& tx, const std::vector<std::int64_t>& movies, std::int64_t user, std::int64_t since);

class Loader {
 public:
  // `source` names where the records come from ("wikipedia"); together with their keys it makes loading repeatable.
  Loader(db::Database& database, std::string source);
  ~Loader();

  // To be called before the first batch of what may be a large import: where the catalogue is empty, indexes are
  // made at the end, by `finish`, in a fifth of the time.
  void begin();

  // One transaction; at most a few thousand records at a time.
  LoadCounts load(const std::vector<MovieRecord>& records);

  // Brings what is derived over all films up to date: counts of genres, people's popularity and search entries.
  void finish();

 private:
  class Batch;
  void forget_people();

  db::Database& database_;
  const std::string source_;
  bool alone_ = false;        // the catalogue was empty at the beginning: every record is new …
  bool alone_people_ = true;  // … and, while none was forgotten, everybody in it is in people_
  // What earlier batches of this run have seen, so that they are not looked up again. Bounded: emptied when large.
  std::unordered_map<std::string, std::int64_t> people_;                        // by "name" or "nm0000001"
  std::unordered_map<std::int64_t, std::map<std::string, std::string>> names_;  // of directors, in other languages
};

// Makes the cards that are missing, after an upgrade that changed their shape. How many.
std::int64_t make_missing_cards(db::Database& database);

bool is_empty(db::Database& database);

// Makes again what an import that was cut short has left undone. To be called when a program starts to use the
// database.
void recover(db::Database& database);

}  // namespace kinoteka::catalogue
