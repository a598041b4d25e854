#include "features/collection/routes.hpp"

#include "features/collection/parameters.hpp"
#include "http/rows.hpp"

namespace kinoteka::collection {

void add_routes(http::Router& router, Service& collection) {
  using http::members, callers::Member, http::Query, http::Body, http::Patch, http::Created, http::NoContent;

  http::Rows rows(router, "Collection");
  rows.get("/api/collection", members, "One's own discs and streams, in pages or all",
           [&](Member member, Query<ItemQuery> query) {
             const auto search = query.search();
             return http::batched<ShelfItem>(collection.count(member, search), query.chosen(),
                                             [&, member, search](std::int64_t offset, std::int64_t limit) {
                                               return collection.list(member, search, offset, limit);
                                             });
           });
  rows.post("/api/collection", members, "Add a disc or a stream", [&](Member member, Body<NewItem> item) {
    auto made = collection.add(member, *item);
    const auto location = "/api/collection/" + std::to_string(made.id);
    return Created<CollectionItem>{std::move(made), location};
  });
  rows.get("/api/collection/{id}", members, "An item of one's own",
           [&](Member member, Id id) { return collection.item(member, id); });
  rows.put("/api/collection/{id}", members, "Say all of an item", [&](Member member, Id id, Body<NewItem> item) {
    return collection.save(member, id, [&](const NewItem&) { return *item; });
  });
  rows.patch("/api/collection/{id}", members, "Change an item, lend it, take it back",
             [&](Member member, Id id, Patch<NewItem> patch) {
               return collection.save(member, id, [&](const NewItem& now) { return patch.apply(now); });
             });
  rows.remove("/api/collection/{id}", members, "Take an item out of one's collection", [&](Member member, Id id) {
    collection.remove(member, id);
    return NoContent{};
  });
}

}  // namespace kinoteka::collection
