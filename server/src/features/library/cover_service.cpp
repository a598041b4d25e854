#include "features/library/cover_service.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/accounts/directory_service.hpp"
#include "features/catalogue/picture_service.hpp"
#include "features/library/file_name.hpp"
#include "features/library/stored_path.hpp"
#include "json/decode.hpp"
#include "json/encode.hpp"
#include "media/frames.hpp"
#include "media/root.hpp"
#include "telemetry/log.hpp"

namespace kinoteka::library {
namespace {

constexpr std::int64_t batch = 20;
constexpr int still_width = 1280;
// A sheet: a frame each ten seconds, or as far apart as leaves so many of them.
constexpr std::int64_t shortest_step_ms = 10'000, most_frames = 180;
constexpr int sheet_columns = 10, frame_width = 200;

constexpr std::array<std::string_view, 4> suffixes = {".jpg", ".jpeg", ".png", ".webp"};
// Kodi's, Plex's and Jellyfin's names; alone for the only film of a folder, or behind "Film-".
constexpr std::array<std::string_view, 4> poster_names = {"poster", "folder", "cover", "movie"};
constexpr std::array<std::string_view, 4> backdrop_names = {"fanart", "backdrop", "background", "art"};

Error no_file() { return not_found("There is no film to play here: it may have been moved. Scan the library."); }

std::string sheet_name(const file_store::Place& place) {
  return "previews/" + std::to_string(place.id) + '-' + std::to_string(place.modified_at) + ".jpg";
}

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

std::string below(const std::string& folder, const std::string& name) {
  return folder.empty() ? name : folder + '/' + name;
}

// What lies beside a film to be shown of it: paths, as bytes.
struct Beside {
  std::optional<std::string> poster, backdrop;
};

Beside look_beside(const media::Root& root, const std::string& path) {
  Beside out;
  std::int64_t bad = 0;
  const auto folder = folder_of(path);
  const auto items = root.list(folder, bad);
  if (!items) return out;
  std::set<std::string> films;
  for (const auto& item : *items) {
    const auto at = below(folder, item.name);
    if (!item.stat.folder && read_file_name(at).kind == FileKind::movie) films.insert(stack_key(at));
  }
  const bool alone = films.size() == 1 && !folder.empty();
  auto stem = path.substr(folder.empty() ? 0 : folder.size() + 1);
  stem = text::to_lower(stem.substr(0, stem.rfind('.')));
  const auto called = [&](std::string_view name, const auto& names) {
    return std::any_of(names.begin(), names.end(), [&](std::string_view one) {
      return (alone && name == one) || name == stem + '-' + std::string(one);
    });
  };
  for (const auto& item : *items) {
    const auto lower = text::to_lower(item.name);
    const auto dot = lower.rfind('.');
    if (item.stat.folder || dot == std::string::npos) continue;
    if (std::find(suffixes.begin(), suffixes.end(), std::string_view(lower).substr(dot)) == suffixes.end()) continue;
    const auto name = std::string_view(lower).substr(0, dot);
    if (!out.poster && (called(name, poster_names) || name == stem)) out.poster = below(folder, item.name);
    if (!out.backdrop && called(name, backdrop_names)) out.backdrop = below(folder, item.name);
  }
  return out;
}

std::optional<std::string> read_whole(const media::Root& root, const std::string& path) {
  const auto fd = root.open_file(path);
  std::string bytes(pictures::largest_upload + 1, '\0');
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

CoverService::CoverService(db::Database& database, jobs::Jobs& jobs, blobs::Store& blobs, pictures::Service& pictures,
                           const Settings& settings)
    : database_(database), jobs_(jobs), blobs_(blobs), pictures_(pictures), settings_(settings) {
  jobs_.handle("covers", [this](jobs::Running& running) { run_covers(running); });
  jobs_.handle("previews", [this](jobs::Running& running) { run_previews(running); });
  jobs_.handle("old_previews", [this](jobs::Running& running) { run_old_previews(running); });
}

void CoverService::run_covers(jobs::Running& running) {
  ScanProgress progress;
  progress.phase = "covers";
  const auto tell = [&] { return json::encode(progress); };
  std::int64_t after = 0;
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
      find_covers(file);
      ++progress.files;
      --progress.left;
    }
  }
  progress.phase = "done";
  progress.at.clear();
  running.tell(tell());
}

void CoverService::find_covers(const file_store::ToPicture& file) {
  const auto has = database_.read([&](db::Session& session) { return catalogue::pictures_of(session, file.movie); });
  const auto root = media::Root::open(path_bytes(file.folder_path));
  if (!has || !root) return;
  catalogue::MoviePictures found;
  const auto take = [&](const std::optional<std::string>& path) -> std::optional<std::int64_t> {
    const auto bytes = path ? read_whole(*root, *path) : std::nullopt;
    if (!bytes) return std::nullopt;
    try {
      return pictures_.keep(*bytes, pictures::Origin::file);
    } catch (const Error& refused) {
      // A bad picture beside a film is no reason to do without its other ones.
      log::warning("a picture beside a film is not taken",
                   {{"path", shown_path(stored_path(*path))}, {"detail", std::string_view(refused.what())}});
      return std::nullopt;
    }
  };
  const auto path = path_bytes(file.path);
  const auto beside = look_beside(*root, path);
  if (!has->poster) found.poster = take(beside.poster);
  if (!has->backdrop) found.backdrop = take(beside.backdrop);
  if (!has->poster && !found.poster && !has->still) {
    const auto fd = root->open_file(path);
    const auto frame = fd ? media::still(settings_.tools, fd, still_width) : std::nullopt;
    if (frame) found.still = pictures_.keep(*frame, pictures::Origin::frame);
  }
  const bool any = found.poster || found.backdrop || found.still;
  database_.write(
      [&](db::Tx& tx) {
        if (any) catalogue::give_pictures(tx, file.movie, found);
        file_store::set_pictured(tx, file.id, now_ms());
      },
      any ? db::Touch::caches : db::Touch::nothing);
}

Previews CoverService::previews(const http::Member& member, std::int64_t id) {
  const auto place = database_.read([&](db::Session& session) {
    accounts::require_may_play(session, member);
    auto found = file_store::place(session, id);
    if (!found || found->missing_at > 0) throw no_file();
    return std::move(*found);
  });
  if (!place.previews.empty()) return json::decode<Previews>(place.previews);
  if (place.info.empty()) return {};
  database_.write([&](db::Tx& tx) { jobs_.add(tx, "previews", id, "", member.id()); }, db::Touch::nothing);
  jobs_.wake();
  return {};
}

std::string CoverService::sheet(const http::Member& member, std::int64_t id) const {
  const auto place = database_.read([&](db::Session& session) {
    accounts::require_may_play(session, member);
    return file_store::place(session, id);
  });
  auto bytes = place && place->missing_at == 0 ? blobs_.get(sheet_name(*place)) : std::nullopt;
  if (!bytes) throw no_file();
  return std::move(*bytes);
}

void CoverService::run_previews(jobs::Running& running) {
  const auto place =
      database_.read([&](db::Session& session) { return file_store::place(session, running.job().object); });
  if (!place || place->missing_at > 0 || place->info.empty()) return;
  const auto root = media::Root::open(path_bytes(place->folder_path));
  const auto fd = root ? root->open_file(path_bytes(place->path)) : UniqueFd();
  if (!fd) return;
  Previews made;
  made.step_ms = std::max(shortest_step_ms, (place->duration_ms / most_frames + 999) / 1000 * 1000);
  made.count = std::clamp<std::int64_t>((place->duration_ms + made.step_ms - 1) / made.step_ms, 1, most_frames);
  made.columns = std::min<std::int64_t>(made.count, sheet_columns);
  const auto sheet = media::sheet(settings_.tools, fd, static_cast<int>(made.count), static_cast<int>(made.step_ms),
                                  static_cast<int>(made.columns), frame_width);
  // Not to be tried again at each playing: then there are none.
  if (sheet) {
    made.width = sheet->width;
    made.height = sheet->height;
    made.url = "/api/media/" + std::to_string(place->id) + "/previews.jpg?v=" + std::to_string(place->modified_at);
    blobs_.put(sheet_name(*place), sheet->jpeg);
  } else {
    made.count = 0;
  }
  made.ready = true;
  database_.write([&](db::Tx& tx) { file_store::set_previews(tx, place->id, json::encode(made)); }, db::Touch::nothing);
}

void CoverService::run_old_previews(jobs::Running& running) {
  const auto tell = [] { return std::string("{}"); };  // pages show a scan's figures alone
  for (std::string after;;) {
    running.step(tell);
    const auto sheets = blobs_.list("previews", after, 1000);
    if (sheets.empty()) break;
    after = sheets.back().name;
    for (const auto& sheet : sheets) {
      const auto file = std::atoll(sheet.name.c_str() + std::string_view("previews/").size());
      const auto place = database_.read([&](db::Session& session) { return file_store::place(session, file); });
      if ((place && sheet_name(*place) == sheet.name) || sheet.put_at > now_ms() - day_ms) continue;
      blobs_.remove(sheet.name);
    }
  }
  running.tell(tell());
}

}  // namespace kinoteka::library
