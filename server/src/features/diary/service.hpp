// What people do with films: mark, rate, favour, log. Every member works on the caller's own things alone, in one
// transaction with the films' numbers. Synchronous; call from workers. Thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cache/marks.hpp"
#include "db/database.hpp"
#include "features/diary/entry_store.hpp"
#include "features/diary/viewing_store.hpp"
#include "features/diary/wire.hpp"
#include "http/caller.hpp"

namespace kinoteka::diary {

// One person's mark on one film, as it shall be.
struct Mark {
  Opinion opinion;
  std::string note;
  std::optional<std::string> watched_on;
  bool log_viewing = false;
};
using Decision = std::function<Mark(const Mark& now)>;

// Changes one person's entry, its viewing and the film's numbers within the caller's transaction. `decide` may be
// called several times: whenever somebody else (the same person elsewhere) was faster. Throws Error{not_found} when
// there is no such film. The caller tells the marks once it is committed.
Entry change_entry(db::Tx& tx, std::int64_t user, std::int64_t movie, const Decision& decide);

// Logs a viewing and what follows from it for the entry, likewise; its id, or nothing when this film is in the diary
// on that day already and `once` was asked for.
std::optional<std::int64_t> log_viewing(db::Tx& tx, std::int64_t user, std::int64_t movie,
                                        const viewing_store::NewViewing& viewing, std::optional<bool> rewatch,
                                        bool once);

// Entries and viewings beside their films, for whoever may see them; those of deleted films are left out.
std::vector<EntryLine> entry_lines(db::Session& session, std::int64_t user, const std::vector<std::int32_t>& movies);
std::vector<ViewingLine> viewing_lines(db::Session& session, const std::vector<Viewing>& viewings);

// Which entries, in which order.
struct EntrySearch {
  entry_store::Filter filter;
  catalogue::MovieFilter movies;
  std::string text;
  entry_store::Order order = entry_store::Order::updated_at;
  bool descending = true;
};
std::vector<std::int32_t> find_entries(db::Session& session, std::int64_t user, const EntrySearch& search);

class Service {
 public:
  Service(db::Database& database, cache::Marks& marks) : database_(database), marks_(marks) {}

  Entry entry(const http::Member& member, std::int64_t movie) const;
  // `change` makes the new record from the present one.
  Entry save(const http::Member& member, std::int64_t movie,
             const std::function<EntryDraft(const EntryDraft& now)>& change);
  void remove(const http::Member& member, std::int64_t movie);  // and its viewings
  Entry set_favorite(const http::Member& member, std::int64_t movie, bool favorite);
  // All, or none: throws Error{invalid} that names every item that cannot be.
  BatchResult save_all(const http::Member& member, const Batch& batch);

  std::vector<MarkLine> marks(const http::Member& member, const std::vector<std::int32_t>& movies) const;
  std::vector<std::int32_t> entries(const http::Member& member, const EntrySearch& search) const;
  std::vector<EntryLine> lines(std::int64_t user, const std::vector<std::int32_t>& movies) const;
  std::vector<json::Encoded<MovieCard>> cards(const std::vector<std::int32_t>& movies) const;
  // One of them, whichever it is. Throws Error{not_found} when none passes.
  EntryLine pick(const http::Member& member, const EntrySearch& search) const;

  std::vector<Viewing> viewings_of(const http::Member& member, std::int64_t movie) const;
  Viewing add_viewing(const http::Member& member, std::int64_t movie, const ViewingDraft& draft);
  Viewing save_viewing(const http::Member& member, std::int64_t id,
                       const std::function<ViewingDraft(const ViewingDraft& now)>& change);
  void remove_viewing(const http::Member& member, std::int64_t id);
  // See viewing_store::by_rating.
  std::int64_t count_by_rating(const http::Member& member) const;
  std::vector<ViewingLine> by_rating(const http::Member& member, std::int64_t offset, std::int64_t limit) const;
  ViewingsChanged settle_by_rating(const http::Member& member, bool keep);

  std::int64_t count_viewings(std::int64_t user, const viewing_store::Range& range) const;
  std::vector<ViewingLine> viewings(std::int64_t user, const viewing_store::Range& range, std::int64_t offset,
                                    std::int64_t limit) const;

 private:
  void tell_changed(std::int64_t movie);  // what shows its numbers is not right any more

  db::Database& database_;
  cache::Marks& marks_;
};

}  // namespace kinoteka::diary
