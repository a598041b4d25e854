#include "features/library/scan_compare.hpp"

#include <algorithm>
#include <utility>

namespace kinoteka::library {

KnownFiles::KnownFiles(std::vector<KnownFile> here, std::vector<MissingFile> elsewhere) {
  for (auto& known : here) {
    auto path = known.path;
    rows_.emplace(std::move(path), Row{std::move(known)});
  }
  for (auto& [path, row] : rows_) by_fingerprint_.emplace(row.known.fingerprint, &row);
  for (auto& known : elsewhere) {
    auto fingerprint = known.fingerprint;
    elsewhere_.emplace(std::move(fingerprint), std::move(known));
  }
}

const KnownFile* KnownFiles::see(const std::string& path) {
  const auto row = rows_.find(path);
  if (row == rows_.end()) return nullptr;
  row->second.seen = true;
  return &row->second.known;
}

std::optional<KnownFiles::Moved> KnownFiles::moved(const std::string& fingerprint,
                                                   const std::function<bool(const std::string&)>& is_there) {
  std::vector<Row*> gone;
  const auto [begin, end] = by_fingerprint_.equal_range(fingerprint);
  for (auto at = begin; at != end && gone.size() < 2; ++at) {
    auto& row = *at->second;
    if (!row.seen && !is_there(row.known.path)) gone.push_back(&row);
  }
  if (gone.size() == 1) {
    gone.front()->seen = true;
    return Moved{gone.front()->known.id, is_decided(gone.front()->known.matched_by)};
  }
  if (!gone.empty() || elsewhere_.count(fingerprint) != 1) return std::nullopt;
  const auto found = elsewhere_.find(fingerprint);
  const Moved out{found->second.id, true};
  elsewhere_.erase(found);
  return out;
}

bool KnownFiles::knew_any() const {
  return std::any_of(rows_.begin(), rows_.end(), [](const auto& row) { return row.second.known.missing_at == 0; });
}

std::vector<std::int64_t> KnownFiles::gone(const std::function<bool(const std::string& path)>& unread) const {
  std::vector<std::int64_t> out;
  for (const auto& [path, row] : rows_) {
    if (!row.seen && row.known.missing_at == 0 && !unread(path)) out.push_back(row.known.id);
  }
  return out;
}

bool is_same(const KnownFile& known, const media::FileStat& stat) {
  return known.size == stat.size && known.modified_at == stat.modified_ms;
}

bool is_unsettled(const media::FileStat& stat, std::int64_t settle_ms, std::int64_t now) {
  return settle_ms > 0 && now - stat.modified_ms < settle_ms;
}

bool is_decided(std::string_view matched_by) { return matched_by == "hand" || matched_by == "refused"; }

}  // namespace kinoteka::library
