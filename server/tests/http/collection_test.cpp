// The 'moviebucket' ask to the letter, on both engines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/databases.hpp"
#include "support/visitors.hpp"

namespace kinoteka::collection {
namespace {

using namespace kinoteka::support;
using ::testing::HasSubstr;
using ::testing::Not;

class Collection : public ::testing::TestWithParam<db::Engine> {
 protected:
  Collection() : server(std::make_unique<TestServer>(golden_database(GetParam()))), ann(*server) {
    ann.sign_up("ann@example.org");
  }
  static std::string item(const std::string& title = "\"Alien\"", const std::string& format = "\"DVD\"",
                          const std::string& length = "117", const std::string& year = "1979",
                          const std::string& rating = "5") {
    return "{\"title\":" + title + ",\"format\":" + format + ",\"length\":" + length + ",\"release_year\":" + year +
           ",\"rating\":" + rating + '}';
  }
  static std::string times(const std::string& text, int count) {
    std::string out = "\"";
    for (int i = 0; i < count; ++i) out += text;
    return out + '"';
  }
  std::unique_ptr<TestServer> server;
  Visitor ann;
};
INSTANTIATE_TEST_SUITE_P(Engines, Collection, ::testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return engine_name(engine.param); });

TEST_P(Collection, the_walk_of_an_item) {
  for (const std::string slash : {"", "/"}) {
    auto reply = ann.call("POST", "/api/collection" + slash, item());
    ASSERT_EQ(reply.status, 201) << reply.body;
    const auto path = reply.headers.at("location");
    EXPECT_EQ(text_at(ann.get(path + slash), "/title"), "Alien");
    EXPECT_EQ(text_at(ann.get(path + slash), "/release_year"), "1979");
    reply = ann.call("PUT", path + slash, item("\"Aliens\"", "\"VHS\"", "137", "1986", "4"));
    EXPECT_EQ(reply.status, 200) << reply.body;
    EXPECT_EQ(text_at(reply, "/format"), "VHS");
    reply = ann.call("PATCH", path + slash, R"({"lent_to":"Bob","rating":3})");
    EXPECT_EQ(text_at(reply, "/lent_to"), "Bob");
    EXPECT_EQ(text_at(reply, "/lent_on").size(), 10u) << "since today";
    EXPECT_EQ(text_at(reply, "/rating"), "3");
    EXPECT_EQ(text_at(reply, "/title"), "Aliens") << "the rest stays";
    EXPECT_EQ(json_of(ann.get("/api/collection" + slash + "?lent=true")).as_array().size(), 1u);
    EXPECT_EQ(ann.call("DELETE", path + slash).status, 204);
    EXPECT_EQ(ann.get(path + slash).status, 404);
    EXPECT_EQ(ann.call("DELETE", path + slash).status, 404);
  }
}

TEST_P(Collection, good_values_at_every_bound_are_taken_as_they_are) {
  struct Row {
    const char* name;
    std::string body;
  };
  const Row rows[] = {
      {"one character", item("\"A\"")},
      {"fifty characters", item(times("a", 50))},
      {"fifty emoji", item(times("\xF0\x9F\x8E\xAC", 50))},
      {"fifty Cyrillic letters", item(times("\xD0\x96", 50))},
      {"a quote and a percent sign", item(R"("50% \"off\"")")},
      {"VHS", item("\"A\"", "\"VHS\"")},
      {"Streaming", item("\"A\"", "\"Streaming\"")},
      {"no length", item("\"A\"", "\"DVD\"", "0")},
      {"the longest", item("\"A\"", "\"DVD\"", "500")},
      {"the oldest", item("\"A\"", "\"DVD\"", "1", "1800")},
      {"the newest", item("\"A\"", "\"DVD\"", "1", "2100")},
      {"the lowest rating", item("\"A\"", "\"DVD\"", "1", "1979", "1")},
      {"the highest rating", item("\"A\"", "\"DVD\"", "1", "1979", "5")},
  };
  for (const auto& [name, body] : rows) {
    const auto reply = ann.call("POST", "/api/collection", body);
    EXPECT_EQ(reply.status, 201) << name << reply.body;
    const auto kept = ann.get(reply.headers.count("location") ? reply.headers.at("location") : "/");
    EXPECT_THAT(kept.body, HasSubstr(body.substr(1, body.find(",\"format\"") - 1))) << name;
  }
  EXPECT_EQ(ann.get("/api/collection?page=1").headers["x-total-count"], std::to_string(std::size(rows)));
}

TEST_P(Collection, the_shelf_shows_the_films_that_items_are_copies_of) {
  const auto copy = ann.call("POST", "/api/collection",
                             R"({"title":"A","format":"DVD","length":1,"release_year":1979,"rating":5,"movie_id":1})");
  ASSERT_EQ(copy.status, 201) << copy.body;
  ann.call("POST", "/api/collection", item("\"B\""));
  const auto shelf = ann.get("/api/collection?sort=title&page=1");
  EXPECT_EQ(text_at(shelf, "/0/movie/title"), text_at(ann.get("/api/movies/1"), "/title"));
  EXPECT_EQ(text_at(shelf, "/1/movie"), "null") << "no film: no card";

  // Lent and taken back, as the shelf does it.
  const auto path = copy.headers.at("location");
  EXPECT_EQ(ann.call("PATCH", path, R"({"lent_to":"Bob","lent_on":"2026-11-29"})").status, 200);
  EXPECT_EQ(text_at(ann.get("/api/collection?lent=true&page=1"), "/0/lent_to"), "Bob");
  EXPECT_EQ(ann.call("PATCH", path, R"({"lent_to":"","lent_on":null})").status, 200);
  EXPECT_EQ(ann.get("/api/collection?lent=true&page=1").headers["x-total-count"], "0");
  const auto nobody = ann.call("PATCH", path, R"({"lent_on":"2026-11-29"})");
  EXPECT_EQ(text_at(nobody, "/errors/0/code"), "lent_to_nobody") << "a word for pages that say it in other languages";
}

TEST_P(Collection, bad_values_are_refused_and_all_their_fields_named) {
  struct Row {
    const char* name;
    std::string body;
    int status;
    std::vector<std::string> fields;
  };
  const Row rows[] = {
      {"an empty title", item("\"\""), 422, {"title"}},
      {"a blank title", item("\"   \""), 422, {"title"}},
      {"51 characters", item(times("a", 51)), 422, {"title"}},
      {"51 emoji", item(times("\xF0\x9F\x8E\xAC", 51)), 422, {"title"}},
      {"a title that is a number", item("5"), 422, {"title"}},
      {"no title", R"({"format":"DVD","length":1,"release_year":1979,"rating":5})", 422, {"title"}},
      {"a null title", item("null"), 422, {"title"}},
      {"small letters", item("\"A\"", "\"dvd\""), 422, {"format"}},
      {"another format", item("\"A\"", "\"Blu-ray\""), 422, {"format"}},
      {"a format with a space", item("\"A\"", "\"DVD \""), 422, {"format"}},
      {"an empty format", item("\"A\"", "\"\""), 422, {"format"}},
      {"a format that is a number", item("\"A\"", "1"), 422, {"format"}},
      {"a null format", item("\"A\"", "null"), 422, {"format"}},
      {"no format", R"({"title":"A","length":1,"release_year":1979,"rating":5})", 422, {"format"}},
      {"a negative length", item("\"A\"", "\"DVD\"", "-1"), 422, {"length"}},
      {"a length of 501", item("\"A\"", "\"DVD\"", "501"), 422, {"length"}},
      {"a length of 1.5", item("\"A\"", "\"DVD\"", "1.5"), 422, {"length"}},
      {"a length of 120.0", item("\"A\"", "\"DVD\"", "120.0"), 422, {"length"}},
      {"a length in quotes", item("\"A\"", "\"DVD\"", "\"120\""), 422, {"length"}},
      {"a null length", item("\"A\"", "\"DVD\"", "null"), 422, {"length"}},
      {"a length beyond all numbers", item("\"A\"", "\"DVD\"", "99999999999999999999"), 422, {"length"}},
      {"no length", R"({"title":"A","format":"DVD","release_year":1979,"rating":5})", 422, {"length"}},
      {"1799", item("\"A\"", "\"DVD\"", "1", "1799"), 422, {"release_year"}},
      {"2101", item("\"A\"", "\"DVD\"", "1", "2101"), 422, {"release_year"}},
      {"a year in quotes", item("\"A\"", "\"DVD\"", "1", "\"1979\""), 422, {"release_year"}},
      {"a null year", item("\"A\"", "\"DVD\"", "1", "null"), 422, {"release_year"}},
      {"no year", R"({"title":"A","format":"DVD","length":1,"rating":5})", 422, {"release_year"}},
      {"a rating of 0", item("\"A\"", "\"DVD\"", "1", "1979", "0"), 422, {"rating"}},
      {"a rating of 6", item("\"A\"", "\"DVD\"", "1", "1979", "6"), 422, {"rating"}},
      {"half a star", item("\"A\"", "\"DVD\"", "1", "1979", "4.5"), 422, {"rating"}},
      {"a null rating", item("\"A\"", "\"DVD\"", "1", "1979", "null"), 422, {"rating"}},
      {"a rating of true", item("\"A\"", "\"DVD\"", "1", "1979", "true"), 422, {"rating"}},
      {"no rating", R"({"title":"A","format":"DVD","length":1,"release_year":1979})", 422, {"rating"}},
      {"everything at once",
       R"({"title":"","format":"dvd","length":-1,"release_year":1,"rating":9,"owner":2})",
       422,
       {"title", "format", "length", "release_year", "rating", "owner"}},
      {"nothing", "{}", 422, {"title", "format", "length", "release_year", "rating"}},
      {"an extra field",
       R"({"title":"A","format":"DVD","length":1,"release_year":1979,"rating":5,"user_id":2})",
       422,
       {"user_id"}},
      {"a movie that is none",
       R"({"title":"A","format":"DVD","length":1,"release_year":1979,"rating":5,"movie_id":2000000000})",
       422,
       {"movie_id"}},
      {"since when, but not who",
       R"({"title":"A","format":"DVD","length":1,"release_year":1979,"rating":5,"lent_on":"2024-01-01"})",
       422,
       {"lent_on"}},
      {"a day that is none",
       R"({"title":"A","format":"DVD","length":1,"release_year":1979,"rating":5,"bought_on":"2023-02-29"})",
       422,
       {"bought_on"}},
      {"a list", "[]", 422, {""}},
      {"a text", "\"DVD\"", 422, {""}},
      {"not JSON", "title=Alien", 400, {}},
      {"half of it", "{\"title\":\"Al", 400, {}},
      {"broken UTF-8", "{\"title\":\"\xC3\x28\"}", 400, {}},
      {"2 MB", "{\"title\":\"" + std::string(2u << 20, 'x') + "\"}", 413, {}},
  };
  static_assert(std::size(rows) >= 30);
  for (const auto& [name, body, status, fields] : rows) {
    const auto reply = ann.call("POST", "/api/collection", body);
    EXPECT_EQ(reply.status, status) << name << reply.body;
    if (status != 422) continue;
    EXPECT_EQ(json_of(reply).at("errors").as_array().size(), fields.size()) << name << reply.body;
    for (const auto& field : fields) EXPECT_THAT(reply.body, HasSubstr("\"field\":\"" + field + '"')) << name;
  }
  EXPECT_EQ(ann.call("POST", "/api/collection", "").status, 415) << "nothing";
  EXPECT_EQ(ann.get("/api/collection").body, "[]\n") << "nothing was kept";
}

TEST_P(Collection, changes_are_held_to_the_same_rules) {
  const auto path = ann.call("POST", "/api/collection", item()).headers.at("location");
  EXPECT_EQ(ann.call("PATCH", path, R"({"rating":6})").status, 422);
  EXPECT_EQ(ann.call("PATCH", path, R"({"rating":null})").status, 422);
  EXPECT_EQ(ann.call("PATCH", path, R"({"id":9})").status, 422);
  EXPECT_EQ(ann.call("PUT", path, R"({"title":"A"})").status, 422) << "all of it";
  EXPECT_EQ(text_at(ann.get(path), "/rating"), "5");
}

TEST_P(Collection, a_shelf_is_searched_sorted_and_paged) {
  for (const auto* title : {"\"The Birds\"", "\"Alien\"", "\"Aliens\"", "\"50%\""})
    ann.call("POST", "/api/collection", item(title));
  const auto titles = [&](const std::string& query) {
    std::string out;
    const auto all = json_of(ann.get("/api/collection" + query));
    for (const auto& one : all.as_array()) out += std::string(one.at("title").as_string()) + '|';
    return out;
  };
  EXPECT_EQ(titles(""), "50%|Alien|Aliens|The Birds|") << "by title, without its article";
  EXPECT_EQ(titles("?sort=-title&page=1&per_page=2"), "The Birds|Aliens|");
  EXPECT_EQ(titles("?page=2&per_page=3"), "The Birds|");
  EXPECT_EQ(titles("?q=alien"), "Alien|Aliens|");
  EXPECT_EQ(titles("?q=%25"), "50%|Alien|Aliens|The Birds|") << "a sign without letters looks for nothing";
  EXPECT_EQ(titles("?format=VHS"), "");
  EXPECT_EQ(ann.get("/api/collection?formt=VHS").status, 422);
}

TEST_P(Collection, nobody_sees_it_but_its_owner) {
  const auto path = ann.call("POST", "/api/collection", item()).headers.at("location");
  auto bob = named(*server, "bob");
  EXPECT_EQ(bob.get(path).status, 404);
  EXPECT_EQ(bob.get("/api/collection").body, "[]\n");
  EXPECT_EQ(server->get("/api/collection").status, 401);
  EXPECT_EQ(server->get(path).status, 401);
}

}  // namespace
}  // namespace kinoteka::collection
