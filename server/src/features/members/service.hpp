// People's pages: what one sees of somebody, as far as they let one. What may not be seen is not there. Synchronous;
// call from workers. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "features/collection/face.hpp"
#include "features/diary/face.hpp"
#include "features/lists/face.hpp"
#include "features/members/wire.hpp"
#include "features/reviews/face.hpp"

namespace kinoteka::members {

using Viewer = std::optional<std::int64_t>;  // nobody, if empty

class Service {
 public:
  explicit Service(db::Database& database) : database_(database) {}

  // Members whose page the viewer may see, by their usernames, which begin so; at most 1,000.
  struct Found {
    std::int64_t total = 0;
    std::vector<MemberLine> members;
  };
  Found all(const Viewer& viewer, std::string_view beginning, std::int64_t offset, std::int64_t limit) const;
  MemberPage page(const Viewer& viewer, std::string_view username) const;

  // Somebody's films; notes are for their writer alone.
  std::vector<std::int32_t> films(const Viewer& viewer, std::string_view username,
                                  const diary::EntrySearch& search) const;
  std::vector<diary::EntryLine> film_lines(const Viewer& viewer, std::string_view username,
                                           const std::vector<std::int32_t>& movies) const;
  std::int64_t count_viewings(const Viewer& viewer, std::string_view username, const diary::Days& days) const;
  std::vector<diary::ViewingLine> viewings(const Viewer& viewer, std::string_view username, const diary::Days& days,
                                           std::int64_t offset, std::int64_t limit) const;
  std::int64_t count_items(const Viewer& viewer, std::string_view username, const collection::ItemSearch& search) const;
  std::vector<collection::ShelfItem> items(const Viewer& viewer, std::string_view username,
                                           const collection::ItemSearch& search, std::int64_t offset,
                                           std::int64_t limit) const;
  std::vector<lists::List> lists(const Viewer& viewer, std::string_view username) const;
  std::int64_t count_reviews(const reviews::Viewer& viewer, std::string_view username) const;
  std::vector<MemberReview> reviews(const reviews::Viewer& viewer, std::string_view username, std::int64_t offset,
                                    std::int64_t limit) const;

  Statistics statistics(const Viewer& viewer, std::string_view username, std::optional<std::int64_t> year) const;
  Statistics own_statistics(std::int64_t user, std::optional<std::int64_t> year) const;

 private:
  const db::Quiet database_;
};

}  // namespace kinoteka::members
