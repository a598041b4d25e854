// Groups and shares in the database. Every member works within the caller's session; absent is an empty optional.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/sharing/wire.hpp"

namespace kinoteka::sharing::sharing_store {

struct GroupRow {
  std::int64_t id = 0, owner = 0;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(GroupRow, (), (id, owner, name))

std::optional<GroupRow> find_group(db::Session& session, std::int64_t id);
std::vector<GroupRow> groups_of(db::Session& session, std::int64_t user);  // one's own, then those one is in
std::int64_t count_groups(db::Session& session, std::int64_t owner);
std::vector<Face> members_of(db::Session& session, std::int64_t group);
std::int64_t count_members(db::Session& session, std::int64_t group);  // those who are asked too
bool is_member(db::Session& session, std::int64_t group, std::int64_t user);
std::int64_t add_group(db::Tx& tx, std::int64_t owner, const std::string& name, std::int64_t now);
void rename_group(db::Tx& tx, std::int64_t group, const std::string& name);
void remove_group(db::Tx& tx, std::int64_t group);
void add_member(db::Tx& tx, std::int64_t group, std::int64_t user);
void remove_member(db::Tx& tx, std::int64_t group, std::int64_t user);

bool has_offer(db::Session& session, OfferKind kind, std::int64_t object, std::int64_t user);
std::int64_t count_offers(db::Session& session, std::int64_t user);
std::int64_t count_offers_of(db::Session& session, std::int64_t from, std::int64_t user);
void add_offer(db::Tx& tx, OfferKind kind, std::int64_t object, std::int64_t from, std::int64_t user, std::int64_t now);
bool remove_offer(db::Tx& tx, OfferKind kind, std::int64_t object, std::int64_t user);
std::vector<Face> asked_into(db::Session& session, OfferKind kind, std::int64_t object);
std::vector<Offer> offers_to(db::Session& session, std::int64_t user);  // the latest first

// Whether a thing is shared with this person, by name or through a group.
bool is_shared_with(db::Session& session, const Thing& thing, std::int64_t user);
std::vector<Face> users_of(db::Session& session, const Thing& thing);
std::vector<GroupRef> chosen_groups(db::Session& session, const Thing& thing);
void replace(db::Tx& tx, const Thing& thing, const std::vector<std::int64_t>& users,
             const std::vector<std::int64_t>& groups, std::int64_t now);
void forget(db::Tx& tx, const Thing& thing);

// What others share with this person, the latest first; at most 500.
std::vector<SharedWithMe> shared_with(db::Session& session, std::int64_t user);

}  // namespace kinoteka::sharing::sharing_store
