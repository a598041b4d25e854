// Who somebody is to others: what any feature may show of a person, and who may show something to others.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "db/database.hpp"
#include "features/accounts/policy.hpp"
#include "features/accounts/wire.hpp"
#include "http/caller.hpp"

namespace kinoteka::accounts {

// Somebody as others see them, wherever they have left something.
struct Face {
  std::int64_t id = 0;
  std::optional<std::string> username;  // the address of their page; who has none has no page
  std::string name;
  std::optional<std::string> avatar;
};
BOOST_DESCRIBE_STRUCT(Face, (), (id, username, name, avatar))

// The columns that Row::as<Face> reads, of a table `users` called u. Who has no username has a number: a first name in
// its place could be somebody's username.
inline constexpr std::string_view face_columns =
    "u.id, u.username, coalesce(u.username, 'user ' || u.id), "
    "(SELECT '/api/pictures/' || p.digest FROM pictures p WHERE p.id = u.avatar_id)";

// What a page about somebody needs to know of them.
struct Acquaintance {
  Face face;
  std::string full_name, bio;
  std::int64_t joined_at = 0;
  bool disabled = false;
  Privacy privacy;
};

std::optional<Acquaintance> find_by_username(db::Session& session, std::string_view username);
std::optional<Acquaintance> find_by_id(db::Session& session, std::int64_t id);

// Who may have a page that `viewer` (nobody, if empty) sees: more than do, for the caller to look closer. With a
// username that begins so, in the order of usernames, at most 1,000.
std::vector<Acquaintance> find_open(db::Session& session, std::optional<std::int64_t> viewer,
                                    std::string_view beginning);

// Until this transaction ends, nobody else counts or adds to what this person has: for limits.
void hold(db::Tx& tx, std::int64_t user);

// Sets who may see one of profile, diary and collection. Throws Error{internal} for anything else.
void set_visibility(db::Tx& tx, std::int64_t user, std::string_view what, Visibility visibility);

// Whether somebody may play the library's films: admins, and whom an admin allows it.
bool may_play(db::Session& session, const http::Member& member);
void require_may_play(db::Session& session, const http::Member& member);  // throws Error{forbidden}
// The same of somebody who is not here: whose link somebody uses.
bool may_still_play(db::Session& session, std::int64_t user);

// Throws Error{forbidden} for who has yet to prove their address, where the operator asks for that.
void require_may_publish(const Policy& policy, const http::Member& member);

}  // namespace kinoteka::accounts
