// Pictures' use cases. What takes a picture in or shows one waits for a child or the blob store: call from threads that
// may. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "blobs/store.hpp"
#include "callers/caller.hpp"
#include "db/database.hpp"
#include "features/pictures/wire.hpp"
#include "images/maker.hpp"
#include "jobs/jobs.hpp"
#include "jobs/kinds.hpp"

namespace kinoteka::pictures {

class Service {
 public:
  // Registers what does MakeSizes and DropOrphans.
  Service(db::Database& database, jobs::Jobs& jobs, blobs::Store& blobs, std::string maker);

  Picture upload(const callers::Editor& editor, std::string_view bytes, const images::Crop& crop);
  // A picture of oneself, in place of the one before.
  Picture set_avatar(const callers::Member& member, std::string_view bytes, const images::Crop& crop);
  void remove_avatar(const callers::Member& member);
  Picture picture(std::string_view digest) const;  // throws Error{not_found}
  Picture numbered(std::int64_t number) const;     // one that `keep` gave

  struct File {
    std::string type, bytes;
    bool final = false;  // whether this address will always show these bytes
  };
  // `name` is "{width}.{format}". What is not made yet is asked of a job, and the nearest that is there is given.
  // Throws Error{not_found} for a picture or a size that there is not.
  File file(std::string_view digest, std::string_view name);

  // For features that have pictures of their own: takes one in; its number. Throws Error{invalid}.
  std::int64_t keep(std::string_view bytes, Origin origin, const images::Crop& crop = {},
                    std::optional<std::int64_t> user = std::nullopt);
  static std::optional<std::int64_t> number_of(db::Session& session, std::string_view digest);

 private:
  void ask_for(std::string_view digest, const std::string& format);
  void run_sizes(const jobs::MakeSizes& sizes);
  void run_orphans(jobs::Running& running);

  db::Database& database_;
  const db::Quiet quiet_;
  jobs::Jobs& jobs_;
  blobs::Store& blobs_;
  const std::string maker_;
};

}  // namespace kinoteka::pictures
