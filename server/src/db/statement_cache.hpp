// The statements that one session has prepared, by their text. Filters can be put together in millions of ways, so only
// the ones used last are kept. Used by one thread at a time.
#pragma once

#include <cstddef>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace kinoteka::db {

template <class Statement>
class StatementCache {
 public:
  explicit StatementCache(std::size_t most) : most_(most) {}

  // Nothing where it is not there. What is returned lives until the next `add`.
  Statement* find(std::string_view sql) {
    const auto found = by_text_.find(sql);
    if (found == by_text_.end()) return nullptr;
    order_.splice(order_.begin(), order_, found->second);
    return &found->second->second;
  }

  // The one that has to go before another is added, or nothing where there is room.
  std::optional<Statement> make_room() {
    if (order_.size() < most_) return std::nullopt;
    by_text_.erase(order_.back().first);  // before its text moves
    std::optional<Statement> oldest(std::move(order_.back().second));
    order_.pop_back();
    return oldest;
  }

  Statement& add(std::string_view sql, Statement statement) {
    order_.emplace_front(std::string(sql), std::move(statement));
    by_text_.emplace(order_.front().first, order_.begin());
    return order_.front().second;
  }

  std::size_t size() const { return order_.size(); }

 private:
  using Order = std::list<std::pair<std::string, Statement>>;  // the one used last first; owns the texts
  const std::size_t most_;
  Order order_;
  std::unordered_map<std::string_view, typename Order::iterator> by_text_;
};

}  // namespace kinoteka::db
