#include "features/playing/copies_service.hpp"

#include <optional>
#include <string>

#include "features/accounts/face.hpp"
#include "features/library/face.hpp"
#include "features/playing/play_store.hpp"
#include "json/decode.hpp"
#include "media/fault.hpp"

namespace kinoteka::playing {
namespace {

PlayPart part_of(db::Session& session, std::int64_t user, const library::FilmFile& file) {
  PlayPart part;
  part.id = file.id;
  part.part = file.part;
  part.duration_ms = file.duration_ms;
  if (const auto position = play_store::position(session, user, file.id)) {
    part.position_ms = position->position_ms;
    part.finished = position->finished;
  }
  part.fault = json::enum_value<media::Fault>(file.broken);
  if (part.fault) part.broken = media::sentence_of(*part.fault);
  return part;
}

// What its first part says of a whole copy.
void describe(Version& version, const library::FilmFile& file) {
  version.edition = file.edition;
  const auto info = json::decode<media::Info>(file.info, json::Unknown::ignore);
  if (!info.video.empty()) {
    version.height = info.video.front().height;
    version.video_codec = info.video.front().codec;
    version.hdr = info.video.front().hdr;
  }
  for (const auto& track : info.audio)
    if (!track.language.empty()) version.languages.push_back(track.language);
}

Extra extra_of(const library::FilmFile& file) {
  const auto slash = file.path.rfind('/');
  return {file.id, library::shown_path(file.path.substr(slash == std::string::npos ? 0 : slash + 1)), file.duration_ms};
}

}  // namespace

MovieFiles Copies::files_of(const callers::Member& member, std::int64_t movie) const {
  return database_.read([&](db::Session& session) {
    catalogue::require_movie(session, movie);
    MovieFiles out;
    out.may_play = accounts::may_play(session, member);
    if (!out.may_play) return out;
    std::string stack;
    for (const auto& file : library::files_of_movie(session, movie)) {
      if (file.kind == "extra") {
        out.extras.push_back(extra_of(file));
        continue;
      }
      const auto key = std::to_string(file.folder) + ':' + file.stack;
      if (file.part == 0 || key != stack || out.versions.empty()) out.versions.emplace_back();
      stack = file.part == 0 ? "" : key;
      auto& version = out.versions.back();
      version.parts.push_back(part_of(session, member.id(), file));
      version.bytes += file.size;
      version.duration_ms += file.duration_ms;
      if (!file.info.empty() && version.parts.size() == 1) describe(version, file);
    }
    return out;
  });
}

std::vector<std::int32_t> Copies::playable(const callers::Member& member,
                                           const std::vector<std::int32_t>& movies) const {
  return database_.read([&](db::Session& session) {
    return accounts::may_play(session, member) ? library::playable(session, movies) : std::vector<std::int32_t>();
  });
}

std::vector<std::int32_t> Copies::movies(const callers::Member& member) const {
  return database_.read([&](db::Session& session) {
    return accounts::may_play(session, member) ? library::movies_with_files(session) : std::vector<std::int32_t>();
  });
}

std::vector<json::Encoded<catalogue::MovieCard>> Copies::cards(const std::vector<std::int32_t>& movies) const {
  return database_.read([&](db::Session& session) { return catalogue::ordered_cards(session, movies); });
}

}  // namespace kinoteka::playing
