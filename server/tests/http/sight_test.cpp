// What others see of somebody: every route that shows something of a person, asked by everybody who is not them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/databases.hpp"
#include "support/visitors.hpp"

namespace kinoteka::sharing {
namespace {

using namespace kinoteka::support;
using ::testing::HasSubstr;
using ::testing::Not;

// Ann has filled in everything that others must never see with words that stand nowhere else.
class OthersSee : public ::testing::TestWithParam<db::Engine> {
 protected:
  OthersSee()
      : server(std::make_unique<TestServer>(golden_database(GetParam()))),
        admin(named(*server, "maude")),
        ann(named(*server, "ann")),
        friend_(named(*server, "fred")),
        stranger(named(*server, "sam")) {
    call("PATCH", "/api/user", R"({"name":"SECRETNAME","bio":"SECRETBIO"})", 200);
    call("PUT", "/api/movies/1/entry",
         R"({"status":"watched","rating":4.5,"note":"SECRETNOTE","favorite":true,"log_viewing":false})", 200);
    call("POST", "/api/movies/1/viewings",
         R"({"watched_on":"2024-05-05","place":"SECRETPLACE","note":"SECRETVIEWING","tags":["SECRETTAG"]})", 201);
    call("POST", "/api/collection",
         R"({"title":"A disc","format":"DVD","length":90,"release_year":1999,"rating":3,"location":"SECRETSHELF",)"
         R"("condition":"SECRETSTATE","lent_to":"SECRETFRIEND","note":"SECRETITEM"})",
         201);
    review = call("POST", "/api/movies/1/reviews", R"({"body":"Public words."})", 201).headers.at("location");
    group = text_at(call("POST", "/api/groups", R"({"name":"g","members":["fred"]})", 201), "/id");
    friend_.call("PUT", "/api/groups/" + group + "/members/fred");
  }
  Reply call(const std::string& method, const std::string& target, const std::string& body, int status) {
    auto reply = ann.call(method, target, body);
    EXPECT_EQ(reply.status, status) << method << ' ' << target << ' ' << reply.body;
    return reply;
  }
  void show(const std::string& what, const std::string& to) { call("PUT", "/api/sharing/" + what, to, 200); }
  // Every route that can show something of Ann.
  std::vector<std::string> routes() const {
    return {"/api/users/ann",
            "/api/users/ann/movies",
            "/api/users/ann/viewings",
            "/api/users/ann/collection",
            "/api/users/ann/lists",
            "/api/users/ann/reviews",
            "/api/users/ann/statistics",
            review,
            "/api/movies/1/reviews",
            "/api/movies/1",
            "/api/lists",
            "/api/shared",
            "/api/groups"};
  }
  static void expect_nothing(const Reply& reply, const std::vector<std::string>& words, const std::string& target) {
    for (const auto& word : words) EXPECT_THAT(reply.body, Not(HasSubstr(word))) << target;
  }

  std::unique_ptr<TestServer> server;
  Visitor admin, ann, friend_, stranger;
  std::string review, group;
  const std::vector<std::string> never = {"SECRETNOTE",  "SECRETPLACE", "SECRETVIEWING", "SECRETTAG",
                                          "SECRETSHELF", "SECRETSTATE", "SECRETFRIEND",  "SECRETITEM"};
};
INSTANTIATE_TEST_SUITE_P(Engines, OthersSee, ::testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return engine_name(engine.param); });

TEST_P(OthersSee, nothing_where_everything_is_private) {
  auto hidden = never;
  for (const auto* word : {"SECRETNAME", "SECRETBIO", "2024-05-05", "A disc"}) hidden.emplace_back(word);
  Visitor guest(*server);
  for (const auto* who : {&guest, &stranger, &friend_, &admin}) {
    for (const auto& target : routes()) expect_nothing(who->get(target), hidden, target);
    EXPECT_EQ(text_at(who->get(review), "/rating"), "null") << "a rating belongs to the diary";
    EXPECT_EQ(text_at(who->get("/api/movies/1/reviews"), "/0/rating"), "null");
  }
  EXPECT_EQ(text_at(ann.get(review), "/rating"), "4.5") << "one's own";
}

TEST_P(OthersSee, never_what_is_for_its_owner_alone_however_open_the_rest_is) {
  for (const auto* what : {"profile", "diary", "collection"})
    show(what, R"({"visibility":"everyone","users":[],"groups":[]})");
  Visitor guest(*server);
  for (const auto* who : {&guest, &stranger, &friend_, &admin}) {
    for (const auto& target : routes()) expect_nothing(who->get(target), never, target);
    EXPECT_EQ(text_at(who->get(review), "/rating"), "4.5") << "the diary is open";
    EXPECT_THAT(who->get("/api/users/ann/viewings").body, HasSubstr("2024-05-05"));
    EXPECT_THAT(who->get("/api/users/ann").body, HasSubstr("SECRETBIO")) << "shown now";
    EXPECT_EQ(who->get("/api/users/ann/collection?lent=true").status, 403) << "refused, not silently obeyed";
    EXPECT_EQ(who->get("/api/users/ann/collection?lent=false").status, 403);
    EXPECT_EQ(who->get("/api/users/ann/collection").status, 200);
  }
  EXPECT_EQ(ann.get("/api/users/ann/collection?lent=true").status, 200);
  for (const auto& word : never) {
    const auto all = ann.get("/api/users/ann/viewings").body + ann.get("/api/users/ann/collection").body +
                     ann.get("/api/users/ann/movies").body;
    EXPECT_THAT(all, HasSubstr(word)) << "its owner sees it";
  }
}

TEST_P(OthersSee, what_is_shared_with_a_group_is_seen_by_its_members_alone) {
  show("diary", R"({"visibility":"chosen","users":[],"groups":[)" + group + "]}");
  EXPECT_EQ(friend_.get("/api/users/ann/viewings").status, 200);
  EXPECT_EQ(text_at(friend_.get(review), "/rating"), "4.5");
  EXPECT_EQ(friend_.get("/api/users/ann/collection").status, 404);
  for (const auto* who : {&stranger, &admin}) {
    EXPECT_EQ(who->get("/api/users/ann/viewings").status, 404);
    EXPECT_EQ(text_at(who->get(review), "/rating"), "null");
  }
  EXPECT_EQ(server->get("/api/users/ann/viewings").status, 404);
}

TEST_P(OthersSee, nothing_of_who_is_disabled) {
  const auto list = call("POST", "/api/lists", R"({"name":"Unlisted","visibility":"unlisted"})", 201);
  const auto link = text_at(list, "/link"), path = list.headers.at("location");
  const auto other = stranger.call("POST", "/api/movies/2/reviews", R"({"body":"Sam's."})").headers.at("location");
  call("POST", other + "/comments", R"({"body":"SECRETCOMMENT"})", 201);
  EXPECT_EQ(stranger.get(path + "?link=" + link).status, 200);
  EXPECT_EQ(stranger.call("GET", path, "", "List-Link: " + link + "\r\n").status, 200) << "out of addresses";
  ASSERT_EQ(admin.call("PATCH", "/api/admin/users/" + std::to_string(ann.id()), R"({"disabled":true})").status, 200);
  Visitor guest(*server);
  for (const auto* who : {&guest, &stranger, &friend_}) {
    EXPECT_EQ(who->get(path + "?link=" + link).status, 404);
    EXPECT_THAT(who->get(other + "/comments").body, Not(HasSubstr("SECRETCOMMENT")));
    EXPECT_THAT(who->get(other + "/comments").body, Not(HasSubstr("\"ann\"")));
    EXPECT_EQ(who->get(review).status, 404);
    EXPECT_EQ(who->get("/api/users/ann").status, 404);
  }
}

}  // namespace
}  // namespace kinoteka::sharing
