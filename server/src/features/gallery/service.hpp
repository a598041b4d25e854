// Galleries: the pictures a film has, those that others offer for it, and photos of its people. What fetches waits:
// call from threads that may. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "callers/caller.hpp"
#include "db/database.hpp"
#include "features/gallery/film_service.hpp"
#include "features/gallery/wire.hpp"
#include "features/pictures/face.hpp"
#include "jobs/jobs.hpp"
#include "jobs/kinds.hpp"
#include "net/fetcher.hpp"

namespace kinoteka::gallery {

class Service {
 public:
  // Registers what does FetchPictures. The fetcher must outlive it.
  Service(db::Database& database, jobs::Jobs& jobs, pictures::Service& pictures, net::Fetcher& fetcher);

  Gallery gallery(std::int64_t movie) const;                               // for whoever may read the catalogue
  void fetch_pictures(const callers::Editor& editor, std::int64_t movie);  // all that are offered, by a job
  Gallery add_picture(const callers::Editor& editor, std::int64_t movie, const NewGalleryPicture& picture);
  void remove_picture(const callers::Editor& editor, std::int64_t movie, std::int64_t id);
  // Takes a picture in that lies elsewhere. Throws Error{invalid} that says what is wrong with it.
  pictures::Picture bring_picture(const callers::Editor& editor, const std::string& url, const images::Crop& crop);

  // Pictures that a provider has of a film. Those that it lacks are fetched by a job, once this is committed.
  void offer(db::Tx& tx, std::int64_t movie, const std::vector<OfferedPicture>& pictures,
             std::optional<std::int64_t> user);

 private:
  void run_pictures(jobs::Running& running, const jobs::FetchPictures& wanted);
  std::optional<std::string> bytes_at(const std::string& url);  // nothing where it answers that there is none

  db::Database& database_;
  const db::Quiet quiet_;
  jobs::Jobs& jobs_;
  pictures::Service& pictures_;
  net::Fetcher& fetcher_;
};

}  // namespace kinoteka::gallery
