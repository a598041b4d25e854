// What one person may keep, on both engines: every limit is answered with itself, also to many requests at once.
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/databases.hpp"
#include "support/visitors.hpp"

namespace kinoteka {
namespace {

using namespace kinoteka::support;
using ::testing::HasSubstr;

class Limits : public ::testing::TestWithParam<db::Engine> {
 protected:
  Limits() : server(std::make_unique<TestServer>(golden_database(GetParam()))), ann(named(*server, "ann")) {}
  void sql(const std::string& text) {
    server->database().write([&](db::Tx& tx) { tx.script(text); });
  }
  std::int64_t count(const std::string& text) {
    return server->database().read([&](db::Session& session) {
      return *session.one<std::int64_t>({"test.count", text});
    });
  }
  std::unique_ptr<TestServer> server;
  Visitor ann;
};
INSTANTIATE_TEST_SUITE_P(Engines, Limits, ::testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return engine_name(engine.param); });

TEST_P(Limits, a_film_stands_so_often_in_a_day_of_the_diary) {
  const auto log = [&] { return ann.call("POST", "/api/movies/1/viewings", R"({"watched_on":"2024-05-05"})"); };
  for (int i = 0; i < 10; ++i) EXPECT_EQ(log().status, 201);
  const auto refused = log();
  EXPECT_EQ(refused.status, 409);
  EXPECT_THAT(refused.body, HasSubstr("10 times"));
  EXPECT_EQ(ann.call("POST", "/api/movies/1/viewings", R"({"watched_on":"2024-05-06"})").status, 201);
}

TEST_P(Limits, a_collection_has_so_many_items) {
  const auto add = [&] {
    return ann.call("POST", "/api/collection",
                    R"({"title":"One more","format":"DVD","length":90,"release_year":1999,"rating":3})");
  };
  EXPECT_EQ(add().status, 201);
  const std::string rows = GetParam() == db::Engine::sqlite
                               ? "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 19999) "
                               : "WITH n(i) AS (SELECT generate_series(1, 19999)) ";
  sql("INSERT INTO collection_items (user_id, title, sort_title, format, length, release_year, rating, created_at, "
      "updated_at) " +
      rows + "SELECT " + std::to_string(ann.id()) + ", 't', 't', 'DVD', 1, 1999, 1, 1, 1 FROM n");
  const auto refused = add();
  EXPECT_EQ(refused.status, 409) << refused.body;
  EXPECT_THAT(refused.body, HasSubstr("20000"));
}

TEST_P(Limits, hold_when_many_ask_at_once) {
  const auto at_once = [&](int times, const auto& ask) {
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        for (int j = 0; j < times / 8; ++j) ask();
      });
    }
    for (auto& thread : threads) thread.join();
  };
  at_once(120, [&] { ann.call("POST", "/api/groups", R"({"name":"g"})"); });
  EXPECT_EQ(count("SELECT count(*) FROM user_groups"), 100);
  at_once(64, [&] {
    ann.call("POST", "/api/user/keys", R"({"name":"k","scopes":["read"],"password":")" + good_password + "\"}");
  });
  EXPECT_EQ(count("SELECT count(*) FROM api_keys"), 50);
}

TEST_P(Limits, imports_are_kept_so_many_and_the_oldest_go) {
  for (int i = 0; i < 22; ++i) {
    EXPECT_EQ(ann.call("POST", "/api/user/imports?name=a.csv",
                       "Const,Your Rating,Title,Year,Title Type\ntt" + std::to_string(i) + ",5,x,2001,movie\n")
                  .status,
              201);
  }
  EXPECT_EQ(json_of(ann.get("/api/user/imports")).as_array().size(), 20u);
}

TEST_P(Limits, one_bad_row_of_an_import_fails_alone) {
  const std::string csv =
      "Title,Year,imdbID,Rating10,WatchedDate,Review\n"
      "The Godfather,1972,,8,2024-01-01,\n"
      "Stalker,1979,,-7,2024-01-02,\n"
      "Casablanca,1942,,9,," +
      std::string(20'001, 'r') +
      "\n"
      "Nul" +
      std::string(1, '\0') +
      "l and void,1990,,8,,\n"
      "Casa" +
      std::string(1, '\0') + "blanca,1942,,8,,\n";
  const auto made = ann.call("POST", "/api/user/imports?name=a.csv", csv);
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_GE(std::stoi(text_at(made, "/counts/failed")), 3);
  const auto path = made.headers.at("location");
  auto reply = ann.call("POST", path + "/apply", "{}");
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(text_at(reply, "/done"), "true");
  EXPECT_EQ(count("SELECT count(*) FROM viewings"), 1);
  const auto failed = ann.get(path + "/rows?state=failed&page=1");
  EXPECT_THAT(failed.body, HasSubstr("The rating is not from half a star to five."));
  EXPECT_THAT(failed.body, HasSubstr("20,000 characters"));
  EXPECT_THAT(failed.body, HasSubstr("NUL"));
}

TEST_P(Limits, what_the_database_refuses_of_an_import_fails_alone_too) {
  const auto made = ann.call("POST", "/api/user/imports?name=a.csv",
                             "Title,Year,imdbID,WatchedDate\nThe Godfather,1972,,2024-01-01\nStalker,1979,,2024-01-02\n"
                             "Casablanca,1942,,2024-01-03\n");
  ASSERT_EQ(made.status, 201) << made.body;
  // A row that no rule of ours stops, as a file of another version may have brought it; and one that a rule does.
  sql(R"(UPDATE takeout_rows SET record = REPLACE(record, '"rating":0', '"rating":99'), kind = 'entry' )"
      "WHERE title = 'Stalker'");
  sql(R"(UPDATE takeout_rows SET record = REPLACE(record, '"status":""', '"status":"binged"'), kind = 'entry' )"
      "WHERE title = 'Casablanca'");
  const auto reply = ann.call("POST", made.headers.at("location") + "/apply", "{}");
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(text_at(reply, "/done"), "true");
  EXPECT_EQ(text_at(reply, "/counts/failed"), "2");
  EXPECT_EQ(text_at(reply, "/counts/added"), "1");
}

TEST_P(Limits, an_imported_review_is_of_now_at_most) {
  const auto made =
      ann.call("POST", "/api/user/imports?name=kinoteka.json",
               R"({"format":"kinoteka","version":1,"exported_at":"","entries":[],"viewings":[],"reviews":[)"
               R"({"movie":{"title":"The Godfather","year":1972,"external_ids":{}},"body":"From the future.",)"
               R"("spoiler":false,"created_at":"9999-01-01T00:00:00Z"}],"lists":[],"collection":[]})");
  ASSERT_EQ(made.status, 201) << made.body;
  ASSERT_EQ(ann.call("POST", made.headers.at("location") + "/apply", "{}").status, 200);
  EXPECT_LT(text_at(ann.get("/api/user/reviews"), "/0/created_at").substr(0, 4), "2100");
}

TEST_P(Limits, a_long_title_of_an_import_is_no_trouble) {
  std::string halves;
  for (int i = 0; i < 30'000; ++i) halves += "½";
  const auto made = ann.call("POST", "/api/user/imports?name=r.csv",
                             "Const,Your Rating,Title,Year,Title Type\ntt1,5," + halves + ",2001,movie\n");
  EXPECT_EQ(made.status, 201) << made.body.substr(0, 300);
  EXPECT_EQ(server->get("/healthz").status, 200);
  EXPECT_LT(server->get("/api/movies?q=" + std::string(300, 'x')).status, 500);
}

}  // namespace
}  // namespace kinoteka
