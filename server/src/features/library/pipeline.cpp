#include "features/library/pipeline.hpp"

#include "features/library/file_store.hpp"

namespace kinoteka::library {
namespace {

enum class Next { scan_again, match, probe, covers };

struct Rule {
  Step after;
  Next next;
};
constexpr Rule rules[] = {
    {Step::scanned, Next::scan_again}, {Step::scanned, Next::match},   {Step::scanned, Next::probe},
    {Step::scanned, Next::covers},     {Step::matched, Next::covers},  {Step::probed, Next::covers},
    {Step::chosen, Next::covers},      {Step::forgotten, Next::probe},
};

// Begins it where there is anything to do.
void begin(db::Tx& tx, jobs::Jobs& jobs, Next next, std::optional<std::int64_t> user, const Scanned& scanned) {
  using How = jobs::ScanFolder::How;
  switch (next) {
    case Next::scan_again:
      if (scanned.unsettled)
        jobs.add(tx, jobs::ScanFolder{scanned.scan.folder, How::watched}, std::nullopt, scanned.settled_in);
      break;
    case Next::match:
      if (scanned.scan.how == How::all) {
        jobs.add(tx, jobs::MatchFiles{0});
      } else if (scanned.unmatched) {
        jobs.add(tx, jobs::MatchFiles{scanned.began_at});
      }
      break;
    case Next::probe:
      if (file_store::count_to_probe(tx) > 0) jobs.add(tx, jobs::ProbeFiles{}, user);
      break;
    case Next::covers:
      if (file_store::count_to_picture(tx) > 0) jobs.add(tx, jobs::FindCovers{});
      break;
  }
}

}  // namespace

void follow(db::Tx& tx, jobs::Jobs& jobs, Step step, std::optional<std::int64_t> user, const Scanned& scanned) {
  for (const auto& rule : rules) {
    if (rule.after == step) begin(tx, jobs, rule.next, user, scanned);
  }
}

}  // namespace kinoteka::library
