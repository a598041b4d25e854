// Who may come in: the edge's checks before a handler runs. Cross-site requests and preflights are answered on the I/O
// thread; finding out who calls asks the database, so that runs on a worker.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.hpp"
#include "http/router.hpp"

namespace kinoteka::http {

// Answers to creates that were given already, so that a request sent twice does its work once (Idempotency-Key).
class Replays {
 public:
  virtual ~Replays() = default;
  // The answer from before; or nothing, and then `finish` or `abandon` must follow. Throws conflict while the first is
  // still running, invalid when the key was used for another request.
  virtual std::optional<Response> begin(std::int64_t user, std::string_view key, const Request& request) = 0;
  // Does not throw: the work is done, and its answer goes out whether it can be kept or not.
  virtual void finish(std::int64_t user, std::string_view key, const Response& response) noexcept = 0;
  virtual void abandon(std::int64_t user, std::string_view key) noexcept = 0;
};

struct Gate {
  // Who calls, by whatever the request carries; nothing when it carries nothing or nothing valid. Asks the database.
  std::function<std::optional<callers::Identity>(const Request&)> identify;
  // The same from memory, where it is known for sure: asks nobody, may be called on an I/O thread.
  std::function<std::optional<callers::Identity>(const Request&)> recall;
  // For how many seconds what this client carries is not looked at any more, after so much that was refused; or 0.
  // Asks nobody either.
  std::function<std::int64_t(const Request&)> flood;
  Replays* replays = nullptr;
  std::shared_ptr<Paces> paces;      // nothing: nobody counts
  bool members_only = false;         // reading the catalogue needs signing in
  std::string own_origin;            // "https://films.example": what pages of ours send as Origin
  std::vector<std::string> origins;  // other sites whose pages may call, with tokens
  std::string session_cookie = "kinoteka";
  std::string fixed_headers;  // on every answer: HSTS where there is TLS
  // Proxies of ours, as base/address.hpp spells them: what they say of a client's address counts for rate limits and
  // the log, never for authority.
  std::vector<std::string> proxies;
  // Names of ours beside addresses, `localhost` and names without a dot, in small letters, without a port; empty where
  // any is taken.
  std::vector<std::string> hosts;

  bool open_to(Access access) const { return access == Access::anyone || (access == Access::readers && !members_only); }

  // Why a request from a page of another site is refused, or nothing. Safe methods pass: they change nothing.
  std::optional<std::string> refuse_cross_site(const Request& request) const;

  // Whether the request was meant for this house: a page elsewhere whose name somebody has pointed at our address
  // (DNS rebinding) sends that name.
  bool is_ours(const Request& request) const;

  // Headers for a page of an allowed site, or empty; `preflight` adds what its OPTIONS asks for.
  std::string cors_headers(const Request& request, bool preflight) const;

  // Whether the request carries something that says who calls.
  bool has_credentials(const Request& request) const;

  // Finds out who calls, unless that is known, and throws Error{unauthorized, forbidden} when the route is not for
  // them.
  void admit(const Route& route, Request& request) const;

  bool is_proxy(const std::string& peer) const;
  // The client's address: the socket's, or behind a proxy of ours what the last one says.
  std::string client_of(const Request& request, const std::string& peer) const;
};

// What a page has to send as X-CSRF-Token beside its session's cookie. It follows from the cookie's secret, which a
// page of another site can neither read nor guess.
std::string csrf_token(std::string_view session_token);

// "name=value; Path=/; HttpOnly; SameSite=…". `seconds` 0 ends the cookie.
std::string cookie_header(std::string_view name, std::string_view value, std::int64_t seconds, bool lax = false);

}  // namespace kinoteka::http
