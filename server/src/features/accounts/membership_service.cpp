#include "features/accounts/membership_service.hpp"

#include "base/error.hpp"
#include "base/time.hpp"
#include "features/accounts/link_store.hpp"
#include "features/accounts/messages.hpp"
#include "features/accounts/session_store.hpp"
#include "security/tokens.hpp"

namespace kinoteka::accounts {
namespace {

using link_store::Purpose;

Error spent_link() {
  return {Code::invalid, "This link is not valid any more. Ask for a new one.", {{"token", "is spent or unknown"}}};
}

}  // namespace

Language language_of(const user_store::UserRow& user) {
  return json::enum_value<Language>(user.language).value_or(Language::en);
}

bool Membership::is_empty() const {
  return database_.read([](db::Session& session) { return user_store::is_empty(session); });
}

void Membership::check_new_password(std::string_view password, std::string_view field,
                                    const std::vector<std::string_view>& about) const {
  auto fault = security::password_fault(password, policy_.password_length, about);
  if (!fault.empty()) throw invalid({{std::string(field), std::move(fault)}});
}

void Membership::put_verification(db::Tx& tx, std::int64_t user, const std::string& email, Language language) const {
  const auto token = security::random_token();
  link_store::add(tx, security::token_hash(token), user, Purpose::verify, email, now_ms() + verify_link_ms);
  outbox_.put(tx, messages::verify(email, language, policy_.own_address, token));
}

void Membership::add_member(db::Tx& tx, const NewAccount& account, const std::string& hash, const Origin& origin) {
  const auto now = now_ms();
  user_store::UserRow user;
  user.email = account.email.value;
  if (account.username) user.username = account.username->value;
  if (account.name) user.name = **account.name;
  if (account.surname) user.surname = **account.surname;
  user.language = json::enum_name(account.language.value_or(Language::en));
  user.password_hash = hash;
  user.created_at = now;
  user.role = "user";
  if (account.invitation) {
    if (const auto invitation = link_store::find_invitation(tx, security::token_hash(**account.invitation), now)) {
      if (email_key(invitation->email) == email_key(user.email)) {
        user.role = invitation->role;
        user.email_verified_at = now;  // the invitation went there
        link_store::remove_invitation(tx, invitation->id);
      }
    }
  }
  if (user_store::claim_first_admin(tx, now)) user.role = "admin";
  const auto id = user_store::add(tx, user);
  guard_.record(tx, "registered", origin, id, id, user.role);
  if (user.email_verified_at == 0) put_verification(tx, id, user.email, language_of(user));
}

Registered Membership::register_account(const NewAccount& account, const Origin& origin) {
  guard_.knock(Guard::registration_doors(origin), origin);
  const auto now = now_ms();
  const std::string_view username = account.username ? std::string_view(account.username->value) : "";
  check_new_password(*account.password, "password",
                     {account.email.value, username, account.name ? std::string_view(**account.name) : "",
                      account.surname ? std::string_view(**account.surname) : ""});
  const auto policy = is_empty() ? Registration::open : policy_.registration;
  if (policy == Registration::closed) throw forbidden("Registration is closed here. Ask an admin for an account.");
  if (policy == Registration::invitation) {
    const bool invited = account.invitation && database_.read([&](db::Session& session) {
      const auto found = link_store::find_invitation(session, security::token_hash(**account.invitation), now);
      return found && email_key(found->email) == email_key(account.email.value);
    });
    if (!invited) throw forbidden("Registration here is by invitation: use the link and the address of yours.");
  }
  const bool taken = !username.empty() && database_.read([&](db::Session& session) {
    return user_store::username_taken(session, username, 0);
  });
  if (taken) throw Error(Code::conflict, "This username is taken.", {{"username", "is taken: choose another"}});

  const auto hash = passwords_.hash(*account.password);  // also for a known address: it takes the same time
  const auto known_too = [&](db::Tx& tx) {
    const auto known = user_store::find_by_email(tx, account.email.value);
    if (!known) return false;
    guard_.record(tx, "registered_again", origin, std::nullopt, known->id);
    outbox_.put(tx, messages::already_here(known->email, language_of(*known), policy_.own_address));
    return true;
  };
  try {
    database_.write(
        [&](db::Tx& tx) {
          if (!known_too(tx)) add_member(tx, account, hash, origin);
        },
        db::Touch::nothing);
  } catch (const Error& error) {
    if (error.code != Code::conflict) throw;
    // Somebody was faster by a moment, with the address or with the username.
    const bool address = database_.write([&](db::Tx& tx) { return known_too(tx); }, db::Touch::nothing);
    if (!address) throw Error(Code::conflict, "This username is taken.", {{"username", "is taken: choose another"}});
  }
  Registered out;
  out.email = account.email.value;
  if (account.username) out.username = account.username->value;
  if (account.name) out.name = **account.name;
  if (account.surname) out.surname = **account.surname;
  out.language = account.language.value_or(Language::en);
  return out;
}

void Membership::verify(const LinkToken& link, const Origin& origin) {
  const bool done = database_.write(
      [&](db::Tx& tx) {
        const auto now = now_ms();
        const auto found = link_store::take(tx, security::token_hash(*link.token), Purpose::verify, now);
        if (!found) return false;
        const auto user = user_store::find(tx, found->user);
        if (!user || user->email != found->email) return false;  // the address has changed since
        user_store::set_email(tx, user->id, user->email, now);
        guard_.record(tx, "email_verified", origin, user->id, user->id);
        return true;
      },
      db::Touch::nothing);
  if (!done) throw spent_link();
}

void Membership::send_verification(const http::Member& member, const Origin& origin) {
  const auto user = database_.read([&](db::Session& session) { return user_store::find(session, member.id()); });
  if (!user || user->email_verified_at > 0) throw conflict("The address is confirmed already.");
  guard_.knock(Guard::message_doors(origin, user->email), origin);
  database_.write([&](db::Tx& tx) { put_verification(tx, user->id, user->email, language_of(*user)); },
                  db::Touch::nothing);
}

void Membership::request_reset(const Email& email, const Origin& origin) {
  guard_.knock(Guard::message_doors(origin, email.value), origin);
  database_.write(
      [&](db::Tx& tx) {
        const auto user = user_store::find_by_email(tx, email.value);
        guard_.record(tx, "reset_requested", origin, std::nullopt, user ? std::optional(user->id) : std::nullopt);
        if (!user || user->disabled_at > 0) return;
        const auto token = security::random_token();
        link_store::add(tx, security::token_hash(token), user->id, Purpose::reset, user->email,
                        now_ms() + reset_link_ms);
        outbox_.put(tx, messages::reset(user->email, language_of(*user), policy_.own_address, token));
      },
      db::Touch::nothing);
}

void Membership::reset_password(const PasswordReset& reset, const Origin& origin) {
  const auto token_hash = security::token_hash(*reset.token);
  const auto user = database_.read([&](db::Session& session) -> std::optional<user_store::UserRow> {
    const auto link = link_store::find(session, token_hash, Purpose::reset, now_ms());
    return link ? user_store::find(session, link->user) : std::nullopt;
  });
  if (!user || user->disabled_at > 0) throw spent_link();
  check_new_password(*reset.password, "password",
                     {user->email, user->username ? std::string_view(*user->username) : "", user->name, user->surname});
  const auto hash = passwords_.hash(*reset.password);
  const bool done = database_.write(
      [&](db::Tx& tx) {
        const auto now = now_ms();
        const auto link = link_store::take(tx, token_hash, Purpose::reset, now);
        if (!link) return false;
        user_store::set_password(tx, user->id, hash, now);
        if (user->email_verified_at == 0 && link->email == user->email) {
          user_store::set_email(tx, user->id, user->email, now);  // the link went there
        }
        session_store::end_all(tx, user->id, 0);
        guard_.record(tx, "password_reset", origin, user->id, user->id);
        outbox_.put(tx, messages::password_changed(user->email, language_of(*user), policy_.own_address));
        return true;
      },
      db::Touch::nothing);
  if (!done) throw spent_link();
}

void Membership::request_email_change(std::int64_t id, const Email& email, const Origin& origin) {
  guard_.knock(Guard::message_doors(origin, email.value), origin);
  database_.write(
      [&](db::Tx& tx) {
        const auto user = user_store::find(tx, id);
        if (!user) return;
        const auto language = language_of(*user);
        guard_.record(tx, "email_change_requested", origin, id, id);
        outbox_.put(tx, messages::email_will_change(user->email, language, email.value));
        const auto other = user_store::find_by_email(tx, email.value);
        if (other && other->id != id) {
          outbox_.put(tx, messages::already_here(other->email, language_of(*other), policy_.own_address));
          return;
        }
        const auto token = security::random_token();
        link_store::add(tx, security::token_hash(token), id, Purpose::change, email.value, now_ms() + reset_link_ms);
        outbox_.put(tx, messages::change_email(email.value, language, policy_.own_address, token));
      },
      db::Touch::nothing);
}

void Membership::confirm_email_change(const LinkToken& link, const Origin& origin) {
  const bool done = database_.write(
      [&](db::Tx& tx) {
        const auto now = now_ms();
        const auto found = link_store::take(tx, security::token_hash(*link.token), Purpose::change, now);
        if (!found) return false;
        const auto other = user_store::find_by_email(tx, found->email);
        if (other && other->id != found->user) return false;  // somebody else has proved it meanwhile
        user_store::set_email(tx, found->user, found->email, now);
        link_store::forget(tx, found->user, Purpose::reset);  // went to the old address
        guard_.record(tx, "email_changed", origin, found->user, found->user);
        return true;
      },
      db::Touch::nothing);
  if (!done) throw spent_link();
}

}  // namespace kinoteka::accounts
