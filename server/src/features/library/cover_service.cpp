#include "features/library/cover_service.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/gallery/face.hpp"
#include "features/library/file_name.hpp"
#include "features/library/stored_path.hpp"
#include "json/encode.hpp"
#include "media/frames.hpp"
#include "media/root.hpp"
#include "telemetry/log.hpp"

namespace kinoteka::library {
namespace {

constexpr std::int64_t batch = 20;
constexpr int still_width = 1280;
constexpr std::array<std::string_view, 4> suffixes = {".jpg", ".jpeg", ".png", ".webp"};
// Kodi's, Plex's and Jellyfin's names; alone for the only film of a folder, or behind "Film-".
constexpr std::array<std::string_view, 4> poster_names = {"poster", "folder", "cover", "movie"};
constexpr std::array<std::string_view, 4> backdrop_names = {"fanart", "backdrop", "background", "art"};

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

std::string below(const std::string& folder, const std::string& name) {
  return folder.empty() ? name : folder + '/' + name;
}

}  // namespace

// The pictures of a folder, looked up once for all films that lie in it. Paths are bytes.
class CoverService::Beside {
 public:
  Beside(const media::Root& root, std::string folder) : folder_(std::move(folder)) {
    std::int64_t bad = 0;
    const auto items = root.list(folder_, bad);
    if (!items) return;
    std::set<std::string> films;
    for (const auto& item : *items) {
      if (item.stat.folder) continue;
      const auto at = below(folder_, item.name);
      const auto kind = read_file_name(at).kind;
      if (kind == FileKind::movie) films.insert(stack_key(at));
      if (kind == FileKind::picture) by_name_.emplace(text::to_lower(item.name), at);
    }
    alone_ = films.size() == 1 && !folder_.empty();
  }

  const std::string& folder() const { return folder_; }

  std::optional<std::string> poster(const std::string& film) const {
    auto found = of(film, poster_names);
    return found ? found : find(stem_of(film));
  }
  std::optional<std::string> backdrop(const std::string& film) const { return of(film, backdrop_names); }

 private:
  std::string stem_of(const std::string& film) const {
    const auto name = film.substr(folder_.empty() ? 0 : folder_.size() + 1);
    return text::to_lower(name.substr(0, name.rfind('.')));
  }

  // What is called after the film comes before what is called after its folder.
  template <class Names>
  std::optional<std::string> of(const std::string& film, const Names& names) const {
    const auto stem = stem_of(film);
    for (const auto name : names)
      if (auto found = find(stem + '-' + std::string(name))) return found;
    for (const auto name : names)
      if (auto found = alone_ ? find(std::string(name)) : std::nullopt) return found;
    return std::nullopt;
  }

  std::optional<std::string> find(const std::string& name) const {
    for (const auto suffix : suffixes) {
      const auto found = by_name_.find(name + std::string(suffix));
      if (found != by_name_.end()) return found->second;
    }
    return std::nullopt;
  }

  std::string folder_;
  std::map<std::string, std::string> by_name_;  // in small letters
  bool alone_ = false;                          // one film has the folder for itself
};

namespace {

std::optional<std::string> read_whole(const media::Root& root, const std::string& path) {
  const auto fd = root.open_file(path);
  std::string bytes(images::largest_upload + 1, '\0');
  std::size_t held = 0;
  while (fd && held < bytes.size()) {
    const auto got = ::read(fd.get(), bytes.data() + held, bytes.size() - held);
    if (got <= 0) break;
    held += static_cast<std::size_t>(got);
  }
  if (held == 0 || held == bytes.size()) return std::nullopt;
  bytes.resize(held);
  return bytes;
}

}  // namespace

CoverService::CoverService(db::Database& database, jobs::Jobs& jobs, pictures::Service& pictures, media::Tools tools)
    : database_(database), pictures_(pictures), tools_(std::move(tools)) {
  jobs.handle<jobs::FindCovers>([this](jobs::Running& running, const jobs::FindCovers&) { run_covers(running); });
}

void CoverService::run_covers(jobs::Running& running) {
  ScanProgress progress;
  progress.phase = "covers";
  const auto tell = [&] { return json::encode(progress); };
  std::int64_t after = 0;
  std::string folder_path;
  std::optional<media::Root> root;
  std::optional<Beside> beside;
  for (;;) {
    const auto files = database_.read([&](db::Session& session) {
      progress.left = file_store::count_to_picture(session);
      return file_store::to_picture(session, after, batch);
    });
    if (files.empty()) break;
    for (const auto& file : files) {
      after = file.id;
      progress.at = shown_path(file.path);
      running.step(tell);
      // One after another they mostly lie in one folder.
      if (file.folder_path != folder_path || !root) {
        folder_path = file.folder_path;
        root = media::Root::open(path_bytes(folder_path));
        beside.reset();
      }
      if (!root) continue;  // its disk is away: another time
      const auto folder = folder_of(path_bytes(file.path));
      if (!beside || beside->folder() != folder) beside.emplace(*root, folder);
      find_covers(file, *root, *beside);
      ++progress.files;
      --progress.left;
    }
  }
  progress.phase = "done";
  progress.at.clear();
  running.tell(tell());
}

void CoverService::find_covers(const file_store::ToPicture& file, const media::Root& root, const Beside& beside) {
  const auto has = database_.read([&](db::Session& session) { return gallery::pictures_of(session, file.movie); });
  if (!has) return;
  gallery::MoviePictures found;
  const auto take = [&](const std::optional<std::string>& path) -> std::optional<std::int64_t> {
    const auto bytes = path ? read_whole(root, *path) : std::nullopt;
    if (!bytes) return std::nullopt;
    try {
      return pictures_.keep(*bytes, pictures::Origin::file);
    } catch (const Error& error) {
      if (error.code != Code::invalid) throw;  // no room, no answer: the job comes again
      // A bad picture beside a film is no reason to do without its other ones.
      log::warning("a picture beside a film is not taken",
                   {{"path", shown_path(stored_path(*path))}, {"detail", error.fields.front().message}});
      return std::nullopt;
    }
  };
  const auto path = path_bytes(file.path);
  if (!has->poster) found.poster = take(beside.poster(path));
  if (!has->backdrop) found.backdrop = take(beside.backdrop(path));
  if (!has->poster && !found.poster && !has->still) {
    const auto fd = root.open_file(path);
    const auto frame = fd ? media::still(tools_, fd, still_width) : std::nullopt;
    if (frame) found.still = pictures_.keep(*frame, pictures::Origin::frame);
  }
  const auto save = [&](db::Tx& tx) { file_store::set_pictured(tx, file.id, now_ms()); };
  if (!found.poster && !found.backdrop && !found.still) return database_.write(save);
  database_.whole().write([&](db::Tx& tx) {
    gallery::give_pictures(tx, file.movie, found);
    save(tx);
  });
}

}  // namespace kinoteka::library
