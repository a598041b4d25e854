#include "features/library/routes.hpp"

#include "base/text.hpp"

namespace kinoteka::library {

struct FileQuery : http::Paging {
  std::optional<FileState> state;
  std::optional<Id> folder, movie;
  std::optional<Text<1, 200>> q;

  static constexpr json::Doc docs[] = {{"q", "In the title."}, {"movie", "Only those that hold this movie."}};
  file_store::Search search() const {
    file_store::Search out;
    out.state = state;
    if (folder) out.folder = *folder;
    if (movie) out.movie = *movie;
    if (q) out.text = text::fold(**q);
    return out;
  }
};
BOOST_DESCRIBE_STRUCT(FileQuery, (http::Paging), (state, folder, movie, q))

struct ScanQuery {
  std::optional<bool> full;

  static constexpr json::Doc docs[] = {
      {"full", "Read all names again and match what is not matched: after films were added to the catalogue."}};
};
BOOST_DESCRIBE_STRUCT(ScanQuery, (), (full))

struct Roots {
  std::vector<std::string> folders;
};
BOOST_DESCRIBE_STRUCT(Roots, (), (folders))

struct TreeQuery {
  std::optional<Text<1, 4000>> path;
  static constexpr json::Doc docs[] = {{"path", "Without it: where one begins."}};
};
BOOST_DESCRIBE_STRUCT(TreeQuery, (), (path))

void add_routes(http::Router& router, Service& library) {
  using http::admins, callers::Admin, http::Body, http::Patch, http::Query, http::Created, http::Accepted,
      http::NoContent;

  http::Rows rows(router, "Library");
  rows.get("/api/library", admins, "What the library holds, in figures",
           [&](Admin admin) { return library.overview(admin); });
  rows.get("/api/library/roots", admins, "Where library folders may lie, as the operator says",
           [&](Admin admin) { return Roots{library.roots(admin)}; });
  rows.get("/api/library/tree", admins, "Folders below one of those where library folders may lie, or these themselves",
           [&](Admin admin, Query<TreeQuery> query) {
             return library.tree(admin, query.path ? std::string_view(**query.path) : "");
           });
  rows.get("/api/library/folders", admins, "The library's folders",
           [&](Admin admin) { return library.folders(admin); });
  rows.post("/api/library/folders", admins, "Add a folder; it is scanned at once",
            [&](Admin admin, Body<NewFolder> folder) {
              auto made = library.add_folder(admin, *folder);
              const auto location = "/api/library/folders/" + std::to_string(made.id);
              return Created<LibraryFolder>{std::move(made), location};
            });
  rows.get("/api/library/folders/{id}", admins, "A folder with its latest scan",
           [&](Admin admin, Id id) { return library.folder(admin, id); });
  rows.patch("/api/library/folders/{id}", admins, "Rename a folder, watch it or not",
             [&](Admin admin, Id id, Patch<FolderChange> patch) {
               return library.save_folder(admin, id, patch.apply(library.folder_change(admin, id)));
             });
  rows.remove("/api/library/folders/{id}", admins, "Take a folder out of the library; its files stay where they are",
              [&](Admin admin, Id id) {
                library.remove_folder(admin, id);
                return NoContent{};
              });
  rows.post("/api/library/folders/{id}/scan", admins, "Look for what is new, changed and gone",
            [&](Admin admin, Id id, Query<ScanQuery> query) {
              return Accepted<JobState>{library.scan(admin, id, query.full.value_or(false))};
            });
  rows.get("/api/library/files", admins, "Files, in pages or all", [&](Admin admin, Query<FileQuery> query) {
    const auto search = query.search();
    return http::batched<MediaFile>(library.count(admin, search), query.chosen(),
                                    [&library, admin, search](std::int64_t offset, std::int64_t limit) {
                                      return library.files(admin, search, offset, limit);
                                    });
  });
  rows.get("/api/library/files/{id}", admins, "A file with its tracks",
           [&](Admin admin, Id id) { return library.file(admin, id); });
  rows.remove("/api/library/files/{id}", admins, "Forget a file that is missing", [&](Admin admin, Id id) {
    library.forget(admin, id);
    return NoContent{};
  });
  rows.get("/api/library/files/{id}/candidates", admins, "Films that a file may be",
           [&](Admin admin, Id id) { return library.candidates(admin, id); });
  rows.put("/api/library/files/{id}/movie", admins, "Say which film a file is",
           [&](Admin admin, Id id, Body<FileMatch> match) { return library.match(admin, id, match->movie_id); });
  rows.remove("/api/library/files/{id}/movie", admins, "Say that the match is wrong",
              [&](Admin admin, Id id) { return library.unmatch(admin, id); });
  rows.post("/api/library/files/{id}/probe", admins, "Look into a file again",
            [&](Admin admin, Id id) { return Accepted<FileDetails>{library.probe_again(admin, id)}; });

  rows.post("/api/library/files/{id}/nfo", admins, "Write an .nfo file beside a film", [&](Admin admin, Id id) {
    library.write_nfo(admin, id);
    return NoContent{};
  });
}

}  // namespace kinoteka::library
