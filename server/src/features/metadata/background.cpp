// The work of service.hpp that is done in the background: films asked for again, offered pictures fetched.
#include <algorithm>

#include "base/error.hpp"
#include "base/time.hpp"
#include "features/metadata/lacking.hpp"
#include "features/metadata/service.hpp"
#include "telemetry/log.hpp"

namespace kinoteka::metadata {
namespace {

constexpr int patience = 5;  // failures in a row, and the job tries again later

}  // namespace

void Service::run_refresh(jobs::Running& running) {
  // What was asked for since this job was asked for is done already: a restart goes on.
  const auto films = database_.read(
      [&](db::Session& session) { return catalogue::oldest(session, running.job().created_at, most_refreshed); });
  std::int64_t done = 0, changed = 0, unknown = 0, failed = 0;
  const auto tell = [&] {
    return "{\"movies\":" + std::to_string(films.size()) + ",\"done\":" + std::to_string(done) +
           ",\"changed\":" + std::to_string(changed) + ",\"unknown\":" + std::to_string(unknown) +
           ",\"failed\":" + std::to_string(failed) + '}';
  };
  int failures = 0;
  for (const auto movie : films) {
    running.step(tell);
    try {
      const auto outcome = refresh_movie(std::nullopt, movie);
      failures = 0;
      if (outcome == Refreshed::changed) ++changed;
      if (outcome == Refreshed::unknown) {
        ++unknown;
        quiet_.write([&](db::Tx& tx) { catalogue::mark_asked(tx, movie, now_ms()); });
      }
    } catch (const Error& error) {
      if (error.code == Code::not_found) continue;  // deleted meanwhile
      ++failed;
      log::warning("film not refreshed", {{"movie", movie}, {"detail", std::string_view(error.what())}});
      if (error.code == Code::unavailable && ++failures >= patience) throw;
    }
    ++done;
  }
  running.tell(tell());
}

void Service::run_pictures(jobs::Running& running, const jobs::FetchPictures& asked) {
  const auto movie = asked.movie;
  const bool all = asked.all;
  std::vector<catalogue::WaitingPicture> waiting;
  std::vector<catalogue::WaitingPhoto> photos;
  std::optional<catalogue::MoviePictures> has;
  std::size_t posters = 0, backdrops = 0;
  database_.read([&](db::Session& session) {
    backdrops = scenes_of(session, movie);
    waiting = catalogue::waiting_pictures(session, movie);
    photos = catalogue::waiting_photos(session, movie, photos_of_a_film);
    has = catalogue::pictures_of(session, movie);
  });
  if (!has) return;
  // Whoever looks at the film sees its poster first.
  std::stable_partition(waiting.begin(), waiting.end(), is_poster);
  std::int64_t done = 0, failed = 0;
  const auto tell = [&] {
    return "{\"pictures\":" + std::to_string(done) + ",\"failed\":" + std::to_string(failed) + '}';
  };
  // Nothing when it cannot be had.
  const auto get = [&](const std::string& source) -> std::optional<std::int64_t> {
    running.step(tell);
    try {
      if (const auto bytes = bytes_at(source)) {
        const auto number = pictures_.keep(*bytes, pictures::Origin::provider);
        ++done;
        return number;
      }
      log::warning("picture not there", {{"movie", movie}});
    } catch (const Error& error) {
      if (error.code != Code::unavailable && error.code != Code::invalid) throw;
      log::warning("picture not fetched", {{"movie", movie}, {"detail", std::string_view(error.what())}});
    }
    ++failed;
    return std::nullopt;
  };
  for (const auto& offered : waiting) {
    const bool poster = is_poster(offered);
    const bool wanted = all || (poster ? !has->poster && posters == 0 : backdrops < gallery_at_once);
    if (!wanted) continue;
    const auto picture = get(offered.source);
    if (picture) ++(poster ? posters : backdrops);
    database_.write([&](db::Tx& tx) {
      if (!picture) return catalogue::picture_failed(tx, offered.id);
      catalogue::picture_came(tx, offered.id, *picture);
      catalogue::MoviePictures given;
      (poster ? given.poster : given.backdrop) = *picture;
      catalogue::give_pictures(tx, movie, given);
    });
  }
  for (const auto& photo : photos) {
    const auto picture = get(photo.source);
    database_.write([&](db::Tx& tx) { catalogue::photo_came(tx, photo.person, picture); });
  }
  running.tell(tell());
}

}  // namespace kinoteka::metadata
