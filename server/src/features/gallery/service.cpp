#include "features/gallery/service.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "features/catalogue/face.hpp"
#include "features/gallery/lacking.hpp"
#include "telemetry/log.hpp"

namespace kinoteka::gallery {

Service::Service(db::Database& database, jobs::Jobs& jobs, pictures::Service& pictures, net::Fetcher& fetcher)
    : database_(database), quiet_(database), jobs_(jobs), pictures_(pictures), fetcher_(fetcher) {
  jobs_.handle<jobs::FetchPictures>(
      [this](jobs::Running& running, const jobs::FetchPictures& wanted) { run_pictures(running, wanted); },
      jobs::Pace::soon);
}

void Service::offer(db::Tx& tx, std::int64_t movie, const std::vector<OfferedPicture>& pictures,
                    std::optional<std::int64_t> user) {
  gallery::offer(tx, movie, pictures);
  if (lacks_pictures(tx, movie)) jobs_.add(tx, jobs::FetchPictures{movie}, user);
}

Gallery Service::gallery(std::int64_t movie) const {
  return database_.read([&](db::Session& session) {
    catalogue::require_movie(session, movie);
    // Looked at first: what has ended by then has left its pictures.
    const auto jobs = jobs::Jobs::list_of<jobs::FetchPictures>(session, movie, 4);
    return Gallery{gallery::gallery(session, movie), static_cast<std::int64_t>(waiting_pictures(session, movie).size()),
                   std::any_of(jobs.begin(), jobs.end(),
                               [](const auto& job) { return job.state == "queued" || job.state == "running"; })};
  });
}

void Service::fetch_pictures(const callers::Editor& editor, std::int64_t movie) {
  quiet_.write([&](db::Tx& tx) {
    catalogue::require_movie(tx, movie);
    jobs_.add(tx, jobs::FetchPictures{movie, true}, editor.id());
  });
}

Gallery Service::add_picture(const callers::Editor&, std::int64_t movie, const NewGalleryPicture& picture) {
  database_.write([&](db::Tx& tx) {
    catalogue::require_movie(tx, movie);
    const auto number = pictures::Service::number_of(tx, picture.picture.value);
    if (!number) throw invalid({{"picture", "is no picture's id: POST /api/pictures gives one"}});
    add_to_gallery(tx, movie, picture.kind, *number);
  });
  return gallery(movie);
}

void Service::remove_picture(const callers::Editor&, std::int64_t movie, std::int64_t id) {
  const bool removed = database_.write([&](db::Tx& tx) {
    catalogue::require_movie(tx, movie);
    return remove_from_gallery(tx, movie, id);
  });
  if (!removed) throw not_found("This movie's gallery has no such picture.");
}

std::optional<std::string> Service::bytes_at(const std::string& url) {
  auto answer = fetcher_.get({url, {"Accept: image/*"}, images::largest_upload});
  if (answer.status != 200) return std::nullopt;
  return std::move(answer.body);
}

pictures::Picture Service::bring_picture(const callers::Editor& editor, const std::string& url,
                                         const images::Crop& crop) {
  try {
    const auto bytes = bytes_at(url);
    if (!bytes) throw invalid({{"url", "has no picture"}});
    return pictures_.numbered(pictures_.keep(*bytes, pictures::Origin::upload, crop, editor.id()));
  } catch (const Error& error) {
    if (error.code != Code::unavailable && error.code != Code::invalid) throw;
    const auto why = error.code == Code::unavailable ? "does not answer, or is not a public address"
                     : error.fields.empty()          ? error.message
                                                     : error.fields.front().message;
    throw invalid({{"url", why}}).with_detail(error.what());
  }
}

void Service::run_pictures(jobs::Running& running, const jobs::FetchPictures& asked) {
  const auto movie = asked.movie;
  const bool all = asked.all;
  std::vector<WaitingPicture> waiting;
  std::vector<WaitingPhoto> photos;
  std::optional<MoviePictures> has;
  std::size_t posters = 0, backdrops = 0;
  database_.read([&](db::Session& session) {
    backdrops = scenes_of(session, movie);
    waiting = waiting_pictures(session, movie);
    photos = waiting_photos(session, movie, photos_of_a_film);
    has = pictures_of(session, movie);
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
      if (!picture) return picture_failed(tx, offered.id);
      picture_came(tx, offered.id, *picture);
      MoviePictures given;
      (poster ? given.poster : given.backdrop) = *picture;
      give_pictures(tx, movie, given);
    });
  }
  for (const auto& photo : photos) {
    const auto picture = get(photo.source);
    database_.write([&](db::Tx& tx) { photo_came(tx, photo.person, picture); });
  }
  running.tell(tell());
}

}  // namespace kinoteka::gallery
