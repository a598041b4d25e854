// Accounts over HTTP, on both engines: every door in, and what each of them refuses.
#include <thread>

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/hmac.h>

#include "base/time.hpp"
#include "security/jose.hpp"
#include "security/tokens.hpp"
#include "security/totp.hpp"
#include "support/databases.hpp"
#include "support/visitors.hpp"

namespace kinoteka::accounts {
namespace {

using namespace kinoteka::support;
using ::testing::HasSubstr;
using ::testing::Not;

std::string hmac_sha256(const std::string& key, const std::string& text) {
  unsigned char out[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()),
       text.size(), out, &size);
  return {reinterpret_cast<const char*>(out), size};
}

class Accounts : public ::testing::TestWithParam<db::Engine> {
 protected:
  void start(const Policy& policy = quick_policy()) {
    ServerOptions options;
    options.policy = policy;
    server = std::make_unique<TestServer>(golden_database(GetParam()), options);
  }
  void SetUp() override { start(); }
  Visitor somebody() { return Visitor(*server); }
  Visitor ann() { return somebody().sign_up("ann@example.org"); }
  // The message that came for this address since the last time.
  mail::Message mail_to(const std::string& email) {
    for (const auto& message : server->take_mail()) {
      if (message.to == email) return message;
    }
    ADD_FAILURE() << "no message for " << email;
    return {};
  }
  void confirm(const std::string& email) {
    const auto body = "{\"token\":\"" + token_in(mail_to(email)) + "\"}";
    EXPECT_EQ(somebody().call("POST", "/api/auth/verify", body).status, 204);
  }
  std::int64_t count(const std::string& sql) {
    return server->database().read([&](db::Session& session) {
      return *session.one<std::int64_t>({"test.count", sql});
    });
  }
  std::unique_ptr<TestServer> server;
};
INSTANTIATE_TEST_SUITE_P(Engines, Accounts, ::testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return engine_name(engine.param); });

// The walk of the ask 'Mini Kinopoisk', word for word, once without and once with slashes at the end.
TEST_P(Accounts, walk_as_mini_kinopoisk_asks) {
  for (const std::string slash : {"", "/"}) {
    const auto email = "walker" + std::to_string(slash.size()) + "@example.org";
    const auto who = "\"email\":\"" + email + "\",";
    auto visitor = somebody();
    auto reply =
        visitor.call("POST", "/api/auth/register" + slash,
                     "{" + who + R"("password":"a quiet evening","name":"Ann","surname":"Lee","username":"ann)" +
                         std::to_string(slash.size()) + "\"}");
    EXPECT_EQ(reply.status, 201);
    EXPECT_EQ(text_at(reply, "/email"), email);
    EXPECT_THAT(reply.body, Not(HasSubstr("assword")));

    EXPECT_EQ(visitor.call("POST", "/api/auth/login" + slash, "{" + who + R"("password":"wrong one here"})").status,
              401);
    reply = visitor.call("POST", "/api/auth/login" + slash, "{" + who + R"("password":"a quiet evening"})");
    ASSERT_EQ(reply.status, 200);
    EXPECT_EQ(text_at(reply, "/token_type"), "Bearer");
    EXPECT_EQ(text_at(reply, "/expires_in"), "900");
    visitor.access = text_at(reply, "/access_token");
    visitor.refresh = text_at(reply, "/refresh_token");

    const auto old_access = visitor.access;
    EXPECT_EQ(visitor.renew().status, 200);
    EXPECT_NE(visitor.access, old_access);

    reply = visitor.get("/api/user" + slash);
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(text_at(reply, "/surname"), "Lee");
    EXPECT_THAT(reply.body, Not(HasSubstr("\"password")));
    EXPECT_THAT(reply.body, Not(HasSubstr("hash")));
    reply = visitor.call("PATCH", "/api/user" + slash, R"({"name":"Anna","favorite_genre":2,"language":"ru",
        "bio":"Westerns.","preferences":{"theme":"light"},
        "privacy":{"diary":"everyone"}})");
    EXPECT_EQ(reply.status, 200) << reply.body;
    reply = visitor.get("/api/user" + slash);
    EXPECT_EQ(text_at(reply, "/name"), "Anna");
    EXPECT_EQ(text_at(reply, "/surname"), "Lee");
    EXPECT_EQ(text_at(reply, "/favorite_genre"), "2");
    EXPECT_EQ(text_at(reply, "/preferences/theme"), "light");
    EXPECT_EQ(text_at(reply, "/privacy/diary"), "everyone");
    EXPECT_EQ(text_at(reply, "/privacy/lists"), "private") << "nobody sees what was not shown";
    EXPECT_EQ(
        visitor.call("PATCH", "/api/user" + slash, R"({"avatar":"https://elsewhere.example/a.png","favorite_genre":1})")
            .status,
        422);

    auto elsewhere = somebody().log_in(email, "a quiet evening");
    const std::string change = R"({"password_1":"a quiet evening","password_2":"a louder morning"})";
    EXPECT_EQ(
        visitor.call("PUT", "/api/user/password" + slash, R"({"password_1":"no","password_2":"a louder morning"})")
            .status,
        403);
    EXPECT_EQ(visitor.call("PUT", "/api/user/password" + slash, change).status, 204);
    EXPECT_EQ(visitor.call("PUT", "/api/user/password" + slash, change).status, 403) << "the old one is no more";
    EXPECT_EQ(elsewhere.get("/api/user").status, 401) << "tokens of the old password have ended";
    EXPECT_EQ(elsewhere.renew().status, 401);
    EXPECT_EQ(somebody().call("POST", "/api/auth/login" + slash, "{" + who + R"("password":"a quiet evening"})").status,
              401);
    somebody().log_in(email, "a louder morning");

    EXPECT_EQ(visitor.get("/api/genres" + slash).status, 200);
    EXPECT_EQ(visitor.get("/api/movies" + slash + "?status=new&page=2").status, 200);
    EXPECT_EQ(visitor.get("/api/directors" + slash + "?page=1").status, 200);
    EXPECT_EQ(visitor.call("POST", "/api/auth/logout" + slash).status, 204);
    EXPECT_EQ(visitor.get("/api/user" + slash).status, 401);
  }
}

TEST_P(Accounts, the_first_becomes_admin_and_nobody_after_that) {
  auto first = ann();
  EXPECT_EQ(text_at(first.get("/api/user"), "/role"), "admin");
  EXPECT_EQ(text_at(somebody().sign_up("bob@example.org").get("/api/user"), "/role"), "user");
  // Not even when the first has gone.
  EXPECT_EQ(first.call("DELETE", "/api/user", R"({"password":")" + good_password + "\"}").status, 409)
      << "the last admin stays";
}

TEST_P(Accounts, registration_does_not_tell_who_is_here) {
  auto owner = ann();
  confirm("ann@example.org");
  const auto again = somebody().call("POST", "/api/auth/register",
                                     R"({"email":"ANN@example.org","password":"another good phrase","name":"X"})");
  const auto fresh = somebody().call("POST", "/api/auth/register",
                                     R"({"email":"new@example.org","password":"another good phrase","name":"X"})");
  EXPECT_EQ(again.status, fresh.status);
  EXPECT_EQ(text_at(again, "/name"), text_at(fresh, "/name"));
  auto claims = somebody();
  claims.log_in("ann@example.org", "another good phrase");
  EXPECT_NE(claims.id(), owner.id()) << "an account that claims her address, and nothing of hers";
  EXPECT_EQ(text_at(claims.get("/api/user"), "/email_verified"), "false");
  bool told = false;
  for (const auto& message : server->take_mail()) {
    told = told || (message.to == "ann@example.org" && message.text.find("#token") == std::string::npos);
  }
  EXPECT_TRUE(told) << "who is here already learns of it by a message";
  const auto known = somebody().call("POST", "/api/auth/reset", R"({"email":"ann@example.org"})");
  const auto unknown = somebody().call("POST", "/api/auth/reset", R"({"email":"nobody@example.org"})");
  EXPECT_EQ(known.status, 202);
  EXPECT_EQ(known.body, unknown.body);
  const auto wrong = somebody().call("POST", "/api/auth/login", R"({"email":"ann@example.org","password":"x"})");
  const auto none = somebody().call("POST", "/api/auth/login", R"({"email":"no@example.org","password":"x"})");
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(none.status, 401);
  EXPECT_EQ(text_at(wrong, "/detail"), text_at(none, "/detail"));
}

TEST_P(Accounts, passwords_follow_nist) {
  struct Row {
    const char* name;
    std::string password;
    int status;
  };
  const Row rows[] = {{"too short", "abc4567", 422},
                      {"the most common", "password1", 422},
                      {"in other case", "PassWord1", 422},
                      {"a keyboard's row", "qwertyuiop", 422},
                      {"the address", "carol.smith", 422},
                      {"the product", "kinoteka1", 422},
                      {"no kinds of characters are asked for", "four small plain words", 201},
                      {"any script", "любимые фильмы у нас дома", 201},
                      {"long ones", std::string(200, 'a') + " long long", 201},
                      {"too long to be a password", std::string(300, 'b'), 422}};
  int number = 0;
  for (const auto& row : rows) {
    const auto email =
        row.password == "carol.smith" ? "carol.smith@example.org" : "c" + std::to_string(number++) + "@example.org";
    const auto reply = somebody().call("POST", "/api/auth/register",
                                       R"({"email":")" + email + R"(","password":")" + row.password + "\"}");
    EXPECT_EQ(reply.status, row.status) << row.name << ' ' << reply.body;
    if (row.status != 422) continue;
    EXPECT_THAT(reply.body, HasSubstr("\"field\":\"password\"")) << row.name;
  }
}

TEST_P(Accounts, bad_registrations_name_every_fault) {
  const auto reply =
      somebody().call("POST", "/api/auth/register", R"({"email":"no","password":"","username":"a b","role":"admin"})");
  EXPECT_EQ(reply.status, 422);
  for (const auto* field : {"email", "password", "username", "role"}) {
    EXPECT_THAT(reply.body, HasSubstr("\"field\":\"" + std::string(field) + '"'));
  }
  somebody().sign_up("dan@example.org").call("PATCH", "/api/user", R"({"username":"Dan"})");
  const auto taken = somebody().call("POST", "/api/auth/register",
                                     R"({"email":"eve@example.org","password":"a good long phrase","username":"dAN"})");
  EXPECT_EQ(taken.status, 409);
}

TEST_P(Accounts, addresses_are_verified_by_a_link_that_works_once) {
  auto visitor = ann();
  EXPECT_EQ(text_at(visitor.get("/api/user"), "/email_verified"), "false");
  const auto token = token_in(mail_to("ann@example.org"));
  EXPECT_EQ(somebody().call("POST", "/api/auth/verify", R"({"token":"aaaaaaaaaaaaaaaaaaaa"})").status, 422);
  EXPECT_EQ(somebody().call("POST", "/api/auth/verify", R"({"token":")" + token + "\"}").status, 204);
  EXPECT_EQ(text_at(visitor.get("/api/user"), "/email_verified"), "true");
  EXPECT_EQ(somebody().call("POST", "/api/auth/verify", R"({"token":")" + token + "\"}").status, 422) << "used";
  // A token of one purpose is none for another.
  auto bob = somebody().sign_up("bob@example.org");
  const auto verify = token_in(mail_to("bob@example.org"));
  EXPECT_EQ(somebody()
                .call("PUT", "/api/auth/reset", R"({"token":")" + verify + R"(","password":"a new long phrase"})")
                .status,
            422);
  EXPECT_EQ(count("SELECT count(*) FROM email_tokens WHERE token_hash LIKE '%" + verify + "%'"), 0);
}

TEST_P(Accounts, a_forgotten_password_is_reset_by_a_link_that_works_once_and_ends_all_sessions) {
  auto visitor = ann();
  server->take_mail();
  EXPECT_EQ(somebody().call("POST", "/api/auth/reset", R"({"email":"Ann@Example.org"})").status, 202);
  const auto token = token_in(mail_to("ann@example.org"));
  const auto body = [&](const std::string& password) {
    return R"({"token":")" + token + R"(","password":")" + password + "\"}";
  };
  EXPECT_EQ(somebody().call("PUT", "/api/auth/reset", body("password")).status, 422) << "the link is not spent by this";
  EXPECT_EQ(somebody().call("PUT", "/api/auth/reset", body("a phrase all new")).status, 204);
  EXPECT_EQ(somebody().call("PUT", "/api/auth/reset", body("a phrase once more")).status, 422);
  EXPECT_EQ(visitor.get("/api/user").status, 401);
  somebody().log_in("ann@example.org", "a phrase all new");
  EXPECT_EQ(mail_to("ann@example.org").text.find("#token"), std::string::npos) << "and the change is told";
}

TEST_P(Accounts, links_expire) {
  ann();
  const auto verify = token_in(mail_to("ann@example.org"));
  server->database().write([](db::Tx& tx) { tx.run({"test.age", "UPDATE email_tokens SET expires_at = 1"}); });
  EXPECT_EQ(somebody().call("POST", "/api/auth/verify", R"({"token":")" + verify + "\"}").status, 422);
}

TEST_P(Accounts, another_address_is_taken_over_when_it_has_proved_itself) {
  auto visitor = ann();
  server->take_mail();
  EXPECT_EQ(visitor.call("POST", "/api/user/email", R"({"email":"new@example.org","password":"wrong"})").status, 403);
  EXPECT_EQ(
      visitor.call("POST", "/api/user/email", R"({"email":"new@example.org","password":")" + good_password + "\"}")
          .status,
      202);
  std::string token;
  bool old_told = false;
  for (const auto& message : server->take_mail()) {
    if (message.to == "new@example.org") token = token_in(message);
    if (message.to == "ann@example.org") old_told = message.text.find("new@example.org") != std::string::npos;
  }
  EXPECT_TRUE(old_told);
  EXPECT_EQ(text_at(visitor.get("/api/user"), "/email"), "ann@example.org");
  EXPECT_EQ(somebody().call("PUT", "/api/auth/email", R"({"token":")" + token + "\"}").status, 204);
  EXPECT_EQ(text_at(visitor.get("/api/user"), "/email"), "new@example.org");
  somebody().log_in("new@example.org");
}

TEST_P(Accounts, messages_are_in_the_users_language) {
  somebody().call("POST", "/api/auth/register",
                  R"({"email":"ru@example.org","password":"a good long phrase","language":"ru"})");
  const auto message = mail_to("ru@example.org");
  EXPECT_THAT(message.text, HasSubstr("Подтвердите"));
  EXPECT_THAT(message.html, HasSubstr("<a href="));
}

TEST_P(Accounts, a_refresh_token_that_comes_again_ends_its_family) {
  auto visitor = ann();
  auto thief = visitor;
  EXPECT_EQ(visitor.renew().status, 200);
  EXPECT_EQ(visitor.get("/api/user").status, 200);
  EXPECT_EQ(thief.renew().status, 401);
  EXPECT_EQ(visitor.get("/api/user").status, 401) << "the session of both has ended";
  EXPECT_EQ(visitor.renew().status, 401);
  EXPECT_EQ(count("SELECT count(*) FROM audit_log WHERE event = 'refresh_token_reused'"), 1);
}

TEST_P(Accounts, a_pair_is_renewed_only_as_a_pair) {
  auto one = ann(), other = somebody().sign_up("bob@example.org");
  auto mixed = one;
  mixed.refresh = other.refresh;
  EXPECT_EQ(mixed.renew().status, 401);
  EXPECT_EQ(one.renew().status, 200);
  EXPECT_EQ(other.renew().status, 200);
}

TEST_P(Accounts, take_only_tokens_that_they_signed) {
  auto visitor = ann();
  const auto asks = [&](const std::string& token) {
    Visitor liar = visitor;
    liar.access = token;
    return liar.get("/api/user").status;
  };
  const auto part = [&](int n) {
    auto rest = visitor.access;
    for (int i = 0; i < n; ++i) rest = rest.substr(rest.find('.') + 1);
    return rest.substr(0, rest.find('.'));
  };
  const auto encode = [](const std::string& text) { return security::base64url(text); };
  const auto head = security::from_base64url(part(0)), claims = security::from_base64url(part(1));
  EXPECT_THAT(head, HasSubstr("\"typ\":\"at+jwt\""));
  EXPECT_THAT(head, HasSubstr("ES256"));
  EXPECT_EQ(asks(visitor.access), 200);
  EXPECT_EQ(asks(encode(R"({"alg":"none","typ":"at+jwt"})") + '.' + part(1) + '.'), 401);
  EXPECT_EQ(asks(encode(R"({"alg":"None"})") + '.' + part(1) + '.' + part(2)), 401);
  EXPECT_EQ(asks(part(0) + '.' + part(1) + '.'), 401) << "without a signature";
  auto other_user = claims;
  other_user.replace(other_user.find("\"sub\":\"1\""), 9, "\"sub\":\"2\"");
  EXPECT_EQ(asks(part(0) + '.' + encode(other_user) + '.' + part(2)), 401);
  // HS256 with what everybody can see for a secret, with an empty one, with one that peers shipped.
  const auto kid = boost::json::parse(head).at("kid").as_string();
  const auto alg = R"({"alg":"HS256","typ":"at+jwt","kid":")" + std::string(kid) + "\"}";
  for (const std::string& key : {std::string(), std::string("secret"), std::string("kinoteka"), head, part(0)}) {
    const auto text = encode(alg) + '.' + part(1);
    EXPECT_EQ(asks(text + '.' + encode(hmac_sha256(key, text))), 401) << key;
  }
  // A key of one's own, also when the token brings it along or says where it is.
  const auto key = security::JsonWebKey::generate();
  const auto parsed =
      boost::json::object{{"iss", "http://localhost"},    {"aud", "kinoteka-api"}, {"sub", "1"}, {"sid", "1"},
                          {"exp", now_ms() / 1000 + 900}, {"iat", now_ms() / 1000}};
  EXPECT_EQ(asks(security::sign(parsed, "at+jwt", key)), 401);
  EXPECT_EQ(asks(visitor.refresh), 401) << "a refresh token opens nothing by itself";
  EXPECT_EQ(asks("a.b.c"), 401);
  EXPECT_EQ(asks(std::string(6000, 'a')), 401);
}

TEST_P(Accounts, signing_keys_are_renewed_and_the_old_ones_stay_as_long_as_their_tokens) {
  auto before = ann();
  const auto kid_of = [](const Visitor& visitor) { return security::key_id_of(visitor.access); };
  const auto month_ago = now_ms() - signing_key_ms - second_ms;
  server->database().write([&](db::Tx& tx) {
    tx.run({"test.age", "UPDATE signing_keys SET created_at = $1"}, month_ago);
  });
  server->house().tidy();
  auto after = somebody().log_in("ann@example.org");
  EXPECT_NE(kid_of(after), kid_of(before));
  EXPECT_EQ(after.get("/api/user").status, 200);
  EXPECT_EQ(before.get("/api/user").status, 200);
  EXPECT_EQ(before.renew().status, 200);
  EXPECT_EQ(kid_of(before), kid_of(after));
}

TEST_P(Accounts, a_browser_changes_nothing_without_the_token_of_its_session) {
  ann();
  auto browser = somebody().open_session("ann@example.org");
  EXPECT_EQ(browser.get("/api/user").status, 200);
  EXPECT_EQ(browser.call("PATCH", "/api/user", R"({"name":"A"})").status, 200);
  auto forged = browser;
  forged.csrf.clear();
  EXPECT_EQ(forged.get("/api/user").status, 200);
  EXPECT_EQ(forged.call("PATCH", "/api/user", R"({"name":"B"})").status, 403);
  forged.csrf = std::string(64, '0');
  EXPECT_EQ(forged.call("PATCH", "/api/user", R"({"name":"B"})").status, 403);
  auto other = somebody().open_session("ann@example.org");
  forged.csrf = other.csrf;
  EXPECT_EQ(forged.call("PATCH", "/api/user", R"({"name":"B"})").status, 403) << "of another session";
  // From a page elsewhere, even with the token.
  EXPECT_EQ(browser.call("PATCH", "/api/user", R"({"name":"B"})", "Origin: https://evil.example\r\n").status, 403);
  EXPECT_EQ(browser.call("PATCH", "/api/user", R"({"name":"B"})", "Origin: null\r\n").status, 403);
  EXPECT_EQ(browser.call("PATCH", "/api/user", R"({"name":"B"})", "Sec-Fetch-Site: cross-site\r\n").status, 403);
  EXPECT_EQ(browser.call("PATCH", "/api/user", R"({"name":"C"})", "Origin: http://localhost\r\n").status, 200);
  // A form of another site cannot send JSON, and nothing else is read.
  const auto form =
      server->send("PATCH /api/user HTTP/1.1\r\nHost: localhost\r\nCookie: " + browser.cookie +
                   "\r\nX-CSRF-Token: " + browser.csrf + "\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}");
  EXPECT_EQ(form.status, 415);
  EXPECT_EQ(text_at(browser.get("/api/user"), "/name"), "C");
  // Signing in from elsewhere, too: nobody is to be signed in as somebody else.
  EXPECT_EQ(somebody()
                .call("POST", "/api/auth/session", R"({"email":"ann@example.org","password":")" + good_password + "\"}",
                      "Origin: https://evil.example\r\n")
                .status,
            403);
}

TEST_P(Accounts, the_cookie_is_for_this_host_and_not_for_scripts) {
  ann();
  const auto body = R"({"email":"ann@example.org","password":")" + good_password + "\"}";
  auto reply = somebody().call("POST", "/api/auth/session", body);
  EXPECT_THAT(reply.headers["set-cookie"], HasSubstr("HttpOnly"));
  EXPECT_THAT(reply.headers["set-cookie"], HasSubstr("SameSite=Strict"));
  EXPECT_THAT(reply.headers["set-cookie"], HasSubstr("Path=/"));
  EXPECT_EQ(reply.headers["cache-control"], "no-store");
  EXPECT_FALSE(reply.headers.contains("strict-transport-security"));
  auto policy = quick_policy();
  policy.own_address = "https://films.example";
  start(policy);
  ann();
  reply = somebody().call("POST", "/api/auth/session", body);
  EXPECT_THAT(reply.headers["set-cookie"], HasSubstr("__Host-kinoteka="));
  EXPECT_THAT(reply.headers["set-cookie"], HasSubstr("Secure"));
  EXPECT_THAT(reply.headers["strict-transport-security"], HasSubstr("max-age=31536000"));
}

TEST_P(Accounts, pages_elsewhere_may_call_when_their_site_is_named_but_never_with_the_cookie) {
  auto policy = quick_policy();
  policy.origins = {"https://app.example"};
  start(policy);
  auto visitor = ann();
  const std::string from = "Origin: https://app.example\r\n";
  auto reply = visitor.call("GET", "/api/user", "", from);
  EXPECT_EQ(reply.headers["access-control-allow-origin"], "https://app.example");
  EXPECT_FALSE(reply.headers.contains("access-control-allow-credentials"));
  EXPECT_EQ(visitor.call("PATCH", "/api/user", R"({"name":"A"})", from).status, 200);
  reply = somebody().call("OPTIONS", "/api/user", "", from + "Access-Control-Request-Method: PATCH\r\n");
  EXPECT_EQ(reply.status, 204);
  EXPECT_THAT(reply.headers["access-control-allow-methods"], HasSubstr("PATCH"));
  reply = visitor.call("GET", "/api/user", "", "Origin: https://evil.example\r\n");
  EXPECT_FALSE(reply.headers.contains("access-control-allow-origin"));
  EXPECT_EQ(reply.headers["vary"].find("Origin") != std::string::npos, true);
  reply = somebody().call("OPTIONS", "/api/user", "",
                          "Origin: https://app.example.evil.example\r\nAccess-Control-Request-Method: PATCH\r\n");
  EXPECT_FALSE(reply.headers.contains("access-control-allow-origin"));
}

TEST_P(Accounts, a_second_factor_is_asked_for_once_it_is_on) {
  auto visitor = ann();
  const auto confirmation = R"({"password":")" + good_password + "\"}";
  const auto credentials = [](const std::string& code) {
    return R"({"email":"ann@example.org","password":")" + good_password + R"(","code":")" + code + "\"}";
  };
  EXPECT_EQ(visitor.call("POST", "/api/user/totp", R"({"password":"wrong"})").status, 403);
  const auto setup = visitor.call("POST", "/api/user/totp", confirmation);
  ASSERT_EQ(setup.status, 200) << setup.body;
  const auto seed = text_at(setup, "/seed");
  EXPECT_THAT(text_at(setup, "/address"), HasSubstr("otpauth://totp/"));
  EXPECT_EQ(count("SELECT count(*) FROM users WHERE totp_seed LIKE '%" + seed + "%'"), 0) << "kept sealed";
  EXPECT_EQ(visitor.call("PUT", "/api/user/totp", R"({"code":"000000"})").status, 422);
  const auto step = now_ms() / 30'000;
  auto reply = visitor.call("PUT", "/api/user/totp", R"({"code":")" + security::totp_code(seed, step) + "\"}");
  ASSERT_EQ(reply.status, 200) << reply.body;
  const auto recovery = text_at(reply, "/recovery_codes/0");
  EXPECT_EQ(json_of(reply).at("recovery_codes").as_array().size(), 10u);

  const auto login = [&](const std::string& body) { return somebody().call("POST", "/api/auth/login", body); };
  reply = login(R"({"email":"ann@example.org","password":")" + good_password + "\"}");
  EXPECT_EQ(reply.status, 401);
  EXPECT_THAT(reply.body, HasSubstr("\"field\":\"code\""));
  EXPECT_EQ(login(credentials("000000")).status, 401);
  EXPECT_EQ(login(credentials(security::totp_code(seed, step))).status, 401) << "used already";
  EXPECT_EQ(login(credentials(security::totp_code(seed, step + 1))).status, 200);
  EXPECT_EQ(login(credentials(recovery)).status, 200);
  EXPECT_EQ(login(credentials(recovery)).status, 401) << "each is good once";
  EXPECT_EQ(text_at(visitor.get("/api/user"), "/recovery_codes_left"), "9");
  EXPECT_EQ(visitor.call("DELETE", "/api/user/totp", R"({"password":"wrong"})").status, 403);
  EXPECT_EQ(visitor.call("DELETE", "/api/user/totp", confirmation).status, 204);
  somebody().log_in("ann@example.org");
}

TEST_P(Accounts, no_way_of_asking_opens_an_account_without_its_password) {
  auto admin = ann();
  member(*server, admin, "gone@example.org", "user")
      .call("DELETE", "/api/user", R"({"password":")" + good_password + "\"}");
  auto off = member(*server, admin, "off@example.org", "user");
  admin.call("PATCH", "/api/admin/users/" + std::to_string(off.id()), R"({"disabled":true})");
  server->database().write([](db::Tx& tx) {
    tx.run({"test.no_password",
            "INSERT INTO users (email, email_key, preferences, privacy, created_at) "
            "VALUES ('oidc@example.org', 'oidc@example.org', '{}', '{}', 1)"});
  });
  for (const auto* email : {"nobody@example.org", "gone@example.org", "off@example.org", "oidc@example.org"}) {
    for (const auto* password : {R"("")", "null", R"(" ")", R"("\u0000")", "[]", "0", "true", R"("x")"}) {
      for (const auto* door : {"/api/auth/login", "/api/auth/session"}) {
        const auto status =
            somebody()
                .call("POST", door, R"({"email":")" + std::string(email) + R"(","password":)" + password + "}")
                .status;
        EXPECT_TRUE(status == 401 || status == 422) << email << ' ' << password << ' ' << status;
      }
    }
    EXPECT_EQ(somebody().call("POST", "/api/auth/login", R"({"email":")" + std::string(email) + "\"}").status, 422);
  }
  for (const auto* email : {"%", "_nn@example.org", "ann%", "ann@example.org' OR '1'='1", "*"}) {
    const auto status = somebody()
                            .call("POST", "/api/auth/login",
                                  R"({"email":")" + std::string(email) + R"(","password":")" + good_password + "\"}")
                            .status;
    EXPECT_TRUE(status == 401 || status == 422) << email;
  }
}

TEST_P(Accounts, nobody_makes_themselves_more_than_they_are) {
  auto admin = ann();
  auto user = member(*server, admin, "bob@example.org", "user");
  const auto me = std::to_string(user.id());
  for (const auto* field : {"role", "id", "email", "email_verified", "disabled", "password_hash", "second_factor"}) {
    const auto reply = user.call("PATCH", "/api/user", R"({")" + std::string(field) + R"(":"admin"})");
    EXPECT_EQ(reply.status, 422) << field;
  }
  EXPECT_EQ(user.call("PATCH", "/api/admin/users/" + me, R"({"role":"admin"})").status, 403);
  EXPECT_EQ(user.call("POST", "/api/admin/invitations", R"({"email":"eve@example.org","role":"admin"})").status, 403);
  EXPECT_EQ(somebody()
                .call("POST", "/api/auth/register",
                      R"({"email":"eve@example.org","password":"a good long phrase","role":"admin"})")
                .status,
            422);
  auto editor = member(*server, admin, "ed@example.org", "editor");
  EXPECT_EQ(editor.call("PATCH", "/api/admin/users/" + std::to_string(editor.id()), R"({"role":"admin"})").status, 403);
  EXPECT_EQ(text_at(user.get("/api/user"), "/role"), "user");
}

TEST_P(Accounts, links_lead_here_whatever_host_a_request_claims) {
  ann();
  server->take_mail();
  for (const std::string& headers :
       {std::string("Host: evil.example\r\n"), std::string("Host: localhost\r\nX-Forwarded-Host: evil.example\r\n")}) {
    const std::string body = R"({"email":"ann@example.org"})";
    EXPECT_EQ(server
                  ->send("POST /api/auth/reset HTTP/1.1\r\n" + headers +
                         "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
                         "\r\n\r\n" + body)
                  .status,
              202);
    const auto message = mail_to("ann@example.org");
    EXPECT_THAT(message.text, HasSubstr("http://localhost/reset#token="));
    EXPECT_THAT(message.text, Not(HasSubstr("evil")));
  }
}

TEST_P(Accounts, a_reset_does_not_go_around_the_second_factor) {
  auto visitor = ann();
  confirm("ann@example.org");
  const auto seed =
      text_at(visitor.call("POST", "/api/user/totp", R"({"password":")" + good_password + "\"}"), "/seed");
  const auto step = now_ms() / 30'000;
  visitor.call("PUT", "/api/user/totp", R"({"code":")" + security::totp_code(seed, step) + "\"}");
  server->take_mail();
  somebody().call("POST", "/api/auth/reset", R"({"email":"ann@example.org"})");
  const auto token = token_in(mail_to("ann@example.org"));
  somebody().call("PUT", "/api/auth/reset", R"({"token":")" + token + R"(","password":"a phrase all new"})");
  EXPECT_EQ(
      somebody().call("POST", "/api/auth/login", R"({"email":"ann@example.org","password":"a phrase all new"})").status,
      401);
}

TEST_P(Accounts, api_keys_do_what_their_scopes_say_and_never_more) {
  auto visitor = ann();
  const auto make = [&](const std::string& scopes) {
    const auto reply =
        visitor.call("POST", "/api/user/keys",
                     R"({"name":"script","scopes":)" + scopes + R"(,"password":")" + good_password + "\"}");
    EXPECT_EQ(reply.status, 201) << reply.body;
    auto key = somebody();
    key.access = text_at(reply, "/key");
    EXPECT_THAT(key.access, HasSubstr("kino_"));
    return key;
  };
  auto reads = make(R"(["read"])"), edits = make(R"(["edit"])"), all = make(R"(["read","write","edit","admin"])");
  EXPECT_EQ(reads.get("/api/user").status, 200);
  EXPECT_EQ(reads.call("PATCH", "/api/user", R"({"name":"A"})").status, 403);
  EXPECT_EQ(reads.call("POST", "/api/tags", R"({"name":"t"})").status, 403);
  EXPECT_EQ(edits.call("POST", "/api/tags", R"({"name":"t"})").status, 201);
  EXPECT_EQ(edits.get("/api/user").status, 403);
  EXPECT_EQ(all.get("/api/admin/users").status, 200);
  // What would let a key outlive its owner's will is for people.
  EXPECT_EQ(all.get("/api/user/keys").status, 403);
  EXPECT_EQ(all.call("POST", "/api/user/keys", R"({"name":"x","scopes":["read"]})").status, 403);
  EXPECT_EQ(all.call("PUT", "/api/user/password", R"({"password_1":"a","password_2":"b"})").status, 403);
  EXPECT_EQ(all.call("PATCH", "/api/admin/users/1", R"({"role":"user"})").status, 403);
  const auto list = visitor.get("/api/user/keys");
  EXPECT_THAT(list.body, Not(HasSubstr("kino_"))) << "shown once";
  EXPECT_THAT(text_at(list, "/0/last_used_at"), HasSubstr("20"));
  EXPECT_EQ(visitor.call("DELETE", "/api/user/keys/" + text_at(list, "/0/id")).status, 204);
  EXPECT_EQ(count("SELECT count(*) FROM api_keys"), 2);
  // A key is never more than its owner.
  auto bob = member(*server, visitor, "bob@example.org", "user");
  EXPECT_EQ(bob.call("POST", "/api/user/keys", R"({"name":"k","scopes":["admin"],"password":")" + good_password + "\"}")
                .status,
            422);
  server->database().write([](db::Tx& tx) { tx.run({"test.age", "UPDATE api_keys SET expires_at = 1"}); });
  EXPECT_EQ(all.get("/api/user").status, 401) << "expired";
}

TEST_P(Accounts, sessions_are_listed_and_ended_by_their_owner) {
  auto here = ann(), there = somebody().log_in("ann@example.org"), browser = somebody().open_session("ann@example.org");
  auto bob = somebody().sign_up("bob@example.org");
  auto list = here.get("/api/user/sessions");
  EXPECT_EQ(json_of(list).as_array().size(), 3u);
  const auto bobs = text_at(bob.get("/api/user/sessions"), "/0/id");
  EXPECT_EQ(here.call("DELETE", "/api/user/sessions/" + bobs).status, 404) << "another's is none of mine";
  EXPECT_EQ(bob.get("/api/user").status, 200);
  EXPECT_EQ(here.call("DELETE", "/api/user/sessions").status, 204);
  EXPECT_EQ(there.get("/api/user").status, 401);
  EXPECT_EQ(browser.get("/api/user").status, 401);
  EXPECT_EQ(here.get("/api/user").status, 200);
}

TEST_P(Accounts, sessions_end_by_themselves) {
  auto visitor = ann();
  server->database().write([](db::Tx& tx) { tx.run({"test.age", "UPDATE sessions SET idle_until = 1"}); });
  EXPECT_EQ(visitor.get("/api/user").status, 401);
  EXPECT_EQ(visitor.renew().status, 401);
  visitor.log_in("ann@example.org");
  server->database().write([](db::Tx& tx) { tx.run({"test.age", "UPDATE sessions SET expires_at = 1"}); });
  EXPECT_EQ(visitor.get("/api/user").status, 401);
}

TEST_P(Accounts, who_leaves_takes_everything_along) {
  auto admin = ann();
  auto bob = member(*server, admin, "bob@example.org", "editor");
  EXPECT_EQ(bob.call("POST", "/api/tags", R"({"name":"bobs"})").status, 201);
  const auto export_ = bob.get("/api/user/export");
  EXPECT_EQ(text_at(export_, "/user/email"), "bob@example.org");
  EXPECT_THAT(export_.body, HasSubstr("signed_in"));
  EXPECT_EQ(bob.call("DELETE", "/api/user", R"({"password":"wrong"})").status, 403);
  EXPECT_EQ(bob.call("DELETE", "/api/user", R"({"password":")" + good_password + "\"}").status, 204);
  EXPECT_EQ(bob.get("/api/user").status, 401);
  EXPECT_EQ(count("SELECT count(*) FROM users"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM sessions WHERE user_id <> 1"), 0);
  EXPECT_EQ(text_at(admin.get("/api/changes"), "/0/author"), "null") << "what was done stays, without a name";
  somebody().sign_up("bob@example.org");
}

TEST_P(Accounts, admins_find_disable_and_promote) {
  auto admin = ann();
  auto bob = member(*server, admin, "bob@example.org", "user");
  const auto path = "/api/admin/users/" + std::to_string(bob.id());
  auto found = admin.get("/api/admin/users?q=BOB&page=1");
  EXPECT_EQ(found.headers["x-total-count"], "1");
  EXPECT_EQ(admin.call("PATCH", path, R"({"role":"editor"})").status, 200);
  EXPECT_EQ(bob.call("POST", "/api/tags", R"({"name":"now"})").status, 201) << "at once";
  EXPECT_EQ(admin.call("PATCH", path, R"({"disabled":true})").status, 200);
  EXPECT_EQ(bob.get("/api/user").status, 401);
  EXPECT_EQ(bob.renew().status, 401);
  EXPECT_EQ(somebody()
                .call("POST", "/api/auth/login", R"({"email":"bob@example.org","password":")" + good_password + "\"}")
                .status,
            403);
  EXPECT_EQ(admin.call("PATCH", path, R"({"disabled":false})").status, 200);
  bob.log_in("bob@example.org");
  EXPECT_EQ(admin.call("PATCH", "/api/admin/users/" + std::to_string(admin.id()), R"({"role":"user"})").status, 409)
      << "the last admin stays one";
  EXPECT_EQ(admin.call("DELETE", path + "/sessions").status, 204);
  EXPECT_EQ(bob.get("/api/user").status, 401);
  const auto log = admin.get("/api/admin/audit?user=" + std::to_string(2) + "&per_page=100");
  for (const auto* event : {"registered", "signed_in", "role_changed", "disabled", "enabled", "sessions_ended"}) {
    EXPECT_THAT(log.body, HasSubstr('"' + std::string(event) + '"'));
  }
}

TEST_P(Accounts, a_house_keeps_an_admin_whoever_is_faster) {
  auto ann_ = ann();
  auto bob = member(*server, ann_, "bob@example.org", "admin");
  const auto path = [](const Visitor& visitor) { return "/api/admin/users/" + std::to_string(visitor.id()); };
  const auto anns = path(ann_), bobs = path(bob);
  const auto admins = "SELECT count(*) FROM users WHERE role = 'admin' AND disabled_at = 0";
  for (int i = 0; i < 10; ++i) {
    std::thread one([&] { ann_.call("PATCH", bobs, R"({"role":"user"})"); });
    std::thread other([&] { bob.call("PATCH", anns, R"({"role":"user"})"); });
    one.join();
    other.join();
    ASSERT_GE(count(admins), 1);
    ann_.call("PATCH", bobs, R"({"role":"admin"})");
    bob.call("PATCH", anns, R"({"role":"admin"})");
  }
}

TEST_P(Accounts, what_happens_to_accounts_is_kept_for_admins) {
  auto admin = ann();
  auto bob = member(*server, admin, "bob@example.org", "editor");
  const auto id = std::to_string(bob.id());
  const std::string confirmation = R"({"password":")" + good_password + "\"}";
  const auto key =
      bob.call("POST", "/api/user/keys", R"({"name":"k","scopes":["read"],"password":")" + good_password + "\"}");
  bob.call("DELETE", "/api/user/keys/" + text_at(key, "/id"));
  server->take_mail();
  bob.call("POST", "/api/user/email", R"({"email":"rob@example.org","password":")" + good_password + "\"}");
  bob.call("PUT", "/api/auth/email", R"({"token":")" + token_in(mail_to("rob@example.org")) + "\"}");
  bob.call("PUT", "/api/user/password", R"({"password_1":")" + good_password + R"(","password_2":"a louder morning"})");
  somebody().call("POST", "/api/auth/login", R"({"email":"rob@example.org","password":"wrong"})");
  bob.call("DELETE", "/api/user", R"({"password":"a louder morning"})");
  const auto log = admin.get("/api/admin/audit?per_page=100&user=" + id);
  for (const auto* event :
       {"registered", "signed_in", "role_changed", "api_key_made", "api_key_removed", "email_change_requested",
        "email_changed", "password_changed", "sign_in_failed", "account_deleted"}) {
    EXPECT_THAT(log.body, HasSubstr("\"event\":\"" + std::string(event) + '"'));
  }
  EXPECT_THAT(log.body, HasSubstr("\"address\":\"127.0.0.1\""));
  EXPECT_THAT(log.body, Not(HasSubstr("rob@example.org"))) << "kept, without the name of who has gone";
}

TEST_P(Accounts, registration_is_open_by_invitation_or_closed) {
  auto policy = quick_policy();
  policy.registration = Registration::invitation;
  start(policy);
  auto admin = ann();  // a house always opens to its first
  server->take_mail();
  const std::string body = R"({"email":"bob@example.org","password":"a good long phrase")";
  EXPECT_EQ(somebody().call("POST", "/api/auth/register", body + "}").status, 403);
  EXPECT_EQ(somebody().call("POST", "/api/auth/register", body + R"(,"invitation":"aaaaaaaaaaaaaaaaaaaa"})").status,
            403);
  EXPECT_EQ(admin.call("POST", "/api/admin/invitations", R"({"email":"bob@example.org","role":"editor"})").status, 201);
  const auto token = token_in(mail_to("bob@example.org"));
  const auto with = [&](const std::string& email) {
    return somebody().call(
        "POST", "/api/auth/register",
        R"({"email":")" + email + R"(","password":"a good long phrase","invitation":")" + token + "\"}");
  };
  EXPECT_EQ(with("eve@example.org").status, 403) << "for somebody else";
  EXPECT_EQ(with("bob@example.org").status, 201);
  EXPECT_EQ(text_at(somebody().log_in("bob@example.org", "a good long phrase").get("/api/user"), "/role"), "editor");
  EXPECT_EQ(with("bob@example.org").status, 403) << "used";
  policy.registration = Registration::closed;
  start(policy);
  ann();
  EXPECT_EQ(somebody().call("POST", "/api/auth/register", body + "}").status, 403);
}

TEST_P(Accounts, guessing_becomes_slow) {
  auto policy = quick_policy();
  policy.throttle = true;
  start(policy);
  ann();
  somebody().sign_up("bob@example.org");
  const auto attempt = [&](const std::string& email, const std::string& headers = "") {
    return somebody().call("POST", "/api/auth/login", R"({"email":")" + email + R"(","password":"wrong"})", headers);
  };
  int refused = 0;
  Reply last;
  for (int i = 0; i < 12; ++i) {
    last = attempt("ann@example.org");
    refused += last.status == 429 ? 1 : 0;
  }
  EXPECT_GE(refused, 5);
  EXPECT_EQ(last.status, 429);
  EXPECT_GE(std::stoi(last.headers["retry-after"]), 1);
  EXPECT_EQ(attempt("ann@example.org", "X-Forwarded-For: 192.0.2.7\r\n").status, 429)
      << "an address that a client claims is nobody's";
  EXPECT_EQ(attempt("nobody@example.org").status, 401) << "other accounts are not behind that door";
  // Whoever knows the password is kept out as long as the door is closed, and not longer.
  server->database().write([](db::Tx& tx) { tx.run({"test.wait", "UPDATE throttles SET blocked_until = 1"}); });
  somebody().log_in("ann@example.org");
  EXPECT_EQ(attempt("ann@example.org").status, 401) << "and then counting begins anew";
  // Messages to one address: nobody's mailbox is filled from here.
  int sent = 0;
  for (int i = 0; i < 8; ++i) {
    sent += somebody().call("POST", "/api/auth/reset", R"({"email":"bob@example.org"})").status == 202 ? 1 : 0;
  }
  EXPECT_LE(sent, 4);
  int made = 0;
  for (int i = 0; i < 14; ++i) {
    made += somebody().call("POST", "/api/auth/register",
                            R"({"email":"n)" + std::to_string(i) + R"(@example.org","password":"a good long phrase"})")
                        .status == 201
                ? 1
                : 0;
  }
  EXPECT_LE(made, 10) << "and nobody makes accounts by the dozen";
}

TEST_P(Accounts, behind_a_proxy_of_ours_each_client_is_counted_by_itself) {
  auto policy = quick_policy();
  policy.throttle = true;
  policy.proxies = {"127.0.0.1"};
  start(policy);
  ann();
  const auto attempt = [&](const std::string& client) {
    return somebody()
        .call("POST", "/api/auth/login", R"({"email":"ann@example.org","password":"wrong"})",
              "X-Forwarded-For: 10.9.9.9, " + client + "\r\n")
        .status;
  };
  for (int i = 0; i < 8; ++i) attempt("192.0.2.7");
  EXPECT_EQ(attempt("192.0.2.7"), 429);
  EXPECT_EQ(attempt("192.0.2.8"), 401);
}

TEST_P(Accounts, a_create_sent_twice_happens_once) {
  auto admin = ann();
  const std::string key = "Idempotency-Key: abc-1\r\n";
  const auto first = admin.call("POST", "/api/tags", R"({"name":"twice"})", key);
  const auto again = admin.call("POST", "/api/tags", R"({"name":"twice"})", key);
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(again.headers.at("location"), first.headers.at("location"));
  EXPECT_EQ(again.headers.at("etag"), first.headers.at("etag"));
  EXPECT_EQ(admin.call("POST", "/api/tags", R"({"name":"other"})", key).status, 422) << "another request with its key";
  auto bob = member(*server, admin, "bob@example.org", "editor");
  EXPECT_EQ(bob.call("POST", "/api/tags", R"({"name":"bobs"})", key).status, 201) << "keys are each user's own";
  EXPECT_EQ(admin.call("POST", "/api/tags", R"({"name":""})", "Idempotency-Key: abc-2\r\n").status, 422);
  EXPECT_EQ(admin.call("POST", "/api/tags", R"({"name":"mended"})", "Idempotency-Key: abc-2\r\n").status, 201)
      << "what failed may be mended and sent again";
}

TEST_P(Accounts, a_house_for_members_shows_nothing_to_guests) {
  auto policy = quick_policy();
  policy.members_only = true;
  start(policy);
  auto visitor = ann();
  for (const auto* target : {"/api/movies?page=1", "/api/movies/1", "/api/genres", "/api/search/suggest?q=a"}) {
    EXPECT_EQ(visitor.get(target).status, 200) << target;
    const auto refused = somebody().get(target);
    EXPECT_EQ(refused.status, 401) << target << " also right after somebody could read it";
    EXPECT_TRUE(refused.headers.contains("www-authenticate"));
    EXPECT_THAT(visitor.get(target).headers["cache-control"], HasSubstr("private"));
  }
  EXPECT_EQ(somebody().get("/api/auth/session").status, 200);
  EXPECT_EQ(somebody().get("/healthz").status, 200);
}

TEST_P(Accounts, tell_a_page_how_one_may_come_in) {
  auto info = somebody().get("/api/auth/session");
  EXPECT_EQ(text_at(info, "/first_account"), "true");
  EXPECT_EQ(text_at(info, "/user"), "null");
  ann();
  info = somebody().open_session("ann@example.org").get("/api/auth/session");
  EXPECT_EQ(text_at(info, "/user/email"), "ann@example.org");
  EXPECT_EQ(text_at(info, "/csrf_token").size(), 64u);
  EXPECT_EQ(info.headers["cache-control"], "no-store");
}

TEST_P(Accounts, without_a_mail_server_nobody_waits_for_a_message) {
  auto policy = quick_policy();
  policy.sends_mail = false;
  start(policy);
  auto admin = ann();
  EXPECT_EQ(text_at(admin.get("/api/user"), "/email_verified"), "true") << "who opened the house is known";
  EXPECT_EQ(text_at(somebody().get("/api/auth/session"), "/sends_mail"), "false");
  auto bob = somebody().sign_up("bob@example.org");
  EXPECT_EQ(text_at(bob.get("/api/user"), "/email_verified"), "false") << "who comes later is not";
}

TEST_P(Accounts, an_admin_makes_confirms_and_lets_in_again) {
  auto admin = ann();
  auto bob = somebody().sign_up("bob@example.org");
  const auto bobs = "/api/admin/users/" + std::to_string(bob.id());
  EXPECT_EQ(bob.call("POST", bobs + "/confirmation").status, 403);
  EXPECT_EQ(text_at(admin.call("POST", bobs + "/confirmation"), "/email_verified"), "true");
  EXPECT_EQ(text_at(admin.call("POST", bobs + "/confirmation"), "/email_verified"), "true") << "twice is once";
  EXPECT_EQ(admin.call("POST", "/api/admin/users/999/confirmation").status, 404);

  // Somebody is made, and chooses a password by the link, once.
  const auto made = admin.call("POST", "/api/admin/users",
                               R"({"email":"cleo@example.org","username":"cleo","role":"editor","may_play":true})");
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(text_at(made, "/role"), "editor");
  EXPECT_EQ(text_at(made, "/may_play"), "true");
  EXPECT_EQ(text_at(made, "/email_verified"), "true");
  const auto link = text_at(made, "/link");
  const auto body = [](const std::string& from, const std::string& password) {
    return "{\"token\":\"" + from.substr(from.find("#token=") + 7) + "\",\"password\":\"" + password + "\"}";
  };
  EXPECT_EQ(somebody().call("PUT", "/api/auth/reset", body(link, "a quiet evening")).status, 204);
  EXPECT_EQ(somebody().call("PUT", "/api/auth/reset", body(link, "a louder evening")).status, 422);
  auto cleo = somebody();
  cleo.log_in("cleo@example.org", "a quiet evening");
  EXPECT_EQ(text_at(cleo.get("/api/user"), "/username"), "cleo");
  EXPECT_EQ(admin.call("POST", "/api/admin/users", R"({"email":"cleo@example.org"})").status, 409);
  EXPECT_EQ(admin.call("POST", "/api/admin/users", R"({"email":"dora@example.org","username":"CLEO"})").status, 409);

  // A password that is forgotten, where no message comes.
  const auto reset = admin.call("POST", bobs + "/reset-link");
  ASSERT_EQ(reset.status, 200) << reset.body;
  EXPECT_EQ(somebody().call("PUT", "/api/auth/reset", body(text_at(reset, "/link"), "a new phrase here")).status, 204);
  EXPECT_EQ(bob.get("/api/user").status, 401) << "what was open before is shut";
  auto again = somebody();
  again.log_in("bob@example.org", "a new phrase here");
  admin.call("PATCH", bobs, R"({"role":"admin"})");
  EXPECT_EQ(admin.call("POST", bobs + "/reset-link").status, 403) << "nobody becomes another admin";

  // An invitation's link, and another in its place.
  const auto invited = admin.call("POST", "/api/admin/invitations", R"({"email":"eve@example.org"})");
  ASSERT_EQ(invited.status, 201);
  const auto old = text_at(invited, "/link");
  const auto renewed = admin.call("POST", "/api/admin/invitations/" + text_at(invited, "/id") + "/link");
  ASSERT_EQ(renewed.status, 200) << renewed.body;
  EXPECT_NE(text_at(renewed, "/link"), old);
  EXPECT_EQ(admin.call("POST", "/api/admin/invitations/999/link").status, 404);
  const auto join = [&](const std::string& from, const std::string& email) {
    const auto token = from.substr(from.find("#token=") + 7);
    somebody().call("POST", "/api/auth/register",
                    "{\"email\":\"" + email + R"(","password":"a quiet evening","invitation":")" + token + "\"}");
    auto visitor = somebody();
    visitor.log_in(email, "a quiet evening");
    return text_at(visitor.get("/api/user"), "/email_verified");
  };
  EXPECT_EQ(join(text_at(renewed, "/link"), "eve@example.org"), "true") << "by the new link";
  EXPECT_EQ(count("SELECT count(*) FROM invitations"), 0);
}

TEST_P(Accounts, users_are_filtered_and_sorted) {
  auto admin = ann();
  somebody().sign_up("bob@example.org");
  somebody().sign_up("cleo@example.org");
  const auto emails = [&](const std::string& query) {
    std::string out;
    const auto found = json_of(admin.get("/api/admin/users?" + query));
    for (const auto& line : found.as_array()) out += std::string(line.at("email").as_string()).substr(0, 1);
    return out;
  };
  EXPECT_EQ(emails("sort=email"), "abc");
  EXPECT_EQ(emails("sort=-email"), "cba");
  EXPECT_EQ(emails("sort=-created_at"), "cba");
  EXPECT_EQ(emails("sort=role"), "abc") << "admin before user";
  EXPECT_EQ(emails("confirmed=1"), "");
  EXPECT_EQ(emails("confirmed=0&sort=email"), "abc");
  EXPECT_EQ(emails("may_play=1"), "a") << "admins may";
  EXPECT_EQ(emails("may_play=0&sort=email"), "bc");
  EXPECT_EQ(admin.get("/api/admin/users?sort=password").status, 422);
}

}  // namespace
}  // namespace kinoteka::accounts
