#include "features/editing/genre_service.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/editing/change_store.hpp"
#include "features/editing/genre_draft_store.hpp"
#include "json/encode.hpp"

namespace kinoteka::editing {
namespace {

GenreDraft draft_of(const catalogue::Genre& genre) {
  GenreDraft draft{{genre.slug}, genre.name, {}};
  for (const auto& [language, name] : genre.names) draft.names.push_back({{language}, name});
  return draft;
}

void check(db::Session& session, const GenreDraft& draft, std::int64_t except) {
  std::vector<FieldError> faults;
  if (text::trim(*draft.name).empty()) faults.push_back({"name", "must not be blank", Reason::blank});
  for (std::size_t i = 0; i < draft.names.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (draft.names[j].language.value == draft.names[i].language.value) {
        faults.push_back({"names[" + std::to_string(i) + ']', "is given twice", Reason::given_twice});
      }
    }
  }
  if (!faults.empty()) throw invalid(std::move(faults));
  const auto other = genre_draft_store::find_by_slug(session, draft.slug.value);
  if (other && *other != except) {
    throw conflict("There is a genre with this slug already.", Reason::name_taken)
        .with_existing("/api/genres/" + std::to_string(*other));
  }
}

}  // namespace

http::Versioned<GenreDraft> GenreEditing::draft(const callers::Editor&, std::int64_t id) const {
  return database_.read([&](db::Session& session) {
    const auto genre = catalogue::genre_page(session, id);
    return http::Versioned<GenreDraft>{draft_of(genre.value), genre.version};
  });
}

GenreEditing::Page GenreEditing::create(const callers::Editor& editor, const GenreDraft& draft) {
  return database_.write([&](db::Tx& tx) {
    change_store::wait_for_turn(tx);
    check(tx, draft, 0);
    const auto id = genre_draft_store::insert(tx, draft);
    auto fields = change_store::difference(json::encode(GenreDraft{}), json::encode(draft));
    change_store::add(tx, {editor.id(), Kind::genre, id, Action::create, *draft.name, std::move(fields)}, now_ms());
    return catalogue::genre_page(tx, id);
  });
}

GenreEditing::Page GenreEditing::edit(const callers::Editor& editor, std::int64_t id, const http::IfMatch& seen,
                                      const DraftChange<GenreDraft>& change) {
  return database_.write([&](db::Tx& tx) {
    change_store::wait_for_turn(tx);
    const auto before = catalogue::genre_page(tx, id);
    seen.require(before.version);
    const auto was = draft_of(before.value);
    const auto draft = change(was);
    const auto changed = change_store::difference(json::encode(was), json::encode(draft));
    if (changed.empty()) return before;
    check(tx, draft, id);
    genre_draft_store::update(tx, id, draft);
    catalogue::rename_genre_in_cards(tx, {id, before.value.slug, before.value.name},
                                     {id, draft.slug.value, *draft.name});
    change_store::add(tx, {editor.id(), Kind::genre, id, Action::edit, *draft.name, changed}, now_ms());
    return catalogue::genre_page(tx, id);
  });
}

void GenreEditing::remove(const callers::Editor& editor, std::int64_t id) {
  database_.write([&](db::Tx& tx) {
    change_store::wait_for_turn(tx);
    const auto before = catalogue::genre_page(tx, id);
    if (const auto films = genre_draft_store::count_films(tx, id); films > 0) {
      throw conflict(std::to_string(films) +
                     " movies have this genre. Give them another one first; deleted ones count.")
          .with_existing("/api/movies?genre=" + std::to_string(id));
    }
    genre_draft_store::remove(tx, id);
    change_store::add(tx, {editor.id(), Kind::genre, id, Action::delete_, before.value.name, {}}, now_ms());
  });
}

}  // namespace kinoteka::editing
