// The work of service.hpp that is done in the background: films asked for again.
#include "base/error.hpp"
#include "base/time.hpp"
#include "features/intake/face.hpp"
#include "features/metadata/service.hpp"
#include "telemetry/log.hpp"

namespace kinoteka::metadata {
namespace {

constexpr int patience = 5;  // failures in a row, and the job tries again later

}  // namespace

void Service::run_refresh(jobs::Running& running) {
  // What was asked for since this job was asked for is done already: a restart goes on.
  const auto films = database_.read(
      [&](db::Session& session) { return intake::oldest(session, running.job().created_at, most_refreshed); });
  std::int64_t done = 0, changed = 0, unknown = 0, failed = 0;
  const auto tell = [&] {
    return "{\"movies\":" + std::to_string(films.size()) + ",\"done\":" + std::to_string(done) +
           ",\"changed\":" + std::to_string(changed) + ",\"unknown\":" + std::to_string(unknown) +
           ",\"failed\":" + std::to_string(failed) + '}';
  };
  int failures = 0;
  for (const auto movie : films) {
    running.step(tell);
    try {
      const auto outcome = refresh_movie(std::nullopt, movie);
      failures = 0;
      if (outcome == Refreshed::changed) ++changed;
      if (outcome == Refreshed::unknown) {
        ++unknown;
        quiet_.write([&](db::Tx& tx) { intake::mark_asked(tx, movie, now_ms()); });
      }
    } catch (const Error& error) {
      if (error.code == Code::not_found) continue;  // deleted meanwhile
      ++failed;
      log::warning("film not refreshed", {{"movie", movie}, {"detail", std::string_view(error.what())}});
      if (error.code == Code::unavailable && ++failures >= patience) throw;
    }
    ++done;
  }
  running.tell(tell());
}

}  // namespace kinoteka::metadata
