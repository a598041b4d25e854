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

void check_setup_code(const Policy& policy, std::string_view code) {
  if (policy.setup_code.empty() || security::equal(code, policy.setup_code)) return;
  throw Error(
      Code::forbidden,
      "The first account of a house that others can reach needs the code that the console printed at its start.",
      {{"setup_code", code.empty() ? "is missing: see the console or the log" : "is not the code",
        code.empty() ? Reason::setup_code_missing : Reason::setup_code_wrong}});
}

}  // namespace

Language language_of(const user_store::UserRow& user) {
  Language language;
  Language::parse(user.language, language);  // one that is not spoken any more: the first
  return language;
}

bool Membership::is_empty() const {
  return database_.read([](db::Session& session) { return user_store::is_empty(session); });
}

void Membership::check_new_password(std::string_view password, std::string_view field,
                                    const std::vector<std::string_view>& about) const {
  auto fault = security::password_fault(password, policy_.password_length, about);
  if (fault.message.empty()) return;
  fault.field = field;
  throw invalid({std::move(fault)});
}

void Membership::put_verification(db::Tx& tx, std::int64_t user, const std::string& email,
                                  const Language& language) const {
  const auto token = security::random_token();
  link_store::add(tx, security::token_hash(token), user, Purpose::verify, email, now_ms() + verify_link_ms);
  outbox_.put(tx, messages::verify(email, language, policy_.own_address, token));
}

int Membership::hint_of(const security::SecretBox& box, std::string_view email, std::string_view password) {
  return box.hint(email_key(email) + '\n' + std::string(password), "password hint");
}

void Membership::add_member(db::Tx& tx, const NewAccount& account, const std::string& hash, int hint,
                            const Origin& origin) {
  const auto now = now_ms();
  const auto holder = user_store::find_by_email(tx, account.email.value);
  const bool belongs = holder && holder->email_verified_at > 0;
  if (holder) guard_.record(tx, "registered_again", origin, std::nullopt, holder->id);
  if (belongs) outbox_.put(tx, messages::already_here(holder->email, language_of(*holder), policy_.own_address));
  if (holder && user_store::count_claims(tx, account.email.value) >= most_claims) return;
  user_store::UserRow user;
  user.email = account.email.value;
  if (account.username) user.username = account.username->value;
  if (account.name) user.name = **account.name;
  if (account.surname) user.surname = **account.surname;
  user.language = account.language.value_or(Language()).value;
  user.password_hash = hash;
  user.password_hint = hint;
  user.created_at = now;
  user.role = "user";
  if (holder) user.claims = holder->email_key;
  bool proved = false;
  if (account.invitation && !belongs) {
    if (const auto invitation = link_store::find_invitation(tx, security::token_hash(**account.invitation), now)) {
      if (email_key(invitation->email) == email_key(user.email)) {
        user.role = invitation->role;
        proved = true;  // the invitation went there
        link_store::remove_invitation(tx, invitation->id);
      }
    }
  }
  if (user_store::claim_first_admin(tx, now)) {
    user.role = "admin";
    proved = proved || !policy_.sends_mail;  // who could open the house may open its mail folder too
  }
  const auto id = user_store::add(tx, user);
  guard_.record(tx, "registered", origin, id, id, user.role);
  if (proved) {
    user_store::take_address(tx, id, user.email, now);
  } else if (!belongs) {
    put_verification(tx, id, user.email, language_of(user));
  }
}

Registered Membership::register_account(const callers::Guest& guest, const NewAccount& account) {
  // Each of them writes to that address: no more often than any other message does.
  guard_.knock(Guard::registration_doors(guest.origin(), account.email.value), guest.origin());
  const auto now = now_ms();
  const std::string_view username = account.username ? std::string_view(account.username->value) : "";
  check_new_password(*account.password, "password",
                     {account.email.value, username, account.name ? std::string_view(**account.name) : "",
                      account.surname ? std::string_view(**account.surname) : ""});
  const bool first = is_empty();
  if (first) check_setup_code(policy_, account.setup_code ? std::string_view(**account.setup_code) : "");
  const auto policy = first ? Registration::open : policy_.registration;
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
  if (taken)
    throw Error(Code::conflict, "This username is taken.",
                {{"username", "is taken: choose another", Reason::username_taken}});

  const auto hash = passwords_.hash(*account.password);
  const auto hint = hint_of(box_, account.email.value, *account.password);
  for (int attempt = 1;; ++attempt) {
    try {
      database_.write([&](db::Tx& tx) { add_member(tx, account, hash, hint, guest.origin()); });
      break;
    } catch (const Error& error) {
      if (error.code != Code::conflict) throw;
      // Somebody was faster by a moment, with the address (then it is claimed, the second time) or with the username.
      if (attempt == 2)
        throw Error(Code::conflict, "This username is taken.",
                    {{"username", "is taken: choose another", Reason::username_taken}});
    }
  }
  Registered out;
  out.email = account.email.value;
  if (account.username) out.username = account.username->value;
  if (account.name) out.name = **account.name;
  if (account.surname) out.surname = **account.surname;
  out.language = account.language.value_or(Language());
  return out;
}

void Membership::verify(const callers::Guest& guest, const LinkToken& link) {
  const bool done = database_.write([&](db::Tx& tx) {
    const auto now = now_ms();
    const auto found = link_store::take(tx, security::token_hash(*link.token), Purpose::verify, now);
    if (!found) return false;
    const auto user = user_store::find(tx, found->user);
    if (!user || user->email != found->email) return false;                       // the address has changed since
    if (!user_store::take_address(tx, user->id, user->email, now)) return false;  // it belongs to somebody else
    guard_.record(tx, "email_verified", guest.origin(), user->id, user->id);
    return true;
  });
  if (!done) throw spent_link();
}

void Membership::send_verification(const callers::Member& member) {
  const auto user = database_.read([&](db::Session& session) { return user_store::find(session, member.id()); });
  if (!user || user->email_verified_at > 0)
    throw conflict("The address is confirmed already.", Reason::address_confirmed);
  guard_.knock(Guard::message_doors(member.origin(), user->email), member.origin());
  database_.write([&](db::Tx& tx) { put_verification(tx, user->id, user->email, language_of(*user)); });
}

void Membership::request_reset(const callers::Guest& guest, const Email& email) {
  guard_.knock(Guard::message_doors(guest.origin(), email.value), guest.origin());
  database_.write([&](db::Tx& tx) {
    const auto user = user_store::find_by_email(tx, email.value);
    guard_.record(tx, "reset_requested", guest.origin(), std::nullopt, user ? std::optional(user->id) : std::nullopt);
    if (!user || user->disabled_at > 0) return;
    const auto token = security::random_token();
    link_store::add(tx, security::token_hash(token), user->id, Purpose::reset, user->email, now_ms() + reset_link_ms);
    outbox_.put(tx, messages::reset(user->email, language_of(*user), policy_.own_address, token));
  });
}

void Membership::reset_password(const callers::Guest& guest, const PasswordReset& reset) {
  const auto token_hash = security::token_hash(*reset.token);
  const auto user = database_.read([&](db::Session& session) -> std::optional<user_store::UserRow> {
    const auto link = link_store::find(session, token_hash, Purpose::reset, now_ms());
    return link ? user_store::find(session, link->user) : std::nullopt;
  });
  if (!user || user->disabled_at > 0) throw spent_link();
  check_new_password(*reset.password, "password",
                     {user->email, user->username ? std::string_view(*user->username) : "", user->name, user->surname});
  const auto hash = passwords_.hash(*reset.password);
  const auto hint = hint_of(box_, user->email, *reset.password);
  const bool done = database_.write([&](db::Tx& tx) {
    const auto now = now_ms();
    const auto link = link_store::take(tx, token_hash, Purpose::reset, now);
    if (!link) return false;
    const bool unproved = user->email_verified_at == 0;
    // The link went there.
    if (unproved && link->email == user->email && !user_store::take_address(tx, user->id, user->email, now))
      return false;
    const auto report = eviction_.run(tx, *user, {0, reset.all_keys.value_or(false), unproved});
    user_store::set_password(tx, user->id, hash, now);
    user_store::set_hint(tx, user->id, hint);
    guard_.record(tx, "password_reset", guest.origin(), user->id, user->id);
    eviction_.tell(tx, *user, Eviction::Why::new_password, report);
    return true;
  });
  if (!done) throw spent_link();
}

void Membership::request_email_change(const callers::Member& member, const Email& email) {
  const auto id = member.id();
  guard_.knock(Guard::message_doors(member.origin(), email.value), member.origin());
  database_.write([&](db::Tx& tx) {
    const auto user = user_store::find(tx, id);
    if (!user) return;
    const auto language = language_of(*user);
    guard_.record(tx, "email_change_requested", member.origin(), id, id);
    outbox_.put(tx, messages::email_will_change(user->email, language, email.value));
    const auto other = user_store::find_by_email(tx, email.value);
    if (other && other->id != id && other->email_verified_at > 0) {
      outbox_.put(tx, messages::already_here(other->email, language_of(*other), policy_.own_address));
      return;
    }
    const auto token = security::random_token();
    link_store::add(tx, security::token_hash(token), id, Purpose::change, email.value, now_ms() + reset_link_ms);
    outbox_.put(tx, messages::change_email(email.value, language, policy_.own_address, token));
  });
}

void Membership::confirm_email_change(const callers::Guest& guest, const LinkToken& link) {
  const bool done = database_.write([&](db::Tx& tx) {
    const auto now = now_ms();
    const auto found = link_store::take(tx, security::token_hash(*link.token), Purpose::change, now);
    if (!found) return false;
    const auto user = user_store::find(tx, found->user);
    // Somebody else may have proved it meanwhile.
    if (!user || !user_store::take_address(tx, found->user, found->email, now)) return false;
    link_store::forget(tx, found->user, Purpose::reset);  // went to the old address
    guard_.record(tx, "email_changed", guest.origin(), found->user, found->user);
    outbox_.put(tx, messages::email_changed(user->email, language_of(*user), found->email));
    return true;
  });
  if (!done) throw spent_link();
}

}  // namespace kinoteka::accounts
