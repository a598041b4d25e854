// Somebody as others see them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "features/accounts/wire.hpp"

namespace kinoteka::accounts {

// What stands beside whatever somebody has left.
struct Face {
  std::int64_t id = 0;
  std::optional<std::string> username;  // the address of their page; who has none has no page
  std::string name;
  std::optional<std::string> avatar;
};
BOOST_DESCRIBE_STRUCT(Face, (), (id, username, name, avatar))

// The columns that Row::as<Face> reads, of a table `users` called u, for the statements of whoever shows people.
std::string_view face_columns();

// What a page about somebody needs to know of them.
struct Acquaintance {
  Face face;
  std::string full_name, bio;
  std::int64_t joined_at = 0;
  bool disabled = false;
  Privacy privacy;
};

}  // namespace kinoteka::accounts
