#include "features/diary/routes.hpp"

#include "http/rows.hpp"

namespace kinoteka::diary {

struct MarksQuery {
  http::IdList<100> movies;
  static constexpr json::Doc docs[] = {{"movies", "At most 100 ids, parted by commas."}};
};
BOOST_DESCRIBE_STRUCT(MarksQuery, (), (movies))

namespace {

constexpr std::size_t batch_bytes = 512 * 1024;  // a thousand items

}  // namespace

void add_routes(http::Router& router, Service& diary) {
  using http::members, callers::Member, http::Query, http::Body, http::Patch, http::Created, http::NoContent;

  http::Rows rows(router, "Diary");
  rows.get("/api/movies/{id}/entry", members, "One's own record of a movie; an empty one where there is none",
           [&](Member member, Id id) { return diary.entry(member, id); });
  rows.put("/api/movies/{id}/entry", members, "Say all of one's own record of a movie", {.shares_commit = true},
           [&](Member member, Id id, Body<EntryDraft> draft) {
             return diary.save(member, id, [&](const EntryDraft&) { return *draft; });
           });
  rows.patch("/api/movies/{id}/entry", members, "Rate a movie, mark it, favour it", {.shares_commit = true},
             [&](Member member, Id id, Patch<EntryDraft> patch) {
               return diary.save(member, id, [&](const EntryDraft& now) { return patch.apply(now); });
             });
  rows.remove("/api/movies/{id}/entry", members, "Forget one's own record of a movie, and its viewings",
              [&](Member member, Id id) {
                diary.remove(member, id);
                return NoContent{};
              });

  rows.get("/api/user/marks", members, "What one has said of these movies, in short",
           [&](Member member, Query<MarksQuery> query) { return diary.marks(member, query.movies.ids); });
  rows.get(
      "/api/user/entries", members, "One's own films, in pages or all", [&](Member member, Query<EntryQuery> query) {
        return http::selected<EntryLine>(
            diary.entries(member, query.ordered()), query.chosen(),
            [&, user = member.id()](const std::vector<std::int32_t>& movies) { return diary.lines(user, movies); });
      });
  rows.get("/api/user/entries/random", members, "One of one's own films, whichever: what shall we watch?",
           [&](Member member, Query<EntryFilters> query) { return diary.pick(member, query.search()); });
  rows.patch("/api/user/entries", members, "Rate or mark up to 1,000 movies at once; all are saved, or none",
             {.body_limit = batch_bytes},
             [&](Member member, Body<Batch> batch) { return diary.save_all(member, *batch); });

  rows.get("/api/favorites/movies", members, "One's favourite movies, in pages or all",
           [&](Member member, Query<http::Paging> query) {
             EntrySearch search;
             search.filter.favorite = true;
             return http::selected<json::Encoded<MovieCard>>(
                 diary.entries(member, search), query.chosen(),
                 [&](const std::vector<std::int32_t>& movies) { return diary.cards(movies); });
           });
  rows.post("/api/favorites/movies/{id}", members, "Make a movie a favourite", [&](Member member, Id id) {
    return Created<Entry>{diary.set_favorite(member, id, true), "/api/movies/" + std::to_string(id) + "/entry"};
  });
  rows.remove("/api/favorites/movies/{id}", members, "A favourite no more", [&](Member member, Id id) {
    diary.set_favorite(member, id, false);
    return NoContent{};
  });

  rows.get("/api/user/viewings", members, "One's own diary, the latest first, in pages or all",
           [&](Member member, Query<ViewingQuery> query) {
             const auto days = query.days();
             return http::batched<ViewingLine>(diary.count_viewings(member.id(), days), query.chosen(),
                                               [&, user = member.id(), days](std::int64_t offset, std::int64_t limit) {
                                                 return diary.viewings(user, days, offset, limit);
                                               });
           });
  rows.get("/api/user/viewings/by-rating", members,
           "Lines of the diary that a rating alone wrote, when it still did: the latest first, in pages or all",
           [&](Member member, Query<http::Paging> query) {
             return http::batched<ViewingLine>(diary.count_by_rating(member), query.chosen(),
                                               [&, member](std::int64_t offset, std::int64_t limit) {
                                                 return diary.by_rating(member, offset, limit);
                                               });
           });
  rows.post("/api/user/viewings/by-rating", members, "Take all of them out of the diary, or keep them",
            [&](Member member, Body<ByRating> wanted) { return diary.settle_by_rating(member, wanted->keep); });
  rows.get("/api/movies/{id}/viewings", members, "When one has watched a movie",
           [&](Member member, Id id) { return diary.viewings_of(member, id); });
  rows.post("/api/movies/{id}/viewings", members, "Log that one has watched a movie",
            [&](Member member, Id id, Body<ViewingDraft> draft) {
              auto viewing = diary.add_viewing(member, id, *draft);
              const auto location = "/api/user/viewings/" + std::to_string(viewing.id);
              return Created<Viewing>{std::move(viewing), location};
            });
  rows.patch("/api/user/viewings/{id}", members, "Change a line of the diary",
             [&](Member member, Id id, Patch<ViewingDraft> patch) {
               return diary.save_viewing(member, id, [&](const ViewingDraft& now) { return patch.apply(now); });
             });
  rows.remove("/api/user/viewings/{id}", members, "Take a line out of the diary", [&](Member member, Id id) {
    diary.remove_viewing(member, id);
    return NoContent{};
  });
}

}  // namespace kinoteka::diary
