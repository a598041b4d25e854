// Who somebody is to others: what any feature may show of a person, and who may show something to others.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "callers/caller.hpp"
#include "db/database.hpp"
#include "features/accounts/acquaintance.hpp"
#include "features/accounts/policy.hpp"

namespace kinoteka::accounts {

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
bool may_play(db::Session& session, const callers::Member& member);
void require_may_play(db::Session& session, const callers::Member& member);  // throws Error{forbidden}
// The same of somebody who is not here: whose link somebody uses.
bool may_still_play(db::Session& session, std::int64_t user);

// Throws Error{forbidden} for who has yet to prove their address, where the operator asks for that.
void require_may_publish(const Policy& policy, const callers::Member& member);

}  // namespace kinoteka::accounts
