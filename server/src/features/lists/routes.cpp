#include "features/lists/routes.hpp"

#include "http/rows.hpp"

namespace kinoteka::lists {

struct LinkQuery {
  std::optional<Text<1, 100>> link;
  static constexpr json::Doc docs[] = {
      {"link", "What opens an unlisted list. Better in the header List-Link: addresses end in logs."}};
};
BOOST_DESCRIBE_STRUCT(LinkQuery, (), (link))

struct ItemsQuery : http::Paging, LinkQuery {};
BOOST_DESCRIBE_STRUCT(ItemsQuery, (http::Paging, LinkQuery), ())

struct PublicListsQuery : http::Paging {
  std::optional<Text<1, 200>> q;
  static constexpr json::Doc docs[] = {{"q", "Words of the name. Then at most 100 come without `page`."}};
};
BOOST_DESCRIBE_STRUCT(PublicListsQuery, (http::Paging), (q))

struct OwnListsQuery {
  std::optional<Id> movie;
  static constexpr json::Doc docs[] = {{"movie", "Say of each list whether this movie is on it."}};
};
BOOST_DESCRIBE_STRUCT(OwnListsQuery, (), (movie))

namespace {

Visitor visitor_of(const callers::Reader& reader) { return {sharing::viewer_of(reader), {}}; }
Visitor visitor_of(const callers::Reader& reader, const LinkQuery& query, const http::Request& request) {
  return {sharing::viewer_of(reader), query.link ? **query.link : std::string(request.header("list-link"))};
}

}  // namespace

void add_routes(http::Router& router, Service& lists) {
  using http::readers, callers::Reader, http::members, callers::Member, http::Query, http::Body, http::Patch,
      http::Created, http::NoContent, http::Name, http::Request;

  http::Rows rows(router, "Lists");
  rows.get("/api/lists", readers, "Lists for everyone, the last changed first, in pages or all",
           [&](Reader reader, Query<PublicListsQuery> query) {
             if (query.q) {
               const auto page = query.chosen().value_or(http::Page{1, 100});
               std::int64_t total = 0;
               auto found = lists.public_named(visitor_of(reader), **query.q, page.offset(), page.size, total);
               return http::page_of(std::move(found), total, page);
             }
             return http::batched<List>(lists.count_public(), query.chosen(),
                                        [&, visitor = visitor_of(reader)](std::int64_t offset, std::int64_t limit) {
                                          return lists.all_public(visitor, offset, limit);
                                        });
           });
  rows.get("/api/user/lists", members, "One's own lists, and those one may edit",
           [&](Member member, Query<OwnListsQuery> query) {
             return lists.own(member, query.movie ? std::optional<std::int64_t>(*query.movie) : std::nullopt);
           });
  rows.get("/api/movies/{id}/lists", readers, "Lists for everyone that a movie is on, the last 50",
           [&](Reader reader, Id id) { return lists.public_with(visitor_of(reader), id); });
  rows.post("/api/lists", members, "Make a list", [&](Member member, Body<NewList> list) {
    auto made = lists.make(member, *list);
    const auto location = "/api/lists/" + std::to_string(made.id);
    return Created<List>{std::move(made), location};
  });
  rows.get("/api/lists/{id}", readers, "A list, without its movies", {.secret_query = true},
           [&](Reader reader, Id id, Query<LinkQuery> query, const Request& request) {
             return lists.list(visitor_of(reader, query, request), id);
           });
  rows.get("/api/lists/{id}/items", readers, "The movies of a list, in its order, in pages or all",
           {.secret_query = true}, [&](Reader reader, Id id, Query<ItemsQuery> query, const Request& request) {
             const auto visitor = visitor_of(reader, query, request);
             return http::batched<ListItem>(
                 lists.count_items(visitor, id), query.chosen(),
                 [&, visitor, list = std::int64_t{id}](std::int64_t offset, std::int64_t limit) {
                   return lists.items(visitor, list, offset, limit);
                 });
           });
  rows.patch("/api/lists/{id}", members, "Rename or describe a list of one's own",
             [&](Member member, Id id, Patch<ListDraft> patch) {
               return lists.save(member, id, [&](const ListDraft& now) { return patch.apply(now); });
             });
  rows.remove("/api/lists/{id}", members, "Delete a list of one's own", [&](Member member, Id id) {
    lists.remove(member, id);
    return NoContent{};
  });

  rows.post("/api/lists/{id}/items", members, "Add a movie at the end of a list",
            [&](Member member, Id id, Body<NewListItem> item) {
              auto made = lists.add_item(member, id, *item);
              return Created<ListItem>{std::move(made), "/api/lists/" + std::to_string(id) + "/items"};
            });
  rows.patch("/api/lists/{id}/items/{movie_id}", members, "Say something of a movie on a list",
             [&](Member member, Id id, Id movie, Body<ListItemNote> note) {
               return lists.save_note(member, id, movie, *note);
             });
  rows.put("/api/lists/{id}/items/{movie_id}/position", members, "Move a movie to another place on a list",
           [&](Member member, Id id, Id movie, Body<ListItemPosition> place) {
             return lists.move_item(member, id, movie, place->position);
           });
  rows.remove("/api/lists/{id}/items/{movie_id}", members, "Take a movie off a list",
              [&](Member member, Id id, Id movie) {
                lists.remove_item(member, id, movie);
                return NoContent{};
              });

  rows.get("/api/lists/{id}/sharing", members, "Who may see a list of one's own",
           [&](Member member, Id id) { return lists.audience(member, id); });
  rows.put(
      "/api/lists/{id}/sharing", members, "Say who may see a list of one's own",
      [&](Member member, Id id, Body<sharing::NewAudience> audience) { return lists.share(member, id, *audience); });
  rows.get("/api/lists/{id}/editors", members, "Who else may change a list",
           [&](Member member, Id id) { return lists.editors(member, id); });
  rows.put("/api/lists/{id}/editors/{username}", members,
           "Ask somebody to edit a list of one's own, or say yes to that oneself",
           [&](Member member, Id id, Name username) { return lists.add_editor(member, id, username.value); });
  rows.remove("/api/lists/{id}/editors/{username}", members,
              "Let somebody change a list no more, or leave it, or say no", [&](Member member, Id id, Name username) {
                lists.remove_editor(member, id, username.value);
                return NoContent{};
              });
}

}  // namespace kinoteka::lists
