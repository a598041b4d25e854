// What follows from films and people and is kept beside them: cards, search entries, counts, how known somebody is. For
// the features that write films (editing, intake, gallery): whoever changes one calls this in the same transaction.
// What has been deleted loses its card and its entry.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "features/catalogue/wire.hpp"

namespace kinoteka::catalogue {

// A film's card alone, after its pictures or its rating changed; …
void rebuild_card(db::Tx& tx, std::int64_t movie);
// … its card and search entry, after its titles did.
void refresh_movie(db::Tx& tx, std::int64_t movie);

// People's counts, popularity and search entries: after their names or their films changed.
void refresh_people(db::Tx& tx, const std::set<std::int64_t>& people);
// Cards of the films somebody directed: they show the name.
void rebuild_cards_of_director(db::Tx& tx, std::int64_t person);

// How many films these genres have.
void count_genres(db::Tx& tx, const std::set<std::int64_t>& genres);
// Cards of the films of a genre that is called otherwise now.
void rename_genre_in_cards(db::Tx& tx, const GenreRef& was, const GenreRef& is);

// Cards and search entries of films that have neither yet, many at a time.
class NewFilms {
 public:
  explicit NewFilms(db::Tx& tx);
  ~NewFilms();
  // `names`: all its titles, folded. `popularity` from 0 to 1.
  void add(const MovieFacts& facts, double popularity, std::vector<std::string> names);
  void finish();  // call once

 private:
  struct Writers;
  std::unique_ptr<Writers> writers_;
};

// The same for all there are, after films were loaded: counts of genres and of what people directed; …
void count_all(db::Tx& tx);
// … and the popularity and search entries of those whom it changed.
void index_people(db::Tx& tx);

// Makes the cards that are missing, after an upgrade that changed their shape. How many.
std::int64_t make_missing_cards(db::Database& database);

}  // namespace kinoteka::catalogue
