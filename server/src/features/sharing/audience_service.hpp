// Who may see what of somebody. Functions of the caller's transaction, for the features whose things are shared.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "callers/caller.hpp"
#include "db/database.hpp"
#include "features/accounts/face.hpp"
#include "features/sharing/wire.hpp"

namespace kinoteka::sharing {

// What somebody has one of, as a thing; and whom they show it to.
Thing thing_of(std::int64_t owner, Shared what);
Visibility visibility_of(const accounts::Privacy& privacy, Shared what);

// The ids of people by their usernames, each once; faults go under `field`.
std::vector<std::int64_t> ids_of(db::Session& session, const std::vector<UserName>& names, const std::string& field,
                                 std::vector<FieldError>& faults);

// Whether `viewer` (nobody, if empty) may see a thing of this visibility. The link of an unlisted one is its own
// feature's business.
bool may_see(db::Session& session, std::optional<std::int64_t> viewer, const Thing& thing, Visibility visibility);

// The same for what somebody has one of.
bool may_see(db::Session& session, std::optional<std::int64_t> viewer, const accounts::Acquaintance& owner,
             Shared what);

// Who calls, where a guest may call too.
std::optional<std::int64_t> viewer_of(const callers::Reader& reader);

// Whom a thing is shared with, and setting that: for features whose things carry their own visibility. Throws
// Error{invalid} that names every unknown user and group.
Audience audience_of(db::Session& session, const Thing& thing, Visibility visibility);
void set_chosen(db::Tx& tx, const Thing& thing, const NewAudience& audience);
void forget(db::Tx& tx, const Thing& thing);

}  // namespace kinoteka::sharing
