// The library's use cases for who keeps it: folders, scans, files and which films they are. Synchronous; call from
// workers. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "callers/caller.hpp"
#include "db/database.hpp"
#include "features/catalogue/face.hpp"
#include "features/library/file_store.hpp"
#include "features/library/wire.hpp"
#include "jobs/jobs.hpp"
#include "jobs/kinds.hpp"
#include "media/tools.hpp"

namespace kinoteka::library {

struct Settings {
  std::vector<std::string> roots;  // folders below which library folders may lie; the operator's to say
  media::Tools tools;
  std::int64_t settle_ms = 5000;  // a film that was written to so recently may still be growing
};

// How far a job is, whatever its kind; what its kind does not count is 0.
ScanProgress progress_of(const jobs::Job& job);

class Service {
 public:
  // Registers what does ScanFolder, MatchFiles and ProbeFiles.
  Service(db::Database& database, jobs::Jobs& jobs, Settings settings);

  std::vector<LibraryFolder> folders(const callers::Admin& admin) const;
  LibraryFolder folder(const callers::Admin& admin, std::int64_t id) const;
  // Throws Error{invalid} for a path that is no folder, or outside of what the operator allows; {conflict} when the
  // folder, or one around or below it, is there already. Begins a scan.
  LibraryFolder add_folder(const callers::Admin& admin, const NewFolder& folder);
  LibraryFolder save_folder(const callers::Admin& admin, std::int64_t id, const FolderChange& change);
  FolderChange folder_change(const callers::Admin& admin, std::int64_t id) const;
  // The files themselves are not touched; what people have done with them (where they stopped) goes.
  void remove_folder(const callers::Admin& admin, std::int64_t id);
  std::vector<std::string> roots(const callers::Admin&) const { return settings_.roots; }
  // Folders in `path`, which must lie below a root; the roots themselves without it. Throws Error{invalid}.
  FolderTree tree(const callers::Admin& admin, std::string_view path) const;

  JobState scan(const callers::Admin& admin, std::int64_t folder, bool full);

  Overview overview(const callers::Admin& admin) const;
  std::int64_t count(const callers::Admin& admin, const file_store::Search& search) const;
  std::vector<MediaFile> files(const callers::Admin& admin, const file_store::Search& search, std::int64_t offset,
                               std::int64_t limit) const;
  FileDetails file(const callers::Admin& admin, std::int64_t id) const;
  // Films that it may be, the likeliest first.
  std::vector<json::Encoded<catalogue::MovieCard>> candidates(const callers::Admin& admin, std::int64_t id) const;
  // By hand: for this file and the other parts of the same film.
  FileDetails match(const callers::Admin& admin, std::int64_t id, std::int64_t movie);
  FileDetails unmatch(const callers::Admin& admin, std::int64_t id);
  FileDetails probe_again(const callers::Admin& admin, std::int64_t id);
  // Writes what the catalogue knows of its film beside the file, for other programs. Throws Error{conflict} where there
  // is such a file already, or the folder may not be written to.
  void write_nfo(const callers::Admin& admin, std::int64_t id) const;
  void forget(const callers::Admin& admin, std::int64_t id);  // one that is missing

  // At the console, and by who watches the folders: no right is asked for.
  std::int64_t folder_at(const std::string& path);  // adds it where it is not there; its id
  std::int64_t begin_scan(const jobs::ScanFolder& scan);

 private:
  JobState scan_now(const jobs::ScanFolder& scan, std::optional<std::int64_t> user);
  void run_scan(jobs::Running& running, const jobs::ScanFolder& scan);
  void run_match(jobs::Running& running, const jobs::MatchFiles& match);
  void run_probe(jobs::Running& running);
  void set_movie(std::int64_t id, std::optional<std::int64_t> movie, std::string_view matched_by);

  const db::Quiet database_;
  jobs::Jobs& jobs_;
  const Settings settings_;
};

}  // namespace kinoteka::library
