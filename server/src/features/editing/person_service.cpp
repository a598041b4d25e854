#include "features/editing/person_service.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/catalogue/face.hpp"
#include "features/editing/change_store.hpp"
#include "features/editing/person_draft_store.hpp"
#include "json/encode.hpp"

namespace kinoteka::editing {
namespace {

using person_draft_store::Stored;

Stored find(db::Session& session, std::int64_t id, bool deleted = false) {
  auto stored = person_draft_store::find(session, id);
  if (!stored || stored->merged_into || (stored->deleted_at > 0) != deleted) throw catalogue::no_person(id);
  return std::move(*stored);
}

void check(db::Session& session, const PersonDraft& draft, std::int64_t except, Duplicates duplicates) {
  std::vector<FieldError> faults;
  if (text::trim(*draft.name).empty()) faults.push_back({"name", "must not be blank", Reason::blank});
  for (std::size_t i = 0; i < draft.names.size(); ++i) {
    const auto at = [&](std::string_view member) { return "names[" + std::to_string(i) + "]." + std::string(member); };
    if (text::trim(*draft.names[i].name).empty()) faults.push_back({at("name"), "must not be blank", Reason::blank});
    for (std::size_t j = 0; j < i; ++j) {
      if (draft.names[j].language.value == draft.names[i].language.value)
        faults.push_back({at("language"), "is given twice", Reason::given_twice});
    }
  }
  if (draft.birth_year && draft.death_year && std::int64_t(*draft.death_year) < std::int64_t(*draft.birth_year)) {
    faults.push_back({"death_year", "must not be before the year of birth", Reason::birth_after_death});
  }
  if (draft.photo && !pictures::Service::number_of(session, draft.photo->value))
    faults.push_back({"photo", "is no picture's id: POST /api/pictures gives one"});
  if (!faults.empty()) throw invalid(std::move(faults));
  const auto refuse = [](std::int64_t id, const std::string& why) {
    return conflict(why).with_existing("/api/people/" + std::to_string(id));
  };
  if (draft.imdb_id) {
    const auto other = person_draft_store::find_by_imdb_id(session, draft.imdb_id->value, except);
    if (other) throw refuse(*other, "There is a person with this id at imdb already.");
  }
  if (duplicates == Duplicates::allow || !draft.birth_year) return;
  const auto other = person_draft_store::find_namesake(session, *draft.name, *draft.birth_year, except);
  if (other) {
    throw refuse(*other,
                 "There is a person of this name, born in this year, already. If it is another one, send it "
                 "again with ?duplicates=allow.");
  }
}

}  // namespace

http::Versioned<PersonDraft> PersonEditing::draft(const callers::Editor&, std::int64_t id) const {
  return database_.read([&](db::Session& session) {
    auto stored = find(session, id);
    return http::Versioned<PersonDraft>{std::move(stored.draft), stored.version};
  });
}

PersonEditing::Page PersonEditing::create(const callers::Editor& editor, const PersonDraft& draft,
                                          Duplicates duplicates) {
  return database_.write([&](db::Tx& tx) {
    change_store::wait_for_turn(tx);
    const auto now = now_ms();
    check(tx, draft, 0, duplicates);
    const auto id = person_draft_store::insert(tx, draft, now);
    catalogue::refresh_people(tx, {id});
    auto fields = change_store::difference(json::encode(PersonDraft{}), json::encode(draft));
    change_store::add(tx, {editor.id(), Kind::person, id, Action::create, *draft.name, std::move(fields)}, now);
    return catalogue::person_page(tx, id);
  });
}

PersonEditing::Page PersonEditing::edit(const callers::Editor& editor, std::int64_t id, const http::IfMatch& seen,
                                        const DraftChange<PersonDraft>& change, Duplicates duplicates) {
  return database_.write([&](db::Tx& tx) {
    change_store::wait_for_turn(tx);
    const auto now = now_ms();
    const auto before = find(tx, id);
    seen.require(before.version);
    const auto draft = change(before.draft);
    const auto changed = change_store::difference(json::encode(before.draft), json::encode(draft));
    if (changed.empty()) return catalogue::person_page(tx, id);
    const bool renamed = change_store::names(changed, "name") || change_store::names(changed, "birth_year");
    check(tx, draft, id, renamed ? duplicates : Duplicates::allow);
    person_draft_store::update(tx, id, draft);
    catalogue::refresh_people(tx, {id});
    if (change_store::names(changed, "name") || change_store::names(changed, "names"))
      catalogue::rebuild_cards_of_director(tx, id);
    change_store::add(tx, {editor.id(), Kind::person, id, Action::edit, *draft.name, changed}, now);
    return catalogue::person_page(tx, id);
  });
}

void PersonEditing::remove(const callers::Editor& editor, std::int64_t id) {
  database_.write([&](db::Tx& tx) {
    change_store::wait_for_turn(tx);
    const auto now = now_ms();
    const auto before = find(tx, id);
    person_draft_store::set_deleted(tx, id, now);
    catalogue::refresh_people(tx, {id});
    catalogue::rebuild_cards_of_director(tx, id);
    change_store::add(tx, {editor.id(), Kind::person, id, Action::delete_, *before.draft.name, {}}, now);
  });
}

PersonEditing::Page PersonEditing::restore(const callers::Editor& editor, std::int64_t id) {
  return database_.write([&](db::Tx& tx) {
    change_store::wait_for_turn(tx);
    const auto now = now_ms();
    const auto before = find(tx, id, true);
    person_draft_store::set_deleted(tx, id, 0);
    catalogue::refresh_people(tx, {id});
    catalogue::rebuild_cards_of_director(tx, id);
    change_store::add(tx, {editor.id(), Kind::person, id, Action::restore, *before.draft.name, {}}, now);
    return catalogue::person_page(tx, id);
  });
}

PersonEditing::Page PersonEditing::merge(const callers::Editor& editor, std::int64_t id, std::int64_t into) {
  if (id == into) throw invalid({{"into", "must be somebody else"}});
  return database_.write([&](db::Tx& tx) {
    change_store::wait_for_turn(tx);
    const auto now = now_ms();
    const auto gone = find(tx, id);
    const auto stays = person_draft_store::find(tx, into);
    if (!stays || stays->deleted_at > 0) throw invalid({{"into", "is nobody's id"}});
    person_draft_store::merge(tx, id, into, now);
    catalogue::refresh_people(tx, {id, into});
    catalogue::rebuild_cards_of_director(tx, into);
    std::vector<FieldChange> fields = {
        {"merged", {json::encode(*gone.draft.name)}, {json::encode(*stays->draft.name)}}};
    change_store::add(tx, {editor.id(), Kind::person, id, Action::merge, *gone.draft.name, fields}, now);
    change_store::add(tx, {editor.id(), Kind::person, into, Action::merge, *stays->draft.name, fields}, now);
    return catalogue::person_page(tx, into);
  });
}

}  // namespace kinoteka::editing
