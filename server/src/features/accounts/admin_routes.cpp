// What admins do with accounts.
#include "features/accounts/routes.hpp"
#include "http/rows.hpp"

namespace kinoteka::accounts {

struct UserQuery : http::Paging {
  std::optional<Text<1, 200>> q;
  std::optional<UserRole> role;
  std::optional<Int<0, 1>> disabled, confirmed, may_play;
  std::optional<http::Sort<user_store::UserOrder>> sort;

  static constexpr json::Doc docs[] = {{"q", "In the address, the username or the names."},
                                       {"disabled", "1: only who is disabled; 0: only who is not."},
                                       {"confirmed", "1: only whose address is proved; 0: only whose is not."},
                                       {"may_play", "1: only who may play the library's films; 0: only who may not."},
                                       {"sort", "One field, '-' for descending; created_at unless told."}};
};
BOOST_DESCRIBE_STRUCT(UserQuery, (http::Paging), (q, role, disabled, confirmed, may_play, sort))

struct AuditQuery : http::Paging {
  std::optional<Id> user;
  std::optional<Text<1, 60>> event;

  static constexpr json::Doc docs[] = {{"user", "Only what happened to this user's account."}};
};
BOOST_DESCRIBE_STRUCT(AuditQuery, (http::Paging), (user, event))

void add_admin_routes(http::Router& router, Accounts& accounts) {
  using http::admins, callers::Admin, http::Body, http::Patch, http::Query, http::Created, http::NoContent, http::Page;
  auto& administration = accounts.administration;

  const http::RowOptions in_person_only{.in_person = true};
  http::Rows rows(router, "Administration");
  rows.get("/api/admin/users", admins, "Users, in pages", [&](Admin admin, Query<UserQuery> query) {
    const auto page = query.chosen().value_or(Page{});
    user_store::Search search;
    if (query.q) search.text = **query.q;
    search.role = query.role;
    if (query.disabled) search.disabled = *query.disabled == 1;
    if (query.confirmed) search.confirmed = *query.confirmed == 1;
    if (query.may_play) search.may_play = *query.may_play == 1;
    if (query.sort) {
      search.order = query.sort->keys.front().field;
      search.descending = query.sort->keys.front().descending;
    }
    search.offset = page.offset();
    search.limit = page.size;
    auto found = administration.users(admin, search);
    return http::page_of(std::move(found.users), found.total, page);
  });
  rows.get("/api/admin/users/{id}", admins, "A user",
           [&](Admin admin, Id id) { return administration.user(admin, id); });
  rows.get("/api/admin/audit", admins, "What happened to accounts, the latest first",
           [&](Admin admin, Query<AuditQuery> query) {
             const auto page = query.chosen().value_or(Page{});
             guard_store::AuditSearch search;
             if (query.user) search.user = *query.user;
             if (query.event) search.event = **query.event;
             search.offset = page.offset();
             search.limit = page.size;
             auto found = administration.events(admin, search);
             return http::page_of(std::move(found.lines), found.total, page);
           });
  rows.get("/api/admin/invitations", admins, "Invitations that wait",
           [&](Admin admin) { return administration.invitations(admin); });

  // What changes who may what is for people.
  rows.patch("/api/admin/users/{id}", admins, "Change a user's role, or disable them", in_person_only,
             [&](Admin admin, Id id, Patch<UserRights> changes) {
               return administration.set_rights(admin, id, changes.apply(administration.rights(admin, id)));
             });
  rows.post("/api/admin/users", admins, "Make an account for somebody, who chooses a password by its link",
            in_person_only, [&](Admin admin, Body<NewUser> user) {
              auto made = administration.add(admin, *user);
              const auto location = "/api/admin/users/" + std::to_string(made.id);
              return Created<MadeUser>{std::move(made), location};
            });
  rows.post("/api/admin/users/{id}/confirmation", admins, "Say that a user's address is theirs, without a message",
            in_person_only, [&](Admin admin, Id id) { return administration.confirm(admin, id); });
  rows.post("/api/admin/users/{id}/reset-link", admins,
            "A link, good for an hour, by which a user chooses a new password", in_person_only,
            [&](Admin admin, Id id) { return administration.reset_link(admin, id); });
  rows.remove("/api/admin/users/{id}/sessions", admins, "Sign a user out everywhere", in_person_only,
              [&](Admin admin, Id id) {
                administration.end_sessions(admin, id);
                return NoContent{};
              });
  rows.post("/api/admin/invitations", admins, "Invite somebody by e-mail", in_person_only,
            [&](Admin admin, Body<NewInvitation> invitation) {
              return Created<MadeInvitation>{administration.invite(admin, *invitation), "/api/admin/invitations"};
            });
  rows.post("/api/admin/invitations/{id}/link", admins, "A new link of an invitation; the one before is none any more",
            in_person_only, [&](Admin admin, Id id) { return administration.invitation_link(admin, id); });
  rows.remove("/api/admin/invitations/{id}", admins, "Withdraw an invitation", in_person_only, [&](Admin admin, Id id) {
    administration.withdraw(admin, id);
    return NoContent{};
  });
}

}  // namespace kinoteka::accounts
