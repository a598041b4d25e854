#include "features/diary/listing_service.hpp"

#include "features/diary/entry_store.hpp"
#include "features/diary/viewing_store.hpp"

namespace kinoteka::diary {

std::vector<EntryLine> entry_lines(db::Session& session, std::int64_t user, const std::vector<std::int32_t>& movies) {
  auto cards = catalogue::cards(session, movies);
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
  const auto cards = catalogue::cards(session, movies);
  std::vector<ViewingLine> out;
  for (const auto& viewing : viewings) {
    const auto card = cards.find(viewing.movie_id);
    if (card != cards.end()) out.push_back({card->second, viewing});
  }
  return out;
}

std::vector<std::int32_t> find_entries(db::Session& session, std::int64_t user, const EntrySearch& search) {
  const auto all = entry_store::movies(session, user, search.filter, search.order, search.descending);
  return catalogue::passing(session, search.movies, search.text, all);
}

std::int64_t count_viewings(db::Session& session, std::int64_t user, const Days& days) {
  return viewing_store::count(session, user, days);
}

std::vector<ViewingLine> viewings(db::Session& session, std::int64_t user, const Days& days, std::int64_t offset,
                                  std::int64_t limit) {
  return viewing_lines(session, viewing_store::list(session, user, days, offset, limit));
}

}  // namespace kinoteka::diary
