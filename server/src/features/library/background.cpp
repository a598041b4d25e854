// The work of service.hpp that is done in the background: folders walked, close titles looked for, files looked into.
#include "base/time.hpp"
#include "features/identity/face.hpp"
#include "features/library/file_store.hpp"
#include "features/library/pipeline.hpp"
#include "features/library/scan.hpp"
#include "features/library/service.hpp"
#include "features/library/stored_path.hpp"
#include "json/encode.hpp"
#include "media/probe.hpp"
#include "media/root.hpp"
#include "telemetry/log.hpp"

namespace kinoteka::library {
namespace {

constexpr std::int64_t probe_batch = 20, match_batch = 50;

}  // namespace

void Service::run_scan(jobs::Running& running, const jobs::ScanFolder& scan) {
  const auto began = now_ms();
  ScanOptions options;
  options.full = scan.how == jobs::ScanFolder::How::all;
  if (scan.how == jobs::ScanFolder::How::watched) options.settle_ms = settings_.settle_ms;
  const auto outcome = scan_folder(database_, scan.folder, options, running);
  log::info("folder scanned", {{"folder", scan.folder},
                               {"files", outcome.progress.files},
                               {"new", outcome.progress.added},
                               {"changed", outcome.progress.changed},
                               {"moved", outcome.progress.moved},
                               {"missing", outcome.progress.missing},
                               {"matched", outcome.progress.matched}});
  database_.write([&](db::Tx& tx) {
    if (options.full) file_store::forget_pictured(tx, scan.folder);
    const auto& found = outcome.progress;
    follow(tx, jobs_, Step::scanned, std::nullopt,
           {scan, began, found.added + found.moved > found.matched, outcome.unsettled, settings_.settle_ms});
  });
}

// Films whose titles are known only nearly. A search each, so not while a folder is walked.
void Service::run_match(jobs::Running& running, const jobs::MatchFiles& match) {
  ScanProgress progress;
  progress.phase = "matching";
  const auto tell = [&] { return json::encode(progress); };
  std::int64_t after = 0;
  for (;;) {
    running.step(tell);
    const auto [files, matches] = database_.read([&](db::Session& session) {
      auto some = file_store::unmatched(session, match.since, after, match_batch);
      std::vector<identity::Wanted> wanted;
      for (const auto& file : some) wanted.push_back({file.title, static_cast<int>(file.year), {}});
      auto found = identity::match(session, wanted, {identity::Closeness::like});
      return std::pair(std::move(some), std::move(found));
    });
    if (files.empty()) break;
    after = files.back().id;
    progress.files += static_cast<std::int64_t>(files.size());
    database_.write([&, &files = files, &matches = matches](db::Tx& tx) {
      for (std::size_t i = 0; i < files.size(); ++i) {
        if (matches[i].by != identity::MatchedBy::none)
          file_store::set_movie(tx, files[i].id, matches[i].movie, "close");
      }
    });
    for (const auto& one : matches) progress.matched += one.by != identity::MatchedBy::none ? 1 : 0;
  }
  database_.write([&](db::Tx& tx) { follow(tx, jobs_, Step::matched); });
  progress.phase = "done";
  running.tell(tell());
}

// Looks into files one after another. What a crash cuts short is simply not probed yet.
void Service::run_probe(jobs::Running& running) {
  ScanProgress progress;
  progress.phase = "probing";
  const auto tell = [&] { return json::encode(progress); };
  std::int64_t after = 0;
  for (;;) {
    const auto files = database_.read([&](db::Session& session) {
      progress.left = file_store::count_to_probe(session);
      return file_store::to_probe(session, after, probe_batch);
    });
    if (files.empty()) break;
    for (const auto& file : files) {
      after = file.id;
      progress.at = shown_path(file.path);
      running.step(tell);
      const auto root = media::Root::open(path_bytes(file.folder_path));
      const auto fd = root ? root->open_file(path_bytes(file.path)) : UniqueFd();
      if (!fd) continue;  // gone meanwhile: the next scan will say so
      const auto found = media::probe(settings_.tools, fd);
      database_.write([&](db::Tx& tx) {
        if (const auto* info = std::get_if<media::Info>(&found)) {
          file_store::save_info(tx, file.id, *info, now_ms());
        } else {
          file_store::save_broken(tx, file.id, std::get<media::Fault>(found), now_ms());
        }
      });
      ++(std::holds_alternative<media::Info>(found) ? progress.probed : progress.broken);
      --progress.left;
    }
  }
  database_.write([&](db::Tx& tx) { follow(tx, jobs_, Step::probed); });
  progress.phase = "done";
  progress.at.clear();
  running.tell(tell());
}

}  // namespace kinoteka::library
