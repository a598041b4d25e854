#include "http/gate.hpp"

#include <algorithm>

#include "base/address.hpp"
#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace kinoteka::http {
namespace {

// "https://films.example:8443" → "films.example:8443"
std::string_view authority(std::string_view origin) {
  const auto at = origin.find("://");
  return at == std::string_view::npos ? std::string_view() : origin.substr(at + 3);
}

callers::Scope needed_scope(const Route& route) {
  if (route.scope) return *route.scope;
  if (route.access == Access::admins) return callers::Scope::admin;
  if (route.access == Access::editors) return callers::Scope::edit;
  return is_safe(route.method) ? callers::Scope::read : callers::Scope::write;
}

callers::UserRole needed_role(Access access) {
  return access == Access::admins    ? callers::UserRole::admin
         : access == Access::editors ? callers::UserRole::editor
                                     : callers::UserRole::user;
}

}  // namespace

std::string csrf_token(std::string_view session_token) { return sha256_hex("csrf:" + std::string(session_token)); }

std::string cookie_header(std::string_view name, std::string_view value, std::int64_t seconds, bool lax) {
  std::string out(name);
  out += '=';
  out += value;
  out += "; Path=/; HttpOnly; SameSite=";
  out += lax ? "Lax" : "Strict";
  if (name.starts_with("__Host-")) out += "; Secure";
  return out + "; Max-Age=" + std::to_string(seconds);
}

bool Gate::is_ours(const Request& request) const {
  if (hosts.empty()) return true;
  auto host = text::to_lower(request.header("host"));
  if (host.empty()) return request.http_1_0;
  if (read_address(host)) return true;
  host = host.substr(0, host.find(':'));
  while (host.ends_with('.')) host.pop_back();
  // What has no dot, or ends in what no registry gives out, is a name of this network alone: nobody elsewhere can own
  // it.
  for (const std::string_view end : {".localhost", ".local", ".lan", ".home", ".home.arpa", ".internal"}) {
    if (host.ends_with(end)) return true;
  }
  return host.find('.') == std::string::npos || std::find(hosts.begin(), hosts.end(), host) != hosts.end();
}

bool Gate::has_credentials(const Request& request) const {
  return !request.header("authorization").empty() || !request.cookie(session_cookie).empty();
}

std::optional<std::string> Gate::refuse_cross_site(const Request& request) const {
  if (is_safe(request.method)) return std::nullopt;
  const auto origin = request.header("origin");
  const bool foreign = origin.empty() ? request.header("sec-fetch-site") == "cross-site"
                                      : origin != own_origin && authority(origin) != request.header("host") &&
                                            std::find(origins.begin(), origins.end(), origin) == origins.end();
  if (!foreign) return std::nullopt;
  return "Pages of other sites may not do this. Allow theirs with --cors-origins.";
}

std::string Gate::cors_headers(const Request& request, bool preflight) const {
  if (origins.empty()) return {};
  const auto origin = request.header("origin");
  std::string out = "Vary: Origin\r\n";
  if (std::find(origins.begin(), origins.end(), origin) == origins.end()) return out;
  // No Allow-Credentials: pages elsewhere bring a token, the browser's cookie is for our own.
  out += "Access-Control-Allow-Origin: " + std::string(origin) + "\r\n";
  if (!preflight) {
    return out + "Access-Control-Expose-Headers: ETag, Link, Location, Retry-After, X-Request-Id, X-Total-Count\r\n";
  }
  return out +
         "Access-Control-Allow-Methods: GET, HEAD, POST, PUT, PATCH, DELETE\r\n"
         "Access-Control-Allow-Headers: Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key, "
         "List-Link\r\n"
         "Access-Control-Max-Age: 600\r\n";
}

void Gate::admit(const Route& route, Request& request) const {
  if (!route.asks_who) return;
  if (identify && !std::exchange(request.known, true)) request.identity = identify(request);
  const bool with_token = !request.header("authorization").empty();
  bool forged = false;
  if (request.identity && !with_token && !is_safe(request.method)) {
    // A browser adds its cookie to whatever a page sends; only our own pages know the token that goes with it.
    forged = request.header("x-csrf-token") != csrf_token(request.cookie(session_cookie));
    if (forged) request.identity.reset();
  }
  if (open_to(route.access)) {
    // What is one's own may show on pages for everyone: a key that may not read it is nobody there.
    if (request.identity && !callers::has_scope(*request.identity, callers::Scope::read)) request.identity.reset();
    return;
  }
  if (forged) {
    throw forbidden("The X-CSRF-Token of this session is missing or wrong. Ask GET /api/auth/session for it.")
        .with_detail("CSRF token missing or wrong");
  }
  if (!request.identity) {
    throw Error(Code::unauthorized,
                with_token ? "This token is not valid, or not any more. Sign in again." : "Sign in to do this.");
  }
  const auto& identity = *request.identity;
  if (identity.role < needed_role(route.access)) {
    throw forbidden(route.access == Access::admins ? "Only admins may do this."
                                                   : "Only editors and admins may do this.")
        .with_detail("role is too low");
  }
  const auto keep_pace = [&] {
    if (route.pace.an_hour == 0 || !paces) return;
    const auto seconds = paces->count(route.index, identity.user, route.pace);
    if (seconds == 0) return;
    throw Error(Code::too_many, "You may do this " + std::to_string(route.pace.an_hour) +
                                    " times an hour. Try again in " + std::to_string((seconds + 59) / 60) + " min.")
        .with_reason(Reason::limit_of_hour)
        .with_retry_after(seconds);
  };
  if (identity.api_key == 0) return keep_pace();
  if (route.in_person) {
    throw forbidden("This is not for API keys: sign in.").with_detail("an API key where a person is needed");
  }
  const auto needed = needed_scope(route);
  if (!callers::has_scope(identity, needed)) {
    throw forbidden("This API key has not been given the scope for it.").with_detail("scope is missing");
  }
  keep_pace();
}

bool Gate::is_proxy(const std::string& peer) const {
  return std::find(proxies.begin(), proxies.end(), peer) != proxies.end();
}

std::string Gate::client_of(const Request& request, const std::string& peer) const {
  if (!is_proxy(peer)) return peer;
  // Each hop adds to the end, some as a line of their own: the last word of the last line is our proxy's.
  std::string_view last;
  for (const auto& header : request.headers) {
    if (text::iequals(header.name, "x-forwarded-for")) last = header.value;
  }
  if (const auto comma = last.rfind(','); comma != std::string_view::npos) last.remove_prefix(comma + 1);
  return read_address(last).value_or(peer);
}

}  // namespace kinoteka::http
