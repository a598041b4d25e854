#include "features/intake/load_service.hpp"

#include <utility>

#include "features/catalogue/face.hpp"
#include "features/intake/load_store.hpp"

namespace kinoteka::intake {

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
    catalogue::count_all(tx);
  });
  database_.write([](db::Tx& tx) { catalogue::index_people(tx); });
  database_.analyze();
}

bool is_empty(db::Database& database) {
  return database.read([](db::Session& session) { return load_store::is_empty(session); });
}

}  // namespace kinoteka::intake
