#include "features/accounts/provider_service.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/time.hpp"
#include "features/accounts/link_store.hpp"
#include "json/decode.hpp"
#include "json/encode.hpp"
#include "security/tokens.hpp"

namespace kinoteka::accounts {

using openid::not_accepted;

namespace {

constexpr std::string_view second_factor = "second-factor", purpose = "provider login";

// What is remembered of a sign-in while the browser is away; kept sealed.
struct Underway {
  std::string nonce, verifier, return_to;
  std::int64_t user = 0;  // of a sign-in that only lacks its second factor
};
BOOST_DESCRIBE_STRUCT(Underway, (), (nonce, verifier, return_to, user))

}  // namespace

bool is_own_path(std::string_view path) {
  if (path.empty() || path.front() != '/' || path.size() > 500) return false;
  if (path.size() > 1 && (path[1] == '/' || path[1] == '\\')) return false;
  return std::all_of(path.begin(), path.end(), [](char c) { return c > ' ' && c < 127 && c != '\\'; });
}

const ProviderSettings& Providers::settings(std::string_view id) const {
  for (const auto& provider : policy_.providers) {
    if (provider.id == id) return provider;
  }
  throw not_found("There is no such provider here.");
}

std::string Providers::redirect_uri(const ProviderSettings& provider) const {
  return policy_.own_address + "/api/auth/providers/" + provider.id + "/callback";
}

Providers::Begun Providers::begin(const callers::Guest& guest, std::string_view provider, std::string_view return_to) {
  return begin(guest.origin(), std::nullopt, provider, return_to);
}

Providers::Begun Providers::begin_linking(const callers::Member& member, std::string_view provider,
                                          std::string_view return_to) {
  return begin(member.origin(), member.id(), provider, return_to);
}

Providers::Begun Providers::begin(const Origin& origin, std::optional<std::int64_t> link_to, std::string_view id,
                                  std::string_view return_to) {
  guard_.knock({{"provider " + origin.network(), guesses_from_address}}, origin);
  const auto& provider = settings(id);
  const auto state = security::random_token(), browser = security::random_token();
  const Underway underway{security::random_token(), security::random_token(48),
                          is_own_path(return_to) ? std::string(return_to) : "/", 0};
  const auto url =
      openid_.authorization(provider.at, {redirect_uri(provider), state, underway.nonce, underway.verifier});
  database_.write([&](db::Tx& tx) {
    link_store::add_login(
        tx, security::token_hash(state),
        {provider.id, security::token_hash(browser), box_.seal(json::encode(underway), purpose), link_to},
        now_ms() + provider_login_ms);
  });
  return {url, browser};
}

// A user for who arrived for the first time. An address that is known here does not open its account: whoever runs or
// fools a provider could claim any address.
std::int64_t Providers::user_for(const ProviderSettings& provider, const openid::Claims& person, const Origin& origin) {
  const auto now = now_ms();
  Email email;
  if (!Email::parse(person.email, email).empty()) {
    throw forbidden("The provider did not tell your address, which an account here needs.");
  }
  const bool first = membership_.is_empty();
  if (first && !policy_.setup_code.empty())
    throw forbidden("The first account is made with a password and the code that the console printed.");
  if (!first && policy_.registration != Registration::open) {
    throw forbidden("Registration is not open here. If you have an account, sign in and link it in the settings.");
  }
  return database_.write([&](db::Tx& tx) {
    if (user_store::find_by_email(tx, email.value)) {
      throw conflict("There is an account with this address. Sign in with its password and link it in the settings.");
    }
    user_store::UserRow user;
    user.email = email.value;
    user.email_verified_at = person.email_verified ? now : 0;
    user.name = text::prefix(person.name, 100);
    user.surname = text::prefix(person.surname, 100);
    user.language = "en";
    user.created_at = now;
    user.role = user_store::claim_first_admin(tx, now) ? "admin" : "user";
    const auto id = user_store::add(tx, user);
    link_store::link(tx, provider.at.issuer, person.subject, id, email.value, now);
    guard_.record(tx, "registered", origin, id, id, provider.id);
    if (!person.email_verified) membership_.put_verification(tx, id, user.email, Language());
    return id;
  });
}

Providers::Arrived Providers::finish(const callers::Guest& guest, std::string_view id, const Callback& callback) {
  const auto& provider = settings(id);
  const auto now = now_ms();
  const auto login = database_.write(
      [&](db::Tx& tx) { return link_store::take_login(tx, security::token_hash(callback.state), now); });
  if (callback.state.empty() || !login || login->provider != provider.id) throw not_accepted("an unknown state");
  if (callback.browser.empty() || !security::equal(login->browser_hash, security::token_hash(callback.browser))) {
    throw not_accepted("the state belongs to another browser");
  }
  if (!openid_.comes_from(provider.at, callback.issuer)) throw not_accepted("another issuer answered");
  if (!callback.error.empty()) throw not_accepted("the provider said " + callback.error.substr(0, 100));
  const auto sealed = box_.open(login->sealed, purpose);
  if (!sealed) throw not_accepted("the sign-in was sealed with another secret");
  const auto underway = json::decode<Underway>(*sealed);
  const auto who = openid_.redeem(provider.at, callback.code,
                                  {redirect_uri(provider), callback.state, underway.nonce, underway.verifier});

  auto user = database_.read(
      [&](db::Session& session) { return link_store::user_of(session, provider.at.issuer, who.subject); });
  if (login->link_user) {
    if (user && *user != *login->link_user)
      throw conflict("That account is linked to somebody else here.", Reason::already_linked);
    if (!user) {
      database_.write([&](db::Tx& tx) {
        link_store::link(tx, provider.at.issuer, who.subject, *login->link_user, who.email, now);
        guard_.record(tx, "account_linked", guest.origin(), *login->link_user, *login->link_user, provider.id);
      });
    }
    return {{}, {}, underway.return_to};
  }
  if (!user) user = user_for(provider, who, guest.origin());
  const auto row = database_.read([&](db::Session& session) { return user_store::find(session, *user); });
  if (!row) throw not_accepted("the account is no more");
  if (row->disabled_at > 0) throw forbidden("This account is disabled. Ask an admin.", Reason::account_disabled);
  if (row->totp_enabled_at > 0) {
    // Every way in is as strong as the others: the second factor is asked for here too.
    const auto second = security::random_token();
    const Underway waiting{"", "", underway.return_to, row->id};
    database_.write([&](db::Tx& tx) {
      link_store::add_login(
          tx, security::token_hash(second),
          {std::string(second_factor), login->browser_hash, box_.seal(json::encode(waiting), purpose), std::nullopt},
          now + provider_login_ms);
    });
    return {{}, second, underway.return_to};
  }
  const auto session = database_.write(
      [&](db::Tx& tx) { return sign_in_.start_browser_session(tx, row->id, provider.id, guest.origin()); });
  return {session, {}, underway.return_to};
}

std::string Providers::finish_second_factor(const callers::Guest& guest, std::string_view second,
                                            std::string_view browser, std::string_view code) {
  guard_.knock({{"second " + security::token_hash(second), guesses_at_account},
                {"sign-in " + guest.origin().network(), guesses_from_address}},
               guest.origin());
  const auto hash = security::token_hash(second);
  const auto now = now_ms();
  const auto login = database_.write([&](db::Tx& tx) { return link_store::take_login(tx, hash, now); });
  const auto sealed =
      login && login->provider == second_factor && security::equal(login->browser_hash, security::token_hash(browser))
          ? box_.open(login->sealed, purpose)
          : std::nullopt;
  if (!sealed) throw not_accepted("no sign-in waits for this code");
  const auto user = database_.read(
      [&](db::Session& session) { return user_store::find(session, json::decode<Underway>(*sealed).user); });
  if (!user || user->disabled_at > 0) throw not_accepted("the account is no more");
  try {
    sign_in_.check_second_factor(*user, code, guest.origin());
  } catch (const Error&) {
    // It may be tried again, as long as the doors let it.
    database_.write([&](db::Tx& tx) { link_store::add_login(tx, hash, *login, now + provider_login_ms); });
    throw;
  }
  return database_.write(
      [&](db::Tx& tx) { return sign_in_.start_browser_session(tx, user->id, "provider", guest.origin()); });
}

}  // namespace kinoteka::accounts
