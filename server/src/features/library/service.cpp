#include "features/library/service.hpp"

#include <algorithm>
#include <filesystem>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/catalogue/face.hpp"
#include "features/library/folder_store.hpp"
#include "features/library/nfo.hpp"
#include "features/library/pipeline.hpp"
#include "features/library/stored_path.hpp"
#include "json/decode.hpp"
#include "json/encode.hpp"
#include "media/root.hpp"

namespace kinoteka::library {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_candidates = 6;

Error no_folder() { return not_found("There is no folder with this id."); }
Error no_file() { return not_found("There is no file with this id."); }

std::optional<std::string> time_or_nothing(std::int64_t ms) {
  return ms > 0 ? std::optional(rfc3339(ms)) : std::nullopt;
}

JobState state_of(const jobs::Job& job) {
  JobState out;
  out.id = job.id;
  out.kind = job.kind;
  out.state = job.state;
  out.paused = job.wish == "pause";
  out.progress = progress_of(job);
  out.error = job.error;
  out.created_at = rfc3339(job.created_at);
  out.started_at = time_or_nothing(job.started_at);
  out.finished_at = time_or_nothing(job.finished_at);
  return out;
}

LibraryFolder shown(db::Session& session, const folder_store::FolderRow& row,
                    const std::vector<folder_store::Sums>& sums) {
  LibraryFolder out;
  out.id = row.id;
  out.name = row.name;
  out.path = shown_path(row.path);
  out.watch = row.watch;
  out.state = row.state;
  out.scanned_at = time_or_nothing(row.scanned_at);
  for (const auto& sum : sums) {
    if (sum.folder != row.id) continue;
    out.files = sum.files;
    out.bytes = sum.bytes;
    out.missing = sum.missing;
  }
  const auto scans = jobs::Jobs::list_of<jobs::ScanFolder>(session, row.id, 1);
  if (!scans.empty()) out.scan = state_of(scans.front());
  return out;
}

Error bad_path(std::string why, Reason reason) { return invalid({{"path", std::move(why), reason}}); }

FileDetails details_of(db::Session& session, std::int64_t id) {
  auto found = file_store::file(session, id);
  const auto place = file_store::find(session, id);
  if (!found || !place) throw no_file();
  FileDetails out;
  static_cast<MediaFile&>(out) = std::move(*found);
  if (!place->info.empty()) out.info = json::decode<media::Info>(place->info, json::Unknown::ignore);
  return out;
}

}  // namespace

ScanProgress progress_of(const jobs::Job& job) {
  // Other kinds tell less of themselves than a scan does.
  const auto told = json::merge(json::encode(ScanProgress{}), json::parse(job.progress));
  return json::decode<ScanProgress>(told, json::Unknown::ignore);
}

Service::Service(db::Database& database, jobs::Jobs& jobs, Settings settings)
    : database_(database), jobs_(jobs), settings_(std::move(settings)) {
  jobs_.handle<jobs::ScanFolder>(
      [this](jobs::Running& running, const jobs::ScanFolder& scan) { run_scan(running, scan); }, jobs::Pace::soon);
  jobs_.handle<jobs::MatchFiles>(
      [this](jobs::Running& running, const jobs::MatchFiles& match) { run_match(running, match); });
  jobs_.handle<jobs::ProbeFiles>([this](jobs::Running& running, const jobs::ProbeFiles&) { run_probe(running); });
}

std::vector<LibraryFolder> Service::folders(const callers::Admin&) const {
  return database_.read([](db::Session& session) {
    const auto sums = folder_store::sums(session);
    std::vector<LibraryFolder> out;
    for (const auto& row : folder_store::all(session)) out.push_back(shown(session, row, sums));
    return out;
  });
}

LibraryFolder Service::folder(const callers::Admin&, std::int64_t id) const {
  return database_.read([&](db::Session& session) {
    const auto row = folder_store::find(session, id);
    if (!row) throw no_folder();
    return shown(session, *row, folder_store::sums(session));
  });
}

FolderTree Service::tree(const callers::Admin&, std::string_view path) const {
  constexpr std::size_t most = 500;
  FolderTree out;
  if (path.empty()) {
    for (const auto& root : settings_.roots) out.folders.push_back({root, root});
    return out;
  }
  std::error_code failed;
  const auto real = fs::canonical(path, failed);
  const auto is_below = [&](const fs::path& place) {
    return std::any_of(settings_.roots.begin(), settings_.roots.end(),
                       [&](const auto& root) { return media::lies_within(root, place.string()); });
  };
  // What lies outside is not even said to be there or not.
  if (failed || !is_below(real) || !fs::is_directory(real, failed))
    throw bad_path("is no folder where films may lie", Reason::folder_outside);
  out.path = real.string();
  if (is_below(real.parent_path())) out.above = real.parent_path().string();
  for (auto entry = fs::directory_iterator(real, fs::directory_options::skip_permission_denied, failed);
       !failed && entry != fs::directory_iterator(); entry.increment(failed)) {
    std::error_code unreadable;
    const auto name = entry->path().filename().string();
    // What is not UTF-8 cannot be said in an answer, nor asked for.
    if (shown_path(stored_path(name)) != name) continue;
    if (name.starts_with('.') || !entry->is_directory(unreadable) || entry->is_symlink(unreadable)) continue;
    if (out.folders.size() == most) {
      out.more = true;
      break;
    }
    out.folders.push_back({name, entry->path().string()});
  }
  std::sort(out.folders.begin(), out.folders.end(),
            [](const auto& a, const auto& b) { return text::fold(a.name) < text::fold(b.name); });
  return out;
}

LibraryFolder Service::add_folder(const callers::Admin& admin, const NewFolder& folder) {
  std::error_code failed;
  const auto real = fs::canonical(*folder.path, failed);
  // What lies outside is not even said to be there or not.
  const bool allowed = !failed && std::any_of(settings_.roots.begin(), settings_.roots.end(), [&](const auto& root) {
    return media::lies_within(root, real.string());
  });
  if (settings_.roots.empty())
    throw bad_path("is not allowed yet: start the server with --media FOLDER to say where films lie", Reason::no_roots);
  if (!allowed || !fs::is_directory(real, failed)) {
    std::string roots;
    for (const auto& root : settings_.roots) roots += (roots.empty() ? "" : ", ") + root;
    throw bad_path("must be a folder below " + roots, Reason::folder_outside);
  }
  const auto path = stored_path(real.string());
  const auto id = database_.write([&](db::Tx& tx) {
    for (const auto& other : folder_store::all(tx)) {
      const auto [longer, shorter] =
          std::minmax(path, other.path, [](const auto& a, const auto& b) { return a.size() > b.size(); });
      if (longer == shorter || longer.starts_with(shorter + '/'))
        throw Error(Code::conflict, "The folder " + shown_path(other.path) +
                                        " is part of the library already; the two would show the same films.")
            .with_reason(Reason::folder_overlaps);
    }
    return folder_store::add(tx, *folder.name, path, folder.watch.value_or(true), now_ms());
  });
  scan_now({id}, admin.id());
  return this->folder(admin, id);
}

FolderChange Service::folder_change(const callers::Admin&, std::int64_t id) const {
  return database_.read([&](db::Session& session) {
    const auto row = folder_store::find(session, id);
    if (!row) throw no_folder();
    FolderChange out;
    out.name = row->name;
    out.watch = row->watch;
    return out;
  });
}

LibraryFolder Service::save_folder(const callers::Admin& admin, std::int64_t id, const FolderChange& change) {
  database_.write([&](db::Tx& tx) {
    auto row = folder_store::find(tx, id);
    if (!row) throw no_folder();
    row->name = *change.name;
    row->watch = change.watch;
    folder_store::save(tx, *row);
  });
  return folder(admin, id);
}

void Service::remove_folder(const callers::Admin&, std::int64_t id) {
  database_.write([&](db::Tx& tx) {
    if (!folder_store::remove(tx, id)) throw no_folder();
  });
}

JobState Service::scan(const callers::Admin& admin, std::int64_t folder, bool full) {
  return scan_now({folder, full ? jobs::ScanFolder::How::all : jobs::ScanFolder::How::changes}, admin.id());
}

JobState Service::scan_now(const jobs::ScanFolder& scan, std::optional<std::int64_t> user) {
  const auto job = database_.write([&](db::Tx& tx) {
    if (!folder_store::find(tx, scan.folder)) throw no_folder();
    const auto id = jobs_.add(tx, scan, user);
    return *jobs::Jobs::find(tx, id);
  });
  return state_of(job);
}

std::int64_t Service::begin_scan(const jobs::ScanFolder& scan) {
  return database_.write([&](db::Tx& tx) { return jobs_.add(tx, scan); });
}

std::int64_t Service::folder_at(const std::string& path) {
  std::error_code failed;
  const auto real = fs::canonical(path, failed);
  if (failed || !fs::is_directory(real, failed)) throw bad_path("is no folder", Reason::folder_closed);
  const auto stored = stored_path(real.string());
  return database_.write([&](db::Tx& tx) {
    if (const auto known = folder_store::find_by_path(tx, stored)) return known->id;
    auto name = shown_path(stored_path(real.filename().string()));
    if (name.empty()) name = "Films";
    return folder_store::add(tx, std::string(text::prefix(name, 100)), stored, true, now_ms());
  });
}

Overview Service::overview(const callers::Admin&) const {
  return database_.read([](db::Session& session) { return file_store::overview(session); });
}

std::int64_t Service::count(const callers::Admin&, const file_store::Search& search) const {
  return database_.read([&](db::Session& session) { return file_store::count(session, search); });
}

std::vector<MediaFile> Service::files(const callers::Admin&, const file_store::Search& search, std::int64_t offset,
                                      std::int64_t limit) const {
  return database_.read([&](db::Session& session) { return file_store::list(session, search, offset, limit); });
}

FileDetails Service::file(const callers::Admin&, std::int64_t id) const {
  return database_.read([&](db::Session& session) { return details_of(session, id); });
}

std::vector<json::Encoded<catalogue::MovieCard>> Service::candidates(const callers::Admin&, std::int64_t id) const {
  return database_.read([&](db::Session& session) {
    const auto file = file_store::file(session, id);
    if (!file) throw no_file();
    return catalogue::ordered_cards(session, catalogue::search(session, file->title, most_candidates).movies);
  });
}

FileDetails Service::match(const callers::Admin& admin, std::int64_t id, std::int64_t movie) {
  set_movie(id, movie, "hand");
  return file(admin, id);
}

FileDetails Service::unmatch(const callers::Admin& admin, std::int64_t id) {
  set_movie(id, std::nullopt, "refused");
  return file(admin, id);
}

void Service::set_movie(std::int64_t id, std::optional<std::int64_t> movie, std::string_view matched_by) {
  database_.write([&](db::Tx& tx) {
    const auto place = file_store::find(tx, id);
    if (!place) throw no_file();
    if (movie) catalogue::require_movie(tx, *movie);
    file_store::set_movie(tx, id, movie, matched_by);
    file_store::set_movie_of_parts(tx, place->folder, place->stack, movie, matched_by);
    follow(tx, jobs_, Step::chosen);
  });
}

FileDetails Service::probe_again(const callers::Admin& admin, std::int64_t id) {
  database_.write([&](db::Tx& tx) {
    if (!file_store::find(tx, id)) throw no_file();
    file_store::forget_info(tx, id);
    follow(tx, jobs_, Step::forgotten, admin.id());
  });
  return file(admin, id);
}

void Service::write_nfo(const callers::Admin&, std::int64_t id) const {
  const auto [place, nfo] = database_.read([&](db::Session& session) {
    auto found = file_store::find(session, id);
    if (!found) throw no_file();
    if (!found->movie) throw Error(Code::conflict, "Say first which film this is.");
    return std::pair(std::move(*found), file_store::nfo_of(session, *found->movie));
  });
  const auto root = media::Root::open(path_bytes(place.folder_path));
  const auto path = path_bytes(place.path);
  const auto name = path.substr(0, path.rfind('.')) + ".nfo";
  if (!root || !root->write_new(name, library::write_nfo(nfo)))
    throw Error(Code::conflict,
                "The .nfo file cannot be written: there is one already, or the server's user may not write here.");
}

void Service::forget(const callers::Admin&, std::int64_t id) {
  database_.write([&](db::Tx& tx) {
    if (!file_store::find(tx, id)) throw no_file();
    if (!file_store::forget_missing(tx, id))
      throw Error(Code::conflict, "The file is there: only one that is missing can be forgotten.");
  });
}

}  // namespace kinoteka::library
