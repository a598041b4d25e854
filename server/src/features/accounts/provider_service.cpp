#include "features/accounts/provider_service.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/time.hpp"
#include "features/accounts/link_store.hpp"
#include "http/parser.hpp"
#include "json/decode.hpp"
#include "json/encode.hpp"
#include "security/tokens.hpp"

namespace kinoteka::accounts {
namespace {

constexpr std::int64_t discovery_ms = hour_ms, keys_pause_ms = 10'000;
constexpr std::int64_t clock_leeway_s = 60;
constexpr std::string_view second_factor = "second-factor", purpose = "provider login";

// What is remembered of a sign-in while the browser is away; kept sealed.
struct Underway {
  std::string nonce, verifier, return_to;
  std::int64_t user = 0;  // of a sign-in that only lacks its second factor
};
BOOST_DESCRIBE_STRUCT(Underway, (), (nonce, verifier, return_to, user))

Error no_answer(std::string detail) {
  return Error(Code::unavailable, "The provider does not answer as it should. Try again later.")
      .with_detail(std::move(detail));
}

Error not_accepted(std::string detail) {
  return Error(Code::unauthorized, "This sign-in was not accepted. Begin again.").with_detail(std::move(detail));
}

std::string text_of(const boost::json::object& object, const char* name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::int64_t number_of(const boost::json::object& object, const char* name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_int64() ? value->get_int64() : 0;
}

boost::json::object object_of(const net::HttpAnswer& answer, const std::string& what) {
  if (answer.status != 200) throw no_answer(what + " said " + std::to_string(answer.status));
  try {
    auto value = json::parse(answer.body);
    if (value.is_object()) return std::move(value.get_object());
  } catch (const Error&) {
  }
  throw no_answer(what + " is no JSON object");
}

// Whether `name` is a list in the discovery document that holds `value`; `absent` when there is no such list.
bool lists(const boost::json::object& object, const char* name, std::string_view value, bool absent) {
  const auto* list = object.if_contains(name);
  if (list == nullptr || !list->is_array()) return absent;
  const auto& all = list->get_array();
  return std::any_of(all.begin(), all.end(), [&](const boost::json::value& one) {
    return one.is_string() && std::string_view(one.get_string()) == value;
  });
}

bool is_true(const boost::json::object& object, const char* name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_bool() && value->get_bool();
}

bool for_us(const boost::json::object& claims, const std::string& client) {
  const auto* audience = claims.if_contains("aud");
  if (audience == nullptr) return false;
  if (audience->is_string()) return audience->get_string() == boost::json::string_view(client.data(), client.size());
  if (!audience->is_array()) return false;
  bool named = false;
  for (const auto& one : audience->get_array()) {
    named = named || (one.is_string() && std::string_view(one.get_string()) == client);
  }
  return named && (audience->get_array().size() == 1 || text_of(claims, "azp") == client);
}

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

Providers::Discovered Providers::discover(const ProviderSettings& provider) {
  {
    const Lock lock(mutex_);
    const auto known = discovered_.find(provider.issuer);
    if (known != discovered_.end() && now_ms() - known->second.at < discovery_ms) return known->second;
  }
  auto base = provider.issuer;
  if (base.ends_with('/')) base.pop_back();
  const auto object = object_of(http_.get(base + "/.well-known/openid-configuration"), "the discovery document");
  if (text_of(object, "issuer") != provider.issuer) {
    throw no_answer("the discovery document is of another issuer: " + text_of(object, "issuer"));
  }
  Discovered found;
  found.authorization = text_of(object, "authorization_endpoint");
  found.token = text_of(object, "token_endpoint");
  found.jwks = text_of(object, "jwks_uri");
  found.userinfo = text_of(object, "userinfo_endpoint");
  found.basic_auth = lists(object, "token_endpoint_auth_methods_supported", "client_secret_basic", true);
  found.names_issuer = is_true(object, "authorization_response_iss_parameter_supported");
  found.at = now_ms();
  for (const auto& url : {found.authorization, found.token, found.jwks}) {
    if (!net::is_safe_address(url)) throw no_answer("an endpoint is missing or not https: " + url);
  }
  const Lock lock(mutex_);
  return discovered_[provider.issuer] = found;
}

Providers::Begun Providers::begin(std::string_view id, std::string_view return_to, std::optional<std::int64_t> link_to,
                                  const Origin& origin) {
  guard_.knock({{"provider " + origin.network(), guesses_from_address}}, origin);
  const auto& provider = settings(id);
  const auto found = discover(provider);
  const auto state = security::random_token(), browser = security::random_token();
  const Underway underway{security::random_token(), security::random_token(48),
                          is_own_path(return_to) ? std::string(return_to) : "/", 0};
  database_.write([&](db::Tx& tx) {
    link_store::add_login(
        tx, security::token_hash(state),
        {provider.id, security::token_hash(browser), box_.seal(json::encode(underway), purpose), link_to},
        now_ms() + provider_login_ms);
  });
  const net::FormFields fields = {{"response_type", "code"},
                                  {"client_id", provider.client_id},
                                  {"redirect_uri", redirect_uri(provider)},
                                  {"scope", "openid email profile"},
                                  {"state", state},
                                  {"nonce", underway.nonce},
                                  {"code_challenge", security::pkce_challenge(underway.verifier)},
                                  {"code_challenge_method", "S256"}};
  const char joint = found.authorization.find('?') == std::string::npos ? '?' : '&';
  return {found.authorization + joint + net::form_encode(fields), browser};
}

std::optional<boost::json::object> Providers::verify(const ProviderSettings& provider, const Discovered& found,
                                                     std::string_view id_token) {
  const auto wanted = security::key_id_of(id_token);
  const auto matching = [&]() -> std::optional<security::JsonWebKey> {
    const Lock lock(mutex_);
    const auto& keys = keys_[provider.issuer];
    for (const auto& key : keys) {
      if (key.id() == wanted || (wanted.empty() && keys.size() == 1)) return key;
    }
    return std::nullopt;
  };
  auto key = matching();
  if (!key) {
    {
      const Lock lock(mutex_);
      auto& asked = keys_asked_at_[provider.issuer];
      if (now_ms() - asked < keys_pause_ms && asked != 0) return std::nullopt;  // a made-up id costs no request
      asked = now_ms();
    }
    const auto answer = http_.get(found.jwks);
    auto keys = security::JsonWebKey::parse_set(answer.body);
    {
      const Lock lock(mutex_);
      keys_[provider.issuer] = std::move(keys);
    }
    key = matching();
  }
  return key ? security::verify(id_token, "", *key) : std::nullopt;
}

Providers::Person Providers::person(const ProviderSettings& provider, const Discovered& found, std::string_view code,
                                    std::string_view verifier, std::string_view nonce) {
  net::FormFields fields = {{"grant_type", "authorization_code"},
                            {"code", std::string(code)},
                            {"redirect_uri", redirect_uri(provider)},
                            {"code_verifier", std::string(verifier)}};
  net::BasicAuth auth;
  if (found.basic_auth && !provider.client_secret.empty()) {
    auth = {http::percent_encode(provider.client_id), http::percent_encode(provider.client_secret)};  // RFC 6749, 2.3.1
  } else {
    fields.emplace_back("client_id", provider.client_id);
    if (!provider.client_secret.empty()) fields.emplace_back("client_secret", provider.client_secret);
  }
  const auto answer = http_.post_form(found.token, fields, auth);
  if (answer.status >= 400 && answer.status < 500) throw not_accepted("the token endpoint refused the code");
  const auto tokens = object_of(answer, "the token endpoint");
  const auto claims = verify(provider, found, text_of(tokens, "id_token"));
  if (!claims) throw not_accepted("the ID token's signature is not right");
  const auto now = now_ms() / 1000;
  if (text_of(*claims, "iss") != provider.issuer) throw not_accepted("the ID token is of another issuer");
  if (!for_us(*claims, provider.client_id)) throw not_accepted("the ID token is for somebody else");
  if (number_of(*claims, "exp") + clock_leeway_s <= now) throw not_accepted("the ID token has expired");
  if (number_of(*claims, "iat") > now + clock_leeway_s) throw not_accepted("the ID token is from the future");
  if (!security::equal(text_of(*claims, "nonce"), nonce)) throw not_accepted("the nonce is not ours");
  Person person{text_of(*claims, "sub"), text_of(*claims, "email"), text_of(*claims, "given_name"),
                text_of(*claims, "family_name"), false};
  if (person.subject.empty() || person.subject.size() > 255) throw not_accepted("the ID token names nobody");
  person.email_verified = is_true(*claims, "email_verified");
  if (!person.email.empty() || !net::is_safe_address(found.userinfo)) return person;
  // Providers may tell the rest only where one asks for it, and what is told there must be of the same person.
  const auto told = object_of(http_.get(found.userinfo, text_of(tokens, "access_token")), "the userinfo endpoint");
  if (text_of(told, "sub") != person.subject) throw not_accepted("the userinfo endpoint tells of somebody else");
  person.email = text_of(told, "email");
  person.name = text_of(told, "given_name");
  person.surname = text_of(told, "family_name");
  person.email_verified = is_true(told, "email_verified");
  return person;
}

// A user for who arrived for the first time. An address that is known here does not open its account: whoever runs or
// fools a provider could claim any address.
std::int64_t Providers::user_for(const ProviderSettings& provider, const Person& person, const Origin& origin) {
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
    link_store::link(tx, provider.issuer, person.subject, id, email.value, now);
    guard_.record(tx, "registered", origin, id, id, provider.id);
    if (!person.email_verified) membership_.put_verification(tx, id, user.email, Language());
    return id;
  });
}

Providers::Arrived Providers::finish(std::string_view id, const Callback& callback, const Origin& origin) {
  const auto& provider = settings(id);
  const auto now = now_ms();
  const auto login = database_.write(
      [&](db::Tx& tx) { return link_store::take_login(tx, security::token_hash(callback.state), now); });
  if (callback.state.empty() || !login || login->provider != provider.id) throw not_accepted("an unknown state");
  if (callback.browser.empty() || !security::equal(login->browser_hash, security::token_hash(callback.browser))) {
    throw not_accepted("the state belongs to another browser");
  }
  const auto found = discover(provider);
  if (callback.issuer.empty() ? found.names_issuer : callback.issuer != provider.issuer) {
    throw not_accepted("another issuer answered");
  }
  if (!callback.error.empty()) throw not_accepted("the provider said " + callback.error.substr(0, 100));
  const auto sealed = box_.open(login->sealed, purpose);
  if (!sealed) throw not_accepted("the sign-in was sealed with another secret");
  const auto underway = json::decode<Underway>(*sealed);
  const auto who = person(provider, found, callback.code, underway.verifier, underway.nonce);

  auto user =
      database_.read([&](db::Session& session) { return link_store::user_of(session, provider.issuer, who.subject); });
  if (login->link_user) {
    if (user && *user != *login->link_user)
      throw conflict("That account is linked to somebody else here.", Reason::already_linked);
    if (!user) {
      database_.write([&](db::Tx& tx) {
        link_store::link(tx, provider.issuer, who.subject, *login->link_user, who.email, now);
        guard_.record(tx, "account_linked", origin, *login->link_user, *login->link_user, provider.id);
      });
    }
    return {{}, {}, underway.return_to};
  }
  if (!user) user = user_for(provider, who, origin);
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
  const auto session =
      database_.write([&](db::Tx& tx) { return sign_in_.start_browser_session(tx, row->id, provider.id, origin); });
  return {session, {}, underway.return_to};
}

std::string Providers::finish_second_factor(std::string_view second, std::string_view browser, std::string_view code,
                                            const Origin& origin) {
  guard_.knock({{"second " + security::token_hash(second), guesses_at_account},
                {"sign-in " + origin.network(), guesses_from_address}},
               origin);
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
    sign_in_.check_second_factor(*user, code, origin);
  } catch (const Error&) {
    // It may be tried again, as long as the doors let it.
    database_.write([&](db::Tx& tx) { link_store::add_login(tx, hash, *login, now + provider_login_ms); });
    throw;
  }
  return database_.write([&](db::Tx& tx) { return sign_in_.start_browser_session(tx, user->id, "provider", origin); });
}

}  // namespace kinoteka::accounts
