#include "security/jose.hpp"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cjose/cjose.h>

#include "base/text.hpp"
#include "security/tokens.hpp"

namespace kinoteka::security {

struct JsonWebKey::Handle {
  explicit Handle(cjose_jwk_t* k) : key(k) {}
  ~Handle() { cjose_jwk_release(key); }
  cjose_jwk_t* key;
};

namespace {

constexpr std::size_t longest_token = 8 * 1024;
constexpr std::size_t least_rsa_bits = 2048;

struct Jws {
  explicit Jws(cjose_jws_t* t) : token(t) {}
  ~Jws() {
    if (token != nullptr) cjose_jws_release(token);
  }
  Jws(const Jws&) = delete;
  cjose_jws_t* token;
};

std::string_view name(Algorithm algorithm) { return algorithm == Algorithm::es256 ? "ES256" : "RS256"; }

std::optional<boost::json::object> parse_object(std::string_view text) {
  boost::system::error_code failed;
  boost::json::parse_options options;
  options.max_depth = 8;
  auto value = boost::json::parse({text.data(), text.size()}, failed, {}, options);
  if (failed || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

std::string_view text_of(const boost::json::object& object, std::string_view member) {
  const auto* value = object.if_contains({member.data(), member.size()});
  return value != nullptr && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

// Base64url as RFC 7515 writes it: without padding, line breaks or anything else. cjose asserts what others must have
// seen to, and an assertion of a library's ends the process: found by tests/fuzz/jwt_fuzz.
bool is_base64url(std::string_view text) {
  return !text.empty() && text.size() % 4 != 1 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

// Three parts of it (RFC 7515, 3.1).
bool is_compact(std::string_view token) {
  const auto parts = text::split(token, '.');
  return parts.size() == 3 && std::all_of(parts.begin(), parts.end(), is_base64url);
}

// Whether the numbers of a key are written as they must be (RFC 7518, 6).
bool has_right_numbers(const boost::json::object& key) {
  for (const auto* number : {"x", "y", "d", "n", "e", "p", "q", "dp", "dq", "qi"}) {
    const auto* value = key.if_contains(number);
    if (value != nullptr && (!value->is_string() || !is_base64url(value->get_string()))) return false;
  }
  return true;
}

std::optional<boost::json::object> head_of(std::string_view token) {
  if (token.size() > longest_token || !is_compact(token)) return std::nullopt;
  return parse_object(from_base64url(token.substr(0, token.find('.'))));
}

// cjose leaves an algorithm to the token's own head; here the key has one and the head must name it.
bool head_is_right(const boost::json::object& head, std::string_view type, Algorithm algorithm) {
  if (text_of(head, "alg") != name(algorithm) || head.contains("crit")) return false;
  return type.empty() || text::iequals(text_of(head, "typ"), type);
}

}  // namespace

JsonWebKey JsonWebKey::generate() {
  cjose_err failed{};
  auto* key = cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, &failed);
  if (key == nullptr) throw std::runtime_error("a signing key cannot be made");
  JsonWebKey out;
  out.handle_ = std::make_shared<Handle>(key);
  out.id_ = random_token(9);
  cjose_jwk_set_kid(key, out.id_.data(), out.id_.size(), &failed);
  return out;
}

std::optional<JsonWebKey> JsonWebKey::parse(std::string_view json) {
  cjose_err failed{};
  const auto object = parse_object(json);
  if (!object) return std::nullopt;
  const auto use = text_of(*object, "use");
  if (!use.empty() && use != "sig") return std::nullopt;
  const auto wanted = text_of(*object, "kty");
  if ((wanted != "EC" && wanted != "RSA") || !has_right_numbers(*object)) return std::nullopt;
  auto* key = cjose_jwk_import(json.data(), json.size(), &failed);
  if (key == nullptr) return std::nullopt;
  JsonWebKey out;
  out.handle_ = std::make_shared<Handle>(key);
  const auto kind = cjose_jwk_get_kty(key, &failed);
  if (kind == CJOSE_JWK_KTY_EC && text_of(*object, "crv") == "P-256") {
    out.algorithm_ = Algorithm::es256;
  } else if (kind == CJOSE_JWK_KTY_RSA && cjose_jwk_get_keysize(key, &failed) >= least_rsa_bits) {
    out.algorithm_ = Algorithm::rs256;
  } else {
    return std::nullopt;  // symmetric keys above all: a public key must never serve as one
  }
  const auto algorithm = text_of(*object, "alg");
  if (!algorithm.empty() && algorithm != name(out.algorithm_)) return std::nullopt;
  out.id_ = text_of(*object, "kid");
  return out;
}

std::vector<JsonWebKey> JsonWebKey::parse_set(std::string_view json) {
  std::vector<JsonWebKey> out;
  const auto object = parse_object(json);
  const auto* keys = object ? object->if_contains("keys") : nullptr;
  if (keys == nullptr || !keys->is_array()) return out;
  for (const auto& entry : keys->get_array()) {
    if (auto key = parse(boost::json::serialize(entry))) out.push_back(std::move(*key));
  }
  return out;
}

std::string JsonWebKey::to_json(bool with_private) const {
  cjose_err failed{};
  char* json = cjose_jwk_to_json(handle_->key, with_private, &failed);
  if (json == nullptr) throw std::runtime_error("a key cannot be written");
  std::string out(json);
  cjose_get_dealloc()(json);
  return out;
}

std::string sign(const boost::json::object& claims, std::string_view type, const JsonWebKey& key) {
  cjose_err failed{};
  auto* head = cjose_header_new(&failed);
  const std::string algorithm(name(key.algorithm_)), typ(type);
  const bool filled = head != nullptr && cjose_header_set(head, CJOSE_HDR_ALG, algorithm.c_str(), &failed) &&
                      cjose_header_set(head, CJOSE_HDR_KID, key.id_.c_str(), &failed) &&
                      cjose_header_set(head, "typ", typ.c_str(), &failed);
  const auto payload = boost::json::serialize(claims);
  const Jws jws(filled ? cjose_jws_sign(key.handle_->key, head, reinterpret_cast<const std::uint8_t*>(payload.data()),
                                        payload.size(), &failed)
                       : nullptr);
  if (head != nullptr) cjose_header_release(head);
  const char* compact = nullptr;
  if (jws.token == nullptr || !cjose_jws_export(jws.token, &compact, &failed)) {
    throw std::runtime_error("a token cannot be signed");
  }
  return compact;  // owned by the token
}

std::string key_id_of(std::string_view token) {
  const auto head = head_of(token);
  return head ? std::string(text_of(*head, "kid")) : std::string();
}

std::optional<boost::json::object> verify(std::string_view token, std::string_view type, const JsonWebKey& key) {
  const auto head = head_of(token);
  if (!head || !head_is_right(*head, type, key.algorithm_)) return std::nullopt;
  cjose_err failed{};
  const Jws jws(cjose_jws_import(token.data(), token.size(), &failed));
  if (jws.token == nullptr || !cjose_jws_verify(jws.token, key.handle_->key, &failed)) return std::nullopt;
  std::uint8_t* plain = nullptr;
  std::size_t size = 0;
  if (!cjose_jws_get_plaintext(jws.token, &plain, &size, &failed)) return std::nullopt;
  return parse_object({reinterpret_cast<const char*>(plain), size});
}

}  // namespace kinoteka::security
