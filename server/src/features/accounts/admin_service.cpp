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
                   const UserRights& rights, std::optional<std::int64_t> actor, const Origin& origin) {
  const auto role = json::enum_value<UserRole>(user.role).value_or(UserRole::user);
  const bool was_disabled = user.disabled_at > 0;
  const bool loses_admin =
      role == UserRole::admin && !was_disabled && (rights.role != UserRole::admin || rights.disabled);
  if (loses_admin && user_store::count_admins(tx) == 1) {
    throw conflict("This is the only admin: make somebody else one first.", Reason::last_admin);
  }
  if (rights.role != role) {
    user_store::set_role(tx, user.id, rights.role);
    guard.record(tx, "role_changed", origin, actor, user.id,
                 user.role + " to " + std::string(json::enum_name(rights.role)));
  }
  if (rights.may_play != user_store::may_play(tx, user.id)) {
    user_store::set_may_play(tx, user.id, rights.may_play);
    guard.record(tx, rights.may_play ? "may_play" : "may_not_play", origin, actor, user.id);
  }
  if (rights.disabled != was_disabled) {
    user_store::set_disabled(tx, user.id, rights.disabled ? now_ms() : 0);
    guard.record(tx, rights.disabled ? "disabled" : "enabled", origin, actor, user.id);
  }
  if (rights.disabled) eviction.run(tx, user, {0, true, false});
}

}  // namespace

user_store::Found Administration::users(const http::Admin&, const user_store::Search& search) const {
  return database_.read([&](db::Session& session) { return user_store::search(session, search); });
}

UserLine Administration::user(const http::Admin&, std::int64_t id) const {
  auto found = database_.read([&](db::Session& session) { return user_store::line(session, id); });
  if (!found) throw no_user();
  return std::move(*found);
}

UserRights Administration::rights(const http::Admin& admin, std::int64_t id) const {
  const auto line = user(admin, id);
  return {line.role, line.disabled, line.may_play};
}

UserLine Administration::set_rights(const http::Admin& admin, std::int64_t id, const UserRights& rights,
                                    const Origin& origin) {
  database_.write([&](db::Tx& tx) {
    const auto found = user_store::find(tx, id);
    if (!found) throw no_user();
    change_rights(tx, guard_, eviction_, *found, rights, admin.id(), origin);
  });
  return user(admin, id);
}

MadeUser Administration::add(const http::Admin& admin, const NewUser& wanted, const Origin& origin) {
  const auto token = security::random_token();
  const auto now = now_ms();
  MadeUser out;
  out.link = reset_address(policy_, token);
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
    const auto id = user_store::add(tx, user);
    if (!user_store::take_address(tx, id, user.email, now))
      throw conflict("This address was proved by another account at this moment.", Reason::address_taken);
    if (wanted.may_play.value_or(false)) user_store::set_may_play(tx, id, true);
    link_store::add(tx, security::token_hash(token), id, link_store::Purpose::reset, user.email, now + first_link_ms);
    guard_.record(tx, "added", origin, admin.id(), id, user.role);
    return *user_store::line(tx, id);
  });
  return out;
}

UserLine Administration::confirm(const http::Admin& admin, std::int64_t id, const Origin& origin) {
  return database_.write([&](db::Tx& tx) {
    const auto found = user_store::find(tx, id);
    if (!found) throw no_user();
    if (found->email_verified_at == 0) {
      if (!user_store::take_address(tx, id, found->email, now_ms()))
        throw conflict("This address belongs to another account, which has proved it.", Reason::address_taken);
      link_store::forget(tx, id, link_store::Purpose::verify);
      guard_.record(tx, "email_confirmed", origin, admin.id(), id);
    }
    return *user_store::line(tx, id);
  });
}

OnceLink Administration::reset_link(const http::Admin& admin, std::int64_t id, const Origin& origin) {
  const auto token = security::random_token();
  const auto expires_at = now_ms() + reset_link_ms;
  database_.write([&](db::Tx& tx) {
    const auto found = user_store::find(tx, id);
    if (!found) throw no_user();
    // An admin who opens another's account would be that admin from then on.
    if (found->role == "admin" && found->id != admin.id())
      throw forbidden("An admin's password is reset by a message, or at the console: kinoteka user reset-password.");
    link_store::add(tx, security::token_hash(token), id, link_store::Purpose::reset, found->email, expires_at);
    guard_.record(tx, "reset_requested", origin, admin.id(), id);
  });
  return {reset_address(policy_, token), rfc3339(expires_at)};
}

void Administration::end_sessions(const http::Admin& admin, std::int64_t id, const Origin& origin) {
  database_.write([&](db::Tx& tx) {
    const auto user = user_store::find(tx, id);
    if (!user) throw no_user();
    const auto report = eviction_.run(tx, *user, {0, true, false});
    if (report.anything()) eviction_.tell(tx, *user, Eviction::Why::by_admin, report);
    guard_.record(tx, "sessions_ended", origin, admin.id(), id);
  });
}

guard_store::AuditFound Administration::events(const http::Admin&, const guard_store::AuditSearch& search) const {
  return database_.read([&](db::Session& session) { return guard_store::events(session, search); });
}

std::vector<Invitation> Administration::invitations(const http::Admin&) const {
  return database_.read([](db::Session& session) { return link_store::invitations(session, now_ms()); });
}

MadeInvitation Administration::invite(const http::Admin& admin, const NewInvitation& invitation, const Origin& origin) {
  const auto token = security::random_token();
  const auto now = now_ms();
  const auto role = invitation.role.value_or(UserRole::user);
  const auto id = database_.write([&](db::Tx& tx) {
    const auto holder = user_store::find_by_email(tx, invitation.email.value);
    if (holder && holder->email_verified_at > 0) {
      throw conflict("There is an account with this address already.", Reason::address_taken);
    }
    guard_.record(tx, "invited", origin, admin.id(), std::nullopt, std::string(json::enum_name(role)));
    outbox_.put(tx, messages::invitation(invitation.email.value, invitation.language.value_or(Language()),
                                         policy_.own_address, token));
    return link_store::add_invitation(tx, security::token_hash(token), invitation, admin.id(), now);
  });
  return {{id, invitation.email.value, role, rfc3339(now), rfc3339(now + invitation_ms)},
          invitation_address(policy_, token)};
}

OnceLink Administration::invitation_link(const http::Admin& admin, std::int64_t id, const Origin& origin) {
  const auto token = security::random_token();
  const auto now = now_ms();
  database_.write([&](db::Tx& tx) {
    if (!link_store::renew_invitation(tx, id, security::token_hash(token), now))
      throw not_found("There is no invitation with this id.");
    guard_.record(tx, "invitation_renewed", origin, admin.id(), std::nullopt);
  });
  return {invitation_address(policy_, token), rfc3339(now + invitation_ms)};
}

void Administration::withdraw(const http::Admin& admin, std::int64_t id, const Origin& origin) {
  database_.write([&](db::Tx& tx) {
    if (!link_store::remove_invitation(tx, id)) throw not_found("There is no invitation with this id.");
    guard_.record(tx, "invitation_withdrawn", origin, admin.id(), std::nullopt);
  });
}

namespace {
const Origin at_console{"console", "", ""};
}

user_store::UserRow Operator::find(db::Session& session, const std::string& email) const {
  auto user = user_store::find_by_email(session, email);
  if (!user)
    throw not_found("There is no user with the address " + email + ". `kinoteka user list` shows who is here.");
  return std::move(*user);
}

void Operator::add(const Wanted& wanted) {
  Email email;
  std::vector<FieldError> faults;
  if (auto fault = Email::parse(wanted.email, email); !fault.empty()) faults.push_back({"EMAIL", fault});
  if (!wanted.username.empty()) {
    if (auto fault = username_fault(wanted.username); !fault.empty()) faults.push_back({"--username", fault});
  }
  if (auto fault = security::password_fault(wanted.password, policy_.password_length, {wanted.email, wanted.username});
      !fault.message.empty()) {
    faults.push_back({"the password", fault.message});
  }
  if (!faults.empty()) throw invalid(std::move(faults));
  const auto hash = security::Passwords(policy_.password_cost).hash(wanted.password);
  database_.write([&](db::Tx& tx) {
    const auto holder = user_store::find_by_email(tx, email.value);
    if (holder && holder->email_verified_at > 0)
      throw conflict("There is a user with this address already.", Reason::address_taken);
    if (!wanted.username.empty() && user_store::username_taken(tx, wanted.username, 0)) {
      throw conflict("This username is taken.", Reason::username_taken);
    }
    user_store::UserRow user;
    user.email = email.value;
    user.created_at = now_ms();
    if (holder) user.claims = holder->email_key;
    if (!wanted.username.empty()) user.username = wanted.username;
    user.language = "en";
    user.role = json::enum_name(wanted.role);
    user.password_hash = hash;
    user_store::claim_first_admin(tx, user.created_at);  // whoever registers next on the web is not the first
    const auto id = user_store::add(tx, user);
    user_store::take_address(tx, id, user.email, user.created_at);
    guard_.record(tx, "added", at_console, std::nullopt, id, user.role);
  });
}

std::vector<UserLine> Operator::list() const {
  return database_.read([](db::Session& session) {
    user_store::Search everybody;
    everybody.limit = 1'000'000;
    return user_store::search(session, everybody).users;
  });
}

void Operator::set_role(const std::string& email, UserRole role) {
  database_.write([&](db::Tx& tx) {
    const auto user = find(tx, email);
    change_rights(tx, guard_, eviction_, user, {role, user.disabled_at > 0, user_store::may_play(tx, user.id)},
                  std::nullopt, at_console);
  });
}

void Operator::set_disabled(const std::string& email, bool disabled) {
  database_.write([&](db::Tx& tx) {
    const auto user = find(tx, email);
    const auto role = json::enum_value<UserRole>(user.role).value_or(UserRole::user);
    change_rights(tx, guard_, eviction_, user, {role, disabled, user_store::may_play(tx, user.id)}, std::nullopt,
                  at_console);
  });
}

std::string Operator::reset_link(const std::string& email) {
  const auto token = security::random_token();
  database_.write([&](db::Tx& tx) {
    const auto user = find(tx, email);
    link_store::add(tx, security::token_hash(token), user.id, link_store::Purpose::reset, user.email,
                    now_ms() + reset_link_ms);
    guard_.record(tx, "reset_requested", at_console, std::nullopt, user.id);
  });
  return reset_address(policy_, token);
}

}  // namespace kinoteka::accounts
