#include "features/playing/preview_service.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/number.hpp"
#include "base/time.hpp"
#include "features/library/face.hpp"
#include "features/playing/access.hpp"
#include "json/decode.hpp"
#include "json/encode.hpp"
#include "media/frames.hpp"

namespace kinoteka::playing {
namespace {

// A sheet: a frame each ten seconds, or as far apart as leaves so many of them.
constexpr std::int64_t shortest_step_ms = 10'000, most_frames = 180;
constexpr int sheet_columns = 10, frame_width = 200;

std::string sheet_name(const library::FilmFile& place) {
  return "previews/" + std::to_string(place.id) + '-' + std::to_string(place.modified_at) + ".jpg";
}

}  // namespace

PreviewService::PreviewService(db::Database& database, jobs::Jobs& jobs, blobs::Store& blobs, media::Tools tools)
    : database_(database), jobs_(jobs), blobs_(blobs), tools_(std::move(tools)) {
  jobs_.handle<jobs::MakePreviews>(
      [this](jobs::Running&, const jobs::MakePreviews& previews) { run_previews(previews.file); }, jobs::Pace::soon);
  jobs_.handle<jobs::DropOldPreviews>(
      [this](jobs::Running& running, const jobs::DropOldPreviews&) { run_old_previews(running); });
}

Previews PreviewService::previews(const callers::Member& member, std::int64_t id) {
  const auto place = database_.read([&](db::Session& session) { return require_playable(session, member, id); });
  if (!place.previews.empty()) return json::decode<Previews>(place.previews);
  Previews none;
  none.ready = !place.broken.empty();  // there will be none
  if (place.info.empty()) return none;
  database_.write([&](db::Tx& tx) { jobs_.add(tx, jobs::MakePreviews{id}, member.id()); });
  return none;
}

std::string PreviewService::sheet(const callers::Member& member, std::int64_t id) const {
  const auto place = database_.read([&](db::Session& session) { return require_playable(session, member, id); });
  auto bytes = blobs_.get(sheet_name(place));
  if (!bytes) throw no_file();
  return std::move(*bytes);
}

void PreviewService::run_previews(std::int64_t id) {
  const auto place = database_.read([&](db::Session& session) { return library::film_file(session, id); });
  if (!place || place->missing_at > 0 || place->info.empty()) return;
  const auto fd = library::open_file(*place);
  if (!fd) return;
  Previews made;
  made.step_ms = std::max(shortest_step_ms, (place->duration_ms / most_frames + 999) / 1000 * 1000);
  made.count = std::clamp<std::int64_t>((place->duration_ms + made.step_ms - 1) / made.step_ms, 1, most_frames);
  made.columns = std::min<std::int64_t>(made.count, sheet_columns);
  const auto sheet = media::sheet(tools_, fd, static_cast<int>(made.count), static_cast<int>(made.step_ms),
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
  database_.write([&](db::Tx& tx) { library::set_previews(tx, place->id, json::encode(made)); });
}

void PreviewService::run_old_previews(jobs::Running& running) {
  std::int64_t removed = 0;
  const auto tell = [&] { return "{\"files\":" + std::to_string(removed) + '}'; };
  std::vector<std::string> old;
  blobs_.each("previews", [&](const blobs::Item& sheet) {
    running.step(tell);
    const auto file = leading_integer(std::string_view(sheet.name).substr(std::string_view("previews/").size()));
    const auto place = database_.read([&](db::Session& session) { return library::film_file(session, file); });
    const bool shown = place && sheet_name(*place) == sheet.name;
    if (!shown && sheet.put_at < now_ms() - day_ms) old.push_back(sheet.name);
    return true;
  });
  for (const auto& sheet : old) {
    running.step(tell);
    blobs_.remove(sheet);
    ++removed;
  }
  running.tell(tell());
}

}  // namespace kinoteka::playing
