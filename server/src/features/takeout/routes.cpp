#include "features/takeout/routes.hpp"

#include "http/rows.hpp"

namespace kinoteka::takeout {

struct UploadQuery {
  std::optional<Text<1, 200>> name;
  static constexpr json::Doc docs[] = {{"name",
                                        "What the file is called: for oneself, and for single files of an "
                                        "archive."}};
};
BOOST_DESCRIBE_STRUCT(UploadQuery, (), (name))

struct RowQuery : http::Paging {
  std::optional<RowState> state;
};
BOOST_DESCRIBE_STRUCT(RowQuery, (http::Paging), (state))

void add_routes(http::Router& router, Service& takeout) {
  using http::members, callers::Member, http::Query, http::Body, http::Created, http::NoContent, http::Name,
      http::Request, http::Response;

  http::Rows rows(router, "Takeout");
  rows.get("/api/user/takeout/{file}", members,
           "All of one's films as a file: kinoteka.zip, kinoteka.json, or one table as CSV",
           {.pool = http::Pool::files,
            .processor = std::chrono::seconds(20),
            .wall = std::chrono::seconds(60),
            .an_hour = 60},
           [&](Member member, Name name) {
             auto file = takeout.file(member, name.value);
             Response response;
             response.content_type = std::move(file.content_type);
             response.body = std::move(file.body);
             response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name.value + '"');
             return response;
           });
  rows.get("/api/user/imports", members, "Files that one has brought along, the latest first",
           [&](Member member) { return takeout.imports(member); });
  rows.post("/api/user/imports", members, "Bring a file along and see what it would add; nothing is added yet",
            {.pool = http::Pool::files,
             .processor = std::chrono::seconds(20),
             .wall = std::chrono::seconds(60),
             .an_hour = 30,
             .file = {file_bytes, {"application/zip", "text/csv", "application/json", "application/octet-stream"}}},
            [&](Member member, Query<UploadQuery> query, const Request& request) {
              auto made = takeout.begin(member, query.name ? **query.name : "file", request.body);
              const auto location = "/api/user/imports/" + std::to_string(made.id);
              return Created<Import>{std::move(made), location};
            });
  rows.get("/api/user/imports/{id}", members, "How an import stands",
           [&](Member member, Id id) { return takeout.import(member, id); });
  rows.get("/api/user/imports/{id}/rows", members, "The rows of an import, in pages or all",
           [&](Member member, Id id, Query<RowQuery> query) {
             return http::batched<ImportRow>(
                 takeout.count_rows(member, id, query.state), query.chosen(),
                 [&, member, import = std::int64_t{id}, state = query.state](std::int64_t offset, std::int64_t limit) {
                   return takeout.rows(member, import, state, offset, limit);
                 });
           });
  rows.patch(
      "/api/user/imports/{id}/rows/{row_id}", members, "Say which movie a title means, or leave it out",
      [&](Member member, Id id, Id row, Body<RowChoice> choice) { return takeout.choose(member, id, row, *choice); });
  rows.post("/api/user/imports/{id}/apply", members, "Add the next rows, at most 1,000; until nothing is ready",
            {.processor = std::chrono::seconds(20), .wall = std::chrono::seconds(120)},
            [&](Member member, Id id, Body<Apply> how) {
              return takeout.apply(member, id, *how);
            });  // with `create_missing` the films come first
  rows.remove("/api/user/imports/{id}", members, "Forget an import; what it added stays", [&](Member member, Id id) {
    takeout.remove(member, id);
    return NoContent{};
  });
}

}  // namespace kinoteka::takeout
