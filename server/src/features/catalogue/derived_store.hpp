// What follows from films and people and is kept beside them: cards, search entries, counts, how known somebody is.
// Whoever changes them calls this in the same transaction; what has been deleted loses its card and its entry.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "db/database.hpp"
#include "features/catalogue/wire.hpp"

namespace kinoteka::catalogue::derived_store {

// A film's card and search entry.
void refresh_movie(db::Tx& tx, std::int64_t movie);

// People's counts, popularity and search entries: after their names or their films changed.
void refresh_people(db::Tx& tx, const std::set<std::int64_t>& people);

// How many films these genres have.
void count_genres(db::Tx& tx, const std::set<std::int64_t>& genres);

// Cards of the films somebody directed: they show the name.
void rebuild_cards_of_director(db::Tx& tx, std::int64_t person);

// Cards of the films of a genre that is called otherwise now.
void rename_genre_in_cards(db::Tx& tx, const GenreRef& was, const GenreRef& is);

// The same for all there are, after films were loaded: counts of genres and of what people directed; …
void count_all(db::Tx& tx);
// … and the popularity and search entries of those whom it changed.
void index_people(db::Tx& tx);

}  // namespace kinoteka::catalogue::derived_store
