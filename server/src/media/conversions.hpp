// Films on their way to a browser that cannot play them as they are: FFmpeg writes pieces of a few seconds (fragmented
// MP4 for HLS), repacked where the picture's codec will do, else encoded anew. One process a viewer and film; it begins
// where the viewer is, begins anew where they jump to, rests when it is far ahead, and ends with its pieces when nobody
// has asked for a minute. Members may be called from any thread; `piece` waits, so call it from threads that may.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fd.hpp"
#include "base/thread_name.hpp"
#include "media/tools.hpp"

namespace kinoteka::media {

// What is made of a film. Only these values reach FFmpeg, and its text form is part of an address.
struct Plan {
  bool copy_video = false;
  int height = 0;         // of the new picture: 360, 480, 720, 1080; 0 when it is copied
  int audio_stream = -1;  // of the file; -1: no sound
  bool copy_audio = false;

  std::string name() const;  // "copy-a1-aac", "720-a2-aac", "copy-mute"
  static std::optional<Plan> parse(std::string_view name);
};

// Where a film is cut, in ms: the beginning of each piece, then the film's end.
using Cuts = std::vector<std::int64_t>;
// At key frames, six seconds apart or a little more.
Cuts cuts_at(const std::vector<std::int64_t>& keyframes, std::int64_t duration_ms);
Cuts even_cuts(std::int64_t duration_ms);

// An HLS playlist of the whole film (RFC 8216): so a player may jump anywhere at once.
std::string playlist(const Cuts& cuts);

// FFmpeg's arguments for a plan from one piece on. `source_height` is the film's.
std::vector<std::string> conversion_arguments(const Plan& plan, const Cuts& cuts, std::size_t from, int source_height,
                                              bool hdr = false);

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
                              std::unique_lock<std::mutex>& lock);
  void start(Job& job, std::size_t piece);
  void leave_if(const std::function<bool(const ViewingKey& key, std::chrono::steady_clock::duration idle)>& over);
  void watch();

  const Tools tools_;
  const std::string folder_;
  const std::size_t limit_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::map<ViewingKey, std::shared_ptr<Job>> jobs_;
  std::vector<std::shared_ptr<Job>> left_;  // to be ended by the watcher, without the mutex
  std::int64_t counter_ = 0;
  bool ready_ = false, stopping_ = false;
  std::thread watcher_;
};

}  // namespace kinoteka::media
