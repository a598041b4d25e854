#include "features/accounts/routes.hpp"

#include "base/error.hpp"
#include "base/time.hpp"
#include "http/gate.hpp"
#include "http/parser.hpp"
#include "http/rows.hpp"
#include "json/encode.hpp"
#include "telemetry/log.hpp"

namespace kinoteka::accounts {
namespace {

using http::Request, http::Response;

Response see_other(const std::string& location) {
  Response response;
  response.status = 303;
  response.headers.emplace_back("Location", location);
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

// What the sign-in page is told of a failure: a word, for which it has a text. A text in an address could be anybody's.
std::string_view reason_of(Code code) {
  switch (code) {
    case Code::conflict: return "known";       // there is an account with this address, or the link is taken
    case Code::forbidden: return "forbidden";  // disabled, not open, or without an address
    case Code::unavailable: return "unavailable";
    default: return "refused";
  }
}

}  // namespace

std::vector<std::pair<std::string, std::string>> provider_cookie(const Policy& policy, const std::string& browser) {
  return {{"Set-Cookie", http::cookie_header(policy.login_cookie(), browser, provider_login_ms / second_ms, true)},
          {"Cache-Control", "no-store"}};
}

struct SecondFactor {
  Token second;
  FactorCode code;
  static constexpr json::Doc docs[] = {{"second", "What the way back from the provider brought along."}};
};
BOOST_DESCRIBE_STRUCT(SecondFactor, (), (second, code))

void add_routes(http::Router& router, Accounts& accounts) {
  using http::anyone, http::members, callers::Guest, callers::Member, http::Body, http::Created, http::Accepted,
      http::NoContent, http::Name, http::WithHeaders;
  const auto& policy = accounts.policy;

  // The answer that opens a session in the browser: its secret goes into the cookie, and nowhere else.
  const auto with_session = [&]<class T>(const std::string& token, T value) {
    return WithHeaders<T>{std::move(value),
                          {{"Set-Cookie", http::cookie_header(policy.session_cookie(), token, session_ms / second_ms)},
                           {"Cache-Control", "no-store"}}};
  };
  const auto info = [&](std::optional<std::int64_t> user, std::string_view token) {
    SessionInfo out;
    out.registration = policy.registration;
    out.members_only = policy.members_only;
    out.sends_mail = policy.sends_mail;
    out.password_length = static_cast<std::int64_t>(policy.password_length);
    for (const auto& provider : policy.providers) out.providers.push_back({provider.id, provider.name});
    if (user) out.user = accounts.profiles.user(*user);
    if (user && !token.empty()) out.csrf_token = http::csrf_token(token);
    out.first_account = !user && accounts.membership.is_empty();
    out.setup_code = out.first_account && !policy.setup_code.empty();
    return out;
  };
  const auto no_session = [&] {
    return WithHeaders<NoContent>{
        {}, {{"Set-Cookie", http::cookie_header(policy.session_cookie(), "", 0)}, {"Clear-Site-Data", "\"cache\""}}};
  };

  http::Rows rows(router, "Accounts");
  rows.get("/api/auth/session", anyone, "Who is signed in, and how one may come in",
           [=, &policy](Guest guest, const Request& request) {
             const auto cookie = request.cookie(policy.session_cookie());
             const auto& identity = guest.identity();
             WithHeaders<SessionInfo> out{info(identity ? std::optional(identity->user) : std::nullopt,
                                               identity && identity->session > 0 ? cookie : ""),
                                          {}};
             // One that opens nothing any more is not to be sent again with each picture of a page.
             if (!cookie.empty() && !identity)
               out.headers.emplace_back("Set-Cookie", http::cookie_header(policy.session_cookie(), "", 0));
             return out;
           });
  rows.put("/api/auth/login", anyone, "A new pair of tokens for an old one",
           [&](Guest guest, Body<TokenPair> pair) { return accounts.sign_in.renew(guest, *pair); });
  rows.post("/api/auth/logout", members, "End this session", [=, &accounts](Member member) {
    accounts.sign_in.logout(member);
    return no_session();
  });
  rows.post("/api/auth/verify", anyone, "Confirm an address with the link's token",
            [&](Guest guest, Body<LinkToken> link) {
              accounts.membership.verify(guest, *link);
              return NoContent{};
            });
  rows.post("/api/auth/verify/send", members, "Send the link that confirms the address again", [&](Member member) {
    accounts.membership.send_verification(member);
    return Accepted<Said>{{"A message is on its way."}};
  });
  rows.post("/api/auth/reset", anyone, "Ask for a link to choose a new password",
            [&](Guest guest, Body<EmailOnly> body) {
              accounts.membership.request_reset(guest, body->email);
              return Accepted<Said>{{"If there is an account with this address, a message is on its way."}};
            });
  rows.put("/api/auth/email", anyone, "Confirm a new address with the link's token",
           [&](Guest guest, Body<LinkToken> link) {
             accounts.membership.confirm_email_change(guest, *link);
             return NoContent{};
           });

  rows.post("/api/auth/register", anyone, "Make an account; the first becomes the admin", {.pool = http::Pool::costly},
            [&](Guest guest, Body<NewAccount> account) {
              return Created<Registered>{accounts.membership.register_account(guest, *account), "/api/user/"};
            });
  rows.post("/api/auth/login", anyone, "Sign in with a password, for a pair of tokens", {.pool = http::Pool::costly},
            [&](Guest guest, Body<Credentials> credentials) { return accounts.sign_in.login(guest, *credentials); });
  rows.post("/api/auth/session", anyone, "Sign in with a password, for a browser's cookie",
            {.pool = http::Pool::costly}, [=, &accounts](Guest guest, Body<Credentials> credentials) {
              const auto opened = accounts.sign_in.open_session(guest, *credentials);
              return with_session(opened.secret, info(opened.user, opened.secret));
            });
  rows.put("/api/auth/reset", anyone, "Choose a new password with the link's token", {.pool = http::Pool::costly},
           [&](Guest guest, Body<PasswordReset> reset) {
             accounts.membership.reset_password(guest, *reset);
             return NoContent{};
           });
  rows.post("/api/auth/second-factor", anyone, "Finish a sign-in that waits for a code", {.pool = http::Pool::costly},
            [=, &accounts, &policy](Guest guest, Body<SecondFactor> body, const Request& request) {
              const auto token = accounts.providers.finish_second_factor(
                  guest, *body->second, request.cookie(policy.login_cookie()), *body->code);
              return with_session(token, NoContent{});
            });

  rows.post("/api/auth/providers/{provider}", anyone, "Begin to sign in with a provider", {.pool = http::Pool::outside},
            [&](Guest guest, Name provider, Body<ReturnTo> body) {
              const auto begun = accounts.providers.begin(guest, provider.value,
                                                          body->return_to ? std::string_view(**body->return_to) : "/");
              return WithHeaders<Address>{{begun.url}, provider_cookie(policy, begun.browser)};
            });
  rows.get(
      "/api/auth/providers/{provider}/callback", anyone, "Where a provider sends the browser back",
      {.pool = http::Pool::outside, .secret_query = true},
      [=, &accounts, &policy](Guest guest, Name provider, const Request& request) {
        // What the provider sends back; parameters that we do not know are not ours to refuse.
        const auto parameter = [&](std::string_view name) { return std::string(request.parameter(name)); };
        try {
          const auto arrived =
              accounts.providers.finish(guest, provider.value,
                                        {parameter("code"), parameter("state"), parameter("iss"), parameter("error"),
                                         std::string(request.cookie(policy.login_cookie()))});
          if (!arrived.second.empty()) {
            return see_other("/signin?next=" + http::percent_encode(arrived.return_to) + "#second=" + arrived.second);
          }
          auto response = see_other(arrived.return_to);
          if (!arrived.session.empty()) {
            response.headers.emplace_back(
                "Set-Cookie", http::cookie_header(policy.session_cookie(), arrived.session, session_ms / second_ms));
          }
          response.headers.emplace_back("Set-Cookie", http::cookie_header(policy.login_cookie(), "", 0, true));
          return response;
        } catch (const Error& error) {
          // A person looks at this, not a program: the sign-in page says it.
          log::warning("a sign-in through a provider failed",
                       {{"why", error.message}, {"detail", error.detail}, {"id", request.id}});
          return see_other("/signin?failed=" + std::string(reason_of(error.code)));
        }
      });
}

}  // namespace kinoteka::accounts
