// Taking an account back, claims on addresses, and what keys may do; over HTTP, on both engines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/databases.hpp"
#include "support/visitors.hpp"

namespace kinoteka::accounts {
namespace {

using namespace kinoteka::support;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string other_password = "nine yellow umbrellas";

class TakingBack : public ::testing::TestWithParam<db::Engine> {
 protected:
  TakingBack() { start(); }
  void start(const Policy& policy = quick_policy()) {
    server.reset();
    ServerOptions options;
    options.policy = policy;
    server = std::make_unique<TestServer>(golden_database(GetParam()), options);
    admin = std::make_unique<Visitor>(*server);
    admin->sign_up("admin@example.org");
  }
  std::optional<mail::Message> mail_to(const std::string& email, const std::string& subject = "") {
    for (const auto& message : server->take_mail()) {
      if (message.to == email && message.subject.find(subject) != std::string::npos) return message;
    }
    return std::nullopt;
  }
  Visitor with_key(Visitor& owner, const std::string& scopes) {
    const auto made = owner.call("POST", "/api/user/keys",
                                 R"({"name":"k","scopes":)" + scopes + R"(,"password":")" + good_password + "\"}");
    EXPECT_EQ(made.status, 201) << made.body;
    Visitor out(*server);
    out.access = text_at(made, "/key");
    return out;
  }
  Visitor verified(const std::string& name, const std::string& role = "user") {
    auto visitor = named(*server, name);
    const auto message = mail_to(name + "@example.org", "Confirm");
    EXPECT_TRUE(message.has_value());
    EXPECT_EQ(Visitor(*server).call("POST", "/api/auth/verify", "{\"token\":\"" + token_in(*message) + "\"}").status,
              204);
    if (role != "user") {
      EXPECT_EQ(admin->call("PATCH", "/api/admin/users/" + std::to_string(visitor.id()), "{\"role\":\"" + role + "\"}")
                    .status,
                200);
    }
    return visitor;
  }
  void ask_for_reset(const std::string& email) {
    EXPECT_EQ(Visitor(*server).call("POST", "/api/auth/reset", "{\"email\":\"" + email + "\"}").status, 202);
  }
  int reset(const mail::Message& message, const std::string& more = "") {
    return Visitor(*server)
        .call("PUT", "/api/auth/reset",
              "{\"token\":\"" + token_in(message) + "\",\"password\":\"" + other_password + "\"" + more + "}")
        .status;
  }
  int sign_in(const std::string& email, const std::string& password) {
    return Visitor(*server)
        .call("POST", "/api/auth/login", "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}")
        .status;
  }

  std::unique_ptr<TestServer> server;
  std::unique_ptr<Visitor> admin;
};
INSTANTIATE_TEST_SUITE_P(Engines, TakingBack, ::testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return engine_name(engine.param); });

TEST_P(TakingBack, a_reset_leaves_an_intruder_no_way_in) {
  auto ann = verified("ann");
  // Somebody has her password: a session, a key, a change of address, a link.
  auto intruder = Visitor(*server).log_in("ann@example.org");
  const auto key = with_key(intruder, R"(["read","write"])");
  EXPECT_EQ(key.get("/api/user").status, 200);
  ASSERT_EQ(
      intruder.call("POST", "/api/user/email", R"({"email":"thief@example.org","password":")" + good_password + "\"}")
          .status,
      202);
  const auto change = mail_to("thief@example.org");
  ASSERT_TRUE(change.has_value());
  ask_for_reset("ann@example.org");
  const auto link = mail_to("ann@example.org", "new password");
  ASSERT_TRUE(link.has_value());
  EXPECT_EQ(reset(*link), 204);
  EXPECT_EQ(key.get("/api/user").status, 401) << "a key made since";
  EXPECT_EQ(intruder.get("/api/user").status, 401);
  EXPECT_EQ(intruder.renew().status, 401);
  EXPECT_EQ(Visitor(*server).call("PUT", "/api/auth/email", "{\"token\":\"" + token_in(*change) + "\"}").status, 422)
      << "a change of address that was waiting";
  const auto told = mail_to("ann@example.org", "password was changed");
  ASSERT_TRUE(told.has_value());
  EXPECT_THAT(told->text, HasSubstr("API keys"));
  EXPECT_THAT(told->text, HasSubstr("a change of address that was waiting"));
  EXPECT_EQ(sign_in("ann@example.org", other_password), 200);
}

TEST_P(TakingBack, a_new_password_ends_keys_made_since_the_last_one_or_all) {
  auto ann = verified("ann");
  const auto key = with_key(ann, R"(["read"])");
  const auto change = [&](const std::string& before, const std::string& after, const std::string& more = "") {
    const auto reply = ann.call("PUT", "/api/user/password",
                                "{\"password_1\":\"" + before + "\",\"password_2\":\"" + after + "\"" + more + "}");
    EXPECT_EQ(reply.status, 204) << reply.body;
  };
  change(good_password, other_password);
  EXPECT_EQ(key.get("/api/user").status, 401);
  // One that is older than the last new password is somebody's program, and stays unless all are to go.
  change(other_password, good_password);
  const auto old = with_key(ann, R"(["read"])");
  server->database().write(
      [](db::Tx& tx) { tx.script("UPDATE users SET password_changed_at = password_changed_at + 100000"); });
  change(good_password, other_password);
  EXPECT_EQ(old.get("/api/user").status, 200);
  EXPECT_THAT(mail_to("ann@example.org", "password was changed").value_or(mail::Message{}).text,
              Not(HasSubstr("none")));
  change(other_password, good_password, ",\"all_keys\":true");
  EXPECT_EQ(old.get("/api/user").status, 401);
}

TEST_P(TakingBack, signing_out_everywhere_ends_keys_and_waiting_changes_too) {
  auto ann = verified("ann");
  const auto key = with_key(ann, R"(["read"])");
  ASSERT_EQ(
      ann.call("POST", "/api/user/email", R"({"email":"new@example.org","password":")" + good_password + "\"}").status,
      202);
  const auto change = mail_to("new@example.org");
  ASSERT_EQ(ann.call("DELETE", "/api/user/sessions").status, 204);
  EXPECT_EQ(ann.get("/api/user").status, 200) << "where one does it one stays";
  EXPECT_EQ(key.get("/api/user").status, 401);
  EXPECT_EQ(Visitor(*server).call("PUT", "/api/auth/email", "{\"token\":\"" + token_in(*change) + "\"}").status, 422);
  EXPECT_TRUE(mail_to("ann@example.org", "signed out").has_value());
}

TEST_P(TakingBack, an_admin_who_signs_somebody_out_or_disables_them_ends_their_keys) {
  auto ann = verified("ann");
  const auto path = "/api/admin/users/" + std::to_string(ann.id());
  const auto first = with_key(ann, R"(["read"])");
  ASSERT_EQ(admin->call("DELETE", path + "/sessions").status, 204);
  EXPECT_EQ(first.get("/api/user").status, 401);
  EXPECT_EQ(ann.get("/api/user").status, 401);
  ann.log_in("ann@example.org");
  const auto second = with_key(ann, R"(["read"])");
  ASSERT_EQ(admin->call("PATCH", path, R"({"disabled":true})").status, 200);
  ASSERT_EQ(admin->call("PATCH", path, R"({"disabled":false})").status, 200);
  EXPECT_EQ(second.get("/api/user").status, 401);
}

TEST_P(TakingBack, registering_with_somebodys_address_gives_nothing) {
  // The intruder was first, with everything that opens an account.
  auto intruder = Visitor(*server).sign_up("victim@example.org");
  const auto key = with_key(intruder, R"(["read","write"])");
  // The victim comes later: nothing tells them apart, each has an account of their own.
  EXPECT_EQ(
      Visitor(*server)
          .call("POST", "/api/auth/register", R"({"email":"victim@example.org","password":")" + other_password + "\"}")
          .status,
      201);
  EXPECT_EQ(sign_in("victim@example.org", other_password), 200);
  EXPECT_EQ(sign_in("victim@example.org", good_password), 200);
  // Whoever reads the mail is the owner: what opened the account before does not open it any more.
  ask_for_reset("victim@example.org");
  const auto link = mail_to("victim@example.org", "new password");
  ASSERT_TRUE(link.has_value());
  ASSERT_EQ(Visitor(*server)
                .call("PUT", "/api/auth/reset",
                      "{\"token\":\"" + token_in(*link) + R"(","password":"a third one that nobody knows"})")
                .status,
            204);
  EXPECT_EQ(key.get("/api/user").status, 401);
  EXPECT_EQ(intruder.get("/api/user").status, 401);
  EXPECT_EQ(sign_in("victim@example.org", good_password), 401);
  EXPECT_EQ(sign_in("victim@example.org", "a third one that nobody knows"), 200);
}

TEST_P(TakingBack, whoever_proves_an_address_first_has_it) {
  auto first = Visitor(*server).sign_up("shared@example.org");
  const auto first_link = mail_to("shared@example.org", "Confirm");
  Visitor second(*server);
  ASSERT_EQ(
      second
          .call("POST", "/api/auth/register", R"({"email":"Shared@example.org","password":")" + other_password + "\"}")
          .status,
      201);
  const auto second_link = mail_to("Shared@example.org", "Confirm");
  ASSERT_TRUE(first_link && second_link);
  const auto confirm = [&](const mail::Message& message) {
    return Visitor(*server).call("POST", "/api/auth/verify", "{\"token\":\"" + token_in(message) + "\"}").status;
  };
  EXPECT_EQ(confirm(*second_link), 204);
  EXPECT_EQ(confirm(*first_link), 422) << "it belongs to somebody else by now";
  second.log_in("shared@example.org", other_password);
  EXPECT_EQ(text_at(second.get("/api/user"), "/email_verified"), "true");
  EXPECT_EQ(text_at(first.get("/api/user"), "/email_verified"), "false") << "still an account, with nothing lost";
  // Its holder goes: what is left may claim it again.
  EXPECT_EQ(second.call("DELETE", "/api/user", "{\"password\":\"" + other_password + "\"}").status, 204);
  EXPECT_EQ(sign_in("shared@example.org", good_password), 200);
}

TEST_P(TakingBack, no_second_step_tells_whether_an_address_is_known) {
  verified("ann");
  const auto join = [&](const std::string& email, const std::string& username) {
    return Visitor(*server)
        .call("POST", "/api/auth/register",
              "{\"email\":\"" + email + "\",\"password\":\"" + other_password + "\",\"username\":\"" + username + "\"}")
        .status;
  };
  EXPECT_EQ(join("ann@example.org", "name1"), 201);
  EXPECT_EQ(join("new@example.org", "name2"), 201);
  EXPECT_EQ(sign_in("ann@example.org", other_password), 200) << "as with an address that nobody knew";
  EXPECT_EQ(sign_in("new@example.org", other_password), 200);
  EXPECT_EQ(join("mine@example.org", "name1"), 409) << "the name is taken in both cases";
  EXPECT_EQ(join("mine@example.org", "name2"), 409);
  EXPECT_EQ(sign_in("ann@example.org", good_password), 200) << "hers is as it was";
}

TEST_P(TakingBack, registering_an_address_again_and_again_sends_three_messages) {
  auto policy = quick_policy();
  policy.throttle = true;
  start(policy);
  server->take_mail();
  int refused = 0;
  for (int i = 0; i < 8; ++i) {
    refused += Visitor(*server)
                   .call("POST", "/api/auth/register",
                         R"({"email":"victim@example.org","password":")" + other_password + "\"}")
                   .status == 429;
  }
  EXPECT_GE(refused, 4);
  std::size_t messages = 0;
  for (const auto& message : server->take_mail()) messages += message.to == "victim@example.org";
  EXPECT_LE(messages, 4u);
}

TEST_P(TakingBack, keys_of_editors_and_admins_do_what_their_scopes_say) {
  auto eva = verified("eva", "editor");
  auto bob = verified("bob");
  const auto movie = std::string("/api/movies/1/reviews");
  const auto review = bob.call("POST", movie, R"({"body":"Bob's words."})");
  ASSERT_EQ(review.status, 201) << review.body;
  const auto path = review.headers.at("location");
  const auto hidden = bob.call("POST", "/api/movies/2/reviews", R"({"body":"Hidden words."})").headers.at("location");
  const auto id = [](const std::string& address) { return address.substr(address.rfind('/') + 1); };
  ASSERT_EQ(eva.call("PUT", "/api/moderation/reviews/" + id(hidden), R"({"hidden":true})").status, 200);

  const auto reads = with_key(eva, R"(["read"])"), writes = with_key(eva, R"(["read","write"])"),
             edits = with_key(eva, R"(["read","write","edit"])"),
             keeps_order = with_key(eva, R"(["read","write","moderate"])");
  EXPECT_EQ(reads.get(hidden).status, 404) << "hidden from who may only read";
  EXPECT_EQ(keeps_order.get(hidden).status, 200);
  EXPECT_EQ(writes.call("DELETE", path).status, 403);
  EXPECT_EQ(edits.call("DELETE", path).status, 403);
  EXPECT_EQ(edits.get("/api/moderation/reports").status, 403);
  EXPECT_EQ(keeps_order.get("/api/moderation/reports").status, 200);
  EXPECT_EQ(keeps_order.call("POST", "/api/tags", R"({"name":"x"})").status, 403);
  EXPECT_EQ(keeps_order.call("DELETE", path).status, 204);
  // What is one's own is read with `read` alone, wherever it stands.
  const auto blind = with_key(bob, R"(["write"])");
  const auto session = blind.get("/api/auth/session");
  EXPECT_EQ(session.status, 200);
  EXPECT_THAT(session.body, Not(HasSubstr("bob@example.org")));
}

TEST_P(TakingBack, a_hidden_review_stays_hidden_when_it_is_written_anew) {
  auto eva = verified("eva", "editor");
  auto bob = verified("bob");
  const auto write = [&] { return bob.call("POST", "/api/movies/1/reviews", R"({"body":"Foul words."})"); };
  const auto first = write().headers.at("location");
  const auto id = first.substr(first.rfind('/') + 1);
  ASSERT_EQ(eva.call("PUT", "/api/moderation/reviews/" + id, R"({"hidden":true})").status, 200);
  ASSERT_EQ(bob.call("DELETE", first).status, 204);
  const auto again = write();
  ASSERT_EQ(again.status, 201);
  EXPECT_EQ(server->get(again.headers.at("location")).status, 404);
  EXPECT_THAT(server->get("/api/movies/1/reviews").body, Not(HasSubstr("Foul")));
  const auto path = again.headers.at("location");
  ASSERT_EQ(
      eva.call("PUT", "/api/moderation/reviews/" + path.substr(path.rfind('/') + 1), R"({"hidden":false})").status,
      200);
  EXPECT_EQ(server->get(path).status, 200) << "a moderator may";
}

TEST_P(TakingBack, a_first_name_is_nobodys_username) {
  verified("boss");
  auto bob = Visitor(*server).sign_up("bob@example.org");
  ASSERT_EQ(bob.call("PATCH", "/api/user", R"({"name":"boss"})").status, 200);
  const auto review = bob.call("POST", "/api/movies/1/reviews", R"({"body":"I am the boss."})");
  ASSERT_EQ(review.status, 201) << review.body;
  EXPECT_NE(text_at(review, "/author/name"), "boss");
  for (const auto* name : {"\xE2\x80\xAE"
                           "evil",
                           "zero\xE2\x80\x8B"
                           "width",
                           "\xE2\x81\xA6x", "a\xEF\xBB\xBF"})
    EXPECT_EQ(bob.call("PATCH", "/api/user", "{\"name\":\"" + std::string(name) + "\"}").status, 422);
}

}  // namespace
}  // namespace kinoteka::accounts
