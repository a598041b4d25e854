#include "features/catalogue/movie_changes.hpp"

#include <map>
#include <string>

#include "features/catalogue/brought_store.hpp"
#include "features/catalogue/change_store.hpp"
#include "features/catalogue/derived_store.hpp"
#include "features/catalogue/movie_edit_store.hpp"
#include "json/encode.hpp"

namespace kinoteka::catalogue::movie_changes {

std::int64_t create(db::Tx& tx, ByWhom user, const MovieDraft& draft, std::int64_t now) {
  const auto id = movie_edit_store::insert(tx, draft, now);
  refresh_around(tx, id);
  change_store::add(tx, {user, Kind::movie, id, Action::create, *draft.title, between({}, draft)}, now);
  return id;
}

std::vector<FieldChange> between(const MovieDraft& before, const MovieDraft& after) {
  return change_store::difference(json::encode(before), json::encode(after));
}

void edit(db::Tx& tx, ByWhom user, std::int64_t id, const MovieDraft& after, const std::vector<FieldChange>& changed,
          std::int64_t now) {
  const auto touches = [&](std::string_view field) { return change_store::names(changed, field); };
  auto people = movie_edit_store::people_of(tx, id);
  auto genres = movie_edit_store::genres_of(tx, id);
  movie_edit_store::update(tx, id, after, changed, now);
  brought_store::forget(tx, id);
  people.merge(movie_edit_store::people_of(tx, id));
  genres.merge(movie_edit_store::genres_of(tx, id));
  derived_store::refresh_movie(tx, id);
  // How well known a film is may change with its text.
  if (touches("credits") || touches("description")) derived_store::refresh_people(tx, people);
  if (touches("genres")) derived_store::count_genres(tx, genres);
  change_store::add(tx, {user, Kind::movie, id, Action::edit, *after.title, changed}, now);
}

void refresh_around(db::Tx& tx, std::int64_t id) {
  derived_store::refresh_movie(tx, id);
  derived_store::refresh_people(tx, movie_edit_store::people_of(tx, id));
  derived_store::count_genres(tx, movie_edit_store::genres_of(tx, id));
}

void add_missing_people(db::Tx& tx, MovieDraft& draft, std::int64_t now) {
  std::map<std::string, std::int64_t> added;
  for (auto& credit : draft.credits) {
    if (credit.person) continue;
    auto [known, is_new] = added.try_emplace(**credit.name);
    if (is_new) known->second = movie_edit_store::add_person(tx, known->first, now);
    credit.person = known->second;
  }
}

}  // namespace kinoteka::catalogue::movie_changes
