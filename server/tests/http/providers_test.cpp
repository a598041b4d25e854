// Signing in through an OpenID provider that does its worst. (A real one: tests/oidc_test.py and web/tests.)
#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/time.hpp"
#include "http/parser.hpp"
#include "http/rows.hpp"
#include "json/encode.hpp"
#include "security/jose.hpp"
#include "security/tokens.hpp"
#include "security/totp.hpp"
#include "support/databases.hpp"
#include "support/visitors.hpp"

namespace kinoteka::accounts {
namespace {

using namespace kinoteka::support;
using boost::json::object;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// Says what the test wants said.
struct Provider {
  security::JsonWebKey key = security::JsonWebKey::generate();
  std::string published = R"({"keys":[)" + key.to_json(false) + "]}";
  object claims, userinfo;
  std::string id_token;  // instead of one made from `claims`
  std::string issuer_said;
  std::string last_form;  // what the token endpoint was sent
  int token_status = 200;

  TestServer server{TestServer::Routes([this](http::Router& router) {
    http::Rows rows(router, "Provider");
    rows.get("/.well-known/openid-configuration", http::anyone, "Discovery", [this](callers::Guest) {
      http::Response response;
      response.body = boost::json::serialize(object{{"issuer", issuer_said.empty() ? issuer() : issuer_said},
                                                    {"authorization_endpoint", issuer() + "/authorize"},
                                                    {"token_endpoint", issuer() + "/token"},
                                                    {"userinfo_endpoint", issuer() + "/me"},
                                                    {"jwks_uri", issuer() + "/jwks"}});
      return response;
    });
    rows.get("/jwks", http::anyone, "Keys", [this](callers::Guest) {
      http::Response response;
      response.body = published;
      return response;
    });
    rows.get("/me", http::anyone, "Who somebody is", [this](callers::Guest, const http::Request& request) {
      http::Response response;
      if (request.header("authorization") != "Bearer x") response.status = 401;
      response.body = boost::json::serialize(userinfo);
      return response;
    });
    rows.post("/token", http::anyone, "Tokens", {.body_limit = 10'000},
              [this](callers::Guest, const http::Request& request) {
                last_form = request.body;
                http::Response response;
                response.status = token_status;
                response.body = boost::json::serialize(
                    object{{"access_token", "x"},
                           {"token_type", "Bearer"},
                           {"id_token", id_token.empty() ? security::sign(claims, "JWT", key) : id_token}});
                return response;
              });
  })};
  std::string issuer() const { return "http://127.0.0.1:" + std::to_string(server.port()); }
};

std::string parameter_of(const std::string& url, const std::string& name) {
  const auto start = url.find(name + '=') + name.size() + 1;
  return url.substr(start, url.find('&', start) - start);
}

class Providers : public ::testing::TestWithParam<db::Engine> {
 protected:
  Providers() {
    ServerOptions options;
    options.policy.providers = {{"oidc", "The provider", provider.issuer(), "client", "client secret"}};
    server = std::make_unique<TestServer>(golden_database(GetParam()), options);
    Visitor(*server).sign_up("admin@example.org");
  }

  struct Underway {
    std::string url, cookie;
    std::string state() const { return parameter_of(url, "state"); }
  };
  Underway begin(const Visitor& visitor, const std::string& path = "/api/auth/providers/oidc",
                 const std::string& body = "{}") {
    const auto reply = visitor.call("POST", path, body);
    EXPECT_EQ(reply.status, 200) << reply.body;
    const auto set = reply.headers.contains("set-cookie") ? reply.headers.at("set-cookie") : std::string();
    Underway underway{text_at(reply, "/url"), set.substr(0, set.find(';'))};
    const auto now = now_ms() / 1000;
    provider.claims = {{"iss", provider.issuer()},
                       {"aud", "client"},
                       {"sub", "sub-1"},
                       {"exp", now + 300},
                       {"iat", now},
                       {"nonce", parameter_of(underway.url, "nonce")},
                       {"email", "zoe@example.org"},
                       {"email_verified", true},
                       {"given_name", "Zoe"}};
    return underway;
  }
  Reply come_back(const Underway& underway, const std::string& query = "") {
    const auto target =
        "/api/auth/providers/oidc/callback?" + (query.empty() ? "code=c0de&state=" + underway.state() : query);
    return server->get(target, underway.cookie.empty() ? "" : "Cookie: " + underway.cookie + "\r\n");
  }
  // Who the answer's session belongs to; empty when it opened none.
  std::string who(const Reply& reply) {
    if (!reply.headers.contains("set-cookie")) return "";
    const auto& set = reply.headers.at("set-cookie");
    if (!set.starts_with("kinoteka=")) return "";
    return text_at(server->get("/api/user", "Cookie: " + set.substr(0, set.find(';')) + "\r\n"), "/email");
  }
  std::int64_t users() {
    return server->database().read([](db::Session& session) {
      return *session.one<std::int64_t>({"test.users", "SELECT count(*) FROM users"});
    });
  }

  Provider provider;
  std::unique_ptr<TestServer> server;
};
INSTANTIATE_TEST_SUITE_P(Engines, Providers, ::testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return engine_name(engine.param); });

TEST_P(Providers, let_somebody_in_who_proved_to_be_somebody_there) {
  const auto underway = begin(Visitor(*server), "/api/auth/providers/oidc", R"({"return_to":"/movies/1?tab=cast"})");
  EXPECT_THAT(underway.url, StartsWith(provider.issuer() + "/authorize?"));
  EXPECT_EQ(parameter_of(underway.url, "code_challenge_method"), "S256");
  EXPECT_EQ(parameter_of(underway.url, "response_type"), "code");
  EXPECT_EQ(parameter_of(underway.url, "redirect_uri"),
            "http%3A%2F%2Flocalhost%2Fapi%2Fauth%2Fproviders%2Foidc%2Fcallback");
  const auto reply = come_back(underway);
  EXPECT_EQ(reply.status, 303);
  EXPECT_EQ(reply.headers.at("location"), "/movies/1?tab=cast");
  EXPECT_EQ(who(reply), "zoe@example.org");
  const auto verifier = parameter_of(provider.last_form, "code_verifier");
  EXPECT_EQ(security::pkce_challenge(verifier), parameter_of(underway.url, "code_challenge"));
  // The second time it is the same account, whatever address is told now.
  const auto again = begin(Visitor(*server));
  provider.claims["email"] = "admin@example.org";
  EXPECT_EQ(who(come_back(again)), "zoe@example.org");
  EXPECT_EQ(users(), 2);
}

TEST_P(Providers, tokens_that_are_not_for_this_sign_in_open_nothing) {
  const auto now = now_ms() / 1000;
  const auto stranger = security::JsonWebKey::generate();
  struct Row {
    const char* name;
    std::function<void()> change;
  };
  const Row rows[] = {
      {"another issuer", [&] { provider.claims["iss"] = "http://127.0.0.1:1"; }},
      {"another audience", [&] { provider.claims["aud"] = "somebody else"; }},
      {"several audiences and nobody named",
       [&] {
         provider.claims["aud"] = {"client", "other"};
       }},
      {"no audience", [&] { provider.claims.erase("aud"); }},
      {"expired", [&] { provider.claims["exp"] = now - 600; }},
      {"without an end", [&] { provider.claims.erase("exp"); }},
      {"from the future", [&] { provider.claims["iat"] = now + 3600; }},
      {"another nonce", [&] { provider.claims["nonce"] = "another"; }},
      {"no nonce", [&] { provider.claims.erase("nonce"); }},
      {"nobody", [&] { provider.claims.erase("sub"); }},
      {"signed by another", [&] { provider.id_token = security::sign(provider.claims, "JWT", stranger); }},
      {"not signed",
       [&] {
         provider.id_token = security::base64url(R"({"alg":"none"})") + '.' +
                             security::base64url(boost::json::serialize(provider.claims)) + '.';
       }},
      {"no token", [&] { provider.id_token = "x"; }},
      {"a code that was used", [&] { provider.token_status = 400; }},
      {"a provider that is down", [&] { provider.token_status = 500; }},
  };
  for (const auto& row : rows) {
    provider.id_token.clear();
    provider.token_status = 200;
    const auto underway = begin(Visitor(*server));
    row.change();
    const auto reply = come_back(underway);
    EXPECT_EQ(reply.status, 303) << row.name;
    EXPECT_THAT(reply.headers.at("location"), StartsWith("/signin?failed=")) << row.name;
    EXPECT_EQ(who(reply), "") << row.name;
  }
  EXPECT_EQ(users(), 1);
}

TEST_P(Providers, a_way_back_belongs_to_the_browser_that_began) {
  const auto mine = begin(Visitor(*server)), another = begin(Visitor(*server));
  struct Row {
    const char* name;
    Underway underway;
    std::string query;
  };
  const Row rows[] = {
      {"no state", mine, "code=c0de"},
      {"an unknown state", mine, "code=c0de&state=unknown"},
      {"without the cookie", {mine.url, ""}, "code=c0de&state=" + mine.state()},
      {"in another browser", {mine.url, another.cookie}, "code=c0de&state=" + another.state() + "x"},
      {"refused there", begin(Visitor(*server)), "error=access_denied"},
  };
  for (const auto& row : rows) EXPECT_EQ(who(come_back(row.underway, row.query)), "") << row.name;
  const Underway stolen{another.url, mine.cookie};
  EXPECT_EQ(who(come_back(stolen)), "") << "the state of one, the cookie of another";
  const auto good = begin(Visitor(*server));
  EXPECT_EQ(who(come_back(good)), "zoe@example.org");
  EXPECT_EQ(who(come_back(good)), "") << "a state is good once";
  const auto mixed = begin(Visitor(*server));
  EXPECT_EQ(who(come_back(mixed, "code=c0de&state=" + mixed.state() + "&iss=https%3A%2F%2Fevil.example")), "")
      << "another issuer answered (RFC 9207)";
}

TEST_P(Providers, an_address_is_nobodys_proof) {
  // The admin's address, told by a provider that anybody may have an account at.
  for (const bool verified : {true, false}) {
    const auto underway = begin(Visitor(*server));
    provider.claims["email"] = "Admin@example.org";
    provider.claims["email_verified"] = verified;
    const auto reply = come_back(underway);
    EXPECT_THAT(reply.headers.at("location"), StartsWith("/signin?failed="));
    EXPECT_EQ(who(reply), "");
  }
  EXPECT_EQ(users(), 1);
  // What it does not vouch for is not verified here; only `true` is that.
  for (const boost::json::value& said :
       {boost::json::value(false), boost::json::value("true"), boost::json::value(1)}) {
    const auto underway = begin(Visitor(*server));
    const auto name = "z" + std::to_string(users());
    provider.claims["sub"] = name;
    provider.claims["email"] = name + "@example.org";
    provider.claims["email_verified"] = said;
    EXPECT_EQ(who(come_back(underway)), name + "@example.org");
  }
  EXPECT_EQ(server->database().read([](db::Session& session) {
    return *session.one<std::int64_t>({"test.verified", "SELECT count(*) FROM users WHERE email_verified_at > 0"});
  }),
            0);
}

TEST_P(Providers, may_tell_the_address_only_where_one_asks_for_it) {
  const auto without = [&](const object& told) {
    const auto underway = begin(Visitor(*server));
    provider.claims["sub"] = "quiet";
    provider.claims.erase("email");
    provider.userinfo = told;
    return who(come_back(underway));
  };
  EXPECT_EQ(without({}), "");
  EXPECT_EQ(without({{"sub", "other"}, {"email", "quiet@example.org"}}), "") << "of somebody else";
  EXPECT_EQ(without({{"sub", "quiet"}, {"email", "quiet@example.org"}}), "quiet@example.org");
}

TEST_P(Providers, are_linked_to_an_account_by_who_is_signed_in_to_both) {
  auto admin = Visitor(*server).log_in("admin@example.org");
  EXPECT_EQ(admin.call("POST", "/api/user/linked/oidc", R"({"password":"wrong"})").status, 403);
  const auto underway = begin(admin, "/api/user/linked/oidc", R"({"password":")" + good_password + "\"}");
  const auto reply = come_back(underway);
  EXPECT_EQ(reply.headers.at("location"), "/settings/linked");
  EXPECT_EQ(text_at(admin.get("/api/user/linked"), "/0/email"), "zoe@example.org");
  EXPECT_EQ(who(come_back(begin(Visitor(*server)))), "admin@example.org");
  // Somebody else cannot take it over.
  auto bob = Visitor(*server).sign_up("bob@example.org");
  const auto taken = come_back(begin(bob, "/api/user/linked/oidc", R"({"password":")" + good_password + "\"}"));
  EXPECT_THAT(taken.headers.at("location"), StartsWith("/signin?failed="));
  EXPECT_EQ(admin.call("DELETE", "/api/user/linked/" + text_at(admin.get("/api/user/linked"), "/0/id")).status, 204);
  EXPECT_EQ(who(come_back(begin(Visitor(*server)))), "zoe@example.org") << "an account of its own, now";
}

TEST_P(Providers, the_last_door_of_an_account_is_not_taken_away) {
  const auto arrived = come_back(begin(Visitor(*server)));
  Visitor zoe(*server);
  const auto& set = arrived.headers.at("set-cookie");
  zoe.cookie = set.substr(0, set.find(';'));
  zoe.csrf = text_at(zoe.get("/api/auth/session"), "/csrf_token");
  const auto link = text_at(zoe.get("/api/user/linked"), "/0/id");
  EXPECT_EQ(zoe.call("DELETE", "/api/user/linked/" + link).status, 409);
  EXPECT_EQ(zoe.get("/api/user").status, 200);
}

TEST_P(Providers, ask_for_the_second_factor_too) {
  auto admin = Visitor(*server).log_in("admin@example.org");
  const auto confirmation = R"({"password":")" + good_password + "\"}";
  come_back(begin(admin, "/api/user/linked/oidc", confirmation));
  const auto seed = text_at(admin.call("POST", "/api/user/totp", confirmation), "/seed");
  const auto step = now_ms() / 30'000;
  ASSERT_EQ(admin.call("PUT", "/api/user/totp", R"({"code":")" + security::totp_code(seed, step - 1) + "\"}").status,
            200);
  const auto underway = begin(Visitor(*server));
  const auto reply = come_back(underway);
  EXPECT_EQ(who(reply), "");
  const auto& location = reply.headers.at("location");
  ASSERT_THAT(location, HasSubstr("#second="));
  const auto second = location.substr(location.find("#second=") + 8);
  const auto finish = [&](const std::string& code, const std::string& cookie) {
    return Client(server->port())
        .call("POST", "/api/auth/second-factor", R"({"second":")" + second + R"(","code":")" + code + "\"}",
              "Cookie: " + cookie + "\r\n");
  };
  EXPECT_EQ(finish("000000", underway.cookie).status, 401);
  const auto other = begin(Visitor(*server));
  const auto code = security::totp_code(seed, step);
  EXPECT_EQ(finish(code, other.cookie).status, 401) << "in another browser";
}

TEST_P(Providers, answers_of_another_issuer_are_not_believed) {
  provider.issuer_said = "https://accounts.example";
  EXPECT_EQ(Visitor(*server).call("POST", "/api/auth/providers/oidc", "{}").status, 503);
  EXPECT_EQ(Visitor(*server).call("POST", "/api/auth/providers/none", "{}").status, 404);
}

TEST(OwnPaths, lead_to_this_house_and_nowhere_else) {
  for (const auto* good : {"/", "/movies/1", "/browse?q=a&b=c#d"}) EXPECT_TRUE(is_own_path(good)) << good;
  for (const auto* bad : {"", "//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)",
                          "/a\nSet-Cookie: x", "/ a", "movies", "/\\/evil"})
    EXPECT_FALSE(is_own_path(bad)) << bad;
}

}  // namespace
}  // namespace kinoteka::accounts
