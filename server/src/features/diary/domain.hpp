// One person and one film: what they think of it, and when they saw it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace kinoteka::diary {

enum class EntryStatus { planned, watching, watched, dropped };

// Viewings: of one person in all, of one film, of one film on one day. docs/operations.md lists them.
inline constexpr std::int64_t most_viewings = 100'000, most_of_film = 1000, most_of_day = 10;

inline constexpr std::size_t most_batch = 1000;  // entries changed in one request

enum class EntryOrder { updated_at, rating, watched_on, title, year, popularity, runtime };
struct EntryFilter {
  std::optional<EntryStatus> status;
  std::optional<bool> rated, favorite;
  std::optional<std::int64_t> rating_from, rating_to;  // half-stars
  std::optional<std::string> watched_from, watched_to;
};

// From one day to another, both included; without one, all on that side.
struct Days {
  std::optional<std::string> from, to;
};

// Today in UTC, YYYY-MM-DD: when a client does not say which day it is where somebody is.
std::string today();

}  // namespace kinoteka::diary
