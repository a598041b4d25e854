#include "features/diary/recording_service.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/time.hpp"
#include "features/catalogue/face.hpp"
#include "features/diary/entry_store.hpp"
#include "features/diary/viewing_store.hpp"

namespace kinoteka::diary {
namespace {

constexpr int most_tries = 50;  // at one entry that others keep changing

Error busy() { return {Code::unavailable, "This film is being changed elsewhere at the same time. Try again."}; }

// Throws Error{conflict} where there are as many viewings as there may be. `day`: one that has some already. All of a
// person's are counted now and then only: that costs more than a viewing does.
void require_room(db::Session& session, std::int64_t user, std::int64_t movie, std::int64_t of_film,
                  std::string_view day) {
  if (!day.empty() && viewing_store::count_on(session, user, movie, day) >= most_of_day)
    throw conflict("This film stands " + std::to_string(most_of_day) +
                   " times in your diary on this day: that is the most.")
        .with_reason(Reason::too_many_of_film);
  if (of_film >= most_of_film)
    throw conflict("This film stands " + std::to_string(most_of_film) + " times in your diary: delete some first.")
        .with_reason(Reason::too_many_of_film);
  if (now_ms() % 16 == 0 && viewing_store::count(session, user, {}) >= most_viewings)
    throw conflict("Your diary has " + std::to_string(most_viewings) + " lines: take them along, then delete some.")
        .with_reason(Reason::diary_full);
}

// A film is watched with or without a day. The day that is logged, or nothing: it stands there already, or nobody
// asked.
std::optional<std::string> log_implied(db::Tx& tx, std::int64_t user, std::int64_t movie,
                                       const entry_store::EntryRow& before, const EntryDraft& draft) {
  const auto day = day_to_log(draft);
  const bool anything = before.viewings > 0;
  if (!day || (anything && viewing_store::watched_on(tx, user, movie, *day))) return std::nullopt;
  require_room(tx, user, movie, before.viewings, "");
  ViewingDraft viewing;
  viewing.watched_on = {*day};
  viewing.rating = draft.rating;
  const bool rewatch =
      before.says.status == EntryStatus::watched || (anything && viewing_store::watched_before(tx, user, movie, *day));
  viewing_store::add(tx, user, movie, viewing, rewatch, now_ms());
  return day;
}

Entry entry_of(std::int64_t movie, const entry_store::EntryRow& before, const EntryDraft& draft,
               const std::optional<std::string>& logged, std::int64_t now) {
  Entry out;
  out.movie_id = movie;
  out.status = draft.status;
  out.rating = draft.rating;
  out.favorite = draft.favorite.value_or(false);
  out.note = *draft.note;
  out.updated_at = rfc3339(now);
  out.viewings = before.viewings + (logged ? 1 : 0);
  out.watched_on = std::max(before.watched_on, logged);
  return out;
}

// A viewing's rating is the film's where no later viewing says otherwise.
void take_rating(db::Tx& tx, const catalogue::Numbers& numbers, std::int64_t user, std::int64_t movie,
                 const ViewingDraft& viewing, bool latest) {
  change_entry(tx, numbers, user, movie, [&](const EntryDraft& now) {
    auto draft = now;
    if (viewing.rating && (latest || !draft.rating)) draft.rating = viewing.rating;
    if (!draft.status || draft.status == EntryStatus::planned) draft.status = EntryStatus::watched;
    return draft;
  });
}

}  // namespace

Entry change_entry(db::Tx& tx, const catalogue::Numbers& numbers, std::int64_t user, std::int64_t movie,
                   const Decision& decide) {
  for (int i = 0; i < most_tries; ++i) {
    const auto row = entry_store::find(tx, user, movie);
    if (!row || !row->movie_is_there) throw catalogue::no_movie(movie);
    auto draft = decide(row->says);
    draft.status = implied_status(row->says, draft);
    const auto now = now_ms();
    if (!entry_store::save(tx, user, movie, *row, draft, now)) continue;
    numbers.count(tx, movie, counted(row->says), counted(draft));
    const auto logged = log_implied(tx, user, movie, *row, draft);
    return entry_of(movie, *row, draft, logged, now);
  }
  throw busy();
}

void remove_entry(db::Tx& tx, const catalogue::Numbers& numbers, std::int64_t user, std::int64_t movie) {
  viewing_store::remove_of_movie(tx, user, movie);
  for (int i = 0; i < most_tries; ++i) {
    const auto row = entry_store::find(tx, user, movie);
    if (!row || !row->exists) return;
    if (!entry_store::remove(tx, user, movie, *row)) continue;
    numbers.count(tx, movie, counted(row->says), {});
    return;
  }
  throw busy();
}

std::optional<std::int64_t> log_viewing(db::Tx& tx, const catalogue::Numbers& numbers, std::int64_t user,
                                        std::int64_t movie, const ViewingDraft& viewing, bool once) {
  const auto& day = viewing.watched_on.value;
  const auto row = entry_store::find(tx, user, movie);
  if (!row || !row->movie_is_there) throw catalogue::no_movie(movie);
  // Only a day among those before the last viewing has to be looked for.
  const bool latest = !row->watched_on || day >= *row->watched_on;
  const bool that_day = latest ? row->watched_on == day : viewing_store::watched_on(tx, user, movie, day);
  if (once && that_day) return std::nullopt;
  const auto earlier = [&] {
    if (latest && !that_day) return row->watched_on.has_value();
    return viewing_store::watched_before(tx, user, movie, day);
  };
  require_room(tx, user, movie, row->viewings, that_day ? std::string_view(day) : "");
  const bool rewatch = !viewing.rewatch && (row->says.status == EntryStatus::watched || earlier());
  take_rating(tx, numbers, user, movie, viewing, latest);
  return viewing_store::add(tx, user, movie, viewing, rewatch, now_ms());
}

Viewing own_viewing(db::Session& session, std::int64_t user, std::int64_t id) {
  auto found = viewing_store::find(session, user, id);
  if (!found) throw not_found("There is no viewing with this id.");
  return std::move(*found);
}

Viewing save_viewing(db::Tx& tx, const catalogue::Numbers& numbers, std::int64_t user, std::int64_t id,
                     const ViewingDraft& viewing) {
  const auto now = own_viewing(tx, user, id);
  if (viewing.rating != now.rating)
    take_rating(tx, numbers, user, now.movie_id, viewing,
                !viewing_store::watched_after(tx, user, now.movie_id, viewing.watched_on.value));
  viewing_store::save(tx, id, viewing);
  return own_viewing(tx, user, id);
}

}  // namespace kinoteka::diary
