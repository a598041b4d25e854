// What a collection holds, and what of it is looked for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace kinoteka::collection {

enum class Format { VHS, DVD, Streaming };

inline constexpr std::int64_t most_items = 20'000;  // of one person

enum class ItemOrder { title, release_year, rating, length, created_at };

struct ItemSearch {
  std::optional<Format> format;
  std::optional<std::int64_t> movie;
  std::optional<bool> lent;
  std::string text;  // in the title, folded
  ItemOrder order = ItemOrder::title;
  bool descending = false;
};

}  // namespace kinoteka::collection
