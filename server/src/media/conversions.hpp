// Films on their way to a browser that cannot play them as they are: FFmpeg writes pieces of a few seconds (fragmented
// MP4 for HLS), repacked where the picture's codec will do, else encoded anew. One process a viewer and film; it begins
// where the viewer is, begins anew where they jump to, rests when it is far ahead, and ends with its pieces when nobody
// has asked for a minute. Members may be called from any thread; `piece` waits, so call it from threads that may.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/fd.hpp"
#include "base/mutex.hpp"
#include "base/thread_name.hpp"
#include "media/conversion_plan.hpp"
#include "media/tools.hpp"

namespace kinoteka::media {

// One of several viewings that go on at once.
struct ViewingKey {
  std::int64_t viewer = 0, file = 0;
  std::string plan;
  auto operator<=>(const ViewingKey&) const = default;
};

class Conversions {
 public:
  // Pieces lie below `folder`, which is emptied at the first use. At most `limit` at once.
  Conversions(Tools tools, std::string folder, std::size_t limit);
  ~Conversions();

  struct Source {
    std::function<UniqueFd()> open;
    Cuts cuts;
    int height = 0;
    bool hdr = false;  // its colours must be made into those of usual screens
  };
  // Begins, unless it runs already, at the piece of `position_ms`.
  void begin(const ViewingKey& key, const Plan& plan, const Source& source, std::int64_t position_ms);

  // The n-th piece without its head, or with n = -1 the head that all share. Begins what is not running. Throws
  // Error{unavailable} when too many films are being converted or it takes too long, {not_found} beyond the end,
  // {conflict} when FFmpeg cannot convert this film.
  std::string piece(const ViewingKey& key, const Plan& plan, const Source& source, std::int64_t n);

 private:
  struct Job;
  std::shared_ptr<Job> job_of(const ViewingKey& key, const Plan& plan, const Source& source, std::int64_t piece,
                              Lock& lock) KINO_REQUIRES(mutex_);
  void start(Job& job, std::size_t piece) KINO_REQUIRES(mutex_);
  void leave_if(const std::function<bool(const ViewingKey& key, std::chrono::steady_clock::duration idle)>& over)
      KINO_REQUIRES(mutex_);
  void watch();

  const Tools tools_;
  const std::string folder_;
  const std::size_t limit_;
  mutable Mutex mutex_;
  Condition changed_;
  std::map<ViewingKey, std::shared_ptr<Job>> jobs_ KINO_GUARDED_BY(mutex_);
  std::vector<std::shared_ptr<Job>> left_ KINO_GUARDED_BY(mutex_);  // to be ended by the watcher, without the mutex
  std::int64_t counter_ KINO_GUARDED_BY(mutex_) = 0;
  bool ready_ KINO_GUARDED_BY(mutex_) = false;
  bool stopping_ KINO_GUARDED_BY(mutex_) = false;
  std::thread watcher_;
};

}  // namespace kinoteka::media
