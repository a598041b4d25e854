#include "features/catalogue/genre_edit_service.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/catalogue/derived_store.hpp"
#include "features/catalogue/genre_store.hpp"
#include "features/catalogue/tag_store.hpp"
#include "json/encode.hpp"

namespace kinoteka::catalogue {
namespace {

Error no_genre(std::int64_t id) { return not_found("There is no genre with the id " + std::to_string(id) + '.'); }
Error no_tag(std::int64_t id) { return not_found("There is no tag with the id " + std::to_string(id) + '.'); }

struct StoredGenre {
  Genre genre;
  GenreDraft draft;
  std::int64_t version;
};

StoredGenre find_genre(db::Session& session, std::int64_t id) {
  auto genre = genre_store::find(session, id);
  if (!genre) throw no_genre(id);
  GenreDraft draft{{genre->slug}, genre->name, {}};
  for (const auto& [language, name] : genre->names) draft.names.push_back({{language}, name});
  return {std::move(*genre), std::move(draft), genre_store::version(session, id)};
}

GenreEditing::Page genre_page(db::Session& session, std::int64_t id) {
  auto stored = find_genre(session, id);
  return {std::move(stored.genre), stored.version};
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
  const auto other = genre_store::find_by_slug(session, draft.slug.value);
  if (other && *other != except) {
    throw conflict("There is a genre with this slug already.", Reason::name_taken)
        .with_existing("/api/genres/" + std::to_string(*other));
  }
}

TagEditing::Page tag_page(db::Session& session, std::int64_t id) {
  auto stored = tag_store::find(session, id);
  if (!stored) throw no_tag(id);
  return {std::move(stored->tag), stored->version};
}

void check(db::Session& session, const TagDraft& draft, std::int64_t except) {
  if (text::trim(*draft.name).empty()) throw invalid({{"name", "must not be blank", Reason::blank}});
  const auto other = tag_store::find_named(session, *draft.name);
  if (other && *other != except) {
    throw conflict("There is a tag with this name already.", Reason::name_taken)
        .with_existing("/api/tags/" + std::to_string(*other));
  }
}

}  // namespace

http::Versioned<GenreDraft> GenreEditing::draft(const http::Editor&, std::int64_t id) const {
  return database_.read([&](db::Session& session) {
    auto stored = find_genre(session, id);
    return http::Versioned<GenreDraft>{std::move(stored.draft), stored.version};
  });
}

GenreEditing::Page GenreEditing::create(const http::Editor& editor, const GenreDraft& draft) {
  return database_.write([&](db::Tx& tx) {
    change_store::wait_for_turn(tx);
    check(tx, draft, 0);
    const auto id = genre_store::insert(tx, draft);
    auto fields = change_store::difference(json::encode(GenreDraft{}), json::encode(draft));
    change_store::add(tx, {editor.id(), Kind::genre, id, Action::create, *draft.name, std::move(fields)}, now_ms());
    return genre_page(tx, id);
  });
}

GenreEditing::Page GenreEditing::edit(const http::Editor& editor, std::int64_t id, const http::IfMatch& seen,
                                      const DraftChange<GenreDraft>& change) {
  return database_.write([&](db::Tx& tx) {
    change_store::wait_for_turn(tx);
    const auto before = find_genre(tx, id);
    seen.require(before.version);
    const auto draft = change(before.draft);
    const auto changed = change_store::difference(json::encode(before.draft), json::encode(draft));
    if (changed.empty()) return genre_page(tx, id);
    check(tx, draft, id);
    genre_store::update(tx, id, draft);
    derived_store::rename_genre_in_cards(tx, id, json::encode(GenreRef{id, before.genre.slug, before.genre.name}),
                                         json::encode(GenreRef{id, draft.slug.value, *draft.name}));
    change_store::add(tx, {editor.id(), Kind::genre, id, Action::edit, *draft.name, changed}, now_ms());
    return genre_page(tx, id);
  });
}

void GenreEditing::remove(const http::Editor& editor, std::int64_t id) {
  database_.write([&](db::Tx& tx) {
    change_store::wait_for_turn(tx);
    const auto before = find_genre(tx, id);
    if (const auto films = genre_store::count_films(tx, id); films > 0) {
      throw conflict(std::to_string(films) +
                     " movies have this genre. Give them another one first; deleted ones count.")
          .with_existing("/api/movies?genre=" + std::to_string(id));
    }
    genre_store::remove(tx, id);
    change_store::add(tx, {editor.id(), Kind::genre, id, Action::delete_, before.genre.name, {}}, now_ms());
  });
}

std::vector<Tag> TagEditing::all() const {
  return database_.read([](db::Session& session) { return tag_store::all(session); });
}

TagEditing::Page TagEditing::tag(std::int64_t id) const {
  return database_.read([&](db::Session& session) { return tag_page(session, id); });
}

TagEditing::Page TagEditing::create(const http::Editor& editor, const TagDraft& draft) {
  return database_.write([&](db::Tx& tx) {
    change_store::wait_for_turn(tx);
    check(tx, draft, 0);
    const auto id = tag_store::insert(tx, *draft.name);
    change_store::add(tx, {editor.id(), Kind::tag, id, Action::create, *draft.name, {}}, now_ms());
    return tag_page(tx, id);
  });
}

TagEditing::Page TagEditing::edit(const http::Editor& editor, std::int64_t id, const http::IfMatch& seen,
                                  const DraftChange<TagDraft>& change) {
  return database_.write([&](db::Tx& tx) {
    change_store::wait_for_turn(tx);
    const auto before = tag_page(tx, id);
    seen.require(before.version);
    const TagDraft was{before.value.name};
    const auto draft = change(was);
    const auto changed = change_store::difference(json::encode(was), json::encode(draft));
    if (changed.empty()) return before;
    check(tx, draft, id);
    tag_store::rename(tx, id, *draft.name);
    change_store::add(tx, {editor.id(), Kind::tag, id, Action::edit, *draft.name, changed}, now_ms());
    return tag_page(tx, id);
  });
}

void TagEditing::remove(const http::Editor& editor, std::int64_t id) {
  database_.write([&](db::Tx& tx) {
    change_store::wait_for_turn(tx);
    const auto before = tag_page(tx, id);
    tag_store::remove(tx, id);
    change_store::add(tx, {editor.id(), Kind::tag, id, Action::delete_, before.value.name, {}}, now_ms());
  });
}

}  // namespace kinoteka::catalogue
