#include "features/playing/subtitle_service.hpp"

#include <algorithm>
#include <optional>

#include <unistd.h>

#include "base/error.hpp"
#include "base/number.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/playing/access.hpp"
#include "media/probe.hpp"
#include "media/subtitles.hpp"

namespace kinoteka::playing {
namespace {

// A file beside the film; `lower` is its name in small letters.
std::optional<std::string> read_beside(const media::Tools& tools, const UniqueFd& fd, const std::string& lower) {
  if (!lower.ends_with(".srt") && !lower.ends_with(".vtt")) return media::extract_webvtt(tools, fd, 0);
  std::string bytes(media::largest_subtitles, '\0');
  const auto got = pread(fd.get(), bytes.data(), bytes.size(), 0);
  bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return media::to_webvtt(bytes);
}

}  // namespace

std::vector<SubtitleChoice> choices_of(db::Session& session, std::int64_t file, const media::Info& info) {
  std::vector<SubtitleChoice> out;
  for (const auto& track : info.subtitles) {
    if (!track.text) continue;
    const auto name = 't' + std::to_string(track.index);
    out.push_back(
        {name, track.language, track.title, media_url(file, "subtitles/" + name), track.forced, false, track.chosen});
  }
  for (const auto& row : library::subtitles_of(session, file)) {
    const auto name = 'f' + std::to_string(row.id);
    out.push_back(
        {name, row.language, row.label, media_url(file, "subtitles/" + name), row.forced, row.hearing_impaired, false});
  }
  return out;
}

std::string Subtitles::text(const callers::Member& member, std::int64_t id, std::string_view name) const {
  const auto file = database_.read([&](db::Session& session) { return require_playable(session, member, id); });
  const auto none = not_found("There are no such subtitles for this film.");
  const auto number = name.size() > 1 ? whole_number(name.substr(1)) : -1;
  if (number < 0) throw none;
  if (name[0] == 't') {
    const auto info = info_of(file);
    const bool there = std::any_of(info.subtitles.begin(), info.subtitles.end(),
                                   [&](const auto& track) { return track.index == number && track.text; });
    const auto fd = there ? library::open_file(file) : UniqueFd();
    if (!fd) throw none;
    if (auto text = media::extract_webvtt(tools_, fd, static_cast<int>(number))) return std::move(*text);
    throw Error(Code::conflict, "These subtitles cannot be read.", {}, Reason::subtitles_unreadable);
  }
  if (name[0] != 'f') throw none;
  const auto rows = database_.read([&](db::Session& session) { return library::subtitles_of(session, id); });
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& one) { return one.id == number; });
  if (row == rows.end()) throw none;
  if (!row->text.empty()) return row->text;
  const auto fd = library::open_beside(file, row->path);
  if (!fd) throw none;
  auto text = read_beside(tools_, fd, text::to_lower(row->path));
  if (!text) throw Error(Code::conflict, "These subtitles cannot be read.", {}, Reason::subtitles_unreadable);
  return std::move(*text);
}

SubtitleChoice Subtitles::add(const callers::Editor& editor, std::int64_t id, const std::string& bytes,
                              const std::string& language, const std::string& label) {
  static_cast<void>(database_.read([&](db::Session& session) { return require_playable(session, editor, id); }));
  auto text = media::to_webvtt(bytes);
  if (!text)
    throw invalid(
        {{"file", "must be subtitles: SubRip (.srt) or WebVTT (.vtt), at most 4 MB", Reason::subtitles_expected}});
  library::SubtitleFile row;
  row.file = id;
  row.language = language;
  row.label = label;
  row.text = std::move(*text);
  const auto made = database_.write([&](db::Tx& tx) { return library::add_subtitles(tx, row, editor.id(), now_ms()); });
  const auto name = 'f' + std::to_string(made);
  return {name, language, label, media_url(id, "subtitles/" + name), false, false, false};
}

void Subtitles::remove(const callers::Editor& editor, std::int64_t id, std::int64_t subtitle) {
  static_cast<void>(database_.read([&](db::Session& session) { return require_playable(session, editor, id); }));
  database_.write([&](db::Tx& tx) {
    const auto rows = library::subtitles_of(tx, id);
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& one) { return one.id == subtitle; });
    if (row == rows.end()) throw not_found("There are no such subtitles for this film.");
    if (!row->path.empty())
      throw Error(Code::conflict, "These subtitles lie beside the film: remove their file there.", {},
                  Reason::subtitles_beside_film);
    library::remove_subtitles(tx, id, subtitle);
  });
}

}  // namespace kinoteka::playing
