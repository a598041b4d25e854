#include "features/sharing/service.hpp"

#include "base/error.hpp"
#include "base/time.hpp"
#include "features/sharing/audience_service.hpp"
#include "features/sharing/offer_service.hpp"
#include "features/sharing/sharing_store.hpp"

namespace kinoteka::sharing {
namespace {

constexpr Shared all_shared[] = {Shared::profile, Shared::diary, Shared::collection};

Error no_group() { return not_found("There is no group with this id."); }

// The group, to who is in it or made it.
sharing_store::GroupRow visible_group(db::Session& session, std::int64_t user, std::int64_t id) {
  auto row = sharing_store::find_group(session, id);
  if (!row || (row->owner != user && !sharing_store::is_member(session, id, user))) throw no_group();
  return std::move(*row);
}

sharing_store::GroupRow own_group(db::Session& session, std::int64_t user, std::int64_t id) {
  auto row = visible_group(session, user, id);
  if (row.owner != user) throw forbidden("Only who made a group may change it.", Reason::not_your_group);
  return row;
}

Group filled(db::Session& session, const sharing_store::GroupRow& row, std::int64_t viewer) {
  const auto owner = accounts::find_by_id(session, row.owner);
  Group out{row.id, row.name, owner ? owner->face : Face{}, {}};
  for (auto& face : sharing_store::members_of(session, row.id)) out.members.push_back({{std::move(face)}, false});
  if (viewer == row.owner) {
    for (auto& asked : asked_into(session, OfferKind::group, row.id)) out.members.push_back(std::move(asked));
  }
  return out;
}

}  // namespace

Audiences Service::audiences(const callers::Member& member) const {
  return database_.read([&](db::Session& session) {
    const auto owner = accounts::find_by_id(session, member.id());
    if (!owner) throw Error(Code::unauthorized, "This account is no more.");
    Audiences out;
    Audience* places[] = {&out.profile, &out.diary, &out.collection};
    for (std::size_t i = 0; i < std::size(all_shared); ++i) {
      *places[i] =
          audience_of(session, thing_of(member.id(), all_shared[i]), visibility_of(owner->privacy, all_shared[i]));
    }
    return out;
  });
}

Audience Service::share(const callers::Member& member, Shared what, const NewAudience& audience) {
  if (audience.visibility == Visibility::unlisted)
    throw invalid({{"visibility", "must be private, everyone or chosen: only lists have a link"}});
  if (audience.visibility != Visibility::private_) accounts::require_may_publish(policy_, member);
  return database_.write([&](db::Tx& tx) {
    const auto thing = thing_of(member.id(), what);
    set_chosen(tx, thing, audience);
    const auto visibility = audience.visibility == Visibility::everyone ? accounts::Visibility::everyone
                            : audience.visibility == Visibility::chosen ? accounts::Visibility::chosen
                                                                        : accounts::Visibility::private_;
    accounts::set_visibility(tx, member.id(), thing.kind, visibility);
    return audience_of(tx, thing, audience.visibility);
  });
}

std::vector<SharedWithMe> Service::shared_with_me(const callers::Member& member) const {
  return database_.read([&](db::Session& session) { return sharing_store::shared_with(session, member.id()); });
}

std::vector<Group> Service::groups(const callers::Member& member) const {
  return database_.read([&](db::Session& session) {
    std::vector<Group> out;
    for (const auto& row : sharing_store::groups_of(session, member.id()))
      out.push_back(filled(session, row, member.id()));
    return out;
  });
}

Group Service::group(const callers::Member& member, std::int64_t id) const {
  return database_.read(
      [&](db::Session& session) { return filled(session, visible_group(session, member.id(), id), member.id()); });
}

Group Service::make_group(const callers::Member& member, const NewGroup& group) {
  accounts::require_may_publish(policy_, member);
  return database_.write([&](db::Tx& tx) {
    accounts::hold(tx, member.id());
    if (sharing_store::count_groups(tx, member.id()) >= static_cast<std::int64_t>(most_groups))
      throw conflict("There are too many groups: delete one that is not used any more.", Reason::too_many_groups);
    std::vector<FieldError> faults;
    const auto members = ids_of(tx, group.members, "members", faults);
    if (!faults.empty()) throw invalid(std::move(faults));
    const auto id = sharing_store::add_group(tx, member.id(), *group.name, now_ms());
    for (const auto user : members)
      if (user != member.id()) offer(tx, OfferKind::group, id, member.id(), user);
    return filled(tx, {id, member.id(), *group.name}, member.id());
  });
}

Group Service::rename_group(const callers::Member& member, std::int64_t id, const GroupName& name) {
  return database_.write([&](db::Tx& tx) {
    auto row = own_group(tx, member.id(), id);
    sharing_store::rename_group(tx, id, *name.name);
    row.name = *name.name;
    return filled(tx, row, member.id());
  });
}

void Service::remove_group(const callers::Member& member, std::int64_t id) {
  database_.write([&](db::Tx& tx) {
    own_group(tx, member.id(), id);
    sharing_store::remove_group(tx, id);
  });
}

std::vector<Offer> Service::offers(const callers::Member& member) const {
  return database_.read([&](db::Session& session) { return sharing_store::offers_to(session, member.id()); });
}

Group Service::add_to_group(const callers::Member& member, std::int64_t id, std::string_view username) {
  return database_.write([&](db::Tx& tx) {
    const auto found = accounts::find_by_username(tx, username);
    if (found && found->face.id == member.id() && end_offer(tx, OfferKind::group, id, member.id()))
      sharing_store::add_member(tx, id, member.id());
    const auto row = visible_group(tx, member.id(), id);
    if (found && found->face.id == member.id()) return filled(tx, row, member.id());  // is in it
    own_group(tx, member.id(), id);
    accounts::require_may_publish(policy_, member);
    if (!found || found->disabled) throw not_found("There is nobody with this username.", Reason::nobody);
    if (sharing_store::is_member(tx, id, found->face.id)) return filled(tx, row, member.id());
    if (sharing_store::count_members(tx, id) >= 500) throw conflict("This group is full.", Reason::group_full);
    offer(tx, OfferKind::group, id, member.id(), found->face.id);
    return filled(tx, row, member.id());
  });
}

void Service::remove_from_group(const callers::Member& member, std::int64_t id, std::string_view username) {
  database_.write([&](db::Tx& tx) {
    const auto found = accounts::find_by_username(tx, username);
    if (found && found->face.id == member.id() && end_offer(tx, OfferKind::group, id, member.id())) return;
    const auto row = visible_group(tx, member.id(), id);
    const bool owns = row.owner == member.id();
    if (found && !owns && found->face.id != member.id())
      throw forbidden("Only who made a group may change it.", Reason::not_your_group);
    if (found && owns && end_offer(tx, OfferKind::group, id, found->face.id)) return;
    if (!found || !sharing_store::is_member(tx, id, found->face.id))
      throw not_found("There is nobody with this username in the group.");
    sharing_store::remove_member(tx, id, found->face.id);
  });
}

}  // namespace kinoteka::sharing
