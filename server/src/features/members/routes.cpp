#include "features/members/routes.hpp"

#include "features/sharing/face.hpp"
#include "http/rows.hpp"

namespace kinoteka::members {

struct StatisticsQuery {
  std::optional<Int<1870, 2100>> year;
  static constexpr json::Doc docs[] = {{"year", "Only what was watched in it: a year in review."}};

  std::optional<std::int64_t> chosen() const { return year ? std::optional<std::int64_t>(*year) : std::nullopt; }
};
BOOST_DESCRIBE_STRUCT(StatisticsQuery, (), (year))

struct MembersQuery : http::Paging {
  std::optional<Text<1, 60>> q;
  static constexpr json::Doc docs[] = {{"q", "How the username begins."}};
};
BOOST_DESCRIBE_STRUCT(MembersQuery, (http::Paging), (q))

void add_routes(http::Router& router, Service& members) {
  using http::readers, callers::Reader, callers::Member, http::Query, http::Paging, http::Name;

  http::Rows rows(router, "Members");
  rows.get(
      "/api/user/statistics", http::members, "What one's own films come to",
      [&](Member member, Query<StatisticsQuery> query) { return members.own_statistics(member.id(), query.chosen()); });
  rows.get("/api/users", readers, "Members whose page one may see, by their usernames",
           [&](Reader reader, Query<MembersQuery> query) {
             const auto page = query.chosen().value_or(http::Page{1, 1000});
             auto found = members.all(sharing::viewer_of(reader), query.q ? std::string_view(**query.q) : "",
                                      page.offset(), page.size);
             return http::page_of(std::move(found.members), found.total, query.chosen());
           });
  rows.get("/api/users/{username}", readers, "Somebody's page, as far as they let one see it",
           [&](Reader reader, Name name) { return members.page(sharing::viewer_of(reader), name.value); });
  rows.get("/api/users/{username}/movies", readers, "Somebody's films, with what they think of them",
           [&](Reader reader, Name name, Query<diary::EntryQuery> query) {
             const auto viewer = sharing::viewer_of(reader);
             return http::selected<diary::EntryLine>(
                 members.films(viewer, name.value, query.ordered()), query.chosen(),
                 [&, viewer, name = name.value](const std::vector<std::int32_t>& movies) {
                   return members.film_lines(viewer, name, movies);
                 });
           });
  rows.get("/api/users/{username}/viewings", readers, "Somebody's diary, the latest first",
           [&](Reader reader, Name name, Query<diary::ViewingQuery> query) {
             const auto viewer = sharing::viewer_of(reader);
             return http::batched<diary::ViewingLine>(
                 members.count_viewings(viewer, name.value, query.days()), query.chosen(),
                 [&, viewer, name = name.value, days = query.days()](std::int64_t offset, std::int64_t limit) {
                   return members.viewings(viewer, name, days, offset, limit);
                 });
           });
  rows.get("/api/users/{username}/collection", readers, "Somebody's discs and streams",
           [&](Reader reader, Name name, Query<collection::ItemQuery> query) {
             const auto viewer = sharing::viewer_of(reader);
             return http::batched<collection::ShelfItem>(
                 members.count_items(viewer, name.value, query.search()), query.chosen(),
                 [&, viewer, name = name.value, search = query.search()](std::int64_t offset, std::int64_t limit) {
                   return members.items(viewer, name, search, offset, limit);
                 });
           });
  rows.get("/api/users/{username}/lists", readers, "Somebody's lists, those that one may see",
           [&](Reader reader, Name name) { return members.lists(sharing::viewer_of(reader), name.value); });
  rows.get("/api/users/{username}/reviews", readers, "Somebody's reviews, the latest first",
           [&](Reader reader, Name name, Query<Paging> query) {
             const auto viewer = reviews::viewer_of(reader);
             return http::batched<MemberReview>(
                 members.count_reviews(viewer, name.value), query.chosen(),
                 [&, viewer, name = name.value](std::int64_t offset, std::int64_t limit) {
                   return members.reviews(viewer, name, offset, limit);
                 });
           });
  rows.get("/api/users/{username}/statistics", readers, "What somebody's films come to",
           [&](Reader reader, Name name, Query<StatisticsQuery> query) {
             return members.statistics(sharing::viewer_of(reader), name.value, query.chosen());
           });
}

}  // namespace kinoteka::members
