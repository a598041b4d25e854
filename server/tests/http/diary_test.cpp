// What people do with films, over HTTP, on both engines.
#include <atomic>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "db/migrations.hpp"
#include "features/catalogue/community_service.hpp"
#include "support/databases.hpp"
#include "support/visitors.hpp"

namespace kinoteka::diary {
namespace {

using namespace kinoteka::support;
using ::testing::HasSubstr;
using ::testing::Not;

class Diary : public ::testing::TestWithParam<db::Engine> {
 protected:
  Diary() : server(std::make_unique<TestServer>(golden_database(GetParam()))), ann(named(*server, "ann")) {}
  Reply patch(const std::string& body, int movie = 1) {
    return ann.call("PATCH", "/api/movies/" + std::to_string(movie) + "/entry", body);
  }
  std::string community(int movie = 1) {
    return text_at(server->get("/api/movies/" + std::to_string(movie)), "/community");
  }
  std::size_t viewings(int movie = 1) {
    return json_of(ann.get("/api/movies/" + std::to_string(movie) + "/viewings")).as_array().size();
  }
  std::unique_ptr<TestServer> server;
  Visitor ann;
};
INSTANTIATE_TEST_SUITE_P(Engines, Diary, ::testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return engine_name(engine.param); });

TEST_P(Diary, a_rating_means_watched_without_a_day) {
  EXPECT_EQ(text_at(ann.get("/api/movies/1/entry"), "/status"), "null") << "no record is an empty one";
  const auto reply = patch(R"({"rating":4.5})");
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(text_at(reply, "/status"), "watched");
  EXPECT_EQ(text_at(reply, "/rating"), "4.5");
  EXPECT_EQ(text_at(reply, "/viewings"), "0");
  EXPECT_EQ(text_at(reply, "/watched_on"), "null");
  EXPECT_EQ(text_at(ann.get("/api/user/statistics"), "/undated"), "1");
  EXPECT_EQ(text_at(ann.get("/api/user/statistics"), "/viewings"), "0");
  patch(R"({"rating":3})");
  EXPECT_EQ(viewings(), 0u);
  EXPECT_EQ(text_at(patch(R"({"status":"watched"})", 2), "/viewings"), "0") << "nor does the eye";

  EXPECT_EQ(text_at(patch(R"({"log_viewing":true})"), "/watched_on").size(), 10u) << "asked for: today";
  patch(R"({"log_viewing":true})");
  EXPECT_EQ(viewings(), 1u) << "once a day";
  EXPECT_EQ(text_at(ann.get("/api/user/statistics"), "/undated"), "1") << "the other film";
}

TEST_P(Diary, what_ratings_logged_before_is_taken_back_in_one_step_or_kept) {
  patch(R"({"rating":4,"log_viewing":true})", 1);
  patch(R"({"rating":5,"log_viewing":true})", 2);
  patch(R"({"rating":5,"log_viewing":true})", 3);
  EXPECT_EQ(ann.get("/api/user/viewings/by-rating?page=1").headers["x-total-count"], "0");
  // As migration 12 found them.
  server->database().write([](db::Tx& tx) { tx.script("UPDATE viewings SET by_rating = 1 WHERE movie_id < 3"); });
  const auto listed = ann.get("/api/user/viewings/by-rating?page=1");
  EXPECT_EQ(listed.headers.at("x-total-count"), "2");
  EXPECT_EQ(json_of(listed).as_array().size(), 2u);
  auto bob = named(*server, "bob");
  EXPECT_EQ(bob.get("/api/user/viewings/by-rating").body, "[]\n") << "one's own";
  EXPECT_EQ(text_at(bob.call("POST", "/api/user/viewings/by-rating", R"({"keep":false})"), "/changed"), "0");

  // What somebody has touched is a viewing like others.
  const auto touched = text_at(ann.get("/api/movies/1/viewings"), "/0/id");
  EXPECT_EQ(ann.call("PATCH", "/api/user/viewings/" + touched, R"({"place":"Cinema"})").status, 200);
  EXPECT_EQ(text_at(ann.call("POST", "/api/user/viewings/by-rating", R"({"keep":false})"), "/changed"), "1");
  EXPECT_EQ(viewings(1), 1u);
  EXPECT_EQ(viewings(2), 0u);
  EXPECT_EQ(viewings(3), 1u);
  EXPECT_EQ(text_at(ann.get("/api/movies/2/entry"), "/rating"), "5") << "the rating stays";

  server->database().write([](db::Tx& tx) { tx.script("UPDATE viewings SET by_rating = 1"); });
  EXPECT_EQ(text_at(ann.call("POST", "/api/user/viewings/by-rating", R"({"keep":true})"), "/changed"), "2");
  EXPECT_EQ(ann.get("/api/user/viewings/by-rating").body, "[]\n");
  EXPECT_EQ(viewings(1) + viewings(3), 2u);
}

TEST_P(Diary, migration_12_finds_what_a_rating_logged_and_nothing_that_somebody_said) {
  patch(R"({"rating":4,"log_viewing":true})", 1);
  ann.call("POST", "/api/movies/2/viewings", R"({"watched_on":"2001-01-01"})");
  patch(R"({"log_viewing":true})", 3);  // no rating, so no status: nothing
  const auto today = text_at(ann.get("/api/movies/1/entry"), "/watched_on");
  for (const auto* said : {R"("place":"Cinema")", R"("note":"Late.")", R"("tags":["rain"])", R"("rewatch":true)"})
    ann.call("POST", "/api/movies/4/viewings", R"({"watched_on":")" + today + "\"," + said + '}');
  const auto step = db::migrations()[11].text(GetParam());
  const auto from = step.find("UPDATE viewings");
  server->database().write([&](db::Tx& tx) { tx.script(step.substr(from, step.find(';', from) + 1 - from)); });
  const auto listed = ann.get("/api/user/viewings/by-rating?page=1");
  EXPECT_EQ(listed.headers.at("x-total-count"), "1") << listed.body;
  EXPECT_EQ(text_at(listed, "/0/movie/id"), "1");

  // A film that is away is not shown, and its line does not go unseen.
  server->database().write([](db::Tx& tx) { tx.script("UPDATE movies SET deleted_at = 1 WHERE id = 1"); });
  EXPECT_EQ(ann.get("/api/user/viewings/by-rating?page=1").headers.at("x-total-count"), "0");
  EXPECT_EQ(text_at(ann.call("POST", "/api/user/viewings/by-rating", R"({"keep":false})"), "/changed"), "0");
}

TEST_P(Diary, who_says_so_is_still_watching_or_gave_up) {
  EXPECT_EQ(text_at(patch(R"({"rating":2,"status":"dropped"})"), "/status"), "dropped");
  EXPECT_EQ(viewings(), 0u);
  EXPECT_EQ(text_at(patch(R"({"status":"planned"})", 2), "/status"), "planned");
  EXPECT_EQ(text_at(patch(R"({"rating":5})", 2), "/status"), "watched") << "from the watchlist";
  EXPECT_EQ(text_at(patch(R"({"status":"planned"})", 2), "/status"), "planned") << "to be seen again";
}

TEST_P(Diary, marking_as_watched_logs_the_day_that_is_said) {
  patch(R"({"status":"watched","watched_on":"1999-12-31"})");
  EXPECT_EQ(text_at(ann.get("/api/movies/1/viewings"), "/0/watched_on"), "1999-12-31");
  EXPECT_EQ(text_at(ann.get("/api/movies/1/viewings"), "/0/rewatch"), "false");
  patch(R"({"watched_on":"2005-01-01"})");
  EXPECT_EQ(text_at(ann.get("/api/movies/1/viewings"), "/0/rewatch"), "true") << "another day is another viewing";
  patch(R"({"watched_on":"2005-01-01"})");
  EXPECT_EQ(viewings(), 2u) << "the same day is not";
  patch(R"({"status":"watched","watched_on":"2005-01-01","log_viewing":false})", 2);
  EXPECT_EQ(viewings(2), 0u) << "nobody knows when";
}

TEST_P(Diary, half_stars_are_what_a_rating_is_made_of) {
  for (const auto* good : {"0.5", "1", "1.0", "2.5", "5"})
    EXPECT_EQ(patch(std::string("{\"rating\":") + good + '}').status, 200) << good;
  for (const auto* bad : {"0", "0.4", "0.75", "5.5", "-1", "\"4\"", "true", "[]", "1e99"}) {
    const auto reply = patch(std::string("{\"rating\":") + bad + '}');
    EXPECT_EQ(reply.status, 422) << bad;
    EXPECT_THAT(reply.body, HasSubstr("\"field\":\"rating\"")) << bad;
  }
  EXPECT_EQ(patch(R"({"status":"seen","note":5,"stars":1})").status, 422);
  EXPECT_EQ(patch(R"({"rating":4})", 2'000'000).status, 404);
}

TEST_P(Diary, the_film_and_every_list_show_the_numbers_at_once) {
  auto bob = named(*server, "bob");
  const auto list = "/api/movies?page=1&per_page=100";
  const auto before = server->get(list).body;
  server->get("/api/movies/1");  // both are kept by now
  patch(R"({"rating":4,"favorite":true})");
  bob.call("PATCH", "/api/movies/1/entry", R"({"rating":5})");
  EXPECT_EQ(community(), R"({"average":4.5E0,"ratings":2,"histogram":[0,0,0,0,0,0,0,1,0,1],"views":2,"favorites":1})");
  for (const auto* path :
       {"/api/search/suggest?q=trip+to+the+moon", "/api/people/1", "/api/movies?q=trip+to+the+moon&page=1"})
    EXPECT_THAT(server->get(path).body, HasSubstr(R"("community":{"average":4.5,"ratings":2)")) << path;
  bob.call("PATCH", "/api/movies/1/entry", R"({"rating":null,"status":null})");
  EXPECT_EQ(community(), R"({"average":4,"ratings":1,"histogram":[0,0,0,0,0,0,0,1,0,0],"views":1,"favorites":1})");
  EXPECT_EQ(ann.call("DELETE", "/api/movies/1/entry").status, 204);
  EXPECT_EQ(community(), R"({"average":null,"ratings":0,"histogram":[0,0,0,0,0,0,0,0,0,0],"views":0,"favorites":0})");
  EXPECT_EQ(viewings(), 0u) << "what is forgotten is forgotten whole";
  EXPECT_EQ(server->get(list).body, before);
}

TEST_P(Diary, another_films_change_leaves_kept_answers_alone) {
  const auto hits = [&] { return server->house().metrics.cache_hits.load(); };
  server->get("/api/movies/7");
  const auto before = hits();
  patch(R"({"rating":4})", 8);
  server->get("/api/movies/7");
  EXPECT_EQ(hits(), before + 1);
  patch(R"({"rating":4})", 7);
  server->get("/api/movies/7");
  EXPECT_EQ(hits(), before + 1) << "its own change does not";
}

TEST_P(Diary, favourites_come_and_go) {
  EXPECT_EQ(ann.call("POST", "/api/favorites/movies/3/").status, 201);
  EXPECT_EQ(ann.call("POST", "/api/favorites/movies/3").status, 201) << "twice is once";
  ann.call("POST", "/api/favorites/movies/4");
  auto list = ann.get("/api/favorites/movies/?page=1");
  EXPECT_EQ(list.headers["x-total-count"], "2");
  EXPECT_EQ(text_at(list, "/0/id"), "4") << "the latest first";
  EXPECT_EQ(ann.call("DELETE", "/api/favorites/movies/4").status, 204);
  EXPECT_EQ(json_of(ann.get("/api/favorites/movies")).as_array().size(), 1u);
  EXPECT_EQ(ann.call("POST", "/api/favorites/movies/2000000").status, 404);
  EXPECT_EQ(server->get("/api/favorites/movies").status, 401);
}

TEST_P(Diary, ones_films_are_filtered_sorted_and_paged) {
  patch(R"({"rating":2})", 1);
  patch(R"({"rating":5,"favorite":true})", 2);
  patch(R"({"status":"planned"})", 3);
  patch(R"({"status":"watched","watched_on":"2001-01-01"})", 4);
  const auto ids = [&](const std::string& query) {
    std::string out;
    const auto all = json_of(ann.get("/api/user/entries?" + query));
    for (const auto& line : all.as_array()) out += std::to_string(line.at("movie").at("id").as_int64()) + ' ';
    return out;
  };
  EXPECT_EQ(ids("sort=-rating&rated=true"), "2 1 ");
  EXPECT_EQ(ids("status=planned"), "3 ");
  EXPECT_EQ(ids("favorite=true"), "2 ");
  EXPECT_EQ(ids("my_rating_from=2.5"), "2 ");
  EXPECT_EQ(ids("my_rating_to=2.5"), "1 ");
  EXPECT_EQ(ids("watched_to=2001-12-31"), "4 ");
  EXPECT_EQ(ids("sort=-watched_on&status=watched").substr(0, 2), "4 ") << "those without a day come behind";
  EXPECT_EQ(ids("sort=year&page=1&per_page=2"), "1 2 ");
  const auto year = text_at(server->get("/api/movies/2"), "/year");
  EXPECT_EQ(ids("year=" + year + "&rated=true"), "2 ") << "with the catalogue's filters";
  EXPECT_EQ(ids("q=trip+to+the+moon"), "1 ");
  EXPECT_EQ(text_at(ann.get("/api/user/entries/random?status=planned"), "/movie/id"), "3");
  EXPECT_EQ(ann.get("/api/user/entries/random?status=dropped").status, 404);
  EXPECT_EQ(ann.get("/api/user/entries?rated=maybe").status, 422);
  const auto marks = ann.get("/api/user/marks?movies=1,3,9");
  EXPECT_EQ(json_of(marks).as_array().size(), 2u) << marks.body;
  EXPECT_EQ(text_at(marks, "/1/status"), "planned");
  EXPECT_EQ(ann.get("/api/user/marks?movies=1,x").status, 422);
}

TEST_P(Diary, a_batch_is_saved_whole_or_not_at_all) {
  auto reply = ann.call("PATCH", "/api/user/entries",
                        R"({"entries":[{"movie_id":1,"rating":4},{"movie_id":2,"status":"planned"},
                            {"movie_id":3,"favorite":true}]})");
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(text_at(reply, "/changed"), "3");
  EXPECT_EQ(text_at(reply, "/entries/0/status"), "watched");
  reply = ann.call("PATCH", "/api/user/entries",
                   R"({"entries":[{"movie_id":1,"rating":1},{"movie_id":999999,"rating":1},{"movie_id":1,"rating":2},
                       {"movie_id":888888,"status":"watched"}]})");
  EXPECT_EQ(reply.status, 422);
  for (const auto* field : {"entries[1].movie_id", "entries[2].movie_id", "entries[3].movie_id"})
    EXPECT_THAT(reply.body, HasSubstr(field));
  EXPECT_EQ(text_at(ann.get("/api/movies/1/entry"), "/rating"), "4") << "nothing of it";
  reply =
      ann.call("PATCH", "/api/user/entries", R"({"entries":[{"movie_id":1,"rating":9},{"movie_id":2,"rating":0}]})");
  EXPECT_EQ(json_of(reply).at("errors").as_array().size(), 2u) << "each refused item is named";
  std::string many = "{\"entries\":[";
  for (int i = 1; i <= 1001; ++i) many += (i > 1 ? "," : "") + ("{\"movie_id\":" + std::to_string(i)) + '}';
  EXPECT_EQ(ann.call("PATCH", "/api/user/entries", many + "]}").status, 422);
}

TEST_P(Diary, viewings_are_lines_of_the_diary) {
  auto reply = ann.call("POST", "/api/movies/5/viewings",
                        R"({"watched_on":"2024-02-29","rating":4.5,"place":"Cinema","note":"Late.","tags":["leap"]})");
  ASSERT_EQ(reply.status, 201) << reply.body;
  const auto path = reply.headers.at("location");
  EXPECT_EQ(text_at(reply, "/rewatch"), "false");
  EXPECT_EQ(text_at(ann.get("/api/movies/5/entry"), "/rating"), "4.5") << "what one thought last";
  ann.call("POST", "/api/movies/5/viewings", R"({"watched_on":"2020-01-01","rating":1})");
  EXPECT_EQ(text_at(ann.get("/api/movies/5/entry"), "/rating"), "4.5") << "an older one does not change it";
  EXPECT_EQ(ann.get("/api/user/viewings?page=1").headers["x-total-count"], "2");
  EXPECT_EQ(text_at(ann.get("/api/user/viewings"), "/0/viewing/watched_on"), "2024-02-29") << "the latest first";
  EXPECT_EQ(json_of(ann.get("/api/user/viewings?from=2024-01-01&to=2024-12-31")).as_array().size(), 1u);
  reply = ann.call("PATCH", path, R"({"place":"At home","rating":5})");
  EXPECT_EQ(text_at(reply, "/place"), "At home");
  EXPECT_EQ(text_at(reply, "/tags"), R"(["leap"])");
  EXPECT_EQ(text_at(ann.get("/api/movies/5/entry"), "/rating"), "5");
  EXPECT_EQ(ann.call("POST", "/api/movies/5/viewings", R"({"watched_on":"2023-02-29"})").status, 422);
  EXPECT_EQ(ann.call("POST", "/api/movies/5/viewings", "{}").status, 422);
  EXPECT_EQ(ann.call("DELETE", path).status, 204);
  EXPECT_EQ(viewings(5), 1u);
  EXPECT_EQ(text_at(ann.get("/api/movies/5/entry"), "/status"), "watched");
}

TEST_P(Diary, who_leaves_takes_their_opinion_along) {
  auto bob = named(*server, "bob");
  patch(R"({"rating":4})");
  bob.call("PATCH", "/api/movies/1/entry", R"({"rating":1,"favorite":true})");
  const auto review = ann.call("POST", "/api/movies/1/reviews", R"({"body":"Good."})").headers.at("location");
  bob.call("PUT", review + "/like");
  bob.call("POST", review + "/comments", R"({"body":"Bad."})");
  EXPECT_EQ(bob.call("DELETE", "/api/user", R"({"password":")" + good_password + "\"}").status, 204);
  EXPECT_EQ(community(), R"({"average":4,"ratings":1,"histogram":[0,0,0,0,0,0,0,1,0,0],"views":1,"favorites":0})");
  EXPECT_EQ(text_at(server->get(review), "/likes"), "0");
  EXPECT_EQ(text_at(server->get(review), "/comments"), "0");
  EXPECT_EQ(text_at(server->get(review + "/comments"), "/0/deleted"), "true");
}

// 64 people at once, each changing their mind about one film again and again: what is counted is what is there.
TEST_P(Diary, the_numbers_are_right_however_many_write_at_once) {
  constexpr int people = 64, turns = 6;
  std::vector<Visitor> all;
  for (int i = 0; i < people; ++i) all.push_back(named(*server, "person" + std::to_string(i)));
  std::atomic<int> failed{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < people; ++i) {
    threads.emplace_back([&, i] {
      for (int turn = 0; turn < turns; ++turn) {
        const int half = (i * 7 + turn * 3) % 10 + 1;
        const auto rating = half % 2 ? std::to_string(half / 2) + ".5" : std::to_string(half / 2);
        const auto body = turn % 3 == 2 ? std::string(R"({"rating":null,"favorite":true})")
                                        : "{\"rating\":" + rating + ",\"favorite\":false}";
        const auto reply = i % 8 == 7 && turn == 4
                               ? all[static_cast<std::size_t>(i)].call("DELETE", "/api/movies/1/entry")
                               : all[static_cast<std::size_t>(i)].call("PATCH", "/api/movies/1/entry", body);
        if (reply.status != 200 && reply.status != 204) ++failed;
      }
    });
  }
  // And one person from several places at once.
  for (int place = 0; place < 4; ++place) {
    threads.emplace_back([&, place] {
      for (int turn = 0; turn < turns; ++turn)
        if (patch("{\"rating\":" + std::to_string((place + turn) % 5 + 1) + '}').status != 200) ++failed;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(failed, 0);
  const auto shown = community();
  EXPECT_EQ(server->database().write([](db::Tx& tx) { return catalogue::recount_opinions(tx); }), 0)
      << "a recount finds nothing to mend; shown was " << shown;
  // A recount does mend what is wrong.
  server->database().write([](db::Tx& tx) { tx.run({"test.break", "UPDATE movie_stats SET r3 = r3 + 5, views = 0"}); });
  EXPECT_EQ(server->database().write([](db::Tx& tx) { return catalogue::recount_opinions(tx); }), 1);
  EXPECT_EQ(community(), shown);
}

}  // namespace
}  // namespace kinoteka::diary
