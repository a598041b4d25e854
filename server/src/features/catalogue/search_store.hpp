// The search index: what each engine finds, before search_ranking decides the order. Words are folded.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "features/catalogue/search_words.hpp"

namespace kinoteka::catalogue::search_store {

enum class Kind { movie, person };

// A place in the index: the better known, the smaller, with the id in the low 32 bits.
std::int64_t place_of(double popularity, std::int64_t id);
std::int32_t id_of(std::int64_t place);
double popularity_of(std::int64_t place);

struct Document {
  Kind kind;
  std::int64_t id;
  double popularity;
  std::vector<std::string> names;  // folded: a movie's titles, a person's name
};

struct Candidate {
  std::int64_t place;
  std::string names;  // parted by " | "
};

// At most `limit` documents that hold every word, the best known first.
std::vector<Candidate> find(db::Session& session, Kind kind, const std::vector<WordChoice>& words, int limit);

// Movies with exactly this title.
std::vector<Candidate> find_titled(db::Session& session, const std::string& folded);

// Words of the vocabulary that share letters with this one: a superset of what typing errors could explain.
std::vector<std::string> similar_words(db::Session& session, const std::string& word);

// Those of these words that the vocabulary knows; at most 64 are asked for.
std::vector<std::string> known_words(db::Session& session, const std::vector<std::string>& words);

// The same as find, but one word is enough; for what nothing holds every word of.
std::vector<Candidate> find_any(db::Session& session, Kind kind, const std::vector<WordChoice>& words, int limit);

// The films of a person, at most 500, the best known first.
std::vector<Candidate> find_films_of(db::Session& session, std::int64_t person);
std::vector<std::int64_t> places_of_films_of(db::Session& session, std::int64_t person);  // without their names

// Adds documents that are not in the index yet.
class Writer {
 public:
  explicit Writer(db::Tx& tx);
  ~Writer();
  void add(const Document& document);
  void finish();  // call once

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Takes a document out; add it again to change it.
void remove(db::Tx& tx, Kind kind, std::int64_t id);

}  // namespace kinoteka::catalogue::search_store
