// Who sees what of whom, over HTTP, on both engines; and the statistics of it.
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/databases.hpp"
#include "support/visitors.hpp"

namespace kinoteka::sharing {
namespace {

using namespace kinoteka::support;
using ::testing::HasSubstr;
using ::testing::Not;

class Sharing : public ::testing::TestWithParam<db::Engine> {
 protected:
  Sharing()
      : server(std::make_unique<TestServer>(golden_database(GetParam()))),
        ann(named(*server, "ann")),
        bob(named(*server, "bob")),
        cleo(named(*server, "cleo")),
        nobody(*server) {
    ann.call("PATCH", "/api/user", R"({"name":"Ann","surname":"Filmer","bio":"Westerns."})");
    ann.call("POST", "/api/movies/1/viewings",
             R"({"watched_on":"2024-05-01","rating":4.5,"note":"secret thought","place":"Cinema"})");
    ann.call("PATCH", "/api/movies/1/entry", R"({"note":"secret note","favorite":true})");
    ann.call("POST", "/api/collection",
             R"({"title":"Alien","format":"DVD","length":117,"release_year":1979,"rating":5,"lent_to":"Secret Sam",
                 "location":"secret shelf"})");
  }
  int share(const std::string& what, const std::string& audience) {
    return ann.call("PUT", "/api/sharing/" + what, audience).status;
  }
  // A group of Ann's that `member` has said yes to: its path.
  std::string club_with(const Visitor& member, const std::string& username) {
    auto made = ann.call("POST", "/api/groups", R"({"name":"Club","members":[")" + username + R"("]})");
    const auto path = made.headers.at("location");
    EXPECT_EQ(member.call("PUT", path + "/members/" + username).status, 200);
    return path;
  }
  std::unique_ptr<TestServer> server;
  Visitor ann, bob, cleo, nobody;
};
INSTANTIATE_TEST_SUITE_P(Engines, Sharing, ::testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return engine_name(engine.param); });

// What belongs to which part of somebody's page.
const std::map<std::string, std::vector<std::string>> parts = {
    {"profile", {"/api/users/ann"}},
    {"diary", {"/api/users/ann/movies", "/api/users/ann/viewings", "/api/users/ann/statistics"}},
    {"collection", {"/api/users/ann/collection"}},
};

TEST_P(Sharing, each_part_is_seen_by_whom_it_is_shared_with_and_by_nobody_else) {
  const auto club = club_with(cleo, "cleo");
  const auto group = club.substr(club.rfind('/') + 1);
  struct Row {
    const char* name;
    std::string audience;
    bool bob, cleo, nobody;
  };
  const Row rows[] = {
      {"private", R"({"visibility":"private"})", false, false, false},
      {"private, although somebody is named", R"({"visibility":"private","users":["bob"]})", false, false, false},
      {"a user", R"({"visibility":"chosen","users":["bob"]})", true, false, false},
      {"a group", R"({"visibility":"chosen","groups":[)" + group + "]}", false, true, false},
      {"both", R"({"visibility":"chosen","users":["BOB"],"groups":[)" + group + "]}", true, true, false},
      {"chosen, but nobody", R"({"visibility":"chosen"})", false, false, false},
      {"everyone", R"({"visibility":"everyone"})", true, true, true},
      {"private again", R"({"visibility":"private"})", false, false, false},
  };
  for (const auto& [what, paths] : parts) {
    for (const auto& row : rows) {
      ASSERT_EQ(share(what, row.audience), 200) << row.name;
      for (const auto& path : paths) {
        const auto at = std::string(row.name) + ": " + path;
        EXPECT_EQ(ann.get(path).status, 200) << at;
        EXPECT_EQ(bob.get(path).status, row.bob ? 200 : 404) << at;
        EXPECT_EQ(cleo.get(path).status, row.cleo ? 200 : 404) << at;
        EXPECT_EQ(nobody.get(path).status, row.nobody ? 200 : 404) << at;
      }
      for (const auto& [other, others] : parts) {
        if (other == what || other == "profile") continue;  // the page opens with any part of it
        for (const auto& path : others) EXPECT_EQ(bob.get(path).status, 404) << row.name << ": " << path;
      }
    }
  }
  EXPECT_EQ(bob.get("/api/users/nobody").body.find("keep their page") != std::string::npos, true)
      << "who is not here and who is hidden look alike";
}

TEST_P(Sharing, notes_places_and_borrowers_are_never_shown) {
  for (const auto* what : {"profile", "diary", "collection"}) share(what, R"({"visibility":"everyone"})");
  for (const auto& [what, paths] : parts) {
    for (const auto& path : paths) {
      EXPECT_THAT(bob.get(path).body, Not(HasSubstr("ecret"))) << path;
      EXPECT_THAT(bob.get(path).body, Not(HasSubstr("example.org"))) << path;
    }
  }
  EXPECT_THAT(ann.get("/api/users/ann/movies").body, HasSubstr("secret note")) << "one's own are";
  const auto page = nobody.get("/api/users/ANN");
  EXPECT_EQ(text_at(page, "/full_name"), "Ann Filmer");
  EXPECT_EQ(text_at(page, "/watched"), "1");
  EXPECT_EQ(json_of(page).at("favorites").as_array().size(), 1u);
}

TEST_P(Sharing, a_share_ends_with_its_group_its_membership_or_by_its_owner) {
  const auto group = club_with(cleo, "cleo");
  const auto id = group.substr(group.rfind('/') + 1);
  share("diary", R"({"visibility":"chosen","users":["bob"],"groups":[)" + id + "]}");
  EXPECT_EQ(text_at(cleo.get("/api/shared"), "/0/kind"), "diary");
  EXPECT_EQ(text_at(cleo.get("/api/shared"), "/0/owner/username"), "ann");
  EXPECT_EQ(cleo.call("DELETE", group + "/members/cleo").status, 204) << "one may leave";
  EXPECT_EQ(cleo.get("/api/users/ann/viewings").status, 404);
  EXPECT_EQ(cleo.get("/api/shared").body, "[]");
  ann.call("PUT", group + "/members/cleo");
  EXPECT_EQ(cleo.get("/api/users/ann/viewings").status, 404) << "asked anew, not in";
  EXPECT_EQ(cleo.call("PUT", group + "/members/cleo").status, 200);
  EXPECT_EQ(cleo.get("/api/users/ann/viewings").status, 200);
  EXPECT_EQ(ann.call("DELETE", group).status, 204);
  EXPECT_EQ(cleo.get("/api/users/ann/viewings").status, 404);
  EXPECT_EQ(bob.get("/api/users/ann/viewings").status, 200);
  share("diary", R"({"visibility":"chosen"})");
  EXPECT_EQ(bob.get("/api/users/ann/viewings").status, 404);
}

TEST_P(Sharing, groups_are_seen_by_their_members_and_changed_by_their_owner) {
  const auto group = club_with(bob, "bob");
  EXPECT_EQ(text_at(bob.get(group), "/members/0/username"), "bob");
  EXPECT_EQ(cleo.get(group).status, 404);
  EXPECT_EQ(bob.call("PUT", group + "/members/cleo").status, 403);
  EXPECT_EQ(bob.call("PATCH", group, R"({"name":"Mine"})").status, 403);
  EXPECT_EQ(bob.call("DELETE", group).status, 403);
  EXPECT_EQ(text_at(ann.call("PATCH", group, R"({"name":"Family"})"), "/name"), "Family");
  EXPECT_EQ(json_of(bob.get("/api/groups")).as_array().size(), 1u);
  const auto reply = ann.call("POST", "/api/groups", R"({"name":"X","members":["bob","nobody","zoe"]})");
  EXPECT_EQ(reply.status, 422);
  EXPECT_THAT(reply.body, HasSubstr("members[1]"));
  EXPECT_THAT(reply.body, HasSubstr("members[2]"));
}

TEST_P(Sharing, nobody_is_in_a_group_before_they_say_yes) {
  const auto group =
      ann.call("POST", "/api/groups", R"({"name":"Club","members":["bob","ann"]})").headers.at("location");
  share("diary", R"({"visibility":"chosen","groups":[)" + group.substr(group.rfind('/') + 1) + "]}");
  EXPECT_EQ(bob.get("/api/groups").body, "[]");
  EXPECT_EQ(bob.get(group).status, 404);
  EXPECT_EQ(bob.get("/api/shared").body, "[]");
  EXPECT_EQ(bob.get("/api/users/ann/viewings").status, 404);
  const auto offers = bob.get("/api/user/offers");
  EXPECT_EQ(text_at(offers, "/0/kind"), "group");
  EXPECT_EQ(text_at(offers, "/0/name"), "Club");
  EXPECT_EQ(text_at(offers, "/0/from/username"), "ann");
  EXPECT_EQ(text_at(ann.get(group), "/members/0/waiting"), "true") << "who asks sees that it waits";
  EXPECT_EQ(json_of(ann.get(group)).at("members").as_array().size(), 1u) << "one does not ask oneself";
  EXPECT_EQ(cleo.call("PUT", group + "/members/bob").status, 404) << "nobody answers for others";
  EXPECT_EQ(cleo.call("DELETE", group + "/members/bob").status, 404);

  EXPECT_EQ(text_at(bob.call("PUT", group + "/members/bob"), "/name"), "Club");
  EXPECT_EQ(bob.get("/api/user/offers").body, "[]");
  EXPECT_EQ(text_at(ann.get(group), "/members/0/waiting"), "false");
  EXPECT_EQ(bob.get("/api/users/ann/viewings").status, 200);

  ann.call("PUT", group + "/members/cleo");
  EXPECT_THAT(bob.get(group).body, Not(HasSubstr("cleo"))) << "members do not see who is asked";
  EXPECT_EQ(cleo.call("DELETE", group + "/members/cleo").status, 204) << "no";
  EXPECT_EQ(cleo.get("/api/user/offers").body, "[]");
  EXPECT_EQ(cleo.call("PUT", group + "/members/cleo").status, 404) << "it is too late";
  ann.call("PUT", group + "/members/cleo");
  EXPECT_EQ(ann.call("DELETE", group + "/members/cleo").status, 204) << "taken back";
  EXPECT_EQ(cleo.get("/api/user/offers").body, "[]");
}

TEST_P(Sharing, one_is_asked_so_much_and_no_more) {
  for (int i = 0; i < 10; ++i)
    EXPECT_EQ(ann.call("POST", "/api/groups", R"({"name":"G","members":["bob"]})").status, 201);
  const auto refused = ann.call("POST", "/api/groups", R"({"name":"G","members":["bob"]})");
  EXPECT_EQ(refused.status, 409) << refused.body;
  EXPECT_THAT(refused.body, HasSubstr("has not answered"));
  EXPECT_EQ(json_of(ann.get("/api/groups")).as_array().size(), 10u) << "nothing of it";
  EXPECT_EQ(json_of(bob.get("/api/user/offers")).as_array().size(), 10u);
  EXPECT_EQ(cleo.call("POST", "/api/groups", R"({"name":"G","members":["bob"]})").status, 201) << "others may ask";
}

TEST_P(Sharing, an_audience_names_real_people_and_ones_own_groups) {
  const auto bobs = text_at(bob.call("POST", "/api/groups", R"({"name":"B"})"), "/id");
  const auto reply = ann.call("PUT", "/api/sharing/diary",
                              R"({"visibility":"chosen","users":["bob","nobody"],"groups":[)" + bobs + ",99999]}");
  EXPECT_EQ(reply.status, 422);
  for (const auto* field : {"users[1]", "groups[0]", "groups[1]"}) EXPECT_THAT(reply.body, HasSubstr(field));
  EXPECT_EQ(text_at(ann.get("/api/sharing"), "/diary/visibility"), "private") << "nothing of it";
  EXPECT_EQ(share("diary", R"({"visibility":"unlisted"})"), 422);
  EXPECT_EQ(share("everything", R"({"visibility":"private"})"), 404);
}

TEST_P(Sharing, a_key_that_may_not_read_is_nobody) {
  const auto key = text_at(
      ann.call("POST", "/api/user/keys", R"({"name":"k","scopes":["write"],"password":")" + good_password + "\"}"),
      "/key");
  Visitor program(*server);
  program.access = key;
  EXPECT_EQ(program.get("/api/users/ann/viewings").status, 404);
  EXPECT_EQ(ann.get("/api/users/ann/viewings").status, 200);
}

TEST_P(Sharing, statistics_count_what_was_watched) {
  ann.call("POST", "/api/movies/2/viewings", R"({"watched_on":"2023-01-01","rating":2})");
  ann.call("POST", "/api/movies/1/viewings", R"({"watched_on":"2024-12-31"})");
  ann.call("PATCH", "/api/movies/3/entry", R"({"status":"watched","log_viewing":false})");
  ann.call("PATCH", "/api/movies/4/entry", R"({"status":"planned"})");
  bob.call("PATCH", "/api/movies/1/entry", R"({"rating":1.5})");
  const auto minutes = [&](int movie) {
    return std::stoll(text_at(server->get("/api/movies/" + std::to_string(movie)), "/runtime"));
  };
  const auto all = ann.get("/api/user/statistics");
  ASSERT_EQ(all.status, 200) << all.body;
  EXPECT_EQ(text_at(all, "/movies"), "3");
  EXPECT_EQ(text_at(all, "/viewings"), "3");
  EXPECT_EQ(text_at(all, "/rewatches"), "1");
  EXPECT_EQ(text_at(all, "/days"), "3");
  EXPECT_EQ(std::stoll(text_at(all, "/minutes")), 2 * minutes(1) + minutes(2) + minutes(3)) << "undated ones too";
  EXPECT_EQ(text_at(all, "/average"), "3.25");
  EXPECT_EQ(text_at(all, "/site_average"), "2.67") << "4.5, 1.5 and 2 of the same films";
  EXPECT_EQ(text_at(all, "/histogram"), "[0,0,0,1,0,0,0,0,1,0]");
  EXPECT_EQ(json_of(all).at("years").as_array().size(), 2u);
  EXPECT_EQ(text_at(all, "/best/0/movie/id"), "1");
  EXPECT_THAT(text_at(all, "/directors"), HasSubstr(text_at(server->get("/api/movies/1"), "/directors/0/name")));
  EXPECT_GT(json_of(all).at("genres").as_array().size(), 0u);
  const auto year = ann.get("/api/user/statistics?year=2024");
  EXPECT_EQ(text_at(year, "/movies"), "1");
  EXPECT_EQ(text_at(year, "/viewings"), "2");
  EXPECT_EQ(json_of(year).at("months").as_array().size(), 2u);
  EXPECT_EQ(text_at(year, "/months/0/month"), "2024-05");
  EXPECT_EQ(text_at(year, "/calendar/1/day"), "2024-12-31");
  EXPECT_EQ(text_at(year, "/first/id"), "1");
  EXPECT_EQ(text_at(ann.get("/api/user/statistics?year=1990"), "/movies"), "0");
  EXPECT_EQ(ann.get("/api/user/statistics?year=90").status, 422);
}

TEST_P(Sharing, members_are_listed_where_their_page_is_open) {
  const auto names = [](const Visitor& who, const std::string& query = "") {
    std::string out;
    const auto found = json_of(who.get("/api/users?page=1" + query));
    for (const auto& line : found.as_array()) out += std::string(line.at("user").at("username").as_string()) + ' ';
    return out;
  };
  EXPECT_EQ(names(nobody), "");
  EXPECT_EQ(names(bob), "bob ") << "oneself";
  share("diary", R"({"visibility":"chosen","users":["bob"]})");
  EXPECT_EQ(names(bob), "ann bob ");
  EXPECT_EQ(names(cleo), "cleo ");
  EXPECT_EQ(text_at(bob.get("/api/users?q=a"), "/0/watched"), "1");
  EXPECT_EQ(text_at(bob.get("/api/users?q=a"), "/0/full_name"), "") << "the profile is not open";
  share("profile", R"({"visibility":"everyone"})");
  share("diary", R"({"visibility":"private"})");
  EXPECT_EQ(names(nobody), "ann ");
  EXPECT_EQ(text_at(nobody.get("/api/users"), "/0/full_name"), "Ann Filmer");
  EXPECT_EQ(text_at(nobody.get("/api/users"), "/0/watched"), "null");
  EXPECT_EQ(names(nobody, "&q=an"), "ann ");
  EXPECT_EQ(names(nobody, "&q=b"), "");
}

}  // namespace
}  // namespace kinoteka::sharing
