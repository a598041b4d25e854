// One's own films, out and in, over HTTP, on both engines.
#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "features/takeout/archive.hpp"
#include "support/databases.hpp"
#include "support/visitors.hpp"

namespace kinoteka::takeout {
namespace {

using namespace kinoteka::support;
using ::testing::HasSubstr;
using ::testing::Not;

class Takeout : public ::testing::TestWithParam<db::Engine> {
 protected:
  Takeout()
      : server(std::make_unique<TestServer>(golden_database(GetParam()))),
        admin(named(*server, "maude")),
        ann(named(*server, "ann")) {}

  static Reply upload(Visitor& who, const std::string& name, const std::string& bytes) {
    return who.call("POST", "/api/user/imports?name=" + name, bytes);
  }
  // Applied to the end; its last state.
  static Reply apply(Visitor& who, const std::string& path, const std::string& how = "{}") {
    auto reply = who.call("POST", path + "/apply", how);
    for (int i = 0; i < 50 && reply.status == 200 && text_at(reply, "/done") != "true"; ++i)
      reply = who.call("POST", path + "/apply", "{}");
    EXPECT_EQ(reply.status, 200) << reply.body;
    return reply;
  }
  static std::string bring(Visitor& who, const std::string& name, const std::string& bytes,
                           const std::string& how = "{}") {
    const auto reply = upload(who, name, bytes);
    EXPECT_EQ(reply.status, 201) << reply.body;
    if (reply.status != 201) return "/";
    apply(who, reply.headers.at("location"), how);
    return reply.headers.at("location");
  }
  // Without what differs by its nature.
  static std::string state(Visitor& who) {
    auto taken = json_of(who.get("/api/user/takeout/kinoteka.json"));
    taken.as_object().erase("exported_at");
    return boost::json::serialize(taken);
  }
  std::string title(int movie) { return text_at(server->get("/api/movies/" + std::to_string(movie)), "/title"); }
  std::string year(int movie) { return text_at(server->get("/api/movies/" + std::to_string(movie)), "/year"); }

  std::unique_ptr<TestServer> server;
  Visitor admin, ann;
};
INSTANTIATE_TEST_SUITE_P(Engines, Takeout, ::testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return engine_name(engine.param); });

std::string letterboxd() {
  return pack({
      {"profile.csv", "Date Joined,Username\n2020-01-01,x\n"},
      {"watched.csv",
       "Date,Name,Year,Letterboxd URI\n2024-01-01,The Godfather,1972,u\n2024-01-01,Stalker,1979,u\n"
       "2024-01-01,Night of the Unknown,1999,u\n"},
      {"ratings.csv", "Date,Name,Year,Letterboxd URI,Rating\n2024-01-01,The Godfather,1972,u,4.5\n"},
      {"watchlist.csv", "Date,Name,Year,Letterboxd URI\n2024-01-01,Casablanca,1942,u\n"},
      {"likes/films.csv", "Date,Name,Year,Letterboxd URI\n2024-01-01,Stalker,1979,u\n"},
      {"likes/lists.csv", "Date,Content\n2024-01-01,x\n"},
      {"diary.csv",
       "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n"
       "2024-01-02,The Godfather,1972,d,4,,\"mafia, family\",2010-05-05\n"
       "2024-01-02,The Godfather,1972,d,4.5,Yes,,2024-01-01\n"},
      {"reviews.csv",
       "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\n"
       "2010-05-06,The Godfather,1972,d,4,,\"First words,\nover two lines.\",,2010-05-05\n"
       "2024-01-02,The Godfather,1972,d,4.5,Yes,\"Last \"\"words\"\".\",,2024-01-01\n"},
      {"lists/best.csv",
       "Letterboxd list export v7\nDate,Name,Tags,URL,Description\n2024-01-01,Best of all,,u,\"Two\nlines\"\n\n"
       "Position,Name,Year,URL,Description\n1,Stalker,1979,u,Slow.\n2,The Godfather,1972,u,\n"},
      {"deleted/diary.csv",
       "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n2024-01-02,Gone,1972,d,1,,,2010-05-05\n"},
  });
}

TEST_P(Takeout, letterboxd_is_looked_at_first_and_then_added) {
  auto reply = upload(ann, "letterboxd.zip", letterboxd());
  ASSERT_EQ(reply.status, 201) << reply.body;
  EXPECT_EQ(text_at(reply, "/source"), "letterboxd");
  EXPECT_EQ(text_at(reply, "/counts/unmatched"), "1");
  EXPECT_EQ(text_at(reply, "/may_create"), "2000") << "how many more one may bring";
  EXPECT_THAT(reply.body, HasSubstr("\"why\":\"deleted_there\""));
  EXPECT_EQ(ann.get("/api/user/entries").body, "[]\n") << "nothing is added yet";
  const auto path = reply.headers.at("location");
  apply(ann, path);
  const auto godfather = text_at(server->get("/api/movies?q=the+godfather&year=1972&page=1"), "/0/id");
  const auto entry = ann.get("/api/movies/" + godfather + "/entry");
  EXPECT_EQ(text_at(entry, "/rating"), "4.5");
  EXPECT_EQ(text_at(entry, "/viewings"), "2");
  const auto viewings = ann.get("/api/movies/" + godfather + "/viewings");
  EXPECT_EQ(text_at(viewings, "/0/rewatch"), "true");
  EXPECT_EQ(text_at(viewings, "/1/tags"), R"(["mafia","family"])");
  EXPECT_EQ(text_at(viewings, "/1/note"), "First words,\nover two lines.")
      << "an older review is kept with its viewing";
  EXPECT_EQ(text_at(ann.get("/api/user/reviews"), "/0/body"), "Last \"words\".");
  EXPECT_EQ(json_of(ann.get("/api/user/entries?status=planned")).as_array().size(), 1u);
  EXPECT_EQ(json_of(ann.get("/api/user/entries?favorite=true")).as_array().size(), 1u);
  const auto lists = ann.get("/api/user/lists");
  EXPECT_EQ(text_at(lists, "/0/name"), "Best of all");
  EXPECT_EQ(text_at(lists, "/0/items"), "2");
  // Again: the same state, and nothing added.
  const auto before = state(ann);
  const auto again = upload(ann, "letterboxd.zip", letterboxd()).headers.at("location");
  EXPECT_EQ(text_at(apply(ann, again), "/counts/added"), "0");
  EXPECT_EQ(state(ann), before);
}

TEST_P(Takeout, what_is_not_matched_waits_for_a_hand) {
  const auto path = bring(ann, "letterboxd.zip", letterboxd());
  auto rows = ann.get(path + "/rows?state=unmatched&page=1");
  ASSERT_EQ(rows.headers.at("x-total-count"), "1") << rows.body;
  EXPECT_EQ(text_at(rows, "/0/title"), "Night of the Unknown");
  EXPECT_EQ(text_at(rows, "/0/place"), "watched.csv, line 4");
  const auto row = path + "/rows/" + text_at(rows, "/0/position");
  EXPECT_EQ(ann.call("PATCH", row, "{}").status, 422);
  EXPECT_EQ(ann.call("PATCH", row, R"({"movie_id":2000000})").status, 404);
  EXPECT_EQ(text_at(ann.call("PATCH", row, R"({"skip":true})"), "/counts/skipped"), "1");
  EXPECT_EQ(text_at(ann.call("PATCH", row, R"({"movie_id":7})"), "/counts/ready"), "1");
  EXPECT_EQ(text_at(apply(ann, path), "/counts/unmatched"), "0");
  EXPECT_EQ(text_at(ann.get("/api/movies/7/entry"), "/status"), "watched");
  EXPECT_EQ(ann.call("DELETE", path).status, 204);
  EXPECT_EQ(text_at(ann.get("/api/movies/7/entry"), "/status"), "watched") << "what was added stays";
}

TEST_P(Takeout, close_titles_and_years_are_found_and_others_are_not) {
  const auto csv =
      "Title,Year,imdbID,WatchedDate\nThe Godfathr,1972,,2020-01-01\nStalker,1980,,2020-01-02\n"
      "Godfather,1990,,2020-01-03\nCasablanca,,,2020-01-04\n";
  const auto reply = upload(ann, "films.csv", csv);
  ASSERT_EQ(reply.status, 201) << reply.body;
  const auto rows = ann.get(reply.headers.at("location") + "/rows");
  EXPECT_EQ(text_at(rows, "/0/matched"), "close") << "a typing error";
  EXPECT_EQ(text_at(rows, "/1/matched"), "close") << "a year that is one off";
  EXPECT_EQ(text_at(rows, "/1/movie/title"), "Stalker");
  EXPECT_EQ(text_at(rows, "/2/matched"), "none");
  EXPECT_EQ(text_at(rows, "/3/matched"), "title") << "the only one of its title";
}

TEST_P(Takeout, imdb_files_are_read) {
  const auto ratings =
      "Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres\n"
      "tt0068646,9,2020-01-01,The Godfather,The Godfather,u,Movie,9.2,175,1972,Crime\n"
      "tt0903747,10,2020-01-01,Breaking Bad,Breaking Bad,u,TV Series,9.5,,2008,Crime\n";
  auto reply = upload(ann, "ratings.csv", ratings);
  EXPECT_EQ(text_at(reply, "/source"), "imdb");
  EXPECT_THAT(reply.body, HasSubstr("ratings.csv (TV Series)\",\"why\":\"no_film\""));
  apply(ann, reply.headers.at("location"));
  EXPECT_EQ(text_at(ann.get("/api/user/entries"), "/0/entry/rating"), "4.5") << "9 of 10";
  EXPECT_EQ(ann.get("/api/user/viewings").body, "[]\n") << "nobody knows when";
  const auto watchlist =
      "Position,Const,Created,Modified,Description,Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Your Rating\n"
      "1,tt0079944,2020-01-01,2020-01-01,,Stalker,u,movie,8,162,1979,\n";
  bring(ann, "WATCHLIST.csv", watchlist);
  EXPECT_EQ(text_at(ann.get("/api/user/entries?status=planned"), "/0/movie/title"), "Stalker");
}

TEST_P(Takeout, trakt_files_are_read) {
  const std::string movie = R"("movie":{"title":"The Godfather","year":1972,"ids":{"imdb":"tt0068646","tmdb":238}})";
  const auto zip = pack({
      {"watched-history-1.json",
       R"([{"id":1,"watched_at":"2024-01-02T20:00:00.000Z","action":"watch","type":"movie",)" + movie + "}]"},
      {"ratings-movies.json", R"([{"rated_at":"2024-01-02T20:00:00.000Z","rating":7,"type":"movie",)" + movie + "}]"},
      {"ratings-shows.json",
       R"([{"rated_at":"2024-01-02T20:00:00.000Z","rating":7,"type":"show","show":{"title":"X"}}])"},
      {"lists-list-12-rainy-day.json",
       R"([{"rank":1,"listed_at":"2024-01-02T20:00:00.000Z","type":"movie",)" + movie + "}]"},
  });
  const auto reply = upload(ann, "trakt.zip", zip);
  EXPECT_EQ(text_at(reply, "/source"), "trakt") << reply.body;
  apply(ann, reply.headers.at("location"));
  EXPECT_EQ(text_at(ann.get("/api/user/viewings"), "/0/viewing/watched_on"), "2024-01-02");
  EXPECT_EQ(text_at(ann.get("/api/user/entries"), "/0/entry/rating"), "3.5");
  EXPECT_EQ(text_at(ann.get("/api/user/lists"), "/0/name"), "rainy day");
}

// Everything out of one house and into another that has no films at all.
TEST_P(Takeout, what_goes_out_comes_in_elsewhere_as_it_was) {
  bring(ann, "letterboxd.zip", letterboxd());
  ann.call("POST", "/api/movies/9/viewings",
           R"({"watched_on":"2023-03-03","place":"At home, \"late\"","note":"a\nb","tags":["x","y"]})");
  ann.call("PATCH", "/api/movies/9/entry", R"({"rating":0.5,"note":"Не моё, \"совсем\""})");
  ann.call("POST", "/api/movies/9/reviews", R"({"body":"**No.**","spoiler":true})");
  ann.call("POST", "/api/lists", R"({"name":"Empty","description":"So far","ranked":true})");
  ann.call(
      "POST", "/api/collection",
      R"({"title":"🎬 Alien","format":"VHS","length":0,"release_year":1800,"rating":1,"movie_id":9,"lent_to":"Bob","lent_on":"2020-01-01"})");
  TestServer empty(new_database(GetParam()));
  auto first = named(empty, "ann");  // the first account is an admin, who may add films
  for (const auto* file : {"kinoteka.json", "kinoteka.zip"}) {
    bring(first, file, ann.get(std::string("/api/user/takeout/") + file).body, R"({"create_missing":true})");
    EXPECT_EQ(state(first), state(ann)) << file;
  }
}

TEST_P(Takeout, tables_can_be_taken_along_too) {
  ann.call("POST", "/api/movies/1/viewings", R"({"watched_on":"2023-03-03","rating":4.5,"tags":["a","b"]})");
  ann.call("PATCH", "/api/movies/2/entry", R"({"status":"watched","log_viewing":false})");
  ann.call("POST", "/api/movies/1/reviews", R"({"body":"Said \"so\",\nhe did."})");
  const auto letterboxd = ann.get("/api/user/takeout/letterboxd.csv");
  EXPECT_THAT(letterboxd.headers.at("content-disposition"), HasSubstr("letterboxd.csv"));
  EXPECT_THAT(letterboxd.body, HasSubstr("tmdbID,imdbID,Title,Year,Rating,WatchedDate,Rewatch,Tags,Review\r\n"));
  EXPECT_THAT(letterboxd.body, HasSubstr(",4.5,2023-03-03,false,\"a, b\",\"Said \"\"so\"\",\nhe did.\"\r\n"));
  EXPECT_THAT(letterboxd.body, HasSubstr(title(2) + ',' + year(2) + ",,,,,\r\n"));
  for (const auto* file : {"films.csv", "diary.csv", "reviews.csv", "lists.csv", "collection.csv"})
    EXPECT_EQ(ann.get(std::string("/api/user/takeout/") + file).status, 200) << file;
  EXPECT_EQ(unpack(ann.get("/api/user/takeout/kinoteka.zip").body).size(), 7u);
  EXPECT_EQ(ann.get("/api/user/takeout/passwords.csv").status, 404);
  EXPECT_EQ(server->get("/api/user/takeout/kinoteka.json").status, 401);
  // What Letterboxd would read, we read as well.
  auto bob = named(*server, "bob");
  bring(bob, "letterboxd.csv", letterboxd.body);
  EXPECT_EQ(bob.get("/api/user/takeout/letterboxd.csv").body, letterboxd.body);
}

TEST_P(Takeout, files_that_are_none_are_refused_and_do_no_harm) {
  std::string bomb(64u << 20, '\0');
  const auto zipped = pack({{"a.csv", bomb}, {"b.csv", bomb}, {"c.csv", bomb}});
  bomb.clear();
  const std::pair<const char*, std::string> files[] = {
      {"nothing", ""},
      {"text", "Hello."},
      {"HTML", "<html><script>alert(1)</script></html>"},
      {"an empty table", "Const,Your Rating,Title,Year\n"},
      {"half a zip", letterboxd().substr(0, 200)},
      {"a zip of nothing", pack({{"readme.txt", "x"}})},
      {"a bomb", zipped},
      {"JSON of another kind", R"({"format":"other"})"},
      {"our own, broken", R"({"format":"kinoteka","version":1,"entries":[{"movie":5}]})"},
      {"an array of nonsense", "[1,2,3]"},
  };
  for (const auto& [name, bytes] : files) {
    const auto reply = upload(ann, "x", bytes);
    const bool large = std::string_view(name) == "a bomb";
    EXPECT_TRUE(reply.status == 422 || (large && reply.status == 413)) << name << reply.body.substr(0, 300);
  }
  EXPECT_EQ(ann.get("/api/user/imports").body, "[]");
  EXPECT_EQ(upload(ann, "x", std::string((32u << 20) + 1, 'x')).status, 413);
  // What a file says beyond our limits is said of its row, and the rest goes on.
  const auto odd =
      R"({"format":"kinoteka","version":1,"exported_at":"","entries":[],"viewings":[],"reviews":[],"lists":[],
    "collection":[{"movie":null,"copy":{"title":"","format":"Betamax","length":-1,"release_year":1,"rating":9,"location":"",
    "condition":"","bought_on":null,"lent_to":"","lent_on":null,"note":""}},{"movie":null,"copy":{"title":"Heat","format":"DVD",
    "length":1,"release_year":1995,"rating":5,"location":"","condition":"","bought_on":null,"lent_to":"","lent_on":null,"note":""}}]})";
  const auto reply =
      upload(ann, "kinoteka.json", std::string("{\"format\":\"kinoteka\"") + std::string(odd).substr(20));
  ASSERT_EQ(reply.status, 201) << reply.body;
  const auto done = apply(ann, reply.headers.at("location"));
  EXPECT_EQ(text_at(done, "/counts/failed"), "1");
  EXPECT_EQ(text_at(done, "/counts/added"), "1");
  const auto refused = ann.get(reply.headers.at("location") + "/rows?state=failed&page=1");
  EXPECT_EQ(text_at(refused, "/0/code"), "row_refused");
  EXPECT_THAT(text_at(refused, "/0/fault"), HasSubstr("format"));
}

TEST_P(Takeout, what_cannot_be_added_is_told_by_words_that_stay) {
  const auto reply = upload(ann, "a.csv",
                            "Const,Title,Year,Your Rating,Title Type\n,Stalker,1979,11,Movie\n,Alien,1979,8,Movie\n"
                            ",Half-Life,1998,9,Video Game\n");
  ASSERT_EQ(reply.status, 201) << reply.body;
  EXPECT_EQ(text_at(reply, "/left_out/0/what"), "a.csv (Video Game)");
  EXPECT_EQ(text_at(reply, "/left_out/0/why"), "no_film");
  const auto rows = reply.headers.at("location") + "/rows?page=1&state=";
  EXPECT_EQ(text_at(ann.get(rows + "failed"), "/0/code"), "rating_outside");
  EXPECT_EQ(text_at(ann.get(rows + "ready"), "/0/title"), "Alien");
  EXPECT_EQ(text_at(ann.get(rows + "ready"), "/0/code"), "null");
}

TEST_P(Takeout, what_the_catalogue_lacks_comes_in_and_waits_to_be_looked_at) {
  auto bob = named(*server, "bob");
  const auto file =
      "Const,Your Rating,Date Rated,Title,Title Type,Year\n"
      "tt9990001,8,2020-01-01,Night of the Unknown,Movie,1999\n"
      "tt0079944,9,2020-01-01,Stalker,Movie,1979\n";
  auto reply = upload(bob, "ratings.csv", file);
  ASSERT_EQ(reply.status, 201) << reply.body;
  EXPECT_EQ(text_at(reply, "/counts/unmatched"), "1");
  const auto path = reply.headers.at("location");
  reply = bob.call("POST", path + "/apply", R"({"create_missing":true})");
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(text_at(reply, "/counts/added"), "2");
  EXPECT_EQ(text_at(reply, "/may_create"), "1999");
  const auto id = text_at(server->get("/api/movies?q=night+of+the+unknown&page=1"), "/0/id");
  auto film = server->get("/api/movies/" + id);
  EXPECT_EQ(text_at(film, "/unchecked"), "true");
  EXPECT_EQ(text_at(film, "/external_ids/imdb"), "tt9990001");
  EXPECT_EQ(text_at(server->get("/api/movies/1"), "/unchecked"), "false");
  EXPECT_EQ(bob.get("/api/unchecked/movies").status, 403);
  auto& editor = admin;
  EXPECT_EQ(text_at(editor.get("/api/unchecked/movies"), "/0/id"), id);

  const auto version = film.headers.at("etag");
  reply = editor.call("PATCH", "/api/movies/" + id, R"({"runtime":90})", "If-Match: " + version + "\r\n");
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(text_at(server->get("/api/movies/" + id), "/unchecked"), "false") << "somebody has looked at it";
  EXPECT_EQ(editor.get("/api/unchecked/movies").body, "[]");
  EXPECT_EQ(text_at(bob.get(path), "/may_create"), "2000");

  // As many as one may, and no more.
  server->database().write([&](db::Tx& tx) {
    tx.script("INSERT INTO brought_movies (movie_id, user_id, brought_at) SELECT id, " + std::to_string(bob.id()) +
              ", 1 FROM movies WHERE id < 400");
  });
  EXPECT_EQ(text_at(bob.get(path), "/may_create"), "1601");
}

}  // namespace
}  // namespace kinoteka::takeout
