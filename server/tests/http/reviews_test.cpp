// Reviews, comments and what moderators do, over HTTP, on both engines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/databases.hpp"
#include "support/visitors.hpp"

namespace kinoteka::reviews {
namespace {

using namespace kinoteka::support;
using ::testing::HasSubstr;
using ::testing::Not;

class Reviews : public ::testing::TestWithParam<db::Engine> {
 protected:
  Reviews()
      : server(std::make_unique<TestServer>(golden_database(GetParam()))),
        admin(named(*server, "maude")),
        ann(named(*server, "ann")),
        bob(named(*server, "bob")) {}
  std::string write(Visitor& who, const std::string& body = "Good.") {
    const auto reply = who.call("POST", "/api/movies/1/reviews", "{\"body\":\"" + body + "\"}");
    EXPECT_EQ(reply.status, 201) << reply.body;
    return reply.headers.at("location");
  }
  std::string comment(Visitor& who, const std::string& review, const std::string& parent = "null") {
    const auto reply = who.call("POST", review + "/comments", R"({"body":"Indeed.","parent_id":)" + parent + '}');
    EXPECT_EQ(reply.status, 201) << reply.body;
    return text_at(reply, "/id");
  }
  std::unique_ptr<TestServer> server;
  Visitor admin, ann, bob;
};
INSTANTIATE_TEST_SUITE_P(Engines, Reviews, ::testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return engine_name(engine.param); });

TEST_P(Reviews, everybody_has_one_of_each_film) {
  ann.call("PATCH", "/api/movies/1/entry", R"({"rating":3.5})");
  const auto path = write(ann);
  const auto twice = ann.call("POST", "/api/movies/1/reviews", R"({"body":"Again."})");
  EXPECT_EQ(twice.status, 409);
  EXPECT_EQ(text_at(twice, "/existing"), path);
  EXPECT_EQ(ann.call("PUT", path, R"({"body":"Better.","spoiler":true})").status, 200);
  const auto list = server->get("/api/movies/1/reviews?page=1");
  EXPECT_EQ(list.headers.at("x-total-count"), "1");
  EXPECT_EQ(text_at(list, "/0/body"), "Better.");
  EXPECT_EQ(text_at(list, "/0/spoiler"), "true");
  EXPECT_EQ(text_at(list, "/0/rating"), "null") << "her diary is private";
  ann.call("PUT", "/api/sharing/diary", R"({"visibility":"everyone","users":[],"groups":[]})");
  EXPECT_EQ(text_at(server->get("/api/movies/1/reviews?page=1"), "/0/rating"), "3.5")
      << "what its author gave the film";
  EXPECT_EQ(text_at(list, "/0/author/username"), "ann");
  EXPECT_THAT(list.body, Not(HasSubstr("example.org"))) << "nobody's address";
  EXPECT_EQ(json_of(ann.get("/api/user/reviews")).as_array().size(), 1u);
  EXPECT_EQ(server->get("/api/movies/2000000/reviews").status, 404);
}

TEST_P(Reviews, are_changed_by_their_author_alone) {
  const auto path = write(ann);
  for (auto* other : {&bob, &admin}) EXPECT_EQ(other->call("PUT", path, R"({"body":"Mine."})").status, 403);
  EXPECT_EQ(bob.call("DELETE", path).status, 403);
  EXPECT_EQ(server->send("DELETE " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 401);
  EXPECT_EQ(text_at(server->get(path), "/body"), "Good.");
  EXPECT_EQ(admin.call("DELETE", path).status, 204) << "a moderator may take it away";
  EXPECT_EQ(server->get(path).status, 404);
}

TEST_P(Reviews, limits_on_words) {
  const auto status = [&](const std::string& body) {
    return ann.call("POST", "/api/movies/1/reviews", "{\"body\":" + body + '}').status;
  };
  EXPECT_EQ(status("\"\""), 422);
  EXPECT_EQ(status("\"  \\n \""), 422);
  EXPECT_EQ(status('"' + std::string(20'001, 'x') + '"'), 422);
  EXPECT_EQ(status("5"), 422);
  EXPECT_EQ(status('"' + std::string(20'000, 'x') + '"'), 201);
  const auto review = write(bob, "<script>alert(1)</script>");
  EXPECT_THAT(server->get(review).body, Not(HasSubstr("<script"))) << "escaped in JSON too";
}

TEST_P(Reviews, likes_count_each_person_once_and_order_the_list) {
  const auto first = write(ann), second = write(bob);
  EXPECT_EQ(text_at(admin.call("PUT", first + "/like"), "/likes"), "1");
  EXPECT_EQ(text_at(admin.call("PUT", first + "/like"), "/likes"), "1");
  EXPECT_EQ(ann.call("PUT", first + "/like").status, 409) << "one's own";
  EXPECT_EQ(text_at(admin.get("/api/movies/1/reviews"), "/0/liked"), "true");
  EXPECT_EQ(text_at(server->get("/api/movies/1/reviews"), "/0/liked"), "false");
  EXPECT_EQ("/api/reviews/" + text_at(server->get("/api/movies/1/reviews"), "/0/id"), first);
  EXPECT_EQ("/api/reviews/" + text_at(server->get("/api/movies/1/reviews?sort=created_at"), "/0/id"), second);
  EXPECT_EQ(text_at(admin.call("DELETE", first + "/like"), "/likes"), "0");
}

TEST_P(Reviews, comments_make_threads_and_leave_a_place_where_they_were_answered) {
  const auto path = write(ann);
  const auto first = comment(bob, path), answer = comment(ann, path, first);
  EXPECT_EQ(text_at(server->get(path), "/comments"), "2");
  EXPECT_EQ(text_at(server->get(path + "/comments"), "/1/parent_id"), first);
  EXPECT_EQ(ann.call("PUT", "/api/comments/" + first, R"({"body":"x"})").status, 403);
  EXPECT_EQ(bob.call("PUT", "/api/comments/" + first, R"({"body":"Quite."})").status, 200);
  EXPECT_EQ(ann.call("DELETE", "/api/comments/" + first).status, 403);
  EXPECT_EQ(bob.call("DELETE", "/api/comments/" + first).status, 204);
  const auto left = server->get(path + "/comments");
  EXPECT_EQ(text_at(left, "/0/deleted"), "true");
  EXPECT_EQ(text_at(left, "/0/author"), "null");
  EXPECT_EQ(text_at(left, "/0/body"), "");
  EXPECT_EQ(text_at(left, "/1/body"), "Indeed.");
  EXPECT_EQ(text_at(server->get(path), "/comments"), "1");
  EXPECT_EQ(ann.call("DELETE", "/api/comments/" + answer).status, 204);
  EXPECT_EQ(json_of(server->get(path + "/comments")).as_array().size(), 1u);
  const auto elsewhere = comment(bob, write(bob));
  EXPECT_EQ(ann.call("POST", path + "/comments", R"({"body":"x","parent_id":)" + elsewhere + '}').status, 422);
}

TEST_P(Reviews, what_is_reported_is_seen_by_moderators_who_hide_it_or_leave_it) {
  const auto path = write(ann);
  const auto id = path.substr(path.rfind('/') + 1);
  const auto talk = comment(ann, path);
  EXPECT_EQ(bob.call("POST", path + "/report", R"({"reason":"Rude."})").status, 204);
  EXPECT_EQ(bob.call("POST", path + "/report", R"({"reason":"Very rude."})").status, 204) << "twice is once";
  EXPECT_EQ(bob.call("POST", "/api/comments/" + talk + "/report", R"({"reason":"Off topic."})").status, 204);
  EXPECT_EQ(bob.get("/api/moderation/reports").status, 403);
  auto reports = admin.get("/api/moderation/reports");
  EXPECT_EQ(json_of(reports).as_array().size(), 2u);
  EXPECT_EQ(text_at(reports, "/0/reason"), "Very rude.");
  EXPECT_EQ(text_at(reports, "/0/text"), "Good.");
  EXPECT_EQ(admin.call("PUT", "/api/moderation/reviews/" + id, R"({"hidden":true})").status, 200);
  EXPECT_EQ(server->get(path).status, 404) << "for others it is not there";
  EXPECT_EQ(bob.get(path + "/comments").status, 404);
  EXPECT_EQ(server->get("/api/movies/1/reviews?page=1").headers["x-total-count"], "0");
  EXPECT_EQ(text_at(ann.get(path), "/hidden"), "true") << "its author sees it";
  EXPECT_EQ(json_of(admin.get("/api/moderation/reports")).as_array().size(), 1u) << "settled";
  EXPECT_EQ(admin.call("PUT", "/api/moderation/reviews/" + id, R"({"hidden":false})").status, 200);
  EXPECT_EQ(admin.call("PUT", "/api/moderation/comments/" + talk, R"({"hidden":true})").status, 200);
  EXPECT_EQ(text_at(bob.get(path + "/comments"), "/0/body"), "") << "its words are gone, its place stays";
  EXPECT_EQ(text_at(ann.get(path + "/comments"), "/0/body"), "Indeed.");
  EXPECT_EQ(bob.call("DELETE", "/api/moderation/reports/1").status, 403);
  EXPECT_EQ(admin.call("DELETE", "/api/moderation/reports/99").status, 404);
}

TEST_P(Reviews, publishing_waits_for_a_proved_address_where_the_operator_says_so) {
  ServerOptions options;
  options.policy.verified_to_publish = true;
  TestServer strict(golden_database(GetParam()), options);
  auto cleo = named(strict, "cleo");
  const auto verify = token_in(strict.take_mail().front());
  const std::pair<std::string, std::pair<std::string, std::string>> tries[] = {
      {"POST", {"/api/movies/1/reviews", R"({"body":"Good."})"}},
      {"PUT", {"/api/sharing/diary", R"({"visibility":"everyone"})"}},
      {"POST", {"/api/lists", R"({"name":"L","visibility":"everyone"})"}},
      {"POST", {"/api/groups", R"({"name":"G"})"}},
      {"PATCH", {"/api/user", R"({"privacy":{"collection":"everyone"}})"}},
  };
  for (const auto& [method, call] : tries)
    EXPECT_EQ(cleo.call(method, call.first, call.second).status, 403) << call.first;
  EXPECT_EQ(cleo.call("PATCH", "/api/movies/1/entry", R"({"rating":4})").status, 200) << "what is one's own does not";
  EXPECT_EQ(cleo.call("POST", "/api/lists", R"({"name":"L"})").status, 201);
  EXPECT_EQ(cleo.call("POST", "/api/auth/verify", "{\"token\":\"" + verify + "\"}").status, 204);
  for (const auto& [method, call] : tries)
    EXPECT_LT(cleo.call(method, call.first, call.second).status, 300) << call.first;
}

}  // namespace
}  // namespace kinoteka::reviews
