#include "features/editing/movie_changes.hpp"

#include <map>
#include <string>

#include "features/catalogue/face.hpp"
#include "features/editing/brought_store.hpp"
#include "features/editing/change_store.hpp"
#include "features/editing/movie_draft_store.hpp"
#include "json/encode.hpp"

namespace kinoteka::editing::movie_changes {

std::optional<MovieDraft> draft_of(db::Session& session, std::int64_t id) {
  auto stored = movie_draft_store::find(session, id);
  if (!stored || stored->deleted_at > 0) return std::nullopt;
  return std::move(stored->draft);
}

std::optional<std::string> name_of_person(db::Session& session, std::int64_t id) {
  auto person = movie_draft_store::find_person(session, id);
  if (!person) return std::nullopt;
  return std::move(person->name);
}

std::int64_t add_person(db::Tx& tx, const std::string& name, std::int64_t now) {
  return movie_draft_store::add_person(tx, name, now);
}

void wait_for_turn(db::Tx& tx) { change_store::wait_for_turn(tx); }

std::int64_t create(db::Tx& tx, ByWhom user, const MovieDraft& draft, std::int64_t now) {
  const auto id = movie_draft_store::insert(tx, draft, now);
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
  auto people = movie_draft_store::people_of(tx, id);
  auto genres = movie_draft_store::genres_of(tx, id);
  movie_draft_store::update(tx, id, after, changed, now);
  brought_store::forget(tx, id);
  people.merge(movie_draft_store::people_of(tx, id));
  genres.merge(movie_draft_store::genres_of(tx, id));
  catalogue::refresh_movie(tx, id);
  // How well known a film is may change with its text.
  if (touches("credits") || touches("description")) catalogue::refresh_people(tx, people);
  if (touches("genres")) catalogue::count_genres(tx, genres);
  change_store::add(tx, {user, Kind::movie, id, Action::edit, *after.title, changed}, now);
}

void refresh_around(db::Tx& tx, std::int64_t id) {
  catalogue::refresh_movie(tx, id);
  catalogue::refresh_people(tx, movie_draft_store::people_of(tx, id));
  catalogue::count_genres(tx, movie_draft_store::genres_of(tx, id));
}

void add_missing_people(db::Tx& tx, MovieDraft& draft, std::int64_t now) {
  std::map<std::string, std::int64_t> added;
  for (auto& credit : draft.credits) {
    if (credit.person) continue;
    auto [known, is_new] = added.try_emplace(**credit.name);
    if (is_new) known->second = movie_draft_store::add_person(tx, known->first, now);
    credit.person = known->second;
  }
}

}  // namespace kinoteka::editing::movie_changes
