#include "features/sharing/routes.hpp"

#include "http/rows.hpp"

namespace kinoteka::sharing {
namespace {

Shared read_shared(const std::string& name) {
  const auto what = json::enum_value<Shared>(name);
  if (!what) throw not_found("There is nothing of this name to share: it is " + json::enum_choices<Shared>() + '.');
  return *what;
}

}  // namespace

void add_routes(http::Router& router, Service& sharing) {
  using http::members, callers::Member, http::Body, http::Created, http::NoContent, http::Name;

  http::Rows rows(router, "Sharing");
  rows.get("/api/sharing", members, "Who may see one's profile, diary and collection",
           [&](Member member) { return sharing.audiences(member); });
  rows.put("/api/sharing/{what}", members, "Say who may see one's profile, diary or collection",
           [&](Member member, Name what, Body<NewAudience> audience) {
             return sharing.share(member, read_shared(what.value), *audience);
           });
  rows.get("/api/shared", members, "What others share with oneself",
           [&](Member member) { return sharing.shared_with_me(member); });

  rows.get("/api/user/offers", members, "What one is asked to be in (groups) or to edit (lists)",
           [&](Member member) { return sharing.offers(member); });

  rows.get("/api/groups", members, "One's groups, and those one is in",
           [&](Member member) { return sharing.groups(member); });
  rows.post("/api/groups", members, "Make a group to share with", [&](Member member, Body<NewGroup> group) {
    auto made = sharing.make_group(member, *group);
    const auto location = "/api/groups/" + std::to_string(made.id);
    return Created<Group>{std::move(made), location};
  });
  rows.get("/api/groups/{id}", members, "A group that one is in",
           [&](Member member, Id id) { return sharing.group(member, id); });
  rows.patch("/api/groups/{id}", members, "Rename a group of one's own",
             [&](Member member, Id id, Body<GroupName> name) { return sharing.rename_group(member, id, *name); });
  rows.remove("/api/groups/{id}", members, "Delete a group of one's own; what was shared with it no longer is",
              [&](Member member, Id id) {
                sharing.remove_group(member, id);
                return NoContent{};
              });
  rows.put("/api/groups/{id}/members/{username}", members,
           "Ask somebody to be in a group of one's own, or say yes to that oneself",
           [&](Member member, Id id, Name username) { return sharing.add_to_group(member, id, username.value); });
  rows.remove("/api/groups/{id}/members/{username}", members, "Take somebody out of a group, or leave it, or say no",
              [&](Member member, Id id, Name username) {
                sharing.remove_from_group(member, id, username.value);
                return NoContent{};
              });
}

}  // namespace kinoteka::sharing
