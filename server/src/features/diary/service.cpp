#include "features/diary/service.hpp"

#include <algorithm>
#include <random>

#include "base/error.hpp"
#include "base/time.hpp"
#include "features/catalogue/community_service.hpp"

namespace kinoteka::diary {
namespace {

constexpr int most_tries = 50;  // at one entry that others keep changing

catalogue::Opinion counted(const Opinion& opinion) {
  return {static_cast<int>(opinion.rating), opinion.status == "watched", opinion.favorite};
}

std::string status_text(const std::optional<EntryStatus>& status) {
  return status ? std::string(json::enum_name(*status)) : std::string();
}

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

Error busy() { return {Code::unavailable, "This film is being changed elsewhere at the same time. Try again."}; }

Error no_movie(std::int64_t id) { return not_found("There is no movie with the id " + std::to_string(id) + '.'); }

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
  viewing_store::NewViewing viewing;
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

viewing_store::NewViewing viewing_of(const ViewingDraft& draft) {
  viewing_store::NewViewing out;
  out.watched_on = draft.watched_on.value;
  out.rewatch = draft.rewatch.value_or(false);
  out.rating = draft.rating ? draft.rating->halves : 0;
  out.place = *draft.place;
  out.note = *draft.note;
  for (const auto& tag : draft.tags) out.tags.push_back(*tag);
  return out;
}

ViewingDraft draft_of(const Viewing& viewing) {
  ViewingDraft draft;
  draft.watched_on = {viewing.watched_on};
  draft.rewatch = viewing.rewatch;
  draft.rating = viewing.rating;
  draft.place = viewing.place;
  draft.note = viewing.note;
  for (const auto& tag : viewing.tags) draft.tags.emplace_back(tag);
  return draft;
}

// A viewing's rating is the film's where no later viewing says otherwise.
void take_rating(db::Tx& tx, std::int64_t user, std::int64_t movie, const viewing_store::NewViewing& viewing,
                 bool latest) {
  change_entry(tx, user, movie, [&](const Mark& now) {
    Mark mark = now;
    if (viewing.rating != 0 && (latest || mark.opinion.rating == 0)) mark.opinion.rating = viewing.rating;
    if (mark.opinion.status.empty() || mark.opinion.status == "planned") mark.opinion.status = "watched";
    return mark;
  });
}

Viewing own_viewing(db::Session& session, std::int64_t user, std::int64_t id) {
  auto found = viewing_store::find(session, user, id);
  if (!found) throw not_found("There is no viewing with this id.");
  return std::move(*found);
}

}  // namespace

Entry change_entry(db::Tx& tx, std::int64_t user, std::int64_t movie, const Decision& decide) {
  for (int i = 0; i < most_tries; ++i) {
    const auto row = entry_store::find(tx, user, movie);
    if (!row || !row->movie_is_there) throw no_movie(movie);
    auto mark = decide({row->opinion, row->note, {}, false});
    mark.opinion.status = implied_status(row->opinion, mark.opinion);
    const auto now = now_ms();
    if (!entry_store::save(tx, user, movie, *row, mark.opinion, mark.note, now)) continue;
    catalogue::count_opinion(tx, movie, counted(row->opinion), counted(mark.opinion));
    const auto logged = log_implied(tx, user, movie, *row, mark);
    return entry_of(movie, *row, mark, logged, now);
  }
  throw busy();
}

std::optional<std::int64_t> log_viewing(db::Tx& tx, std::int64_t user, std::int64_t movie,
                                        const viewing_store::NewViewing& viewing, std::optional<bool> rewatch,
                                        bool once) {
  const auto row = entry_store::find(tx, user, movie);
  if (!row || !row->movie_is_there) throw no_movie(movie);
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
  take_rating(tx, user, movie, logged, latest);
  return viewing_store::add(tx, user, movie, logged, now_ms());
}

std::vector<EntryLine> entry_lines(db::Session& session, std::int64_t user, const std::vector<std::int32_t>& movies) {
  auto cards = catalogue::Service::cards(session, movies);
  std::vector<EntryLine> out;
  for (auto& entry : entry_store::entries(session, user, movies)) {
    const auto card = cards.find(entry.movie_id);
    if (card != cards.end()) out.push_back({card->second, std::move(entry)});
  }
  return out;
}

std::vector<ViewingLine> viewing_lines(db::Session& session, const std::vector<Viewing>& viewings) {
  std::vector<std::int32_t> movies;
  for (const auto& viewing : viewings) movies.push_back(static_cast<std::int32_t>(viewing.movie_id));
  const auto cards = catalogue::Service::cards(session, movies);
  std::vector<ViewingLine> out;
  for (const auto& viewing : viewings) {
    const auto card = cards.find(viewing.movie_id);
    if (card != cards.end()) out.push_back({card->second, viewing});
  }
  return out;
}

std::vector<std::int32_t> find_entries(db::Session& session, std::int64_t user, const EntrySearch& search) {
  const auto all = entry_store::movies(session, user, search.filter, search.order, search.descending);
  return catalogue::Service::passing(session, search.movies, search.text, all);
}

void Service::tell_changed(std::int64_t movie) {
  database_.once_committed([this, movie] { marks_.changed(movie); });
}

Entry Service::entry(const http::Member& member, std::int64_t movie) const {
  return database_.read([&](db::Session& session) {
    catalogue::Service::require_movie(session, movie);
    return entry_store::entry(session, member.id(), movie);
  });
}

Entry Service::save(const http::Member& member, std::int64_t movie,
                    const std::function<EntryDraft(const EntryDraft& now)>& change) {
  auto saved = database_.write(
      [&](db::Tx& tx) {
        return change_entry(tx, member.id(), movie, [&](const Mark& now) { return mark_of(change(draft_of(now))); });
      },
      db::Touch::nothing);
  tell_changed(movie);
  return saved;
}

void Service::remove(const http::Member& member, std::int64_t movie) {
  database_.write(
      [&](db::Tx& tx) {
        viewing_store::remove_of_movie(tx, member.id(), movie);
        for (int i = 0; i < most_tries; ++i) {
          const auto row = entry_store::find(tx, member.id(), movie);
          if (!row || !row->exists) return;
          if (!entry_store::remove(tx, member.id(), movie, *row)) continue;
          catalogue::count_opinion(tx, movie, counted(row->opinion), {});
          return;
        }
        throw busy();
      },
      db::Touch::nothing);
  tell_changed(movie);
}

Entry Service::set_favorite(const http::Member& member, std::int64_t movie, bool favorite) {
  return save(member, movie, [&](const EntryDraft& now) {
    auto draft = now;
    draft.favorite = favorite;
    return draft;
  });
}

BatchResult Service::save_all(const http::Member& member, const Batch& batch) {
  // In the order of films, so that two batches cannot wait for each other.
  std::vector<std::size_t> order(batch.entries.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return batch.entries[a].movie_id < batch.entries[b].movie_id; });
  auto result = database_.write(
      [&](db::Tx& tx) {
        std::vector<FieldError> faults;
        for (std::size_t at = 0; at < order.size(); ++at) {
          const auto& item = batch.entries[order[at]];
          const auto place = "entries[" + std::to_string(order[at]) + "].movie_id";
          if (at > 0 && batch.entries[order[at - 1]].movie_id == item.movie_id) {
            faults.push_back({place, "is given twice", Reason::given_twice});
            continue;
          }
          const auto row = entry_store::find(tx, member.id(), item.movie_id);
          if (!row || !row->movie_is_there) faults.push_back({place, "is no movie's id"});
        }
        if (!faults.empty()) throw invalid(std::move(faults));
        BatchResult out;
        out.entries.resize(batch.entries.size());
        for (const auto at : order) {
          const auto& item = batch.entries[at];
          out.entries[at] = change_entry(tx, member.id(), item.movie_id, [&](const Mark& now) {
            auto draft = draft_of(now);
            if (item.status) draft.status = item.status;
            if (item.rating) draft.rating = item.rating;
            if (item.favorite) draft.favorite = item.favorite;
            draft.watched_on = item.watched_on;
            draft.log_viewing = item.log_viewing;
            return mark_of(draft);
          });
        }
        out.changed = static_cast<std::int64_t>(out.entries.size());
        return out;
      },
      db::Touch::nothing);
  for (const auto& item : batch.entries) tell_changed(item.movie_id);
  return result;
}

std::vector<MarkLine> Service::marks(const http::Member& member, const std::vector<std::int32_t>& movies) const {
  return database_.read([&](db::Session& session) {
    std::vector<MarkLine> out;
    for (const auto movie : movies) {
      const auto row = entry_store::find(session, member.id(), movie);
      if (!row || !row->exists) continue;
      const auto draft = draft_of({row->opinion, "", {}, false});
      out.push_back({movie, draft.status, draft.rating, row->opinion.favorite});
    }
    return out;
  });
}

std::vector<std::int32_t> Service::entries(const http::Member& member, const EntrySearch& search) const {
  return database_.read([&](db::Session& session) { return find_entries(session, member.id(), search); });
}

std::vector<EntryLine> Service::lines(std::int64_t user, const std::vector<std::int32_t>& movies) const {
  return database_.read([&](db::Session& session) { return entry_lines(session, user, movies); });
}

std::vector<json::Encoded<MovieCard>> Service::cards(const std::vector<std::int32_t>& movies) const {
  return database_.read([&](db::Session& session) { return catalogue::Service::ordered_cards(session, movies); });
}

EntryLine Service::pick(const http::Member& member, const EntrySearch& search) const {
  return database_.read([&](db::Session& session) {
    const auto found = find_entries(session, member.id(), search);
    if (found.empty()) throw not_found("None of your films passes these filters.");
    thread_local std::minstd_rand random{std::random_device{}()};
    const auto which = std::uniform_int_distribution<std::size_t>(0, found.size() - 1)(random);
    auto lines = entry_lines(session, member.id(), {found[which]});
    if (lines.empty()) throw not_found("None of your films passes these filters.");
    return std::move(lines.front());
  });
}

std::vector<Viewing> Service::viewings_of(const http::Member& member, std::int64_t movie) const {
  return database_.read([&](db::Session& session) {
    catalogue::Service::require_movie(session, movie);
    return viewing_store::of_movie(session, member.id(), movie);
  });
}

Viewing Service::add_viewing(const http::Member& member, std::int64_t movie, const ViewingDraft& draft) {
  auto added = database_.write(
      [&](db::Tx& tx) {
        const auto id = log_viewing(tx, member.id(), movie, viewing_of(draft), draft.rewatch, false);
        return own_viewing(tx, member.id(), *id);
      },
      db::Touch::nothing);
  tell_changed(movie);
  return added;
}

Viewing Service::save_viewing(const http::Member& member, std::int64_t id,
                              const std::function<ViewingDraft(const ViewingDraft& now)>& change) {
  auto saved = database_.write(
      [&](db::Tx& tx) {
        const auto now = own_viewing(tx, member.id(), id);
        const auto viewing = viewing_of(change(draft_of(now)));
        if (viewing.rating != (now.rating ? now.rating->halves : 0))
          take_rating(tx, member.id(), now.movie_id, viewing,
                      !viewing_store::watched_after(tx, member.id(), now.movie_id, viewing.watched_on));
        viewing_store::save(tx, id, viewing);
        return own_viewing(tx, member.id(), id);
      },
      db::Touch::nothing);
  tell_changed(saved.movie_id);
  return saved;
}

void Service::remove_viewing(const http::Member& member, std::int64_t id) {
  database_.write(
      [&](db::Tx& tx) {
        own_viewing(tx, member.id(), id);
        viewing_store::remove(tx, id);
      },
      db::Touch::nothing);
}

std::int64_t Service::count_by_rating(const http::Member& member) const {
  return database_.read([&](db::Session& session) { return viewing_store::count_by_rating(session, member.id()); });
}

std::vector<ViewingLine> Service::by_rating(const http::Member& member, std::int64_t offset, std::int64_t limit) const {
  return database_.read([&](db::Session& session) {
    return viewing_lines(session, viewing_store::by_rating(session, member.id(), offset, limit));
  });
}

ViewingsChanged Service::settle_by_rating(const http::Member& member, bool keep) {
  return database_.write(
      [&](db::Tx& tx) { return ViewingsChanged{viewing_store::settle_by_rating(tx, member.id(), keep)}; },
      db::Touch::nothing);
}

std::int64_t Service::count_viewings(std::int64_t user, const viewing_store::Range& range) const {
  return database_.read([&](db::Session& session) { return viewing_store::count(session, user, range); });
}

std::vector<ViewingLine> Service::viewings(std::int64_t user, const viewing_store::Range& range, std::int64_t offset,
                                           std::int64_t limit) const {
  return database_.read([&](db::Session& session) {
    return viewing_lines(session, viewing_store::list(session, user, range, offset, limit));
  });
}

}  // namespace kinoteka::diary
