#include "features/catalogue/load_service.hpp"

#include <algorithm>

#include "base/time.hpp"
#include "features/catalogue/brought_store.hpp"
#include "features/catalogue/card_store.hpp"
#include "features/catalogue/derived_store.hpp"
#include "features/catalogue/load_store.hpp"

namespace kinoteka::catalogue {

Loader::Loader(db::Database& database, std::string source)
    : database_(database), run_(std::make_unique<load_store::Run>()) {
  run_->source = std::move(source);
}
Loader::~Loader() = default;

void Loader::begin() {
  if (!is_empty(database_)) return;
  run_->alone = true;
  // Not those of people: once there are too many to remember, they are looked up by name.
  database_.write([](db::Tx& tx) {
    tx.postpone_indexes({"movies", "credits", "movie_genres", "movie_countries", "movie_languages", "movie_tags",
                         "movie_external_ids", "import_records", "search_titles"});
  });
}

void recover(db::Database& database) {
  const bool cut_short = database.read([](db::Session& session) { return load_store::was_cut_short(session); });
  if (!cut_short) return;
  database.write([](db::Tx& tx) { tx.restore_indexes(); });
  Loader(database, "").finish();
}

LoadCounts Loader::load(const std::vector<MovieRecord>& records) {
  if (records.empty()) return {};
  // Ids given in a transaction that is undone must not be remembered.
  bool sure = true;
  try {
    return database_.write([&](db::Tx& tx) {
      if (!std::exchange(sure, false)) run_->forget_people();
      return load_store::load(tx, *run_, records);
    });
  } catch (...) {
    run_->forget_people();
    throw;
  }
}

void Loader::finish() {
  database_.write([](db::Tx& tx) {
    tx.restore_indexes();
    derived_store::count_all(tx);
  });
  database_.write([](db::Tx& tx) { derived_store::index_people(tx); });
  database_.analyze();
}

std::int64_t make_missing_cards(db::Database& database) {
  return database.write([](db::Tx& tx) { return card_store::make_missing(tx); });
}

bool is_empty(db::Database& database) {
  return database.read([](db::Session& session) { return load_store::is_empty(session); });
}

std::int64_t may_bring(db::Session& session, std::int64_t user) {
  return std::max<std::int64_t>(0, most_brought - brought_store::count_by(session, user));
}

void mark_brought(db::Tx& tx, const std::vector<std::int64_t>& movies, std::int64_t user, std::int64_t since) {
  for (const auto movie : movies) brought_store::mark(tx, movie, user, since, now_ms());
}

}  // namespace kinoteka::catalogue
