#include "features/playing/position_service.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "base/error.hpp"
#include "base/time.hpp"
#include "features/accounts/face.hpp"
#include "features/diary/face.hpp"
#include "features/playing/access.hpp"
#include "features/playing/play_store.hpp"

namespace kinoteka::playing {
namespace {

constexpr std::int64_t begun_ms = 15'000;  // less is no beginning

}  // namespace

PositionSaved Positions::save(const callers::Member& member, std::int64_t id, std::int64_t position_ms) {
  const auto file = database_.read([&](db::Session& session) { return require_playable(session, member, id); });
  PositionSaved out;
  out.position_ms = file.duration_ms > 0 ? std::min(position_ms, file.duration_ms) : position_ms;
  out.finished = file.duration_ms > 0 && out.position_ms * 10 >= file.duration_ms * 9;
  std::optional<std::int64_t> watched;
  database_.write([&](db::Tx& tx) {
    out.logged = false;
    const bool now_finished = play_store::save_position(tx, member.id(), id, out.position_ms, out.finished, now_ms());
    if (!now_finished || !file.movie || file.kind != "movie") return;
    if (file.part > 0) {
      for (const auto& other : library::files_of_movie(tx, *file.movie))
        if (other.stack == file.stack && other.part > file.part) return;  // the film goes on
    }
    diary::ViewingDraft viewing;
    viewing.watched_on = {diary::today()};
    viewing.place = std::string("Kinoteka");
    out.logged = diary::log_viewing(tx, numbers_, member.id(), *file.movie, viewing, true).has_value();
  });
  return out;
}

void Positions::forget(const callers::Member& member, std::int64_t id) {
  database_.write([&](db::Tx& tx) { play_store::remove_position(tx, member.id(), id); });
}

std::vector<ContinueLine> Positions::open_films(const callers::Member& member) const {
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

}  // namespace kinoteka::playing
