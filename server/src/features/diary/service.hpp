// What people do with films: mark, rate, favour, log. Every member works on the caller's own things alone, in one
// transaction with the films' numbers. Synchronous; call from workers. Thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "callers/caller.hpp"
#include "db/database.hpp"
#include "features/diary/parameters.hpp"

namespace kinoteka::diary {

class Service {
 public:
  Service(db::Database& database, const catalogue::Numbers& numbers) : database_(database), numbers_(numbers) {}

  Entry entry(const callers::Member& member, std::int64_t movie) const;
  // `change` makes the new record from the present one.
  Entry save(const callers::Member& member, std::int64_t movie,
             const std::function<EntryDraft(const EntryDraft& now)>& change);
  void remove(const callers::Member& member, std::int64_t movie);  // and its viewings
  Entry set_favorite(const callers::Member& member, std::int64_t movie, bool favorite);
  // All, or none: throws Error{invalid} that names every item that cannot be.
  BatchResult save_all(const callers::Member& member, const Batch& batch);

  std::vector<MarkLine> marks(const callers::Member& member, const std::vector<std::int32_t>& movies) const;
  std::vector<std::int32_t> entries(const callers::Member& member, const EntrySearch& search) const;
  std::vector<EntryLine> lines(std::int64_t user, const std::vector<std::int32_t>& movies) const;
  std::vector<json::Encoded<MovieCard>> cards(const std::vector<std::int32_t>& movies) const;
  // One of them, whichever it is. Throws Error{not_found} when none passes.
  EntryLine pick(const callers::Member& member, const EntrySearch& search) const;

  std::vector<Viewing> viewings_of(const callers::Member& member, std::int64_t movie) const;
  Viewing add_viewing(const callers::Member& member, std::int64_t movie, const ViewingDraft& draft);
  Viewing save_viewing(const callers::Member& member, std::int64_t id,
                       const std::function<ViewingDraft(const ViewingDraft& now)>& change);
  void remove_viewing(const callers::Member& member, std::int64_t id);
  // See viewing_store::by_rating.
  std::int64_t count_by_rating(const callers::Member& member) const;
  std::vector<ViewingLine> by_rating(const callers::Member& member, std::int64_t offset, std::int64_t limit) const;
  ViewingsChanged settle_by_rating(const callers::Member& member, bool keep);

  std::int64_t count_viewings(std::int64_t user, const Days& days) const;
  std::vector<ViewingLine> viewings(std::int64_t user, const Days& days, std::int64_t offset, std::int64_t limit) const;

 private:
  const db::Quiet database_;
  const catalogue::Numbers& numbers_;
};

}  // namespace kinoteka::diary
