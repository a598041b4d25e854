#include "features/accounts/access_tokens.hpp"

#include "base/time.hpp"
#include "features/accounts/guard_store.hpp"
#include "security/tokens.hpp"
#include "telemetry/log.hpp"

namespace kinoteka::accounts {
namespace {

constexpr std::string_view token_type = "at+jwt", audience = "kinoteka-api", purpose = "signing key";
constexpr std::int64_t clock_leeway_s = 5, reload_ms = 2000;
constexpr std::size_t most_read = 8192;  // tokens known by their digest

std::optional<std::int64_t> number(const boost::json::object& claims, const char* name) {
  const auto* value = claims.if_contains(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_int64()) return value->get_int64();
  return std::nullopt;
}

bool says(const boost::json::object& claims, const char* name, std::string_view wanted) {
  const auto* value = claims.if_contains(name);
  return value != nullptr && value->is_string() && std::string_view(value->get_string()) == wanted;
}

std::int64_t id_of(const boost::json::object& claims, const char* name) {
  const auto* value = claims.if_contains(name);
  if (value == nullptr || !value->is_string()) return 0;
  const auto& text = value->get_string();
  return std::strtoll(text.c_str(), nullptr, 10);
}

}  // namespace

std::shared_ptr<const AccessTokens::Keys> AccessTokens::kept() const {
  const Lock lock(mutex_);
  return keys_;
}

std::shared_ptr<const AccessTokens::Keys> AccessTokens::load() {
  auto keys = std::make_shared<Keys>();
  keys->loaded_at = now_ms();
  for (const auto& row : database_.read([](db::Session& session) { return guard_store::signing_keys(session); })) {
    const auto json = box_.open(row.sealed, purpose);
    auto parsed = json ? security::JsonWebKey::parse(*json) : std::nullopt;
    if (!parsed) {
      log::warning("a signing key was sealed with another secret: its tokens are not taken", {{"key", row.id}});
      continue;
    }
    if (keys->newest.empty()) keys->newest = row.id;
    keys->by_id.emplace(row.id, std::move(*parsed));
  }
  const Lock lock(mutex_);
  return keys_ = std::move(keys);
}

void AccessTokens::rotate() {
  const auto now = now_ms();
  const auto rows = database_.read([](db::Session& session) { return guard_store::signing_keys(session); });
  const bool readable = !rows.empty() && box_.open(rows.front().sealed, purpose).has_value();
  if (!readable || now - rows.front().created_at > signing_key_ms) {
    const auto made = security::JsonWebKey::generate();
    database_.write([&](db::Tx& tx) {
      guard_store::add_signing_key(tx, {made.id(), box_.seal(made.to_json(true), purpose), now});
      guard_store::forget_signing_keys(tx, now - signing_key_ms - day_ms);
    });
    log::info("a new key signs access tokens", {{"key", made.id()}});
  }
  load();
}

security::JsonWebKey AccessTokens::signing_key() {
  auto keys = kept();
  if (keys->newest.empty()) keys = load();
  if (keys->newest.empty()) {
    rotate();
    keys = kept();
  }
  if (keys->newest.empty()) throw std::runtime_error("there is no key to sign with");
  return keys->by_id.at(keys->newest);
}

std::optional<security::JsonWebKey> AccessTokens::key(const std::string& id) {
  auto keys = kept();
  // Another server may have made it; but a made-up id must not cost a query each time.
  if (!keys->by_id.contains(id) && now_ms() - keys->loaded_at > reload_ms) keys = load();
  const auto found = keys->by_id.find(id);
  if (found == keys->by_id.end()) return std::nullopt;
  return found->second;
}

std::string AccessTokens::issue(std::int64_t user, std::int64_t session) {
  const auto now = now_ms() / 1000;
  const boost::json::object claims{{"iss", policy_.own_address},
                                   {"aud", boost::json::string_view(audience.data(), audience.size())},
                                   {"sub", std::to_string(user)},
                                   {"sid", std::to_string(session)},
                                   {"iat", now},
                                   {"nbf", now},
                                   {"exp", now + access_token_ms / 1000},
                                   {"jti", security::random_token(12)}};
  return security::sign(claims, token_type, signing_key());
}

std::optional<AccessTokens::Claims> AccessTokens::verified(std::string_view token) {
  const auto signer = key(security::key_id_of(token));
  if (!signer) return std::nullopt;
  const auto claims = security::verify(token, token_type, *signer);
  if (!claims || !says(*claims, "iss", policy_.own_address) || !says(*claims, "aud", audience)) return std::nullopt;
  const auto now = now_ms() / 1000;
  const auto expires = number(*claims, "exp"), from = number(*claims, "nbf");
  if (!expires || !from || *from > now + clock_leeway_s) return std::nullopt;
  const Claims out{id_of(*claims, "sub"), id_of(*claims, "sid"), *expires * 1000};
  if (out.user <= 0 || out.session <= 0) return std::nullopt;
  return out;
}

std::optional<AccessTokens::Claims> AccessTokens::read(std::string_view token, bool expired_too) {
  const auto digest = security::token_hash(token);
  std::optional<Claims> claims;
  {
    const Lock lock(mutex_);
    if (const auto known = read_.find(digest); known != read_.end()) claims = known->second;
  }
  if (!claims) {
    claims = verified(token);
    if (!claims) return std::nullopt;
    const Lock lock(mutex_);
    if (read_.size() >= most_read)
      std::erase_if(read_, [](const auto& one) { return one.second.expires_at <= now_ms(); });
    if (read_.size() >= most_read) read_.clear();
    read_.emplace(digest, *claims);
  }
  if (!expired_too && claims->expires_at <= now_ms()) return std::nullopt;
  return claims;
}

}  // namespace kinoteka::accounts
