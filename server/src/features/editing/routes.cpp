// Changing the catalogue: editors and admins.
#include "features/editing/routes.hpp"

#include "features/editing/change_store.hpp"
#include "http/rows.hpp"

namespace kinoteka::editing {

BOOST_DESCRIBE_ENUM(Duplicates, refuse, allow)

struct DuplicatesQuery {
  Duplicates duplicates = Duplicates::refuse;
  static constexpr json::Doc docs[] = {
      {"duplicates", "allow: save it although there is one like it already. The same id elsewhere is never allowed."}};
};
BOOST_DESCRIBE_STRUCT(DuplicatesQuery, (), (duplicates))

namespace {

constexpr std::size_t movie_bytes = 512 * 1024;  // a thousand credits, a dozen translations

// A film with its pictures in one request.
struct MovieForm {
  using Data = MovieDraft;
  static constexpr std::string_view data = "movie";
  static constexpr std::size_t data_bytes = movie_bytes;
  static constexpr std::string_view files[] = {"poster", "backdrop"};
};

// Saves a draft as it is sent.
template <class Draft>
DraftChange<Draft> replace_with(const http::Body<Draft>& body) {
  return [&](const Draft&) { return *body; };
}
template <class Draft>
DraftChange<Draft> apply(const http::Patch<Draft>& patch) {
  return [&](const Draft& now) { return patch.apply(now); };
}

}  // namespace

void add_routes(http::Router& router, Editing& editing, pictures::Service& pictures) {
  using http::editors, callers::Editor, http::Query, http::Body, http::Form, http::Patch, http::IfMatch, http::Created,
      http::NoContent, http::Versioned, http::Paging, http::Page;
  auto& movies = editing.movies;
  auto& people = editing.people;
  auto& genres = editing.genres;
  auto& tags = editing.tags;
  auto& history = editing.history;

  // Pictures that come along are taken in by a child.
  http::Rows rows(router, "Editing");
  rows.post("/api/movies", editors, "Add a movie, with its credits, genres and texts, and pictures where it has some",
            {.pool = http::Pool::uploads, .pool_if_form = true, .body_limit = movie_bytes + 2 * images::largest_upload},
            [&](Editor editor, Form<MovieForm> form, Query<DuplicatesQuery> query) {
              auto draft = std::move(form.value);
              if (const auto bytes = form.file("poster"))
                draft.poster = pictures::Digest{pictures.upload(editor, *bytes, {}).id};
              if (const auto bytes = form.file("backdrop"))
                draft.backdrop = pictures::Digest{pictures.upload(editor, *bytes, {}).id};
              auto made = movies.create(editor, draft, query.duplicates);
              return Created<Versioned<json::Encoded<catalogue::Movie>>>{std::move(made.page),
                                                                         "/api/movies/" + std::to_string(made.id)};
            });

  rows.get("/api/movies/{id}/draft", editors, "All that can be said of a movie, to be changed and put back",
           [&](Editor editor, Id id) { return movies.draft(editor, id); });
  rows.put("/api/movies/{id}", editors, "Save a movie as a whole", {.body_limit = movie_bytes},
           [&](Editor editor, Id id, IfMatch seen, Body<MovieDraft> draft, Query<DuplicatesQuery> query) {
             return movies.edit(editor, id, seen, replace_with(draft), query.duplicates);
           });
  rows.patch("/api/movies/{id}", editors, "Change some of a movie", {.body_limit = movie_bytes},
             [&](Editor editor, Id id, IfMatch seen, Patch<MovieDraft> patch, Query<DuplicatesQuery> query) {
               return movies.edit(editor, id, seen, apply(patch), query.duplicates);
             });
  rows.remove("/api/movies/{id}", editors, "Delete a movie; it can be restored", [&](Editor editor, Id id) {
    movies.remove(editor, id);
    return NoContent{};
  });
  rows.post("/api/movies/{id}/restore", editors, "Bring a deleted movie back",
            [&](Editor editor, Id id) { return movies.restore(editor, id); });

  rows.get("/api/movies/{id}/locks", editors, "What of a movie no provider changes",
           [&](Editor editor, Id id) { return movies.locks(editor, id); });
  rows.put("/api/movies/{id}/locks", editors, "Say what of a movie no provider changes; who edits a field locks it",
           [&](Editor editor, Id id, Body<Locks> locks) { return movies.set_locks(editor, id, *locks); });

  rows.post("/api/people", editors, "Add a person",
            [&](Editor editor, Body<PersonDraft> draft, Query<DuplicatesQuery> query) {
              auto made = people.create(editor, *draft, query.duplicates);
              const auto location = "/api/people/" + std::to_string(made.value.id);
              return Created<Versioned<catalogue::Person>>{std::move(made), location};
            });
  rows.get("/api/people/{id}/draft", editors, "All that can be said of a person, to be changed and put back",
           [&](Editor editor, Id id) { return people.draft(editor, id); });
  rows.put("/api/people/{id}", editors, "Save a person as a whole",
           [&](Editor editor, Id id, IfMatch seen, Body<PersonDraft> draft, Query<DuplicatesQuery> query) {
             return people.edit(editor, id, seen, replace_with(draft), query.duplicates);
           });
  rows.patch("/api/people/{id}", editors, "Change some of a person",
             [&](Editor editor, Id id, IfMatch seen, Patch<PersonDraft> patch, Query<DuplicatesQuery> query) {
               return people.edit(editor, id, seen, apply(patch), query.duplicates);
             });
  rows.remove("/api/people/{id}", editors, "Delete a person; can be restored", [&](Editor editor, Id id) {
    people.remove(editor, id);
    return NoContent{};
  });
  rows.post("/api/people/{id}/restore", editors, "Bring a deleted person back, with all credits",
            [&](Editor editor, Id id) { return people.restore(editor, id); });
  rows.post("/api/people/{id}/merge", editors, "Two entries that are one person; cannot be undone",
            [&](Editor editor, Id id, Body<MergeInto> merge) { return people.merge(editor, id, merge->into); });

  rows.post("/api/genres", editors, "Add a genre", [&](Editor editor, Body<GenreDraft> draft) {
    auto made = genres.create(editor, *draft);
    const auto location = "/api/genres/" + std::to_string(made.value.id);
    return Created<Versioned<catalogue::Genre>>{std::move(made), location};
  });
  rows.get("/api/genres/{id}/draft", editors, "All that can be said of a genre, to be changed and put back",
           [&](Editor editor, Id id) { return genres.draft(editor, id); });
  rows.put("/api/genres/{id}", editors, "Save a genre as a whole",
           [&](Editor editor, Id id, IfMatch seen, Body<GenreDraft> draft) {
             return genres.edit(editor, id, seen, replace_with(draft));
           });
  rows.patch("/api/genres/{id}", editors, "Change some of a genre",
             [&](Editor editor, Id id, IfMatch seen, Patch<GenreDraft> patch) {
               return genres.edit(editor, id, seen, apply(patch));
             });
  rows.remove("/api/genres/{id}", editors, "Delete a genre that no movie has", [&](Editor editor, Id id) {
    genres.remove(editor, id);
    return NoContent{};
  });

  rows.post("/api/tags", editors, "Add a tag", [&](Editor editor, Body<TagDraft> draft) {
    auto made = tags.create(editor, *draft);
    const auto location = "/api/tags/" + std::to_string(made.value.id);
    return Created<Versioned<catalogue::Tag>>{std::move(made), location};
  });
  rows.put("/api/tags/{id}", editors, "Rename a tag", [&](Editor editor, Id id, IfMatch seen, Body<TagDraft> draft) {
    return tags.edit(editor, id, seen, replace_with(draft));
  });
  rows.patch("/api/tags/{id}", editors, "Rename a tag", [&](Editor editor, Id id, IfMatch seen, Patch<TagDraft> patch) {
    return tags.edit(editor, id, seen, apply(patch));
  });
  rows.remove("/api/tags/{id}", editors, "Delete a tag, also from its movies", [&](Editor editor, Id id) {
    tags.remove(editor, id);
    return NoContent{};
  });

  // Looking back.
  const auto page_of = [](change_store::Found found, const Page& page) {
    return http::page_of(std::move(found.changes), found.total, page);
  };
  const auto history_of = [&, page_of](Kind kind) {
    return [&, page_of, kind](Editor editor, Id id, Query<Paging> query) {
      const auto page = query.chosen().value_or(Page{});
      return page_of(history.of(editor, kind, id, page.offset(), page.size), page);
    };
  };
  rows.get("/api/movies/{id}/history", editors, "Who changed a movie, when, and what", history_of(Kind::movie));
  rows.get("/api/people/{id}/history", editors, "Who changed a person, when, and what", history_of(Kind::person));
  rows.get("/api/genres/{id}/history", editors, "Who changed a genre, when, and what", history_of(Kind::genre));
  rows.get("/api/tags/{id}/history", editors, "Who changed a tag, when, and what", history_of(Kind::tag));
  rows.get("/api/changes", editors, "All changes of the catalogue, the latest first",
           [&, page_of](Editor editor, Query<Paging> query) {
             const auto page = query.chosen().value_or(Page{});
             return page_of(history.all(editor, page.offset(), page.size), page);
           });
  rows.get("/api/deleted/movies", editors, "Deleted movies that can be restored, the last 500",
           [&](Editor editor) { return history.deleted(editor, Kind::movie); });
  rows.get("/api/unchecked/movies", editors,
           "Films that came in with members' imports and that nobody has looked at yet, the latest first",
           [&](Editor editor) { return history.unchecked(editor); });
  rows.get("/api/deleted/people", editors, "Deleted people that can be restored, the last 500",
           [&](Editor editor) { return history.deleted(editor, Kind::person); });
}

}  // namespace kinoteka::editing
