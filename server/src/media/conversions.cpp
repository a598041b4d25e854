#include "media/conversions.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include <fcntl.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "media/formats.hpp"

namespace kinoteka::media {
namespace {

namespace fs = std::filesystem;
using Time = std::chrono::steady_clock;

// HDR10 or HLG to BT.709: light made linear, curved by Hable's filmic operator, put into the usual colours. After the
// picture was made smaller: it costs by the pixel.
constexpr std::string_view tone_mapping =
    ",zscale=transfer=linear:npl=100,format=gbrpf32le,zscale=primaries=bt709,tonemap=hable:desat=0,"
    "zscale=transfer=bt709:matrix=bt709:range=limited,format=yuv420p";

constexpr std::int64_t piece_ms = 6000;
constexpr std::array<int, 4> heights = {360, 480, 720, 1080};
constexpr auto longest_wait = std::chrono::seconds(25);
constexpr auto forgotten_after = std::chrono::seconds(60);
constexpr auto evicted_after = std::chrono::seconds(15);
constexpr std::int64_t far_ahead = 10, soon = 4;  // pieces

// Bits a second that the eye is content with, by height.
std::string_view most_bits(int height) {
  return height <= 360 ? "900k" : height <= 480 ? "1600k" : height <= 720 ? "3500k" : "7000k";
}

std::string seconds(std::int64_t ms) {
  auto part = std::to_string(ms % 1000);
  part.insert(0, 3 - part.size(), '0');
  return std::to_string(ms / 1000) + '.' + part;
}

std::uint32_t box_size(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i]));
  };
  return byte(0) << 24 | byte(1) << 16 | byte(2) << 8 | byte(3);
}

// The first packet of sound may lie a moment before the film's beginning, which a fragment's time cannot say: it is
// written as a huge one. ISO 14496-12, 8.8.12.
void mend_times(std::string& bytes, std::size_t from, std::size_t to) {
  for (auto at = from; at + 8 <= to;) {
    const std::size_t size = box_size(bytes, at);
    if (size < 8 || at + size > to) return;
    const auto kind = std::string_view(bytes).substr(at + 4, 4);
    if (kind == "moof" || kind == "traf") mend_times(bytes, at + 8, at + size);
    const bool long_time = kind == "tfdt" && size >= 20 && bytes[at + 8] == 1;
    if (long_time && (static_cast<unsigned char>(bytes[at + 12]) & 0x80) != 0) bytes.replace(at + 12, 8, 8, '\0');
    at += size;
  }
}

// The head of an MP4 (ftyp and moov), or everything behind it.
std::string part_of(const std::string& bytes, bool head) {
  std::string out;
  for (std::size_t at = 0; at + 8 <= bytes.size();) {
    const std::size_t size = box_size(bytes, at);
    if (size < 8 || at + size > bytes.size()) break;
    const auto kind = std::string_view(bytes).substr(at + 4, 4);
    const bool of_head = kind == "ftyp" || kind == "moov";
    if (of_head == head && kind != "mfra") out.append(bytes, at, size);
    at += size;
  }
  if (!head) mend_times(out, 0, out.size());
  return out;
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return std::move(out).str();
}

}  // namespace

std::string Plan::name() const {
  std::string out = copy_video ? "copy" : std::to_string(height);
  out += audio_stream < 0 ? "-mute" : "-a" + std::to_string(audio_stream);
  if (audio_stream >= 0) out += copy_audio ? "-copy" : "-aac";
  return out;
}

std::optional<Plan> Plan::parse(std::string_view name) {
  const auto words = text::split(name, '-');
  if (words.size() < 2 || words.size() > 3) return std::nullopt;
  Plan out;
  out.copy_video = words[0] == "copy";
  if (!out.copy_video) {
    const auto known =
        std::find_if(heights.begin(), heights.end(), [&](int one) { return words[0] == std::to_string(one); });
    if (known == heights.end()) return std::nullopt;
    out.height = *known;
  }
  if (words[1] == "mute") return words.size() == 2 ? std::optional(out) : std::nullopt;
  if (words.size() != 3 || words[1].size() < 2 || words[1].size() > 3 || words[1][0] != 'a') return std::nullopt;
  const auto digits = words[1].substr(1);
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), out.audio_stream);
  if (failed != std::errc() || end != digits.data() + digits.size() || out.audio_stream < 0) return std::nullopt;
  out.copy_audio = words[2] == "copy";
  if (!out.copy_audio && words[2] != "aac") return std::nullopt;
  return out.name() == name ? std::optional(out) : std::nullopt;
}

Cuts cuts_at(const std::vector<std::int64_t>& keyframes, std::int64_t duration_ms) {
  Cuts out{0};
  for (const auto time : keyframes) {
    if (time - out.back() >= piece_ms && time < duration_ms) out.push_back(time);
  }
  out.push_back(std::max(duration_ms, out.back() + 1));
  return out;
}

Cuts even_cuts(std::int64_t duration_ms) {
  Cuts out;
  for (std::int64_t at = 0; at < duration_ms; at += piece_ms) out.push_back(at);
  // A last piece of a moment would be none.
  if (out.size() > 1 && duration_ms - out.back() < 500) out.pop_back();
  out.push_back(duration_ms);
  return out;
}

std::string playlist(const Cuts& cuts) {
  std::int64_t longest = 0;
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) longest = std::max(longest, cuts[i + 1] - cuts[i]);
  std::string out =
      "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-TARGETDURATION:" +
      std::to_string((longest + 999) / 1000) + "\n#EXT-X-MAP:URI=\"head.mp4\"\n";
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i)
    out += "#EXTINF:" + seconds(cuts[i + 1] - cuts[i]) + ",\n" + std::to_string(i) + ".m4s\n";
  return out + "#EXT-X-ENDLIST\n";
}

std::vector<std::string> conversion_arguments(const Plan& plan, const Cuts& cuts, std::size_t from, int source_height,
                                              bool hdr) {
  std::vector<std::string> out{"-nostdin",
                               "-hide_banner",
                               "-loglevel",
                               "error",
                               "-threads",
                               "2",
                               "-protocol_whitelist",
                               "file",
                               "-format_whitelist",
                               std::string(allowed_formats),
                               "-codec_whitelist",
                               std::string(allowed_codecs)};
  const auto add = [&](std::initializer_list<std::string> more) { out.insert(out.end(), more); };
  const auto start = cuts[from];
  // FFmpeg looks 3/23 s before the wanted time where pictures are out of order: a little more than that behind the cut,
  // its key frame is the one that is found.
  if (from > 0) add({"-ss", seconds(start + (plan.copy_video ? 140 : 0))});
  if (from > 0 && plan.copy_video) add({"-noaccurate_seek"});
  add({"-copyts", "-start_at_zero", "-i", "file:/proc/self/fd/0", "-map", "0:V:0"});
  if (plan.audio_stream >= 0) add({"-map", "0:" + std::to_string(plan.audio_stream)});
  add({"-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1"});
  if (plan.copy_video) {
    add({"-c:v", "copy"});
  } else {
    const int height = std::min(plan.height, source_height > 0 ? source_height : plan.height) / 2 * 2;
    const auto bits = std::string(most_bits(plan.height));
    add({"-c:v",
         "libx264",
         "-preset",
         "veryfast",
         "-crf",
         "23",
         "-maxrate",
         bits,
         "-bufsize",
         bits,
         "-profile:v",
         "high",
         "-pix_fmt",
         "yuv420p",
         "-vf",
         "scale=-2:" + std::to_string(height) + (hdr ? std::string(tone_mapping) : ""),
         "-threads:v",
         "2",
         "-sc_threshold",
         "0",
         "-force_key_frames",
         "expr:gte(t,n_forced*" + std::to_string(piece_ms / 1000) + ')'});
  }
  if (plan.audio_stream >= 0 && plan.copy_audio) add({"-c:a", "copy"});
  if (plan.audio_stream >= 0 && !plan.copy_audio) add({"-c:a", "aac", "-b:a", "160k", "-ac", "2", "-ar", "48000"});
  std::string times;
  for (std::size_t i = from + 1; i + 1 < cuts.size(); ++i) times += (times.empty() ? "" : ",") + seconds(cuts[i]);
  add({"-max_muxing_queue_size", "2048", "-avoid_negative_ts", "disabled", "-f", "segment", "-segment_format", "mp4",
       "-segment_format_options",
       "movflags=+frag_keyframe+empty_moov+default_base_moof+frag_discont+negative_cts_offsets:avoid_negative_ts=make_"
       "non_negative",
       "-segment_start_number", std::to_string(from)});
  // A piece that has no other behind it is not cut; the muxer needs one time all the same.
  add({"-segment_times", times.empty() ? "999999" : times, "%d.mp4"});
  return out;
}

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
    const std::lock_guard lock(mutex_);
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
  std::erase_if(jobs_, [&](const auto& entry) {
    if (!over(entry.first, now - entry.second->asked_at)) return false;
    left_.push_back(entry.second);
    return true;
  });
  if (!left_.empty()) changed_.notify_all();
}

std::shared_ptr<Conversions::Job> Conversions::job_of(const ViewingKey& key, const Plan& plan, const Source& source,
                                                      std::int64_t piece, std::unique_lock<std::mutex>& lock) {
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
  std::unique_lock lock(mutex_);
  job_of(key, plan, source, piece, lock);
}

std::string Conversions::piece(const ViewingKey& key, const Plan& plan, const Source& source, std::int64_t n) {
  std::unique_lock lock(mutex_);
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
      auto out = part_of(bytes, n < 0);
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
  std::unique_lock lock(mutex_);
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
