#include "features/library/playback_service.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include <sys/stat.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/accounts/face.hpp"
#include "features/diary/face.hpp"
#include "features/library/play_access.hpp"
#include "features/library/play_store.hpp"
#include "features/library/stored_path.hpp"
#include "json/decode.hpp"
#include "media/probe.hpp"
#include "media/root.hpp"
#include "media/subtitles.hpp"
#include "security/tokens.hpp"

namespace kinoteka::library {
namespace {

constexpr std::size_t kept_cuts = 32;
constexpr std::int64_t most_links = 50;
constexpr std::int64_t begun_ms = 15'000;  // less is no beginning

media::Info info_of(const file_store::Place& place) {
  if (const auto fault = json::enum_value<media::Fault>(place.broken))
    throw Error(Code::conflict, "This film cannot be played. " + std::string(media::sentence_of(*fault)), {},
                Reason::film_broken);
  if (place.info.empty())
    throw Error(Code::unavailable, "This film has only just been found. Try again in a moment.", {},
                Reason::film_just_found);
  return json::decode<media::Info>(place.info, json::Unknown::ignore);
}

UniqueFd open_file(const file_store::Place& place) {
  const auto root = media::Root::open(path_bytes(place.folder_path));
  if (!root) return {};
  return root->open_file(path_bytes(place.path));
}

std::string_view content_type(std::string_view path) {
  const auto dot = path.rfind('.');
  const auto suffix = dot == std::string_view::npos ? "" : text::to_lower(path.substr(dot + 1));
  if (suffix == "mp4" || suffix == "m4v") return "video/mp4";
  if (suffix == "webm") return "video/webm";
  if (suffix == "mkv" || suffix == "mk3d") return "video/x-matroska";
  if (suffix == "avi" || suffix == "divx") return "video/x-msvideo";
  if (suffix == "mov") return "video/quicktime";
  if (suffix == "ts" || suffix == "m2ts" || suffix == "mts") return "video/mp2t";
  if (suffix == "mpg" || suffix == "mpeg" || suffix == "vob") return "video/mpeg";
  if (suffix == "ogv") return "video/ogg";
  return "application/octet-stream";
}

http::Response send_file(const file_store::Place& place) {
  auto fd = open_file(place);
  struct stat found {};
  if (!fd || fstat(fd.get(), &found) != 0) throw no_file();
  http::Response response;
  response.content_type = content_type(place.path);
  const auto modified = found.st_mtim.tv_sec * 1000 + found.st_mtim.tv_nsec / 1'000'000;
  response.file = std::make_shared<const http::FileBody>(fd.release(), found.st_size, modified);
  // A film's bytes may be anything: they are a video, whatever they look like, and no page.
  response.headers.emplace_back("Content-Disposition", "inline");
  response.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  return response;
}

std::optional<PlayCodec> codec_of(const std::string& name) { return json::enum_value<PlayCodec>(name); }

bool has_container(const Abilities& abilities, PlayContainer one) {
  return std::find(abilities.containers.begin(), abilities.containers.end(), one) != abilities.containers.end();
}
bool has_codec(const Abilities& abilities, const std::string& name) {
  const auto codec = codec_of(name);
  return codec && std::find(abilities.codecs.begin(), abilities.codecs.end(), *codec) != abilities.codecs.end();
}

// What a browser would need to take the file as it is. Matroska is WebM only with WebM's own codecs.
std::optional<PlayContainer> container_of(const media::Info& info, std::string_view path) {
  const auto lower = text::to_lower(path);
  if (info.container.starts_with("mov") &&
      (lower.ends_with(".mp4") || lower.ends_with(".m4v") || lower.ends_with(".mov")))
    return PlayContainer::mp4;
  return info.container.starts_with("matroska") && lower.ends_with(".webm") ? std::optional(PlayContainer::webm)
                                                                            : std::nullopt;
}

// Browsers play eight bits of a picture, and ten of HEVC, VP9 and AV1; of H.264 only the usual form.
bool has_usual_pixels(const media::VideoTrack& video) {
  if (video.codec == "h264") return video.pixels == "yuv420p" || video.pixels == "yuvj420p";
  return video.pixels == "yuv420p" || video.pixels == "yuvj420p" || video.pixels == "yuv420p10le";
}

// What may be put into fragmented MP4 as it is.
bool fits_mp4(const std::string& video_codec) {
  return video_codec == "h264" || video_codec == "hevc" || video_codec == "av1" || video_codec == "vp9";
}

const media::AudioTrack* chosen_audio(const media::Info& info, std::optional<std::int64_t> wanted) {
  if (info.audio.empty()) return nullptr;
  if (wanted) {
    for (const auto& track : info.audio)
      if (track.index == *wanted) return &track;
    throw invalid({{"audio", "is no audio track of this film"}});
  }
  for (const auto& track : info.audio)
    if (track.chosen) return &track;
  return &info.audio.front();
}

int fitting_height(std::int64_t wanted, std::int64_t source) {
  const auto most = wanted > 0 ? std::min(wanted, source > 0 ? source : wanted) : source;
  return most > 800 ? 1080 : most > 560 ? 720 : most > 400 ? 480 : 360;
}

std::int64_t number_of(std::string_view digits) {
  std::int64_t out = -1;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
  return failed == std::errc() && end == digits.data() + digits.size() && out >= 0 ? out : -1;
}

std::string media_url(std::int64_t file, const std::string& rest) {
  return "/api/media/" + std::to_string(file) + '/' + rest;
}

Error no_link() {
  return not_found("This link has ended. Ask whoever gave it to you for a new one.", Reason::link_ended);
}

// A link that has not ended, of somebody who may still play.
play_store::LinkRow good_link(db::Session& session, const std::string& token) {
  auto found = play_store::find_link(session, security::token_hash(token), now_ms());
  if (!found || !accounts::may_still_play(session, found->user)) throw no_link();
  return std::move(*found);
}

StreamLink shown(const play_store::LinkRow& row) {
  StreamLink out;
  out.id = row.id;
  out.media_id = row.file;
  out.title = row.title;
  out.created_at = rfc3339(row.created_at);
  out.expires_at = rfc3339(row.expires_at);
  if (row.used_at > 0) out.used_at = rfc3339(row.used_at);
  return out;
}

}  // namespace

std::int64_t end_links(db::Tx& tx, std::int64_t user) { return play_store::remove_links(tx, user); }

PlaybackService::PlaybackService(db::Database& database, const catalogue::Numbers& numbers, const Settings& settings,
                                 std::string own_address)
    : database_(database),
      numbers_(numbers),
      settings_(settings),
      own_address_(std::move(own_address)),
      conversions_(settings.tools, settings.data + "/conversions", settings.transcodes) {}

file_store::Place PlaybackService::place(const http::Member& member, std::int64_t file) const {
  return database_.read([&](db::Session& session) { return require_playable(session, member, file); });
}

MovieFiles PlaybackService::files_of(const http::Member& member, std::int64_t movie) const {
  return database_.read([&](db::Session& session) {
    catalogue::require_movie(session, movie);
    MovieFiles out;
    out.may_play = accounts::may_play(session, member);
    if (!out.may_play) return out;
    std::string stack;
    for (const auto& file : file_store::of_movie(session, movie)) {
      if (file.kind == "extra") {
        const auto slash = file.path.rfind('/');
        out.extras.push_back(
            {file.id, shown_path(file.path.substr(slash == std::string::npos ? 0 : slash + 1)), file.duration_ms});
        continue;
      }
      const auto key = std::to_string(file.folder) + ':' + file.stack;
      if (file.part == 0 || key != stack || out.versions.empty()) out.versions.emplace_back();
      stack = file.part == 0 ? "" : key;
      auto& version = out.versions.back();
      const auto position = play_store::position(session, member.id(), file.id);
      PlayPart part;
      part.id = file.id;
      part.part = file.part;
      part.duration_ms = file.duration_ms;
      if (position) {
        part.position_ms = position->position_ms;
        part.finished = position->finished;
      }
      part.fault = json::enum_value<media::Fault>(file.broken);
      if (part.fault) part.broken = media::sentence_of(*part.fault);
      version.parts.push_back(std::move(part));
      version.bytes += file.size;
      version.duration_ms += file.duration_ms;
      if (file.info.empty() || version.parts.size() > 1) continue;
      version.edition = file.edition;
      const auto info = json::decode<media::Info>(file.info, json::Unknown::ignore);
      if (!info.video.empty()) {
        version.height = info.video.front().height;
        version.video_codec = info.video.front().codec;
        version.hdr = info.video.front().hdr;
      }
      for (const auto& track : info.audio) {
        if (!track.language.empty()) version.languages.push_back(track.language);
      }
    }
    return out;
  });
}

std::vector<std::int32_t> PlaybackService::playable(const http::Member& member,
                                                    const std::vector<std::int32_t>& movies) const {
  return database_.read([&](db::Session& session) {
    return accounts::may_play(session, member) ? file_store::playable(session, movies) : std::vector<std::int32_t>();
  });
}

std::vector<std::int32_t> PlaybackService::movies(const http::Member& member) const {
  return database_.read([&](db::Session& session) {
    return accounts::may_play(session, member) ? file_store::movies_with_files(session) : std::vector<std::int32_t>();
  });
}

std::vector<json::Encoded<catalogue::MovieCard>> PlaybackService::cards(const std::vector<std::int32_t>& movies) const {
  return database_.read([&](db::Session& session) { return catalogue::ordered_cards(session, movies); });
}

PlayItem PlaybackService::item(const http::Member& member, std::int64_t id) const {
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
      for (const auto& other : file_store::of_movie(session, *file.movie)) {
        if (other.stack == file.stack && other.folder == file.folder && other.part == file.part + 1)
          out.next_id = other.id;
      }
    }
    out.audio = info.audio;
    out.chapters = info.chapters;
    for (const auto& track : info.subtitles) {
      if (!track.text) continue;
      const auto name = 't' + std::to_string(track.index);
      out.subtitles.push_back(
          {name, track.language, track.title, media_url(id, "subtitles/" + name), track.forced, false, track.chosen});
    }
    for (const auto& row : file_store::subtitles(session, id)) {
      const auto name = 'f' + std::to_string(row.id);
      out.subtitles.push_back(
          {name, row.language, row.label, media_url(id, "subtitles/" + name), row.forced, row.hearing_impaired, false});
    }
    for (const int height : {1080, 720, 480, 360}) {
      if (settings_.transcodes > 0 && !info.video.empty() && height <= info.video.front().height + 100)
        out.heights.push_back(height);
    }
    return out;
  });
}

Playback PlaybackService::playback(const http::Member& member, std::int64_t id, const Abilities& abilities) {
  const auto file = place(member, id);
  const auto info = info_of(file);
  const auto& video = info.video.front();
  const auto wanted_audio = abilities.audio ? std::optional<std::int64_t>(*abilities.audio) : std::nullopt;
  const auto* audio = chosen_audio(info, wanted_audio);
  const std::int64_t wanted_height = abilities.height ? std::int64_t(*abilities.height) : 0;
  const bool smaller = wanted_height > 0 && wanted_height + 100 < video.height;
  const bool picture = has_codec(abilities, video.codec) && has_usual_pixels(video);
  const bool sound = audio == nullptr || has_codec(abilities, audio->codec);
  const auto container = container_of(info, file.path);
  // A browser plays the first track of a file, and cannot be told another.
  const bool first_track = audio == nullptr || audio == &info.audio.front();

  Playback out;
  out.audio = audio == nullptr ? -1 : audio->index;
  out.height = video.height;
  if (container && has_container(abilities, *container) && picture && sound && first_track && !smaller) {
    out.url = media_url(id, "stream");
    return out;
  }
  media::Plan plan;
  plan.audio_stream = audio == nullptr ? -1 : static_cast<int>(audio->index);
  plan.copy_audio = audio != nullptr && sound &&
                    (audio->codec == "aac" || audio->codec == "mp3" || audio->codec == "ac3" ||
                     audio->codec == "eac3" || audio->codec == "flac" || audio->codec == "opus");
  plan.copy_video = picture && !smaller && fits_mp4(video.codec) && keyframe_cuts(file).size() > 1;
  if (!plan.copy_video) {
    plan.height = fitting_height(wanted_height, video.height);
    plan.copy_audio = plan.copy_audio && audio->codec == "aac";
  }
  out.mode = plan.copy_video ? PlayMode::remux : PlayMode::transcode;
  if (!plan.copy_video) out.height = plan.height;
  out.why = smaller    ? "A smaller picture was asked for."
            : !picture ? "This browser does not play " + video.codec + " as it is here."
            : !sound   ? "This browser does not play the sound (" + audio->codec + ")."
            : !container || !has_container(abilities, *container) ? "This browser does not open this kind of file."
                                                                  : "Another audio track was chosen.";
  out.url = media_url(id, "hls/" + plan.name() + "/index.m3u8");
  const auto position = abilities.position_ms ? std::int64_t(*abilities.position_ms) : 0;
  conversions_.begin({member.id(), id, plan.name()}, plan, source_of(file, plan), position);
  return out;
}

// Reading a film through for its key frames takes a while: once for each film that is played.
media::Cuts PlaybackService::keyframe_cuts(const file_store::Place& file) {
  {
    const std::lock_guard lock(mutex_);
    for (const auto& known : cuts_)
      if (known.file == file.id && known.modified_at == file.modified_at) return known.cuts;
  }
  const auto fd = open_file(file);
  if (!fd) throw no_file();
  const auto times = media::keyframes(settings_.tools, fd);
  auto cuts = times.empty() ? media::Cuts() : media::cuts_at(times, file.duration_ms);
  const std::lock_guard lock(mutex_);
  std::erase_if(cuts_, [&](const Known& known) { return known.file == file.id; });
  if (cuts_.size() >= kept_cuts) cuts_.erase(cuts_.begin());
  cuts_.push_back({file.id, file.modified_at, cuts});
  return cuts;
}

media::Plan PlaybackService::plan_of(const file_store::Place& file, std::string_view name) const {
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

media::Conversions::Source PlaybackService::source_of(const file_store::Place& file, const media::Plan& plan) {
  media::Conversions::Source out;
  out.open = [file] { return open_file(file); };
  out.cuts = plan.copy_video ? keyframe_cuts(file) : media::even_cuts(file.duration_ms);
  if (out.cuts.size() < 2)
    throw Error(Code::conflict, "This film cannot be cut into pieces without encoding it anew.", {},
                Reason::film_broken);
  const auto info = info_of(file);
  out.height = static_cast<int>(info.video.front().height);
  out.hdr = !info.video.front().hdr.empty();
  return out;
}

std::string PlaybackService::playlist(const http::Member& member, std::int64_t id, std::string_view name) {
  const auto file = place(member, id);
  return media::playlist(source_of(file, plan_of(file, name)).cuts);
}

std::string PlaybackService::piece(const http::Member& member, std::int64_t id, std::string_view plan_name,
                                   std::string_view name) {
  const auto file = place(member, id);
  const auto plan = plan_of(file, plan_name);
  std::int64_t number = -1;
  if (name != "head.mp4") {
    number = name.ends_with(".m4s") ? number_of(name.substr(0, name.size() - 4)) : -1;
    if (number < 0) throw not_found("There is no such piece of this film.");
  }
  return conversions_.piece({member.id(), id, plan.name()}, plan, source_of(file, plan), number);
}

http::Response PlaybackService::stream(const http::Member& member, std::int64_t id) const {
  return send_file(place(member, id));
}

std::string PlaybackService::subtitles(const http::Member& member, std::int64_t id, std::string_view name) const {
  const auto file = place(member, id);
  const auto none = not_found("There are no such subtitles for this film.");
  const auto number = name.size() > 1 ? number_of(name.substr(1)) : -1;
  if (number < 0) throw none;
  if (name[0] == 't') {
    const auto info = info_of(file);
    const bool there = std::any_of(info.subtitles.begin(), info.subtitles.end(),
                                   [&](const auto& track) { return track.index == number && track.text; });
    const auto fd = there ? open_file(file) : UniqueFd();
    if (!fd) throw none;
    if (auto text = media::extract_webvtt(settings_.tools, fd, static_cast<int>(number))) return std::move(*text);
    throw Error(Code::conflict, "These subtitles cannot be read.", {}, Reason::subtitles_unreadable);
  }
  if (name[0] != 'f') throw none;
  const auto rows = database_.read([&](db::Session& session) { return file_store::subtitles(session, id); });
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& one) { return one.id == number; });
  if (row == rows.end()) throw none;
  if (!row->text.empty()) return row->text;
  const auto root = media::Root::open(path_bytes(file.folder_path));
  const auto fd = root ? root->open_file(path_bytes(row->path)) : UniqueFd();
  if (!fd) throw none;
  const auto lower = text::to_lower(row->path);
  std::optional<std::string> text;
  if (lower.ends_with(".srt") || lower.ends_with(".vtt")) {
    std::string bytes(media::largest_subtitles, '\0');
    const auto got = pread(fd.get(), bytes.data(), bytes.size(), 0);
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    text = media::to_webvtt(bytes);
  } else {
    text = media::extract_webvtt(settings_.tools, fd, 0);
  }
  if (!text) throw Error(Code::conflict, "These subtitles cannot be read.", {}, Reason::subtitles_unreadable);
  return std::move(*text);
}

SubtitleChoice PlaybackService::add_subtitles(const http::Editor& editor, std::int64_t id, const std::string& bytes,
                                              const std::string& language, const std::string& label) {
  static_cast<void>(place(editor, id));
  auto text = media::to_webvtt(bytes);
  if (!text)
    throw invalid(
        {{"file", "must be subtitles: SubRip (.srt) or WebVTT (.vtt), at most 4 MB", Reason::subtitles_expected}});
  file_store::SubtitleRow row;
  row.file = id;
  row.language = language;
  row.label = label;
  row.text = std::move(*text);
  const auto made =
      database_.write([&](db::Tx& tx) { return file_store::add_subtitle(tx, row, editor.id(), now_ms()); });
  const auto name = 'f' + std::to_string(made);
  return {name, language, label, media_url(id, "subtitles/" + name), false, false, false};
}

void PlaybackService::remove_subtitles(const http::Editor& editor, std::int64_t id, std::int64_t subtitle) {
  static_cast<void>(place(editor, id));
  database_.write([&](db::Tx& tx) {
    const auto rows = file_store::subtitles(tx, id);
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& one) { return one.id == subtitle; });
    if (row == rows.end()) throw not_found("There are no such subtitles for this film.");
    if (!row->path.empty())
      throw Error(Code::conflict, "These subtitles lie beside the film: remove their file there.", {},
                  Reason::subtitles_beside_film);
    file_store::remove_subtitle(tx, id, subtitle);
  });
}

PositionSaved PlaybackService::save_position(const http::Member& member, std::int64_t id, std::int64_t position_ms) {
  const auto file = place(member, id);
  PositionSaved out;
  out.position_ms = file.duration_ms > 0 ? std::min(position_ms, file.duration_ms) : position_ms;
  out.finished = file.duration_ms > 0 && out.position_ms * 10 >= file.duration_ms * 9;
  std::optional<std::int64_t> watched;
  database_.write([&](db::Tx& tx) {
    out.logged = false;
    const bool now_finished = play_store::save_position(tx, member.id(), id, out.position_ms, out.finished, now_ms());
    if (!now_finished || !file.movie || file.kind != "movie") return;
    if (file.part > 0) {
      for (const auto& other : file_store::of_movie(tx, *file.movie))
        if (other.stack == file.stack && other.part > file.part) return;  // the film goes on
    }
    diary::ViewingDraft viewing;
    viewing.watched_on = {diary::today()};
    viewing.place = std::string("Kinoteka");
    out.logged = diary::log_viewing(tx, numbers_, member.id(), *file.movie, viewing, true).has_value();
  });
  return out;
}

void PlaybackService::forget_position(const http::Member& member, std::int64_t id) {
  database_.write([&](db::Tx& tx) { play_store::remove_position(tx, member.id(), id); });
}

std::vector<ContinueLine> PlaybackService::open_films(const http::Member& member) const {
  return database_.read([&](db::Session& session) {
    std::vector<ContinueLine> out;
    if (!accounts::may_play(session, member)) return out;
    const auto open = play_store::open_films(session, member.id(), 40);
    std::vector<std::int32_t> movies;
    for (const auto& one : open) movies.push_back(static_cast<std::int32_t>(one.movie));
    const auto cards = catalogue::cards(session, movies);
    std::set<std::int64_t> shown_already;  // of a film in several files the one watched last
    for (const auto& one : open) {
      const auto card = cards.find(one.movie);
      if (card == cards.end() || one.position_ms < begun_ms || !shown_already.insert(one.movie).second) continue;
      out.push_back({card->second, one.file, one.part, one.position_ms, one.duration_ms, rfc3339(one.updated_at)});
      if (out.size() == 20) break;
    }
    return out;
  });
}

CreatedStreamLink PlaybackService::add_link(const http::Member& member, std::int64_t id, std::int64_t hours) {
  const auto file = place(member, id);
  const auto token = security::random_token();
  CreatedStreamLink out;
  database_.write([&](db::Tx& tx) {
    const auto now = now_ms();
    accounts::hold(tx, member.id());
    if (static_cast<std::int64_t>(play_store::links(tx, member.id(), now).size()) >= most_links)
      throw Error(Code::conflict, "You have as many links as there may be: end some in your settings.", {},
                  Reason::too_many_links);
    play_store::LinkRow row;
    row.file = id;
    row.title = file.title;
    row.created_at = now;
    row.expires_at = now + hours * hour_ms;
    row.id = play_store::add_link(tx, member.id(), id, security::token_hash(token), now, row.expires_at);
    static_cast<StreamLink&>(out) = shown(row);
  });
  out.url = own_address_ + "/api/play?token=" + token;
  out.playlist = own_address_ + "/api/play.m3u?token=" + token;
  return out;
}

std::vector<StreamLink> PlaybackService::links(const http::Member& member) const {
  return database_.read([&](db::Session& session) {
    std::vector<StreamLink> out;
    for (const auto& row : play_store::links(session, member.id(), now_ms())) out.push_back(shown(row));
    return out;
  });
}

void PlaybackService::remove_link(const http::Member& member, std::int64_t id) {
  database_.write([&](db::Tx& tx) {
    if (!play_store::remove_link(tx, member.id(), id)) throw not_found("There is no link with this id.");
  });
}

http::Response PlaybackService::linked_stream(const std::string& token) {
  const auto now = now_ms();
  const auto [link, file] = database_.read([&](db::Session& session) {
    auto found = good_link(session, token);
    auto at = file_store::place(session, found.file);
    if (!at || at->missing_at > 0) throw no_link();
    return std::pair(std::move(found), std::move(*at));
  });
  if (now - link.used_at > 60'000) database_.write([&](db::Tx& tx) { play_store::touch_link(tx, link.id, now); });
  return send_file(file);
}

http::Response PlaybackService::linked_playlist(const std::string& token) {
  const auto link = database_.read([&](db::Session& session) { return good_link(session, token); });
  std::string title;
  for (const char c : link.title) title += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  http::Response response;
  response.content_type = "audio/x-mpegurl; charset=utf-8";
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"film.m3u\"");
  response.body = "#EXTM3U\n#EXTINF:-1," + title + '\n' + own_address_ + "/api/play?token=" + token + '\n';
  return response;
}

void PlaybackService::tidy() {
  database_.write([](db::Tx& tx) { play_store::forget_old_links(tx, now_ms()); });
}

}  // namespace kinoteka::library
