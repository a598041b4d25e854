// Who may see what: nobody but its owner, until the owner says otherwise.
#pragma once

#include <cstdint>
#include <string_view>

namespace kinoteka::sharing {

// What somebody has one of.
enum class Shared { profile, diary, collection };

// Unlisted is for lists alone: seen by whoever has the link.
enum class Visibility { private_, unlisted, everyone, chosen };
enum class OfferKind { group, list };  // what people are asked into

inline constexpr std::size_t most_groups = 100;

// A thing that is shared: `kind` as the table says it, `object` a list's id, or 0 where there is one of a kind.
struct Thing {
  std::int64_t owner = 0;
  std::string_view kind;
  std::int64_t object = 0;
};

}  // namespace kinoteka::sharing
