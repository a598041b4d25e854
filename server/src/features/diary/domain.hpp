// One person and one film: what they think of it, and when they saw it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace kinoteka::diary {

enum class EntryStatus { planned, watching, watched, dropped };

// Viewings: of one person in all, of one film, of one film on one day. docs/operations.md lists them.
inline constexpr std::int64_t most_viewings = 100'000, most_of_film = 1000, most_of_day = 10;

inline constexpr std::size_t most_batch = 1000;  // entries changed in one request

// What counts of an entry, as tables keep it: status empty where there is none, rating in half-stars, 0 for none.
struct Opinion {
  std::string status;
  std::int64_t rating = 0;
  bool favorite = false;
  bool operator==(const Opinion&) const = default;
};

enum class EntryOrder { updated_at, rating, watched_on, title, year, popularity, runtime };
struct EntryFilter {
  std::optional<EntryStatus> status;
  std::optional<bool> rated, favorite;
  std::optional<std::int64_t> rating_from, rating_to;  // half-stars
  std::optional<std::string> watched_from, watched_to;
};

struct NewViewing {
  std::string watched_on;
  bool rewatch = false;
  std::int64_t rating = 0;  // half-stars, 0 for none
  std::string place, note;
  std::vector<std::string> tags;
};

// From one day to another, both included; without one, all on that side.
struct Days {
  std::optional<std::string> from, to;
};

// The status that follows from a change: who gives a film its rating has seen it, unless they say that they are still
// at it or gave it up.
std::string implied_status(const Opinion& before, const Opinion& after);

// Today in UTC, YYYY-MM-DD: when a client does not say which day it is where somebody is.
std::string today();

}  // namespace kinoteka::diary
