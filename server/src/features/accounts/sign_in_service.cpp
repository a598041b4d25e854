#include "features/accounts/sign_in_service.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/accounts/membership_service.hpp"
#include "features/accounts/session_store.hpp"
#include "security/tokens.hpp"
#include "security/totp.hpp"

namespace kinoteka::accounts {
namespace {

constexpr std::int64_t note_every_ms = 5 * minute_ms;  // how exactly 'last seen' is kept

Error wrong_credentials() { return {Code::unauthorized, "The address or the password is not right."}; }

Error ended() { return {Code::unauthorized, "This token is not valid, or not any more. Sign in again."}; }

callers::Identity identity_of(const session_store::Caller& caller) {
  callers::Identity identity;
  identity.user = caller.user;
  identity.role = json::enum_value<UserRole>(caller.role).value_or(UserRole::user);
  identity.session = caller.session;
  identity.verified = caller.email_verified_at > 0;
  identity.authenticated_at = caller.authenticated_at;
  return identity;
}

bool lives(const session_store::Caller& caller, std::int64_t now) {
  return caller.disabled_at == 0 && caller.idle_until > now && caller.expires_at > now;
}

}  // namespace

void SignIn::check_second_factor(const user_store::UserRow& user, std::string_view code, const Origin& origin) {
  const auto seed = box_.open(user.totp_seed, "totp");
  const auto step = seed ? security::check_totp(*seed, text::trim(code), now_ms(), user.totp_last_step) : std::nullopt;
  std::string letters;
  for (const char c : code) {
    if (c != '-' && c != ' ') letters += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  }
  const bool right = database_.write([&](db::Tx& tx) {
    if (step) return user_store::use_totp_step(tx, user.id, *step);
    if (!user_store::use_recovery_code(tx, user.id, security::token_hash(letters))) return false;
    guard_.record(tx, "recovery_code_used", origin, user.id, user.id);
    return true;
  });
  if (right) return;
  database_.write([&](db::Tx& tx) { guard_.record(tx, "second_factor_failed", origin, std::nullopt, user.id); });
  throw Error(Code::unauthorized, "The code is not right, or was used already. Wait for the next one.",
              {{"code", "is not right, or was used already", Reason::app_code_wrong}});
}

user_store::UserRow SignIn::authenticate(const Credentials& credentials, const Origin& origin) {
  const auto& email = credentials.email.value;
  const auto doors = Guard::sign_in_doors(origin, email);
  guard_.knock(doors, origin);
  // One hash whoever is here: of the account that claims this address with such a password, of the one that holds it,
  // or of nobody.
  const auto hint = Membership::hint_of(box_, email, *credentials.password);
  std::optional<user_store::UserRow> user, claim;
  database_.read([&](db::Session& session) {
    user = user_store::find_by_email(session, email);
    claim = user_store::find_claim(session, email, hint);
  });
  bool right = false;
  if (claim && passwords_.verify(*credentials.password, claim->password_hash)) {
    right = true;
    user = std::move(claim);
  } else {
    right = passwords_.verify(*credentials.password, user ? user->password_hash : std::string());
  }
  if (!right) {
    database_.write([&](db::Tx& tx) {
      guard_.record(tx, "sign_in_failed", origin, std::nullopt, user ? std::optional(user->id) : std::nullopt);
    });
    throw wrong_credentials();
  }
  if (user->disabled_at > 0) throw forbidden("This account is disabled. Ask an admin.", Reason::account_disabled);
  if (user->totp_enabled_at > 0) {
    if (!credentials.code) {
      throw Error(Code::unauthorized, "This account asks for a code of its authenticator app too.",
                  {{"code", "is needed", Reason::app_code_needed}});
    }
    check_second_factor(*user, **credentials.code, origin);
  }
  if (passwords_.outdated(user->password_hash)) {
    const auto fresh = passwords_.hash(*credentials.password);
    database_.write([&](db::Tx& tx) { user_store::refresh_hash(tx, user->id, fresh); });
  }
  database_.write([&](db::Tx& tx) { guard_.forgive(tx, doors); });
  return std::move(*user);
}

Tokens SignIn::token_pair(db::Tx& tx, std::int64_t user, std::int64_t session) {
  Tokens tokens;
  tokens.refresh_token = security::random_token();
  tokens.access_token = access_tokens_.issue(user, session);
  callers_.expect(security::token_hash("Bearer " + tokens.access_token));
  tokens.expires_in = access_token_ms / second_ms;
  tokens.refresh_expires_in = session_idle_ms / second_ms;
  session_store::add_refresh_token(tx, security::token_hash(tokens.refresh_token), session, now_ms());
  return tokens;
}

Tokens SignIn::login(const callers::Guest& guest, const Credentials& credentials) {
  const auto user = authenticate(credentials, guest.origin());
  access_tokens_.issue(user.id, 1);  // makes a key where there is none, before the transaction
  return database_.write([&](db::Tx& tx) {
    const auto now = now_ms();
    const auto session = session_store::add(
        tx, {user.id, std::nullopt, "token", guest.origin().address, guest.origin().agent, now, now});
    guard_.record(tx, "signed_in", guest.origin(), user.id, user.id, "token");
    return token_pair(tx, user.id, session);
  });
}

std::string SignIn::start_browser_session(db::Tx& tx, std::int64_t user, std::string_view method,
                                          const Origin& origin) {
  const auto token = security::random_token();
  callers_.expect(security::token_hash(token));
  const auto now = now_ms();
  session_store::add(tx,
                     {user, security::token_hash(token), std::string(method), origin.address, origin.agent, now, now});
  guard_.record(tx, "signed_in", origin, user, user, std::string(method));
  return token;
}

SignIn::Opened SignIn::open_session(const callers::Guest& guest, const Credentials& credentials) {
  const auto user = authenticate(credentials, guest.origin());
  return {user.id,
          database_.write([&](db::Tx& tx) { return start_browser_session(tx, user.id, "password", guest.origin()); })};
}

Tokens SignIn::renew(const callers::Guest& guest, const TokenPair& pair) {
  if (const auto wait = callers_.flooded(guest.origin().address); wait > 0)
    throw Error(Code::too_many, "Too much that did not open anything came from your network.").with_retry_after(wait);
  const auto claims = access_tokens_.read(*pair.access_token, true);
  if (!claims) {
    callers_.refused(guest.origin().address);
    throw ended();
  }
  const auto hash = security::token_hash(*pair.refresh_token);
  auto tokens = database_.write([&](db::Tx& tx) -> std::optional<Tokens> {
    const auto now = now_ms();
    const auto refresh = session_store::find_refresh_token(tx, hash);
    if (!refresh || refresh->session != claims->session) return std::nullopt;
    const auto caller = session_store::find(tx, refresh->session);
    if (!caller || caller->user != claims->user || !lives(*caller, now)) return std::nullopt;
    if (!session_store::use_refresh_token(tx, hash, now)) {
      // It was used before: of two who hold it one has stolen it, and nobody knows which.
      session_store::end(tx, caller->session, caller->user);
      guard_.record(tx, "refresh_token_reused", guest.origin(), std::nullopt, caller->user);
      return std::nullopt;
    }
    session_store::seen(tx, caller->session, now);
    return token_pair(tx, caller->user, caller->session);
  });
  if (!tokens) throw ended();
  return std::move(*tokens);
}

void SignIn::logout(const callers::Member& member) {
  database_.write([&](db::Tx& tx) {
    session_store::end(tx, member.identity().session, member.id());
    guard_.record(tx, "signed_out", member.origin(), member.id(), member.id());
  });
}

std::optional<SignIn::Found> SignIn::find_key(std::string_view key) {
  const auto hash = security::token_hash(key);
  const auto row = database_.read([&](db::Session& session) { return session_store::find_key(session, hash); });
  const auto now = now_ms();
  if (!row || row->disabled_at > 0 || (row->expires_at > 0 && row->expires_at <= now)) return std::nullopt;
  auto used = row->last_used_at;
  if (now - used > minute_ms) {
    used = now;
    database_.write([&](db::Tx& tx) { session_store::key_used(tx, row->id, now); });
  }
  callers::Identity identity;
  identity.user = row->user;
  identity.role = json::enum_value<UserRole>(row->role).value_or(UserRole::user);
  identity.api_key = row->id;
  identity.scopes = static_cast<std::uint32_t>(row->scopes);
  identity.verified = row->email_verified_at > 0;
  const auto noted_again = used + minute_ms;
  return Found{identity, row->expires_at > 0 ? std::min(row->expires_at, noted_again) : noted_again};
}

void SignIn::note_seen(std::int64_t session, std::int64_t last_seen_at, std::int64_t now) {
  if (now - last_seen_at < note_every_ms) return;
  database_.write([&](db::Tx& tx) { session_store::seen(tx, session, now); });
}

std::optional<SignIn::Found> SignIn::find_session(const http::Request& request) {
  const auto now = now_ms();
  std::optional<session_store::Caller> caller;
  std::int64_t token_ends = 0;
  const auto authorization = request.header("authorization");
  if (!authorization.empty()) {
    constexpr std::string_view scheme = "bearer ";
    if (authorization.size() < scheme.size() || !text::iequals(authorization.substr(0, scheme.size()), scheme)) {
      return std::nullopt;
    }
    const auto token = text::trim(authorization.substr(scheme.size()));
    if (token.starts_with(api_key_prefix)) return find_key(token);
    const auto claims = access_tokens_.read(token);
    if (!claims) return std::nullopt;
    token_ends = claims->expires_at;
    caller = database_.read([&](db::Session& session) { return session_store::find(session, claims->session); });
    if (caller && caller->user != claims->user) return std::nullopt;
  } else {
    const auto hash = security::token_hash(request.cookie(policy_.session_cookie()));
    caller = database_.read([&](db::Session& session) { return session_store::find_by_token(session, hash); });
  }
  if (!caller || !lives(*caller, now)) return std::nullopt;
  note_seen(caller->session, caller->last_seen_at, now);
  const bool noted = now - caller->last_seen_at >= note_every_ms;
  auto until = std::min({caller->idle_until, caller->expires_at, (noted ? now : caller->last_seen_at) + note_every_ms});
  if (token_ends > 0) until = std::min(until, token_ends);
  return Found{identity_of(*caller), until};
}

std::optional<callers::Identity> SignIn::identify(const http::Request& request) {
  const auto digest = callers_.digest_of(request);
  if (digest.empty()) return std::nullopt;
  const auto revision = callers_.revision();
  const auto found = find_session(request);
  if (!found) {
    callers_.refused(request.peer);
    return std::nullopt;
  }
  callers_.keep(digest, found->identity, found->until, revision);
  return found->identity;
}

}  // namespace kinoteka::accounts
