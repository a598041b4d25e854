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

catalogue::Opinion counted(const Opinion& opinion) {
  return {static_cast<int>(opinion.rating), opinion.status == "watched", opinion.favorite};
}

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

// A film is watched with or without a day; a viewing is logged where somebody asks for it, by a day or in so many
// words: the day that is logged, or nothing.
std::optional<std::string> log_implied(db::Tx& tx, std::int64_t user, std::int64_t movie,
                                       const entry_store::EntryRow& before, const Mark& mark) {
  const bool watched = mark.opinion.status == "watched", was_watched = before.opinion.status == "watched";
  if (!watched || !mark.log_viewing) return std::nullopt;
  NewViewing viewing;
  viewing.watched_on = mark.watched_on.value_or(today());
  const bool anything = before.viewings > 0;
  if (anything && viewing_store::watched_on(tx, user, movie, viewing.watched_on)) return std::nullopt;
  require_room(tx, user, movie, before.viewings, "");
  viewing.rewatch = was_watched || (anything && viewing_store::watched_before(tx, user, movie, viewing.watched_on));
  viewing.rating = mark.opinion.rating;
  viewing_store::add(tx, user, movie, viewing, now_ms());
  return viewing.watched_on;
}

Entry entry_of(std::int64_t movie, const entry_store::EntryRow& before, const Mark& mark,
               const std::optional<std::string>& logged, std::int64_t now) {
  Entry out;
  out.movie_id = movie;
  const auto draft = draft_of(mark);
  out.status = draft.status;
  out.rating = draft.rating;
  out.favorite = mark.opinion.favorite;
  out.note = mark.note;
  out.updated_at = rfc3339(now);
  out.viewings = before.viewings + (logged ? 1 : 0);
  out.watched_on = std::max(before.watched_on, logged);
  return out;
}

// A viewing's rating is the film's where no later viewing says otherwise.
void take_rating(db::Tx& tx, const catalogue::Numbers& numbers, std::int64_t user, std::int64_t movie,
                 const NewViewing& viewing, bool latest) {
  change_entry(tx, numbers, user, movie, [&](const Mark& now) {
    Mark mark = now;
    if (viewing.rating != 0 && (latest || mark.opinion.rating == 0)) mark.opinion.rating = viewing.rating;
    if (mark.opinion.status.empty() || mark.opinion.status == "planned") mark.opinion.status = "watched";
    return mark;
  });
}

}  // namespace

Entry change_entry(db::Tx& tx, const catalogue::Numbers& numbers, std::int64_t user, std::int64_t movie,
                   const Decision& decide) {
  for (int i = 0; i < most_tries; ++i) {
    const auto row = entry_store::find(tx, user, movie);
    if (!row || !row->movie_is_there) throw catalogue::no_movie(movie);
    auto mark = decide({row->opinion, row->note, {}, false});
    mark.opinion.status = implied_status(row->opinion, mark.opinion);
    const auto now = now_ms();
    if (!entry_store::save(tx, user, movie, *row, mark.opinion, mark.note, now)) continue;
    numbers.count(tx, movie, counted(row->opinion), counted(mark.opinion));
    const auto logged = log_implied(tx, user, movie, *row, mark);
    return entry_of(movie, *row, mark, logged, now);
  }
  throw busy();
}

void remove_entry(db::Tx& tx, const catalogue::Numbers& numbers, std::int64_t user, std::int64_t movie) {
  viewing_store::remove_of_movie(tx, user, movie);
  for (int i = 0; i < most_tries; ++i) {
    const auto row = entry_store::find(tx, user, movie);
    if (!row || !row->exists) return;
    if (!entry_store::remove(tx, user, movie, *row)) continue;
    numbers.count(tx, movie, counted(row->opinion), {});
    return;
  }
  throw busy();
}

std::optional<std::int64_t> log_viewing(db::Tx& tx, const catalogue::Numbers& numbers, std::int64_t user,
                                        std::int64_t movie, const NewViewing& viewing, std::optional<bool> rewatch,
                                        bool once) {
  const auto row = entry_store::find(tx, user, movie);
  if (!row || !row->movie_is_there) throw catalogue::no_movie(movie);
  // Only a day among those before the last viewing has to be looked for.
  const bool latest = !row->watched_on || viewing.watched_on >= *row->watched_on;
  const bool that_day =
      latest ? row->watched_on == viewing.watched_on : viewing_store::watched_on(tx, user, movie, viewing.watched_on);
  if (once && that_day) return std::nullopt;
  const auto earlier = [&] {
    if (latest && !that_day) return row->watched_on.has_value();
    return viewing_store::watched_before(tx, user, movie, viewing.watched_on);
  };
  require_room(tx, user, movie, row->viewings, that_day ? std::string_view(viewing.watched_on) : "");
  auto logged = viewing;
  logged.rewatch = rewatch ? *rewatch : row->opinion.status == "watched" || earlier();
  take_rating(tx, numbers, user, movie, logged, latest);
  return viewing_store::add(tx, user, movie, logged, now_ms());
}

Viewing own_viewing(db::Session& session, std::int64_t user, std::int64_t id) {
  auto found = viewing_store::find(session, user, id);
  if (!found) throw not_found("There is no viewing with this id.");
  return std::move(*found);
}

Viewing save_viewing(db::Tx& tx, const catalogue::Numbers& numbers, std::int64_t user, std::int64_t id,
                     const NewViewing& viewing) {
  const auto now = own_viewing(tx, user, id);
  if (viewing.rating != (now.rating ? now.rating->halves : 0))
    take_rating(tx, numbers, user, now.movie_id, viewing,
                !viewing_store::watched_after(tx, user, now.movie_id, viewing.watched_on));
  viewing_store::save(tx, id, viewing);
  return own_viewing(tx, user, id);
}

}  // namespace kinoteka::diary
