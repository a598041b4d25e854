// Lists of films, over HTTP, on both engines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/databases.hpp"
#include "support/visitors.hpp"

namespace kinoteka::lists {
namespace {

using namespace kinoteka::support;
using support::Visitor;
using ::testing::HasSubstr;
using ::testing::Not;

class Lists : public ::testing::TestWithParam<db::Engine> {
 protected:
  Lists()
      : server(std::make_unique<TestServer>(golden_database(GetParam()))),
        ann(named(*server, "ann")),
        bob(named(*server, "bob")),
        cleo(named(*server, "cleo")) {}
  std::string make(const std::string& more = "") {
    const auto reply = ann.call("POST", "/api/lists", R"({"name":"Best","movies":[1,2,3,4])" + more + '}');
    EXPECT_EQ(reply.status, 201) << reply.body;
    return reply.headers.at("location");
  }
  static std::string order(const Reply& reply) {
    std::string out;
    const auto all = json_of(reply);
    for (const auto& item : all.as_array()) {
      out += std::to_string(item.at("position").as_int64()) + ':' +
             std::to_string(item.at("movie").at("id").as_int64()) + ' ';
    }
    return out;
  }
  std::unique_ptr<TestServer> server;
  Visitor ann, bob, cleo;
};
INSTANTIATE_TEST_SUITE_P(Engines, Lists, ::testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return engine_name(engine.param); });

TEST_P(Lists, keep_their_order_without_gaps) {
  const auto path = make();
  EXPECT_EQ(order(ann.get(path + "/items")), "1:1 2:2 3:3 4:4 ");
  EXPECT_EQ(ann.call("PUT", path + "/items/4/position", R"({"position":1})").status, 200);
  EXPECT_EQ(order(ann.get(path + "/items")), "1:4 2:1 3:2 4:3 ");
  ann.call("PUT", path + "/items/4/position", R"({"position":3})");
  EXPECT_EQ(order(ann.get(path + "/items")), "1:1 2:2 3:4 4:3 ");
  ann.call("PUT", path + "/items/1/position", R"({"position":999})");
  EXPECT_EQ(order(ann.get(path + "/items")), "1:2 2:4 3:3 4:1 ") << "beyond the end is the end";
  EXPECT_EQ(ann.call("DELETE", path + "/items/4").status, 204);
  EXPECT_EQ(order(ann.get(path + "/items")), "1:2 2:3 3:1 ");
  EXPECT_EQ(ann.call("DELETE", path + "/items/4").status, 404);
  EXPECT_EQ(ann.call("PUT", path + "/items/4/position", R"({"position":1})").status, 404);
  EXPECT_EQ(ann.call("PUT", path + "/items/1/position", R"({"position":0})").status, 422);
  EXPECT_EQ(ann.call("POST", path + "/items", R"({"movie_id":9,"note":"At last."})").status, 201);
  EXPECT_EQ(ann.call("POST", path + "/items", R"({"movie_id":9})").status, 409);
  EXPECT_EQ(ann.call("POST", path + "/items", R"({"movie_id":2000000})").status, 404);
  EXPECT_EQ(text_at(ann.call("PATCH", path + "/items/9", R"({"note":"Yes."})"), "/note"), "Yes.");
  EXPECT_EQ(order(ann.get(path + "/items?page=2&per_page=3")), "4:9 ");
  EXPECT_EQ(text_at(ann.get(path), "/items"), "4");
  EXPECT_EQ(json_of(ann.get(path)).at("cover").as_array().size(), 4u);
}

TEST_P(Lists, are_private_until_their_owner_says_otherwise) {
  const auto path = make();
  for (const auto* part : {"", "/items"}) {
    EXPECT_EQ(server->get(path + part).status, 404);
    EXPECT_EQ(bob.get(path + part).status, 404);
  }
  EXPECT_EQ(server->get("/api/lists?page=1").headers["x-total-count"], "0");
  EXPECT_EQ(ann.call("PUT", path + "/sharing", R"({"visibility":"everyone"})").status, 200);
  EXPECT_EQ(server->get(path + "/items").status, 200);
  EXPECT_EQ(server->get("/api/lists?page=1").headers["x-total-count"], "1");
  EXPECT_THAT(server->get("/api/movies/2/lists").body, HasSubstr("Best"));
  EXPECT_EQ(text_at(server->get(path), "/link"), "null") << "the link is its owner's";
  EXPECT_EQ(bob.call("POST", path + "/items", R"({"movie_id":9})").status, 403);
  EXPECT_EQ(bob.call("DELETE", path).status, 403);
}

TEST_P(Lists, open_by_their_link_until_it_ends) {
  const auto path = make();
  ann.call("PUT", path + "/sharing", R"({"visibility":"unlisted"})");
  const auto link = text_at(ann.get(path), "/link");
  ASSERT_GT(link.size(), 20u);
  EXPECT_EQ(server->get(path).status, 404);
  EXPECT_EQ(server->get(path + "?link=" + link.substr(1)).status, 404);
  EXPECT_EQ(server->get(path + "?link=" + link).status, 200);
  EXPECT_EQ(server->get(path + "/items?link=" + link).status, 200);
  EXPECT_THAT(server->get("/api/lists").body, Not(HasSubstr("Best")));
  EXPECT_THAT(server->get("/api/users/ann/lists").body, Not(HasSubstr("Best")));
  ann.call("PUT", path + "/sharing", R"({"visibility":"private"})");
  ann.call("PUT", path + "/sharing", R"({"visibility":"unlisted"})");
  EXPECT_EQ(server->get(path + "?link=" + link).status, 404) << "the old link stays shut";
}

TEST_P(Lists, collaborators_change_what_is_on_it_and_nothing_else) {
  const auto path = make();
  EXPECT_EQ(ann.call("PUT", path + "/editors/bob").status, 200);
  EXPECT_EQ(ann.call("PUT", path + "/editors/nobody").status, 404);
  EXPECT_EQ(ann.call("PUT", path + "/editors/ann").status, 409);
  EXPECT_EQ(bob.call("PUT", path + "/editors/bob").status, 200);
  EXPECT_EQ(text_at(bob.get(path), "/may_edit"), "true") << "also while it is private";
  EXPECT_EQ(bob.call("POST", path + "/items", R"({"movie_id":9})").status, 201);
  EXPECT_EQ(bob.call("PUT", path + "/items/9/position", R"({"position":1})").status, 200);
  EXPECT_EQ(bob.call("PATCH", path, R"({"name":"Bob's"})").status, 403);
  EXPECT_EQ(bob.call("PUT", path + "/sharing", R"({"visibility":"everyone"})").status, 403);
  EXPECT_EQ(bob.call("PUT", path + "/editors/cleo").status, 403);
  EXPECT_EQ(bob.call("DELETE", path).status, 403);
  EXPECT_THAT(bob.get("/api/user/lists?movie=9").body, HasSubstr(R"("has_movie":true)"));
  EXPECT_EQ(bob.call("DELETE", path + "/editors/bob").status, 204) << "one may leave";
  EXPECT_EQ(bob.get(path).status, 404);
}

TEST_P(Lists, nobody_edits_before_they_say_yes) {
  const auto path = make();
  EXPECT_EQ(text_at(ann.call("PUT", path + "/editors/bob"), "/0/waiting"), "true");
  EXPECT_EQ(bob.get(path).status, 404);
  EXPECT_EQ(bob.get("/api/user/lists").body, "[]");
  EXPECT_EQ(bob.call("POST", path + "/items", R"({"movie_id":9})").status, 404);
  EXPECT_EQ(text_at(bob.get("/api/user/offers"), "/0/kind"), "list");
  EXPECT_EQ(cleo.call("PUT", path + "/editors/bob").status, 404) << "nobody answers for others";
  EXPECT_EQ(bob.call("DELETE", path + "/editors/bob").status, 204) << "no";
  EXPECT_EQ(bob.call("PUT", path + "/editors/bob").status, 404) << "it is too late";
  ann.call("PUT", path + "/editors/bob");
  EXPECT_EQ(text_at(bob.call("PUT", path + "/editors/bob"), "/0/waiting"), "false");
  EXPECT_EQ(bob.get("/api/user/offers").body, "[]");
  EXPECT_EQ(bob.call("POST", path + "/items", R"({"movie_id":9})").status, 201);
  ann.call("PUT", path + "/editors/cleo");
  EXPECT_THAT(bob.get(path + "/editors").body, Not(HasSubstr("cleo"))) << "editors do not see who is asked";
  EXPECT_EQ(ann.call("DELETE", path).status, 204);
  EXPECT_EQ(cleo.get("/api/user/offers").body, "[]") << "a question goes with what it is about";
}

TEST_P(Lists, are_made_renamed_and_deleted) {
  EXPECT_EQ(ann.call("POST", "/api/lists", R"({"name":""})").status, 422);
  EXPECT_EQ(ann.call("POST", "/api/lists", R"({"name":"A","movies":[1,2000000,3]})").status, 422);
  EXPECT_EQ(json_of(ann.get("/api/user/lists")).as_array().size(), 0u) << "nothing of it";
  const auto path = make(R"(,"ranked":true,"description":"Mine.")");
  const auto reply = ann.call("PATCH", path, R"({"name":"Better"})");
  EXPECT_EQ(text_at(reply, "/name"), "Better");
  EXPECT_EQ(text_at(reply, "/description"), "Mine.");
  EXPECT_EQ(text_at(reply, "/ranked"), "true");
  EXPECT_EQ(ann.call("DELETE", path).status, 204);
  EXPECT_EQ(ann.get(path).status, 404);
}

TEST_P(Lists, for_everyone_are_found_by_words_of_their_names) {
  ann.call("POST", "/api/lists", R"({"name":"Дождливые воскресенья","visibility":"everyone"})");
  ann.call("POST", "/api/lists", R"({"name":"Rainy Sundays","visibility":"everyone"})");
  ann.call("POST", "/api/lists", R"({"name":"Rainy secrets"})");
  EXPECT_EQ(text_at(server->get("/api/lists?q=sunday%20RAIN&page=1"), "/0/name"), "Rainy Sundays");
  EXPECT_EQ(server->get("/api/lists?q=rainy&page=1").headers["x-total-count"], "1");
  EXPECT_EQ(server->get("/api/lists?q=%D0%B4%D0%9E%D0%B6%D0%B4&page=1").headers["x-total-count"], "1");
  EXPECT_EQ(server->get("/api/lists?q=!!&page=1").headers["x-total-count"], "0");
}

}  // namespace
}  // namespace kinoteka::lists
