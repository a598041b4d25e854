#include "features/catalogue/derived_service.hpp"

#include "features/catalogue/card_store.hpp"
#include "features/catalogue/derived_store.hpp"
#include "features/catalogue/search_store.hpp"

namespace kinoteka::catalogue {

void rebuild_card(db::Tx& tx, std::int64_t movie) { card_store::rebuild(tx, movie); }
void refresh_movie(db::Tx& tx, std::int64_t movie) { derived_store::refresh_movie(tx, movie); }
void refresh_people(db::Tx& tx, const std::set<std::int64_t>& people) { derived_store::refresh_people(tx, people); }
void rebuild_cards_of_director(db::Tx& tx, std::int64_t person) {
  derived_store::rebuild_cards_of_director(tx, person);
}
void count_genres(db::Tx& tx, const std::set<std::int64_t>& genres) { derived_store::count_genres(tx, genres); }
void rename_genre_in_cards(db::Tx& tx, const GenreRef& was, const GenreRef& is) {
  derived_store::rename_genre_in_cards(tx, was, is);
}

struct NewFilms::Writers {
  explicit Writers(db::Tx& tx) : cards(tx), search(tx) {}
  card_store::Writer cards;
  search_store::Writer search;
};

NewFilms::NewFilms(db::Tx& tx) : writers_(std::make_unique<Writers>(tx)) {}
NewFilms::~NewFilms() = default;

void NewFilms::add(const MovieFacts& facts, double popularity, std::vector<std::string> names) {
  writers_->cards.add(facts);
  writers_->search.add({search_store::Kind::movie, facts.id, popularity, std::move(names)});
}

void NewFilms::finish() {
  writers_->cards.finish();
  writers_->search.finish();
}

void count_all(db::Tx& tx) { derived_store::count_all(tx); }
void index_people(db::Tx& tx) { derived_store::index_people(tx); }

std::int64_t make_missing_cards(db::Database& database) {
  return database.write([](db::Tx& tx) { return card_store::make_missing(tx); });
}

}  // namespace kinoteka::catalogue
