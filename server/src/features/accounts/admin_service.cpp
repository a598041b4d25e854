#include "features/accounts/admin_service.hpp"

#include "base/error.hpp"
#include "base/time.hpp"
#include "features/accounts/link_store.hpp"
#include "features/accounts/messages.hpp"
#include "features/accounts/session_store.hpp"
#include "security/passwords.hpp"
#include "security/tokens.hpp"

namespace kinoteka::accounts {
namespace {

constexpr std::int64_t first_link_ms = 24 * 3600 * 1000;

Error no_user() { return not_found("There is no user with this id."); }
std::string reset_address(const Policy& policy, const std::string& token) {
  return policy.own_address + "/reset#token=" + token;
}
std::string invitation_address(const Policy& policy, const std::string& token) {
  return policy.own_address + "/signup#token=" + token;
}

// Changes role and door of a user, ends what was begun under the old ones, and keeps one admin in the house.
void change_rights(db::Tx& tx, const Guard& guard, const Eviction& eviction, const user_store::UserRow& user,
                   const UserRights& rights, const callers::Admin& admin) {
  const auto role = json::enum_value<UserRole>(user.role).value_or(UserRole::user);
  const bool was_disabled = user.disabled_at > 0;
  const bool loses_admin =
      role == UserRole::admin && !was_disabled && (rights.role != UserRole::admin || rights.disabled);
  if (loses_admin && user_store::count_admins(tx) == 1) {
    throw conflict("This is the only admin: make somebody else one first.", Reason::last_admin);
  }
  if (rights.role != role) {
    user_store::set_role(tx, user.id, rights.role);
    guard.record(tx, "role_changed", admin.origin(), admin.actor(), user.id,
                 user.role + " to " + std::string(json::enum_name(rights.role)));
  }
  if (rights.may_play != user_store::may_play(tx, user.id)) {
    user_store::set_may_play(tx, user.id, rights.may_play);
    guard.record(tx, rights.may_play ? "may_play" : "may_not_play", admin.origin(), admin.actor(), user.id);
  }
  if (rights.disabled != was_disabled) {
    user_store::set_disabled(tx, user.id, rights.disabled ? now_ms() : 0);
    guard.record(tx, rights.disabled ? "disabled" : "enabled", admin.origin(), admin.actor(), user.id);
  }
  if (rights.disabled) eviction.run(tx, user, {0, true, false});
}

}  // namespace

user_store::Found Administration::users(const callers::Admin&, const user_store::Search& search) const {
  return database_.read([&](db::Session& session) { return user_store::search(session, search); });
}

UserLine Administration::user(const callers::Admin&, std::int64_t id) const {
  auto found = database_.read([&](db::Session& session) { return user_store::line(session, id); });
  if (!found) throw no_user();
  return std::move(*found);
}

UserLine Administration::user_with(const callers::Admin& admin, std::string_view email) const {
  const auto found =
      database_.read([&](db::Session& session) { return user_store::find_by_email(session, std::string(email)); });
  if (!found) throw not_found("There is no user with the address " + std::string(email) + '.');
  return user(admin, found->id);
}

UserRights Administration::rights(const callers::Admin& admin, std::int64_t id) const {
  const auto line = user(admin, id);
  return {line.role, line.disabled, line.may_play};
}

UserLine Administration::set_rights(const callers::Admin& admin, std::int64_t id, const UserRights& rights) {
  database_.write([&](db::Tx& tx) {
    const auto found = user_store::find(tx, id);
    if (!found) throw no_user();
    change_rights(tx, guard_, eviction_, *found, rights, admin);
  });
  return user(admin, id);
}

MadeUser Administration::add(const callers::Admin& admin, const NewUser& wanted, std::string_view password) {
  const auto hash = password.empty() ? std::string() : security::Passwords(policy_.password_cost).hash(password);
  const auto token = security::random_token();
  const auto now = now_ms();
  MadeUser out;
  if (password.empty()) out.link = reset_address(policy_, token);
  static_cast<UserLine&>(out) = database_.write([&](db::Tx& tx) {
    const auto holder = user_store::find_by_email(tx, wanted.email.value);
    if (holder && holder->email_verified_at > 0)
      throw Error(Code::conflict, "There is an account with this address already.",
                  {{"email", "belongs to another account"}});
    if (wanted.username && user_store::username_taken(tx, wanted.username->value, 0))
      throw Error(Code::conflict, "This username is taken.",
                  {{"username", "is taken: choose another", Reason::username_taken}});
    user_store::UserRow user;
    user.email = wanted.email.value;
    user.created_at = now;
    if (holder) user.claims = holder->email_key;
    if (wanted.username) user.username = wanted.username->value;
    user.language = wanted.language.value_or(Language()).value;
    user.role = json::enum_name(wanted.role.value_or(UserRole::user));
    user.password_hash = hash;
    user_store::claim_first_admin(tx, now);  // whoever registers next on the web is not the first
    const auto id = user_store::add(tx, user);
    if (!user_store::take_address(tx, id, user.email, now))
      throw conflict("This address was proved by another account at this moment.", Reason::address_taken);
    if (wanted.may_play.value_or(false)) user_store::set_may_play(tx, id, true);
    if (password.empty())
      link_store::add(tx, security::token_hash(token), id, link_store::Purpose::reset, user.email, now + first_link_ms);
    guard_.record(tx, "added", admin.origin(), admin.actor(), id, user.role);
    return *user_store::line(tx, id);
  });
  return out;
}

UserLine Administration::confirm(const callers::Admin& admin, std::int64_t id) {
  return database_.write([&](db::Tx& tx) {
    const auto found = user_store::find(tx, id);
    if (!found) throw no_user();
    if (found->email_verified_at == 0) {
      if (!user_store::take_address(tx, id, found->email, now_ms()))
        throw conflict("This address belongs to another account, which has proved it.", Reason::address_taken);
      link_store::forget(tx, id, link_store::Purpose::verify);
      guard_.record(tx, "email_confirmed", admin.origin(), admin.actor(), id);
    }
    return *user_store::line(tx, id);
  });
}

OnceLink Administration::reset_link(const callers::Admin& admin, std::int64_t id) {
  const auto token = security::random_token();
  const auto expires_at = now_ms() + reset_link_ms;
  database_.write([&](db::Tx& tx) {
    const auto found = user_store::find(tx, id);
    if (!found) throw no_user();
    // An admin who opens another's account would be that admin from then on.
    if (found->role == "admin" && admin.actor() && admin.actor() != found->id)
      throw forbidden("An admin's password is reset by a message, or at the console: kinoteka user reset-password.");
    link_store::add(tx, security::token_hash(token), id, link_store::Purpose::reset, found->email, expires_at);
    guard_.record(tx, "reset_requested", admin.origin(), admin.actor(), id);
  });
  return {reset_address(policy_, token), rfc3339(expires_at)};
}

void Administration::end_sessions(const callers::Admin& admin, std::int64_t id) {
  database_.write([&](db::Tx& tx) {
    const auto user = user_store::find(tx, id);
    if (!user) throw no_user();
    const auto report = eviction_.run(tx, *user, {0, true, false});
    if (report.anything()) eviction_.tell(tx, *user, Eviction::Why::by_admin, report);
    guard_.record(tx, "sessions_ended", admin.origin(), admin.actor(), id);
  });
}

guard_store::AuditFound Administration::events(const callers::Admin&, const guard_store::AuditSearch& search) const {
  return database_.read([&](db::Session& session) { return guard_store::events(session, search); });
}

std::vector<Invitation> Administration::invitations(const callers::Admin&) const {
  return database_.read([](db::Session& session) { return link_store::invitations(session, now_ms()); });
}

MadeInvitation Administration::invite(const callers::Admin& admin, const NewInvitation& invitation) {
  const auto token = security::random_token();
  const auto now = now_ms();
  const auto role = invitation.role.value_or(UserRole::user);
  const auto id = database_.write([&](db::Tx& tx) {
    const auto holder = user_store::find_by_email(tx, invitation.email.value);
    if (holder && holder->email_verified_at > 0) {
      throw conflict("There is an account with this address already.", Reason::address_taken);
    }
    guard_.record(tx, "invited", admin.origin(), admin.actor(), std::nullopt, std::string(json::enum_name(role)));
    outbox_.put(tx, messages::invitation(invitation.email.value, invitation.language.value_or(Language()),
                                         policy_.own_address, token));
    return link_store::add_invitation(tx, security::token_hash(token), invitation, admin.id(), now);
  });
  return {{id, invitation.email.value, role, rfc3339(now), rfc3339(now + invitation_ms)},
          invitation_address(policy_, token)};
}

OnceLink Administration::invitation_link(const callers::Admin& admin, std::int64_t id) {
  const auto token = security::random_token();
  const auto now = now_ms();
  database_.write([&](db::Tx& tx) {
    if (!link_store::renew_invitation(tx, id, security::token_hash(token), now))
      throw not_found("There is no invitation with this id.");
    guard_.record(tx, "invitation_renewed", admin.origin(), admin.actor(), std::nullopt);
  });
  return {invitation_address(policy_, token), rfc3339(now + invitation_ms)};
}

void Administration::withdraw(const callers::Admin& admin, std::int64_t id) {
  database_.write([&](db::Tx& tx) {
    if (!link_store::remove_invitation(tx, id)) throw not_found("There is no invitation with this id.");
    guard_.record(tx, "invitation_withdrawn", admin.origin(), admin.actor(), std::nullopt);
  });
}

}  // namespace kinoteka::accounts
