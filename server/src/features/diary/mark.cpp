#include "features/diary/mark.hpp"

namespace kinoteka::diary {
namespace {

std::string status_text(const std::optional<EntryStatus>& status) {
  return status ? std::string(json::enum_name(*status)) : std::string();
}

}  // namespace

EntryDraft draft_of(const Mark& mark) {
  EntryDraft draft;
  if (!mark.opinion.status.empty()) draft.status = json::enum_value<EntryStatus>(mark.opinion.status);
  if (mark.opinion.rating > 0) draft.rating = Stars{mark.opinion.rating};
  draft.favorite = mark.opinion.favorite;
  draft.note = mark.note;
  return draft;
}

Mark mark_of(const EntryDraft& draft) {
  Mark mark;
  mark.opinion = {status_text(draft.status), draft.rating ? draft.rating->halves : 0, draft.favorite.value_or(false)};
  mark.note = *draft.note;
  if (draft.watched_on) mark.watched_on = draft.watched_on->value;
  mark.log_viewing = draft.log_viewing.value_or(draft.watched_on.has_value());
  return mark;
}

}  // namespace kinoteka::diary
