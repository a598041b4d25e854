#include "features/library/scan.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <sys/types.h>
#include <unistd.h>

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/identity/face.hpp"
#include "features/library/file_name.hpp"
#include "features/library/file_store.hpp"
#include "features/library/folder_store.hpp"
#include "features/library/nfo.hpp"
#include "features/library/scan_compare.hpp"
#include "features/library/scan_walk.hpp"
#include "features/library/stored_path.hpp"
#include "json/encode.hpp"
#include "media/root.hpp"

namespace kinoteka::library {
namespace {

constexpr std::size_t batch = 400;
constexpr std::size_t piece = 16 * 1024;

// Size and some pieces: enough to know a file again after it was moved, without reading it whole.
std::string fingerprint(const UniqueFd& fd, std::int64_t size) {
  std::string bytes = std::to_string(size) + ':';
  std::array<char, piece> part{};
  const auto end = std::max<std::int64_t>(0, size - static_cast<std::int64_t>(piece));
  for (const auto at : {std::int64_t{0}, size / 2, end}) {
    const auto got = pread(fd.get(), part.data(), part.size(), at);
    if (got > 0) bytes.append(part.data(), static_cast<std::size_t>(got));
  }
  return sha256_hex(bytes).substr(0, 40);
}

std::string read_small(const media::Root& root, const std::string& path, std::size_t limit) {
  const auto fd = root.open_file(path);
  std::string out;
  if (!fd) return out;
  out.resize(limit + 1);
  const auto got = pread(fd.get(), out.data(), out.size(), 0);
  out.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return out.size() > limit ? std::string() : out;
}

// A film's file as the walk has met it.
struct Met {
  std::string path;  // bytes
  FileName name;
  std::int64_t size = 0, modified_at = 0;
  std::string fingerprint;
  enum class What { added, changed, moved, read_again } what = What::added;
  std::int64_t known = 0;   // the row that it is, unless it is new
  bool keep_match = false;  // somebody has said which film it is
};

class Scan {
 public:
  Scan(const db::Quiet& database, const folder_store::FolderRow& folder, media::Root root, const ScanOptions& options,
       jobs::Running& running)
      : database_(database),
        folder_(folder),
        root_(std::move(root)),
        options_(options),
        running_(running),
        known_(load(database, folder.id)) {}

  ScanOutcome run() {
    look();
    refuse_emptiness();
    mark_missing();
    keep_subtitles();
    database_.write([&](db::Tx& tx) { folder_store::set_scanned(tx, folder_.id, "ready", now_ms()); });
    progress_.phase = "done";
    progress_.at.clear();
    running_.tell(json::encode(progress_));
    return {progress_, unsettled_};
  }

 private:
  static KnownFiles load(const db::Quiet& database, std::int64_t folder) {
    return database.read([&](db::Session& session) {
      return KnownFiles(file_store::all_of(session, folder), file_store::missing_elsewhere(session, folder));
    });
  }

  void step() {
    running_.step([&] { return json::encode(progress_); });
  }

  void look() {
    progress_.phase = "looking";
    walk(root_.stat(), {[&](const std::string& path) { return root_.list(path, progress_.unreadable); },
                        [&](const std::string& path) {
                          progress_.at = shown_path(stored_path(path));
                          step();
                        },
                        [&](const std::string& path) {
                          ++progress_.unreadable;
                          unread_.push_back(stored_path(path) + '/');
                        },
                        [&](const FolderInside& inside) { take(inside); }});
    flush();
  }

  void take(const FolderInside& inside) {
    const auto first = met_.size();
    for (const auto& video : inside.videos) meet(video.path, video.stat);
    subtitles_.insert(subtitles_.end(), inside.subtitles.begin(), inside.subtitles.end());
    for (auto i = first; i < met_.size() && !inside.nfos.empty(); ++i) take_nfo(met_[i], inside.nfos);
    if (met_.size() >= batch) flush();
  }

  void meet(const std::string& path, const media::FileStat& stat) {
    const auto* known = known_.see(stored_path(path));
    if (known != nullptr && is_same(*known, stat)) {
      ++progress_.files;
      if (known->missing_at > 0) back_.push_back(known->id);
      if (options_.full) read_again(path, stat, *known);
      return;
    }
    if (is_unsettled(stat, options_.settle_ms, now_ms())) {
      unsettled_ = true;
      return;
    }
    Met met;
    met.path = path;
    met.name = read_file_name(path);
    if (met.name.kind != FileKind::movie && met.name.kind != FileKind::extra && met.name.kind != FileKind::episode)
      return;
    const auto fd = root_.open_file(path);
    if (!fd) {
      ++progress_.unreadable;
      return;
    }
    ++progress_.files;
    met.size = stat.size;
    met.modified_at = stat.modified_ms;
    met.fingerprint = fingerprint(fd, stat.size);
    if (known != nullptr) {
      met.what = Met::What::changed;
      met.known = known->id;
    } else if (const auto moved = known_.moved(met.fingerprint, [&](const std::string& stored) {
                 return static_cast<bool>(root_.open_file(path_bytes(stored)));
               })) {
      met.what = Met::What::moved;
      met.known = moved->id;
      met.keep_match = moved->keep_match;
    }
    met_.push_back(std::move(met));
  }

  // The name of a file that is as it was: the catalogue may know its film by now.
  void read_again(const std::string& path, const media::FileStat& stat, const KnownFile& known) {
    Met met;
    met.path = path;
    met.name = read_file_name(path);
    met.size = stat.size;
    met.modified_at = stat.modified_ms;
    met.fingerprint = known.fingerprint;
    met.what = Met::What::read_again;
    met.known = known.id;
    met.keep_match = is_decided(known.matched_by);
    met_.push_back(std::move(met));
  }

  // What is written beside a film: under its own name, or as movie.nfo.
  void take_nfo(Met& met, const std::map<std::string, std::string>& nfos) {
    if (met.name.kind != FileKind::movie) return;
    auto found = nfos.find(stack_key(met.path));
    if (found == nfos.end()) {
      found = std::find_if(nfos.begin(), nfos.end(), [](const auto& nfo) {
        const auto name = text::to_lower(std::string_view(nfo.second).substr(nfo.second.rfind('/') + 1));
        return name == "movie.nfo";
      });
    }
    if (found == nfos.end()) return;
    const auto nfo = read_nfo(read_small(root_, found->second, largest_nfo));
    if (!nfo) return;
    if (!nfo->title.empty()) {
      if (!met.name.title.empty() && met.name.title != nfo->title) met.name.also_known.push_back(met.name.title);
      met.name.title = nfo->title;
    }
    if (!nfo->original_title.empty()) met.name.also_known.push_back(nfo->original_title);
    if (nfo->year != 0) met.name.year = nfo->year;
    if (!nfo->imdb.empty()) met.name.imdb = nfo->imdb;
    if (!nfo->tmdb.empty()) met.name.tmdb = nfo->tmdb;
  }

  // The films of what was met, asked all at once; other titles where the first is unknown.
  std::vector<identity::Match> match() {
    std::vector<identity::Wanted> wanted;
    std::vector<std::size_t> whose;
    const auto want = [&](std::size_t i, const std::string& title) {
      identity::Wanted one;
      one.title = title;
      one.year = met_[i].name.year;
      if (!met_[i].name.imdb.empty()) one.external_ids["imdb"] = met_[i].name.imdb;
      if (!met_[i].name.tmdb.empty()) one.external_ids["tmdb"] = met_[i].name.tmdb;
      wanted.push_back(std::move(one));
      whose.push_back(i);
    };
    std::vector<identity::Match> out(met_.size());
    const auto ask = [&] {
      if (wanted.empty()) return;
      const auto found = database_.read(
          [&](db::Session& session) { return identity::match(session, wanted, {identity::Closeness::near}); });
      for (std::size_t n = 0; n < found.size(); ++n) {
        if (out[whose[n]].by == identity::MatchedBy::none) out[whose[n]] = found[n];
      }
      wanted.clear();
      whose.clear();
    };
    for (std::size_t i = 0; i < met_.size(); ++i) {
      if (met_[i].name.kind != FileKind::episode && !met_[i].name.title.empty()) want(i, met_[i].name.title);
    }
    ask();
    for (std::size_t i = 0; i < met_.size(); ++i) {
      if (out[i].by != identity::MatchedBy::none || met_[i].name.kind == FileKind::episode) continue;
      for (const auto& title : met_[i].name.also_known) want(i, title);
      // "Wonder Woman 1984": what looked like the year may belong to the title.
      if (met_[i].name.year != 0) {
        want(i, met_[i].name.title + ' ' + std::to_string(met_[i].name.year));
        wanted.back().year = 0;
      }
    }
    ask();
    return out;
  }

  static file_store::Found found_of(const Met& met, const identity::Match& match) {
    file_store::Found out;
    out.path = stored_path(met.path);
    const auto slash = met.path.rfind('/');
    out.sort_name = text::fold(met.name.title.empty() ? met.path.substr(slash + 1) : met.name.title);
    out.stack = stack_key(stored_path(met.path));
    out.kind = met.name.kind == FileKind::extra ? "extra" : met.name.kind == FileKind::episode ? "episode" : "movie";
    out.fingerprint = met.fingerprint;
    out.title = shown_path(stored_path(met.name.title));
    out.edition = shown_path(stored_path(met.name.edition));
    std::map<std::string, std::string> ids;
    if (!met.name.imdb.empty()) ids["imdb"] = met.name.imdb;
    if (!met.name.tmdb.empty()) ids["tmdb"] = met.name.tmdb;
    out.external_ids = json::encode(ids);
    out.size = met.size;
    out.modified_at = met.modified_at;
    out.year = met.name.year;
    out.part = met.name.part;
    if (match.by != identity::MatchedBy::none) {
      out.matched_by = json::enum_name(match.by);
      out.movie = match.movie;
    }
    return out;
  }

  void flush() {
    if (met_.empty() && back_.empty()) return;
    const auto matches = match();
    const auto now = now_ms();
    database_.write([&](db::Tx& tx) {
      for (std::size_t i = 0; i < met_.size(); ++i) {
        const auto found = found_of(met_[i], matches[i]);
        switch (met_[i].what) {
          case Met::What::added: file_store::add(tx, folder_.id, found, now); break;
          case Met::What::changed: file_store::change(tx, met_[i].known, found); break;
          case Met::What::moved:
          case Met::What::read_again: file_store::move(tx, met_[i].known, folder_.id, found, met_[i].keep_match);
        }
      }
      for (const auto id : back_) file_store::set_missing(tx, id, 0);
    });
    for (std::size_t i = 0; i < met_.size(); ++i) {
      switch (met_[i].what) {
        case Met::What::added: ++progress_.added; break;
        case Met::What::changed: ++progress_.changed; break;
        case Met::What::moved: ++progress_.moved; break;
        case Met::What::read_again: break;
      }
      if (matches[i].by != identity::MatchedBy::none) ++progress_.matched;
    }
    progress_.back += static_cast<std::int64_t>(back_.size());
    met_.clear();
    back_.clear();
    step();
  }

  // A disk that is not mounted leaves an empty folder behind: that is no reason to call everything missing.
  void refuse_emptiness() {
    const bool unread = std::find(unread_.begin(), unread_.end(), "/") != unread_.end();
    if (!unread && (progress_.files > 0 || !known_.knew_any())) return;
    database_.write([&](db::Tx& tx) { folder_store::set_scanned(tx, folder_.id, "away", now_ms()); });
    throw Error(Code::conflict, unread ? "The folder cannot be read. May the server's user read it?"
                                       : "The folder is empty, though there were films in it: is its disk mounted? "
                                         "Nothing was changed.");
  }

  bool is_unread(const std::string& path) const {
    return std::any_of(unread_.begin(), unread_.end(), [&](const auto& prefix) { return path.starts_with(prefix); });
  }

  void mark_missing() {
    const auto gone = known_.gone([&](const std::string& path) { return is_unread(path); });
    for (std::size_t from = 0; from < gone.size(); from += batch) {
      step();
      database_.write([&](db::Tx& tx) {
        for (std::size_t i = from; i < std::min(gone.size(), from + batch); ++i)
          file_store::set_missing(tx, gone[i], now_ms());
      });
    }
    progress_.missing = static_cast<std::int64_t>(gone.size());
  }

  void keep_subtitles() {
    const auto [files, known] = database_.read([&](db::Session& session) {
      return std::pair(file_store::files_by_stack(session, folder_.id),
                       file_store::subtitles_of_folder(session, folder_.id));
    });
    std::map<std::string, const SubtitleFile*> left;
    for (const auto& row : known) left.emplace(row.path, &row);
    std::vector<SubtitleFile> fresh;
    for (const auto& path : subtitles_) {
      const auto stored = stored_path(path);
      const auto file = file_of(files, path);
      if (file == 0) continue;
      if (const auto row = left.find(stored); row != left.end() && row->second->file == file) {
        left.erase(row);
        continue;
      }
      const auto name = read_file_name(path);
      fresh.push_back({0, file, stored, name.languages.empty() ? "" : name.languages.front(), name.forced,
                       name.hearing_impaired, "", ""});
    }
    if (fresh.empty() && left.empty()) return;
    database_.write([&](db::Tx& tx) {
      for (const auto& [path, row] : left) {
        if (!is_unread(path)) file_store::remove_subtitle(tx, row->file, row->id);
      }
      for (const auto& row : fresh) file_store::add_subtitle(tx, row, std::nullopt, now_ms());
    });
  }

  // The film that subtitles belong to: of the same name; in a folder "Subs", the only one of the folder above.
  static std::int64_t file_of(const std::map<std::string, std::int64_t>& files, const std::string& path) {
    const auto key = stack_key(stored_path(path));
    if (const auto found = files.find(key); found != files.end()) return found->second;
    const auto folder = key.substr(0, key.rfind('/') + 1);
    if (folder.empty()) return 0;
    const auto first = files.lower_bound(folder);
    if (first == files.end() || !first->first.starts_with(folder)) return 0;
    const auto next = std::next(first);
    return next != files.end() && next->first.starts_with(folder) ? 0 : first->second;
  }

  const db::Quiet& database_;
  const folder_store::FolderRow folder_;
  const media::Root root_;
  const ScanOptions options_;
  jobs::Running& running_;
  KnownFiles known_;
  ScanProgress progress_;
  bool unsettled_ = false;
  std::vector<Met> met_;
  std::vector<std::int64_t> back_;
  std::vector<std::string> unread_, subtitles_;
};

}  // namespace

ScanOutcome scan_folder(const db::Quiet& database, std::int64_t id, const ScanOptions& options,
                        jobs::Running& running) {
  const auto folder = database.read([&](db::Session& session) { return folder_store::find(session, id); });
  if (!folder) throw not_found("This folder is not part of the library any more.");
  auto root = media::Root::open(path_bytes(folder->path));
  if (!root) {
    database.write([&](db::Tx& tx) { folder_store::set_scanned(tx, id, "away", now_ms()); });
    throw Error(Code::conflict, "The folder cannot be opened: is its disk mounted, and may the server's user read it?",
                {}, Reason::folder_closed);
  }
  return Scan(database, *folder, std::move(*root), options, running).run();
}

}  // namespace kinoteka::library
