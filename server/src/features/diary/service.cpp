#include "features/diary/service.hpp"

#include <algorithm>
#include <random>

#include "base/error.hpp"
#include "features/catalogue/face.hpp"
#include "features/diary/entry_store.hpp"
#include "features/diary/listing_service.hpp"
#include "features/diary/recording_service.hpp"
#include "features/diary/viewing_store.hpp"

namespace kinoteka::diary {
namespace {

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

}  // namespace

Entry Service::entry(const callers::Member& member, std::int64_t movie) const {
  return database_.read([&](db::Session& session) {
    catalogue::require_movie(session, movie);
    return entry_store::entry(session, member.id(), movie);
  });
}

Entry Service::save(const callers::Member& member, std::int64_t movie,
                    const std::function<EntryDraft(const EntryDraft& now)>& change) {
  return database_.write([&](db::Tx& tx) { return change_entry(tx, numbers_, member.id(), movie, change); });
}

void Service::remove(const callers::Member& member, std::int64_t movie) {
  database_.write([&](db::Tx& tx) { remove_entry(tx, numbers_, member.id(), movie); });
}

Entry Service::set_favorite(const callers::Member& member, std::int64_t movie, bool favorite) {
  return save(member, movie, [&](const EntryDraft& now) {
    auto draft = now;
    draft.favorite = favorite;
    return draft;
  });
}

BatchResult Service::save_all(const callers::Member& member, const Batch& batch) {
  // In the order of films, so that two batches cannot wait for each other.
  std::vector<std::size_t> order(batch.entries.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return batch.entries[a].movie_id < batch.entries[b].movie_id; });
  return database_.write([&](db::Tx& tx) {
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
      out.entries[at] = change_entry(tx, numbers_, member.id(), item.movie_id, [&](const EntryDraft& now) {
        auto draft = now;
        if (item.status) draft.status = item.status;
        if (item.rating) draft.rating = item.rating;
        if (item.favorite) draft.favorite = item.favorite;
        draft.watched_on = item.watched_on;
        draft.log_viewing = item.log_viewing;
        return draft;
      });
    }
    out.changed = static_cast<std::int64_t>(out.entries.size());
    return out;
  });
}

std::vector<MarkLine> Service::marks(const callers::Member& member, const std::vector<std::int32_t>& movies) const {
  return database_.read([&](db::Session& session) {
    std::vector<MarkLine> out;
    for (const auto movie : movies) {
      const auto row = entry_store::find(session, member.id(), movie);
      if (!row || !row->exists) continue;
      out.push_back({movie, row->says.status, row->says.rating, row->says.favorite.value_or(false)});
    }
    return out;
  });
}

std::vector<std::int32_t> Service::entries(const callers::Member& member, const EntrySearch& search) const {
  return database_.read([&](db::Session& session) { return find_entries(session, member.id(), search); });
}

std::vector<EntryLine> Service::lines(std::int64_t user, const std::vector<std::int32_t>& movies) const {
  return database_.read([&](db::Session& session) { return entry_lines(session, user, movies); });
}

std::vector<json::Encoded<MovieCard>> Service::cards(const std::vector<std::int32_t>& movies) const {
  return database_.read([&](db::Session& session) { return catalogue::ordered_cards(session, movies); });
}

EntryLine Service::pick(const callers::Member& member, const EntrySearch& search) const {
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

std::vector<Viewing> Service::viewings_of(const callers::Member& member, std::int64_t movie) const {
  return database_.read([&](db::Session& session) {
    catalogue::require_movie(session, movie);
    return viewing_store::of_movie(session, member.id(), movie);
  });
}

Viewing Service::add_viewing(const callers::Member& member, std::int64_t movie, const ViewingDraft& draft) {
  return database_.write([&](db::Tx& tx) {
    const auto id = log_viewing(tx, numbers_, member.id(), movie, draft, false);
    return own_viewing(tx, member.id(), *id);
  });
}

Viewing Service::save_viewing(const callers::Member& member, std::int64_t id,
                              const std::function<ViewingDraft(const ViewingDraft& now)>& change) {
  return database_.write([&](db::Tx& tx) {
    const auto viewing = change(draft_of(own_viewing(tx, member.id(), id)));
    return diary::save_viewing(tx, numbers_, member.id(), id, viewing);
  });
}

void Service::remove_viewing(const callers::Member& member, std::int64_t id) {
  database_.write([&](db::Tx& tx) {
    own_viewing(tx, member.id(), id);
    viewing_store::remove(tx, id);
  });
}

std::int64_t Service::count_by_rating(const callers::Member& member) const {
  return database_.read([&](db::Session& session) { return viewing_store::count_by_rating(session, member.id()); });
}

std::vector<ViewingLine> Service::by_rating(const callers::Member& member, std::int64_t offset,
                                            std::int64_t limit) const {
  return database_.read([&](db::Session& session) {
    return viewing_lines(session, viewing_store::by_rating(session, member.id(), offset, limit));
  });
}

ViewingsChanged Service::settle_by_rating(const callers::Member& member, bool keep) {
  return database_.write(
      [&](db::Tx& tx) { return ViewingsChanged{viewing_store::settle_by_rating(tx, member.id(), keep)}; });
}

std::int64_t Service::count_viewings(std::int64_t user, const Days& days) const {
  return database_.read([&](db::Session& session) { return diary::count_viewings(session, user, days); });
}

std::vector<ViewingLine> Service::viewings(std::int64_t user, const Days& days, std::int64_t offset,
                                           std::int64_t limit) const {
  return database_.read([&](db::Session& session) { return diary::viewings(session, user, days, offset, limit); });
}

}  // namespace kinoteka::diary
