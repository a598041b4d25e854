#include "features/editing/movie_service.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/catalogue/face.hpp"
#include "features/editing/change_store.hpp"
#include "features/editing/lock_service.hpp"
#include "features/editing/movie_changes.hpp"
#include "features/editing/movie_draft_store.hpp"
#include "features/identity/face.hpp"

namespace kinoteka::editing {
namespace {

using movie_draft_store::Stored;

Stored find(db::Session& session, std::int64_t id, bool deleted = false) {
  auto stored = movie_draft_store::find(session, id);
  if (!stored || (stored->deleted_at > 0) != deleted) throw catalogue::no_movie(id);
  return std::move(*stored);
}

// The rules that need to see several members, or the tables. Credits get their people; names nobody has are left
// without one.
std::vector<FieldError> complete(db::Session& session, MovieDraft& draft) {
  std::vector<FieldError> faults;
  const auto at = [](std::string_view list, std::size_t i) {
    return std::string(list) + '[' + std::to_string(i) + ']';
  };
  const auto twice = [&](std::string_view list, const auto& items, const auto& key) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      const bool before = std::any_of(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(i),
                                      [&](const auto& other) { return key(other) == key(items[i]); });
      if (before) faults.push_back({at(list, i), "is given twice", Reason::given_twice});
    }
  };
  const auto value = [](const auto& item) { return item.value; };
  twice("genres", draft.genres, value);
  twice("tags", draft.tags, value);
  twice("countries", draft.countries, value);
  twice("languages", draft.languages, value);
  twice("translations", draft.translations, [](const auto& text) { return text.language.value; });
  if (text::trim(*draft.title).empty()) faults.push_back({"title", "must not be blank", Reason::blank});
  if (!draft.year && draft.release_date) {
    const auto year = std::stoll(draft.release_date->value.substr(0, 4));
    if (year < Year::min || year > Year::max) {
      faults.push_back({"release_date", "must be from 1870 to 2100"});
    } else {
      draft.year = year;
    }
  }
  const auto known = [&](std::string_view field, const std::optional<pictures::Digest>& picture) {
    if (picture && !pictures::Service::number_of(session, picture->value))
      faults.push_back({std::string(field), "is no picture's id: POST /api/pictures gives one"});
  };
  known("poster", draft.poster);
  known("backdrop", draft.backdrop);
  for (std::size_t i = 0; i < draft.genres.size(); ++i) {
    if (!movie_draft_store::genre_exists(session, draft.genres[i])) {
      faults.push_back({at("genres", i), "is no genre's id: GET /api/genres lists them"});
    }
  }
  for (std::size_t i = 0; i < draft.credits.size(); ++i) {
    auto& credit = draft.credits[i];
    if (credit.person) {
      const auto person = movie_draft_store::find_person(session, *credit.person);
      if (person) {
        credit.person = person->id;
        credit.name = person->name;
      } else {
        faults.push_back({at("credits", i) + ".person", "is nobody's id"});
      }
      continue;
    }
    if (credit.name) credit.name->value = text::trim(credit.name->value);
    if (!credit.name || credit.name->value.empty()) {
      faults.push_back({at("credits", i), "must say who: by `person`, or by `name`", Reason::who_missing});
      continue;
    }
    const auto named = movie_draft_store::people_named(session, **credit.name);
    if (named.size() > 1) {
      faults.push_back({at("credits", i) + ".name", "is the name of several people: say by `person` which",
                        Reason::name_of_several});
    } else if (named.size() == 1) {
      credit.person = named.front();
    }
  }
  return faults;
}

void refuse_duplicate(db::Session& session, const MovieDraft& draft, std::int64_t except, Duplicates duplicates) {
  const auto refuse = [](std::int64_t id, const std::string& why) {
    return conflict(why).with_existing("/api/movies/" + std::to_string(id));
  };
  identity::Wanted wanted{"", 0, draft.external_ids.value_or(ExternalIds{}).by_name, except};
  if (duplicates == Duplicates::refuse && draft.year) {
    wanted.title = *draft.title;
    wanted.year = static_cast<int>(std::int64_t(*draft.year));
  }
  const auto other = identity::match(session, wanted, {identity::Closeness::same});
  if (other.by == identity::MatchedBy::id)
    throw refuse(other.movie, "There is a movie with this id at " + std::string(other.provider) + " already.");
  if (other.by == identity::MatchedBy::title) {
    throw refuse(other.movie,
                 "There is a movie with this title from this year already. If it is another one, send it again "
                 "with ?duplicates=allow.");
  }
}

// What an editor has written is theirs: no provider changes it.
void lock(db::Tx& tx, std::int64_t id, const std::vector<FieldChange>& changed) {
  std::set<std::string> fields;
  for (const auto& change : changed) fields.insert(change.field);
  add_locks(tx, id, fields);
}

}  // namespace

http::Versioned<MovieDraft> MovieEditing::draft(const callers::Editor&, std::int64_t id) const {
  return database_.read([&](db::Session& session) {
    auto stored = find(session, id);
    return http::Versioned<MovieDraft>{std::move(stored.draft), stored.version};
  });
}

MovieEditing::Made MovieEditing::create(const callers::Editor& editor, const MovieDraft& given, Duplicates duplicates) {
  return database_.write([&](db::Tx& tx) {
    change_store::wait_for_turn(tx);
    const auto now = now_ms();
    auto draft = given;
    if (auto faults = complete(tx, draft); !faults.empty()) throw invalid(std::move(faults));
    refuse_duplicate(tx, draft, 0, duplicates);
    movie_changes::add_missing_people(tx, draft, now);
    const auto id = movie_changes::create(tx, editor.id(), draft, now);
    lock(tx, id, movie_changes::between({}, draft));
    return Made{id, catalogue::movie_page(tx, id)};
  });
}

MovieEditing::Page MovieEditing::edit(const callers::Editor& editor, std::int64_t id, const http::IfMatch& seen,
                                      const DraftChange<MovieDraft>& change, Duplicates duplicates) {
  return database_.write([&](db::Tx& tx) {
    change_store::wait_for_turn(tx);
    const auto now = now_ms();
    const auto before = find(tx, id);
    seen.require(before.version);
    auto draft = change(before.draft);
    if (auto faults = complete(tx, draft); !faults.empty()) throw invalid(std::move(faults));
    movie_changes::add_missing_people(tx, draft, now);
    if (!draft.external_ids) draft.external_ids.emplace();
    const auto changed = movie_changes::between(before.draft, draft);
    if (changed.empty()) return catalogue::movie_page(tx, id);
    const auto touches = [&](std::string_view field) { return change_store::names(changed, field); };
    if (touches("title") || touches("year") || touches("external_ids")) {
      const bool renamed = touches("title") || touches("year");
      refuse_duplicate(tx, draft, id, renamed ? duplicates : Duplicates::allow);
    }
    movie_changes::edit(tx, editor.id(), id, draft, changed, now);
    lock(tx, id, changed);
    return catalogue::movie_page(tx, id);
  });
}

void MovieEditing::remove(const callers::Editor& editor, std::int64_t id) {
  database_.write([&](db::Tx& tx) {
    change_store::wait_for_turn(tx);
    const auto now = now_ms();
    const auto before = find(tx, id);
    movie_draft_store::set_deleted(tx, id, now);
    movie_changes::refresh_around(tx, id);
    change_store::add(tx, {editor.id(), Kind::movie, id, Action::delete_, *before.draft.title, {}}, now);
  });
}

MovieEditing::Page MovieEditing::restore(const callers::Editor& editor, std::int64_t id) {
  return database_.write([&](db::Tx& tx) {
    change_store::wait_for_turn(tx);
    const auto now = now_ms();
    const auto before = find(tx, id, true);
    refuse_duplicate(tx, before.draft, id, Duplicates::allow);
    movie_draft_store::set_deleted(tx, id, 0);
    movie_changes::refresh_around(tx, id);
    change_store::add(tx, {editor.id(), Kind::movie, id, Action::restore, *before.draft.title, {}}, now);
    return catalogue::movie_page(tx, id);
  });
}

Locks MovieEditing::locks(const callers::Editor&, std::int64_t movie) const {
  return database_.read([&](db::Session& session) {
    catalogue::require_movie(session, movie);
    Locks out;
    for (const auto& field : locks_of(session, movie)) out.fields.push_back(field);
    return out;
  });
}

Locks MovieEditing::set_locks(const callers::Editor& editor, std::int64_t movie, const Locks& locks) {
  std::set<std::string> fields;
  std::vector<FieldError> faults;
  for (std::size_t i = 0; i < locks.fields.size(); ++i) {
    const auto& field = *locks.fields[i];
    if (!lockable().contains(field))
      faults.push_back({"fields[" + std::to_string(i) + ']', "is no member of a movie's draft that providers write"});
    fields.insert(field);
  }
  if (!faults.empty()) throw invalid(std::move(faults));
  db::Quiet(database_).write([&](db::Tx& tx) {
    catalogue::require_movie(tx, movie);
    editing::set_locks(tx, movie, fields);
  });
  return this->locks(editor, movie);
}

}  // namespace kinoteka::editing
