#include "openid/relying_party.hpp"

#include <algorithm>

#include "base/time.hpp"
#include "json/decode.hpp"
#include "security/tokens.hpp"

namespace kinoteka::openid {
namespace {

constexpr std::int64_t discovery_ms = hour_ms, keys_pause_ms = 10'000;
constexpr std::int64_t clock_leeway_s = 60;

Error no_answer(std::string detail) {
  return Error(Code::unavailable, "The provider does not answer as it should. Try again later.")
      .with_detail(std::move(detail));
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

Error not_accepted(std::string detail) {
  return Error(Code::unauthorized, "This sign-in was not accepted. Begin again.").with_detail(std::move(detail));
}

RelyingParty::Discovered RelyingParty::discover(const Provider& provider) {
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

std::string RelyingParty::authorization(const Provider& provider, const Asking& asking) {
  const auto found = discover(provider);
  const net::FormFields fields = {{"response_type", "code"},
                                  {"client_id", provider.client_id},
                                  {"redirect_uri", asking.redirect_uri},
                                  {"scope", "openid email profile"},
                                  {"state", asking.state},
                                  {"nonce", asking.nonce},
                                  {"code_challenge", security::pkce_challenge(asking.verifier)},
                                  {"code_challenge_method", "S256"}};
  const char joint = found.authorization.find('?') == std::string::npos ? '?' : '&';
  return found.authorization + joint + net::form_encode(fields);
}

bool RelyingParty::comes_from(const Provider& provider, std::string_view issuer) {
  return issuer.empty() ? !discover(provider).names_issuer : issuer == provider.issuer;
}

std::optional<boost::json::object> RelyingParty::verify(const Provider& provider, const Discovered& found,
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

Claims RelyingParty::redeem(const Provider& provider, std::string_view code, const Asking& asking) {
  const auto found = discover(provider);
  net::FormFields fields = {{"grant_type", "authorization_code"},
                            {"code", std::string(code)},
                            {"redirect_uri", asking.redirect_uri},
                            {"code_verifier", asking.verifier}};
  net::BasicAuth auth;
  if (found.basic_auth && !provider.client_secret.empty()) {
    auth = {net::percent_encode(provider.client_id), net::percent_encode(provider.client_secret)};  // RFC 6749, 2.3.1
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
  if (!security::equal(text_of(*claims, "nonce"), asking.nonce)) throw not_accepted("the nonce is not ours");
  Claims person{text_of(*claims, "sub"), text_of(*claims, "email"), text_of(*claims, "given_name"),
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

}  // namespace kinoteka::openid
