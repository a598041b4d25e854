#include "features/playing/playback_service.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/number.hpp"
#include "features/playing/access.hpp"
#include "features/playing/decision.hpp"
#include "features/playing/play_store.hpp"
#include "features/playing/subtitle_service.hpp"
#include "media/probe.hpp"

namespace kinoteka::playing {
namespace {

constexpr std::size_t kept_cuts = 32;

}  // namespace

PlaybackService::PlaybackService(db::Database& database, const Settings& settings)
    : database_(database),
      settings_(settings),
      conversions_(settings.tools, settings.data + "/conversions", settings.transcodes) {}

library::FilmFile PlaybackService::place(const callers::Member& member, std::int64_t file) const {
  return database_.read([&](db::Session& session) { return require_playable(session, member, file); });
}

PlayItem PlaybackService::item(const callers::Member& member, std::int64_t id) const {
  const auto file = place(member, id);
  const auto info = info_of(file);
  return database_.read([&](db::Session& session) {
    PlayItem out;
    out.id = file.id;
    out.movie_id = file.movie;
    out.title = file.title;
    out.part = file.part;
    out.duration_ms = file.duration_ms;
    if (const auto position = play_store::position(session, member.id(), id); position && !position->finished)
      out.position_ms = position->position_ms;
    if (file.movie && file.part > 0) {
      for (const auto& other : library::files_of_movie(session, *file.movie)) {
        if (other.stack == file.stack && other.folder == file.folder && other.part == file.part + 1)
          out.next_id = other.id;
      }
    }
    out.audio = info.audio;
    out.chapters = info.chapters;
    out.subtitles = choices_of(session, id, info);
    for (const int height : {1080, 720, 480, 360}) {
      if (settings_.transcodes > 0 && !info.video.empty() && height <= info.video.front().height + 100)
        out.heights.push_back(height);
    }
    return out;
  });
}

Playback PlaybackService::playback(const callers::Member& member, std::int64_t id, const Abilities& abilities) {
  const auto file = place(member, id);
  const auto decision = decide(info_of(file), file.path, abilities, [&] { return keyframe_cuts(file).size() > 1; });
  Playback out{decision.mode, media_url(id, "stream"), decision.audio, decision.height, decision.why};
  if (out.mode == PlayMode::direct) return out;
  out.url = media_url(id, "hls/" + decision.plan.name() + "/index.m3u8");
  const auto position = abilities.position_ms ? std::int64_t(*abilities.position_ms) : 0;
  conversions_.begin({member.id(), id, decision.plan.name()}, decision.plan, source_of(file, decision.plan), position);
  return out;
}

// Reading a film through for its key frames takes a while: once for each film that is played.
media::Cuts PlaybackService::keyframe_cuts(const library::FilmFile& file) {
  {
    const Lock lock(mutex_);
    for (const auto& known : cuts_)
      if (known.file == file.id && known.modified_at == file.modified_at) return known.cuts;
  }
  const auto fd = library::open_file(file);
  if (!fd) throw no_file();
  const auto times = media::keyframes(settings_.tools, fd);
  auto cuts = times.empty() ? media::Cuts() : media::cuts_at(times, file.duration_ms);
  const Lock lock(mutex_);
  std::erase_if(cuts_, [&](const KnownCuts& known) { return known.file == file.id; });
  if (cuts_.size() >= kept_cuts) cuts_.erase(cuts_.begin());
  cuts_.push_back({file.id, file.modified_at, cuts});
  return cuts;
}

media::Plan PlaybackService::plan_of(const library::FilmFile& file, std::string_view name) const {
  const auto plan = media::Plan::parse(name);
  const auto info = info_of(file);
  const bool has_audio =
      plan && (plan->audio_stream < 0 || std::any_of(info.audio.begin(), info.audio.end(), [&](const auto& track) {
                 return track.index == plan->audio_stream;
               }));
  if (!has_audio || (plan->copy_video && !fits_mp4(info.video.front().codec)))
    throw not_found("There is no such form of this film.");
  return *plan;
}

media::Conversions::Source PlaybackService::source_of(const library::FilmFile& file, const media::Plan& plan) {
  media::Conversions::Source out;
  out.open = [file] { return library::open_file(file); };
  out.cuts = plan.copy_video ? keyframe_cuts(file) : media::even_cuts(file.duration_ms);
  if (out.cuts.size() < 2)
    throw Error(Code::conflict, "This film cannot be cut into pieces without encoding it anew.", {},
                Reason::film_broken);
  const auto info = info_of(file);
  out.height = static_cast<int>(info.video.front().height);
  out.hdr = !info.video.front().hdr.empty();
  return out;
}

std::string PlaybackService::playlist(const callers::Member& member, std::int64_t id, std::string_view name) {
  const auto file = place(member, id);
  return media::playlist(source_of(file, plan_of(file, name)).cuts);
}

std::string PlaybackService::piece(const callers::Member& member, std::int64_t id, std::string_view plan_name,
                                   std::string_view name) {
  const auto file = place(member, id);
  const auto plan = plan_of(file, plan_name);
  std::int64_t number = -1;
  if (name != "head.mp4") {
    number = name.ends_with(".m4s") ? whole_number(name.substr(0, name.size() - 4)) : -1;
    if (number < 0) throw not_found("There is no such piece of this film.");
  }
  return conversions_.piece({member.id(), id, plan.name()}, plan, source_of(file, plan), number);
}

FilmStream PlaybackService::stream(const callers::Member& member, std::int64_t id) const {
  return open_stream(place(member, id));
}

}  // namespace kinoteka::playing
