#include "media/conversions.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include <fcntl.h>

#include "base/error.hpp"
#include "media/fragments.hpp"

namespace kinoteka::media {
namespace {

namespace fs = std::filesystem;
using Time = std::chrono::steady_clock;

constexpr auto longest_wait = std::chrono::seconds(25);
constexpr auto forgotten_after = std::chrono::seconds(60);
constexpr auto evicted_after = std::chrono::seconds(15);
constexpr std::int64_t far_ahead = 10, soon = 4;  // pieces

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return std::move(out).str();
}

}  // namespace

// Guarded by the mutex of all, but for what never changes.
struct Conversions::Job {
  ViewingKey key;
  Plan plan;
  Source source;
  fs::path folder;
  Child child;
  bool alive = false, paused = false, failed = false;
  std::size_t began_at = 0;
  std::int64_t wanted = 0;  // the piece that was asked for last
  Time::time_point asked_at = Time::now();
  std::string head;

  ~Job() {
    child.kill();
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }

  std::size_t pieces() const { return source.cuts.size() - 1; }
  fs::path path(std::size_t n) const { return folder / (std::to_string(n) + ".mp4"); }

  void look() {
    if (!alive || child.running()) return;
    alive = false;
    failed = child.status() != 0;
  }
  // Written to its end: the next one is begun, or FFmpeg has ended well.
  bool has(std::size_t n) const {
    std::error_code ignored;
    return fs::exists(path(n), ignored) && (fs::exists(path(n + 1), ignored) || (!alive && !failed));
  }
  // The first piece, from where it began, that is not there yet.
  std::size_t next() const {
    auto n = began_at;
    while (n < pieces() && has(n)) ++n;
    return n;
  }
};

Conversions::Conversions(Tools tools, std::string folder, std::size_t limit)
    : tools_(std::move(tools)), folder_(std::move(folder)), limit_(limit) {}

Conversions::~Conversions() {
  {
    const Lock lock(mutex_);
    stopping_ = true;
    jobs_.clear();
  }
  changed_.notify_all();
  if (watcher_.joinable()) watcher_.join();
}

void Conversions::start(Job& job, std::size_t piece) {
  job.child.kill();
  const auto input = job.source.open();
  if (!input) throw not_found("The film's file is not there any more.");
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(job.folder, ignored)) fs::remove(entry.path(), ignored);
  const ChildLimits limits{24 * 3600, 3072, std::chrono::hours(24), 0};
  const auto arguments = conversion_arguments(job.plan, job.source.cuts, piece, job.source.height, job.source.hdr);
  const UniqueFd complaints(open((job.folder / "complaints").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  job.child = Child::start(tools_.child, ffmpeg_child(tools_, limits, job.folder.string(), arguments), input,
                           job.folder.string(), -1, complaints.get());
  job.alive = true;
  job.paused = job.failed = false;
  job.began_at = piece;
  job.wanted = static_cast<std::int64_t>(piece);
}

// Ending a process and removing its pieces takes a while: the watcher does it, with the mutex free for who plays.
void Conversions::leave_if(const std::function<bool(const ViewingKey& key, Time::duration idle)>& over) {
  const auto now = Time::now();
  std::erase_if(jobs_, [&](const auto& entry) KINO_REQUIRES(mutex_) {
    if (!over(entry.first, now - entry.second->asked_at)) return false;
    left_.push_back(entry.second);
    return true;
  });
  if (!left_.empty()) changed_.notify_all();
}

std::shared_ptr<Conversions::Job> Conversions::job_of(const ViewingKey& key, const Plan& plan, const Source& source,
                                                      std::int64_t piece, Lock& lock) {
  if (const auto found = jobs_.find(key); found != jobs_.end()) return found->second;
  if (limit_ == 0)
    throw Error(Code::conflict, "This house does not convert films, and this browser cannot play this one as it is.");
  if (!ready_) {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
    fs::create_directories(folder_);
    ready_ = true;
    watcher_ = named_thread("film-watch", [this] { watch(); });
  }
  // The same viewer with another film, or another form of it, has left the one before.
  leave_if([&](const ViewingKey& other, Time::duration idle) {
    return other.viewer == key.viewer && idle > std::chrono::seconds(3);
  });
  const auto end = Time::now() + longest_wait;
  while (jobs_.size() >= limit_) {
    leave_if([](const ViewingKey&, Time::duration idle) { return idle > evicted_after; });
    if (jobs_.size() < limit_) break;
    if (Time::now() > end)
      throw Error(Code::unavailable, "As many films are being converted as this server can. Try again in a minute.");
    changed_.wait_for(lock, std::chrono::seconds(1));
  }
  if (const auto found = jobs_.find(key); found != jobs_.end()) return found->second;
  auto job = std::make_shared<Job>();
  job->key = key;
  job->plan = plan;
  job->source = source;
  job->folder = fs::path(folder_) / std::to_string(++counter_);
  fs::create_directories(job->folder);
  start(*job,
        static_cast<std::size_t>(std::clamp<std::int64_t>(piece, 0, static_cast<std::int64_t>(job->pieces()) - 1)));
  jobs_.emplace(key, job);
  return job;
}

void Conversions::begin(const ViewingKey& key, const Plan& plan, const Source& source, std::int64_t position_ms) {
  std::int64_t piece = 0;
  while (piece + 2 < static_cast<std::int64_t>(source.cuts.size()) &&
         source.cuts[static_cast<std::size_t>(piece) + 1] <= position_ms)
    ++piece;
  Lock lock(mutex_);
  job_of(key, plan, source, piece, lock);
}

std::string Conversions::piece(const ViewingKey& key, const Plan& plan, const Source& source, std::int64_t n) {
  Lock lock(mutex_);
  const auto job = job_of(key, plan, source, std::max<std::int64_t>(n, 0), lock);
  if (n >= static_cast<std::int64_t>(job->pieces())) throw not_found("The film ends before that.");
  job->asked_at = Time::now();
  if (n < 0 && !job->head.empty()) return job->head;
  const auto end = Time::now() + longest_wait;
  for (;;) {
    job->look();
    job->asked_at = Time::now();
    const auto wanted = n < 0 ? job->began_at : static_cast<std::size_t>(n);
    if (n >= 0) job->wanted = n;
    if (job->has(wanted)) {
      const auto path = job->path(wanted);
      lock.unlock();
      const auto bytes = read_file(path);
      auto out = fragment_part(bytes, n < 0);
      if (n >= 0 && !out.empty()) return out;
      lock.lock();
      if (n < 0 && !out.empty()) return job->head = std::move(out);
      // Another request has begun the film elsewhere meanwhile, and the piece is gone.
    }
    const auto next = static_cast<std::int64_t>(job->next());
    const bool on_its_way = n < 0 || (n >= static_cast<std::int64_t>(job->began_at) && n <= next + soon);
    if (!job->alive && on_its_way)
      throw Error(Code::conflict,
                  "This film cannot be converted: it is damaged, or made in a way that is not known here.");
    if (!on_its_way) {
      start(*job, static_cast<std::size_t>(n));
    } else if (job->paused) {
      job->child.go_on();
      job->paused = false;
    }
    if (Time::now() > end)
      throw Error(Code::unavailable,
                  "Converting this film takes longer than it plays. Choose a smaller picture, or try again.");
    changed_.wait_for(lock, std::chrono::milliseconds(40));
  }
}

// Lets rest what is far ahead of its viewer, and drops what was left.
void Conversions::watch() {
  Lock lock(mutex_);
  while (!stopping_) {
    changed_.wait_for(lock, std::chrono::seconds(1));
    leave_if([](const ViewingKey&, Time::duration idle) { return idle > forgotten_after; });
    if (!left_.empty()) {
      auto ending = std::exchange(left_, {});
      lock.unlock();
      ending.clear();
      lock.lock();
    }
    for (auto& [key, job] : jobs_) {
      job->look();
      if (!job->alive) continue;
      const bool ahead = static_cast<std::int64_t>(job->next()) > job->wanted + far_ahead;
      if (ahead && !job->paused) {
        job->child.pause();
        job->paused = true;
      } else if (!ahead && job->paused) {
        job->child.go_on();
        job->paused = false;
      }
      // What lies far behind is made again if it is wanted.
      std::error_code ignored;
      for (auto n = static_cast<std::int64_t>(job->began_at); n < job->wanted - 2 * far_ahead; ++n) {
        if (!fs::remove(job->path(static_cast<std::size_t>(n)), ignored)) continue;
        job->began_at = static_cast<std::size_t>(n) + 1;
      }
    }
  }
}

}  // namespace kinoteka::media
