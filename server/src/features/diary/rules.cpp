#include "features/diary/rules.hpp"

namespace kinoteka::diary {

std::optional<EntryStatus> implied_status(const EntryDraft& before, const EntryDraft& after) {
  const bool rated = after.rating && after.rating != before.rating;
  const bool unseen = !after.status || after.status == EntryStatus::planned;
  return rated && unseen ? EntryStatus::watched : after.status;
}

std::optional<std::string> day_to_log(const EntryDraft& draft) {
  if (draft.status != EntryStatus::watched || !draft.log_viewing.value_or(draft.watched_on.has_value()))
    return std::nullopt;
  return draft.watched_on ? draft.watched_on->value : today();
}

catalogue::Opinion counted(const EntryDraft& draft) {
  return {draft.rating ? static_cast<int>(draft.rating->halves) : 0, draft.status == EntryStatus::watched,
          draft.favorite.value_or(false)};
}

}  // namespace kinoteka::diary
