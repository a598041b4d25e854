// Films from outside: found, kept once, brought up to date, with their pictures; on both engines, against a stub of the
// providers over real HTTP.
#include <future>
#include <thread>

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/databases.hpp"
#include "support/other_server.hpp"
#include "support/pictures.hpp"
#include "support/providers.hpp"
#include "support/visitors.hpp"

namespace kinoteka::metadata {
namespace {

using namespace kinoteka::support;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string lighthouse = R"({"provider":"tmdb","id":"9900100"})";

class FilmsFromOutside : public ::testing::TestWithParam<db::Engine> {
 protected:
  FilmsFromOutside() {
    calm_stub();
    options.providers = stub_providers();
    open_house();
  }
  ~FilmsFromOutside() override {
    server.reset();
    calm_stub();
  }
  void open_house() {
    server = std::make_unique<TestServer>(golden_database(GetParam()), options);
    admin = std::make_unique<Visitor>(named(*server, "ann"));
    ida = std::make_unique<Visitor>(named(*server, "ida"));  // a member, no editor
  }
  Reply keep(const std::string& body = lighthouse) { return ida->call("POST", "/api/movies/from-provider", body); }
  std::string kept(const std::string& body = lighthouse) {
    const auto reply = keep(body);
    EXPECT_THAT(reply.status, ::testing::AnyOf(200, 201)) << reply.body;
    return text_at(reply, "/id");
  }
  Reply change(const std::string& movie, const std::string& patch) {
    const auto draft = admin->get("/api/movies/" + movie + "/draft");
    return admin->call("PATCH", "/api/movies/" + movie, patch, "If-Match: " + draft.headers.at("etag") + "\r\n");
  }
  std::size_t films(const std::string& q) {
    return boost::json::parse(ida->get("/api/movies?q=" + q).body).as_array().size();
  }

  ServerOptions options;
  std::unique_ptr<TestServer> server;
  std::unique_ptr<Visitor> admin, ida;
};
INSTANTIATE_TEST_SUITE_P(Engines, FilmsFromOutside, ::testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return engine_name(engine.param); });

TEST_P(FilmsFromOutside, are_found_behind_ones_own) {
  Visitor guest(*server);
  const auto own = guest.get("/api/search?q=godfather");
  ASSERT_EQ(own.status, 200) << own.body;
  EXPECT_EQ(text_at(own, "/movies/0/title"), "The Godfather");
  EXPECT_EQ(text_at(own, "/providers/0/name"), "") << "nobody was asked";
  EXPECT_EQ(text_at(guest.get("/api/search?q=godfather&year=1931"), "/movies/0/title"), "");
  EXPECT_EQ(guest.get("/api/search?q=salt&provider=any").status, 401);
  EXPECT_EQ(guest.get("/api/search").status, 422);
  EXPECT_EQ(ida->get("/api/search?q=salt&provider=imdb").status, 422);

  const auto found = ida->get("/api/search?q=salt%20lighthouse&provider=any");
  EXPECT_EQ(text_at(found, "/found/0/title"), "The Salt Lighthouse");
  EXPECT_EQ(text_at(found, "/found/0/provider"), "tmdb");
  EXPECT_EQ(text_at(found, "/found/0/movie_id"), "null");
  EXPECT_EQ(text_at(found, "/providers/1/name"), "") << "the first that finds something is the last";
  EXPECT_EQ(text_at(ida->get("/api/search?q=salt&provider=any&language=ru"), "/found/0/title"), "Соляной маяк");
  EXPECT_EQ(text_at(ida->get("/api/search?q=salt&provider=wikidata"), "/found/0/id"), "Q9900100");

  const auto id = kept();
  EXPECT_EQ(text_at(ida->get("/api/search?q=salt&provider=any"), "/found/0/movie_id"), id);
  EXPECT_EQ(text_at(ida->get("/api/search?q=salt&provider=wikidata"), "/found/0/movie_id"), id) << "by a shared id";
}

// A provider that is made up: it knows one film, by IMDb's id.
class Archive final : public providers::Provider {
 public:
  static std::unique_ptr<Provider> make(const providers::Settings&, net::Fetcher&, providers::AnswerStore&) {
    return std::make_unique<Archive>();
  }
  const providers::About& about() const override { return about_; }
  providers::Trouble trouble() const override { return providers::Trouble::none; }
  std::vector<providers::Found> search(const providers::Wanted& wanted) override {
    if (wanted.title != "the lost reel") return {};
    return {{"reel-7", "The Lost Reel", "", "", 1921, {{"imdb", "tt9900777"}}}};
  }
  std::optional<providers::Film> film(const std::string& id) override {
    if (id != "reel-7") return std::nullopt;
    providers::Film film;
    film.provider = "archive";
    film.id = id;
    film.title = "The Lost Reel";
    film.year = 1921;
    film.ids = {{"imdb", "tt9900777"}};
    return film;
  }
  std::optional<std::string> id_of(const providers::Ids& ids) override {
    return ids.contains("imdb") && ids.at("imdb") == "tt9900777" ? std::optional("reel-7") : std::nullopt;
  }

 private:
  const providers::About about_{"archive", "The Archive", "By the Archive.", "https://archive.example", "", "", true};
};

TEST_P(FilmsFromOutside, come_from_a_fourth_provider_that_nothing_else_knows_of) {
  server.reset();
  options.providers.others = {{"archive", Archive::make}};
  options.providers.order = {"archive", "tmdb"};
  open_house();
  EXPECT_EQ(text_at(ida->get("/api/providers"), "/0/name"), "archive");
  EXPECT_EQ(text_at(ida->get("/api/providers"), "/0/ready"), "true");
  EXPECT_EQ(text_at(ida->get("/api/providers"), "/1/setting"), "tmdb_token");
  EXPECT_EQ(text_at(ida->get("/api/search?q=the%20lost%20reel&provider=any"), "/found/0/provider"), "archive");
  EXPECT_EQ(text_at(ida->get("/api/search?q=the%20lost%20reel&provider=archive"), "/found/0/id"), "reel-7");
  EXPECT_EQ(ida->get("/api/search?q=the%20lost%20reel&provider=nobody").status, 422);
  const auto reply = keep(R"({"provider":"archive","id":"reel-7"})");
  ASSERT_EQ(reply.status, 201) << reply.body;
  EXPECT_EQ(text_at(reply, "/sources/0"), "archive");
  const auto id = text_at(reply, "/id");
  EXPECT_EQ(text_at(ida->get("/api/search?q=the%20lost%20reel&provider=archive"), "/found/0/movie_id"), id);
  EXPECT_EQ(keep(R"({"provider":"archive","id":"reel-7"})").status, 200) << "known by the id that it told";
  EXPECT_EQ(admin->call("POST", "/api/movies/" + id + "/refresh").status, 200);
}

TEST_P(FilmsFromOutside, are_looked_for_elsewhere_when_one_is_away) {
  behave("tmdb", "down");
  behave("omdb", "key");
  const auto found = ida->get("/api/search?q=salt%20lighthouse&provider=any");
  ASSERT_EQ(found.status, 200) << found.body;
  EXPECT_EQ(text_at(found, "/found/0/provider"), "wikidata");
  EXPECT_THAT(text_at(found, "/providers/0/trouble"), HasSubstr("Try again later"));
  EXPECT_THAT(text_at(found, "/providers/1/trouble"), HasSubstr("does not accept its key"));
  EXPECT_EQ(text_at(found, "/providers/2/trouble"), "");
  EXPECT_EQ(text_at(found, "/providers/0/state"), "away") << "as a word too";
  EXPECT_EQ(text_at(found, "/providers/1/state"), "key_refused");
  EXPECT_EQ(text_at(found, "/providers/2/state"), "none");
  const auto reply = keep();
  EXPECT_EQ(reply.status, 503);
  EXPECT_THAT(text_at(reply, "/detail"), HasSubstr("TMDB"));
  EXPECT_TRUE(reply.headers.contains("retry-after"));
  EXPECT_EQ(films("salt%20lighthouse"), 0u) << "nothing half-made";
}

TEST_P(FilmsFromOutside, keep_nobody_waiting_who_did_not_ask_for_them) {
  behave("tmdb", "slow");
  std::vector<std::future<Reply>> asking;
  for (int i = 0; i < 20; ++i)
    asking.push_back(std::async(std::launch::async,
                                [&, i] { return ida->get("/api/search?provider=tmdb&q=slow" + std::to_string(i)); }));
  for (int i = 0; i < 600 && asked("/3/search/movie") < 4; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  ASSERT_GE(asked("/3/search/movie"), 4);
  EXPECT_EQ(ida->get("/api/search?q=godfather").status, 200);
  EXPECT_EQ(ida->call("PATCH", "/api/movies/1/entry", R"({"rating":4})").status, 200);
  EXPECT_EQ(admin->call("POST", "/api/pictures", picture("png", 60, 90), "Content-Type: image/png\r\n").status, 201);
  Visitor(*server).log_in("ida@example.org");
  for (auto& one : asking) EXPECT_EQ(one.wait_for(std::chrono::seconds(0)), std::future_status::timeout);
  server->house().stop_jobs();
  for (auto& one : asking) one.get();
}

TEST_P(FilmsFromOutside, say_what_is_missing_without_keys) {
  options.providers.tmdb_token = options.providers.omdb_key = "";
  open_house();
  const auto states = ida->get("/api/providers");
  EXPECT_EQ(text_at(states, "/0/ready"), "false");
  EXPECT_THAT(text_at(states, "/0/trouble"), HasSubstr("tmdb_token"));
  EXPECT_THAT(text_at(states, "/0/attribution"), HasSubstr("not endorsed or certified by TMDB"));
  EXPECT_EQ(text_at(states, "/2/ready"), "true");
  EXPECT_EQ(text_at(ida->get("/api/search?q=salt&provider=any"), "/found/0/provider"), "wikidata");
  EXPECT_EQ(keep().status, 503);
  options.providers.order.clear();
  open_house();
  EXPECT_EQ(ida->get("/api/providers").body, "[]");
  EXPECT_EQ(ida->get("/api/search?q=godfather&provider=any").status, 200);
}

TEST_P(FilmsFromOutside, are_kept_whole_at_the_first_request) {
  const auto reply = keep();
  ASSERT_EQ(reply.status, 201) << reply.body;
  const auto id = text_at(reply, "/id");
  EXPECT_EQ(reply.headers.at("location"), "/api/movies/" + id);
  EXPECT_EQ(text_at(reply, "/title"), "The Salt Lighthouse");
  EXPECT_EQ(text_at(reply, "/original_title"), "El faro de sal");
  EXPECT_EQ(text_at(reply, "/titles/ru"), "Соляной маяк");
  EXPECT_EQ(text_at(reply, "/translations/0/description"), "Смотритель считает корабли, которые больше не приходят.");
  EXPECT_EQ(text_at(reply, "/runtime"), "101");
  EXPECT_EQ(text_at(reply, "/release_date"), "2021-09-03");
  EXPECT_EQ(text_at(reply, "/genres/1/name"), "Mystery");
  EXPECT_EQ(text_at(reply, "/tags/0"), "lighthouse");
  EXPECT_EQ(text_at(reply, "/countries/0"), "ES");
  EXPECT_EQ(text_at(reply, "/trailer"), "https://www.youtube.com/watch?v=abcDEF12345");
  EXPECT_EQ(text_at(reply, "/directors/0/name"), "Ada Sternova");
  EXPECT_EQ(text_at(reply, "/credits/2/person/name"), "Nadia Belén");
  EXPECT_EQ(text_at(reply, "/credits/2/character"), "Marta");
  EXPECT_EQ(text_at(reply, "/external_ids/imdb"), "tt9900100");
  EXPECT_EQ(text_at(reply, "/sources/0"), "tmdb");
  EXPECT_EQ(text_at(reply, "/votes"), "812");

  // Found at once, in both languages, by its people, in its genre.
  EXPECT_EQ(text_at(ida->get("/api/search/suggest?q=%D0%BC%D0%B0%D1%8F%D0%BA"), "/movies/0/id"), id);
  EXPECT_EQ(text_at(ida->get("/api/search?q=faro%20de%20sal"), "/movies/0/id"), id);
  EXPECT_EQ(text_at(ida->get("/api/search/suggest?q=sternova"), "/people/0/name"), "Ada Sternova");
  EXPECT_THAT(ida->get("/api/directors/" + text_at(reply, "/directors/0/id")).body, HasSubstr("Salt Lighthouse"));
  EXPECT_THAT(admin->get("/api/movies/" + id + "/history").body, HasSubstr("ida")) << "who brought it";

  const auto again = keep();
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(text_at(again, "/id"), id);
  EXPECT_EQ(films("salt%20lighthouse"), 1u);
}

TEST_P(FilmsFromOutside, get_their_pictures_from_us) {
  const auto id = kept();
  server->house().jobs.run_all();
  const auto film = ida->get("/api/movies/" + id);
  EXPECT_THAT(text_at(film, "/poster/url"), HasSubstr("/api/pictures/"));
  EXPECT_NE(text_at(film, "/backdrop/color"), "");
  EXPECT_THAT(film.body, Not(HasSubstr("127.0.0.1"))) << "no address of theirs reaches a browser";
  EXPECT_EQ(ida->get(text_at(film, "/poster/url") + "/342.webp").headers.at("content-type"), "image/webp");

  auto gallery = boost::json::parse(ida->get("/api/movies/" + id + "/pictures").body);
  EXPECT_EQ(gallery.at("pictures").as_array().size(), 3u) << "its poster, its backdrop, a scene";
  EXPECT_EQ(gallery.at("waiting").to_number<int>(), 1) << "another poster, for who wants to choose";
  EXPECT_EQ(ida->call("POST", "/api/movies/" + id + "/pictures/fetch").status, 403);
  EXPECT_EQ(gallery.at("fetching"), false);
  EXPECT_EQ(admin->call("POST", "/api/movies/" + id + "/pictures/fetch").status, 204);
  EXPECT_EQ(text_at(ida->get("/api/movies/" + id + "/pictures"), "/fetching"), "true") << "worth asking again";
  server->house().jobs.run_all();
  gallery = boost::json::parse(ida->get("/api/movies/" + id + "/pictures").body);
  EXPECT_EQ(gallery.at("fetching"), false);
  EXPECT_EQ(gallery.at("pictures").as_array().size(), 4u);
  EXPECT_EQ(gallery.at("waiting").to_number<int>(), 0);

  const auto actor = ida->get("/api/people/" + text_at(film, "/credits/2/person/id"));
  EXPECT_EQ(text_at(actor, "/photo/width"), "400") << actor.body.substr(0, 300);

  // What is in a gallery stays; what nothing shows goes.
  const auto extra =
      "/api/movies/" + id + "/pictures/" + text_at(ida->get("/api/movies/" + id + "/pictures"), "/pictures/1/id");
  EXPECT_EQ(admin->call("DELETE", extra).status, 204);
  EXPECT_EQ(admin->call("DELETE", extra).status, 404);
  EXPECT_EQ(ida->get("/api/movies/" + id + "/pictures/1").status, 405) << "only DELETE";
}

TEST_P(FilmsFromOutside, do_not_fetch_what_is_there_again) {
  const auto id = kept();
  server->house().jobs.run_all();
  const auto fetched = [&] {
    const auto jobs = admin->get("/api/admin/jobs").body;
    std::size_t count = 0;
    for (auto at = jobs.find("movie_pictures"); at != std::string::npos; at = jobs.find("movie_pictures", at + 1))
      ++count;
    return count;
  };
  EXPECT_EQ(fetched(), 1u);
  ASSERT_EQ(admin->call("POST", "/api/movies/" + id + "/refresh").status, 200);
  EXPECT_EQ(fetched(), 1u) << "nothing is missing, so there is no work";
}

TEST_P(FilmsFromOutside, do_without_people_that_an_editor_deleted) {
  const auto first = keep();
  const auto gone = text_at(first, "/credits/3/person/id");  // Osip Lunin, who plays in the second film too
  const auto other = admin->call("POST", "/api/people", R"({"name":"Somebody Else"})");
  ASSERT_EQ(admin->call("POST", "/api/people/" + gone + "/merge", R"({"into":)" + text_at(other, "/id") + "}").status,
            200);
  ASSERT_EQ(admin->call("DELETE", "/api/people/" + text_at(other, "/id")).status, 204);
  const auto second = keep(R"({"provider":"tmdb","id":"9900101"})");
  ASSERT_EQ(second.status, 201) << second.body;
  EXPECT_THAT(second.body, HasSubstr(R"("name":"Osip Lunin")"));
}

TEST_P(FilmsFromOutside, take_no_id_that_another_film_has) {
  const auto own = admin->call("POST", "/api/movies", R"({"title":"Its Twin","external_ids":{"imdb":"tt9900100"}})");
  ASSERT_EQ(own.status, 201) << own.body;
  const auto made = admin->call("POST", "/api/movies", R"({"title":"A Film","external_ids":{"tmdb":"9900100"}})");
  ASSERT_EQ(made.status, 201) << made.body;
  const auto film = admin->call("POST", "/api/movies/" + text_at(made, "/id") + "/refresh");
  ASSERT_EQ(film.status, 200) << film.body;
  EXPECT_EQ(text_at(film, "/external_ids/imdb"), "");
  EXPECT_EQ(text_at(film, "/external_ids/wikidata"), "Q9900100");
  EXPECT_EQ(kept(), text_at(made, "/id"));
  EXPECT_EQ(text_at(ida->get("/api/movies/" + text_at(made, "/id")), "/external_ids/imdb"), "");
}

TEST_P(FilmsFromOutside, do_without_pictures_that_cannot_be_had) {
  behave("pictures", "wrong");
  const auto id = kept();
  server->house().jobs.run_all();
  EXPECT_EQ(text_at(ida->get("/api/movies/" + id), "/poster/url"), "");
  EXPECT_EQ(text_at(ida->get("/api/movies/" + id + "/pictures"), "/waiting"), "4") << "to be tried again";
  calm_stub();
  EXPECT_EQ(admin->call("POST", "/api/movies/" + id + "/pictures/fetch").status, 204);
  server->house().jobs.run_all();
  EXPECT_NE(text_at(ida->get("/api/movies/" + id), "/poster/url"), "");
}

TEST_P(FilmsFromOutside, are_made_once_however_many_ask) {
  std::vector<std::thread> clients;
  std::mutex mutex;
  std::map<int, int> statuses;
  std::set<std::string> ids;
  for (int i = 0; i < 50; ++i) {
    clients.emplace_back([&, i] {
      const auto reply = keep(i % 3 == 2 ? R"({"provider":"wikidata","id":"Q9900100"})" : lighthouse);
      const std::lock_guard lock(mutex);
      ++statuses[reply.status];
      ids.insert(text_at(reply, "/id"));
    });
  }
  for (auto& client : clients) client.join();
  EXPECT_EQ(statuses[201], 1);
  EXPECT_EQ(statuses[200], 49);
  EXPECT_EQ(ids.size(), 1u);
  EXPECT_EQ(films("salt%20lighthouse"), 1u);
  EXPECT_EQ(asked("/3/movie/9900100"), 1) << "nor is a provider asked fifty times";
  EXPECT_EQ(boost::json::parse(ida->get("/api/people?q=sternova").body).as_array().size(), 1u);
}

TEST_P(FilmsFromOutside, are_one_film_in_several_sources) {
  const auto id = kept(R"({"provider":"omdb","id":"tt9900100"})");
  EXPECT_EQ(text_at(ida->get("/api/movies/" + id), "/external_ids/tmdb"), "");
  EXPECT_EQ(kept(R"({"provider":"wikidata","id":"Q9900100"})"), id);
  EXPECT_EQ(text_at(ida->get("/api/movies/" + id), "/external_ids/tmdb"), "9900100") << "ids are joined";
  EXPECT_EQ(kept(), id);
  // The starter's Godfather is met by its title and year, where no id speaks against it; its texts stay.
  const auto before = ida->get("/api/search?q=godfather");
  const auto godfather = kept(R"({"provider":"tmdb","id":"238"})");
  EXPECT_EQ(godfather, text_at(before, "/movies/0/id"));
  EXPECT_THAT(text_at(ida->get("/api/movies/" + godfather), "/description"), Not(HasSubstr("stub")));
}

TEST_P(FilmsFromOutside, bring_peoples_names_in_other_languages) {
  const auto film = ida->get("/api/movies/" + kept(R"({"provider":"wikidata","id":"Q9900100"})"));
  EXPECT_EQ(text_at(film, "/directors/0/names/ru"), "Ада Штернова");
  EXPECT_EQ(text_at(ida->get("/api/people?q=%D0%A8%D1%82%D0%B5%D1%80%D0%BD%D0%BE%D0%B2%D0%B0&page=1"), "/0/name"),
            "Ada Sternova")
      << "by which they are found";
}

TEST_P(FilmsFromOutside, of_one_name_are_two_when_an_id_says_so) {
  const auto made =
      admin->call("POST", "/api/movies", R"({"title":"The Salt Lighthouse","year":2021,"external_ids":{"tmdb":"5"}})");
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_NE(kept(), text_at(made, "/id"));
  EXPECT_EQ(films("salt%20lighthouse"), 2u);
}

TEST_P(FilmsFromOutside, that_an_editor_deleted_are_not_brought_back_by_others) {
  const auto id = kept();
  ASSERT_EQ(admin->call("DELETE", "/api/movies/" + id).status, 204);
  EXPECT_EQ(keep().status, 409);
  EXPECT_EQ(films("salt%20lighthouse"), 0u);
}

TEST_P(FilmsFromOutside, are_asked_for_politely) {
  Visitor guest(*server);
  EXPECT_EQ(guest.call("POST", "/api/movies/from-provider", lighthouse).status, 401);
  const std::pair<const char*, int> bad[] = {{R"({"provider":"tmdb","id":"12345"})", 404},
                                             {R"({"provider":"tmdb","id":"../configuration"})", 404},
                                             {R"({"provider":"imdb","id":"1"})", 422},
                                             {R"({"provider":"tmdb"})", 422},
                                             {R"({"provider":"tmdb","id":""})", 422},
                                             {R"({"provider":"tmdb","id":7})", 422},
                                             {R"({"provider":"wikidata","id":"Q9900555"})", 404}};
  for (const auto& [body, status] : bad) EXPECT_EQ(keep(body).status, status) << body;
}

TEST_P(FilmsFromOutside, are_brought_up_to_date_but_for_what_an_editor_wrote) {
  const auto id = kept();
  ASSERT_EQ(change(id, R"({"tagline":"Ours.","runtime":99})").status, 200);
  EXPECT_EQ(admin->get("/api/movies/" + id + "/locks").body, R"({"fields":["runtime","tagline"]})");
  // As if the provider had learned something since.
  server->database().write([&](db::Tx& tx) {
    tx.run(db::Query{"test.age", "UPDATE movies SET description = 'An old text.', runtime = 98 WHERE id = $1"},
           std::stoll(id));
  });
  EXPECT_EQ(ida->call("POST", "/api/movies/" + id + "/refresh").status, 403);
  auto film = admin->call("POST", "/api/movies/" + id + "/refresh");
  ASSERT_EQ(film.status, 200) << film.body;
  EXPECT_EQ(text_at(film, "/description"), "A keeper counts ships that no longer come.");
  EXPECT_EQ(text_at(film, "/tagline"), "Ours.");
  EXPECT_EQ(text_at(film, "/runtime"), "98") << "locked";

  EXPECT_EQ(admin->call("PUT", "/api/movies/" + id + "/locks", R"({"fields":["tagline"]})").status, 200);
  EXPECT_EQ(admin->call("PUT", "/api/movies/" + id + "/locks", R"({"fields":["poster","id"]})").status, 422);
  film = admin->call("POST", "/api/movies/" + id + "/refresh");
  EXPECT_EQ(text_at(film, "/runtime"), "101");
  EXPECT_EQ(text_at(film, "/tagline"), "Ours.");
  EXPECT_EQ(text_at(film, "/credits/2/person/name"), "Nadia Belén");

  const auto own = admin->call("POST", "/api/movies", R"({"title":"Nobody Knows It","year":2020})");
  const auto unknown = admin->call("POST", "/api/movies/" + text_at(own, "/id") + "/refresh");
  EXPECT_EQ(unknown.status, 409);
  EXPECT_THAT(text_at(unknown, "/detail"), HasSubstr("No provider knows this film"));
}

TEST_P(FilmsFromOutside, are_all_brought_up_to_date_by_a_job) {
  const auto id = kept();
  const auto second = kept(R"({"provider":"tmdb","id":"9900101"})");
  server->database().write([&](db::Tx& tx) {
    tx.run(db::Query{"test.forget", "DELETE FROM movie_external_ids WHERE movie_id NOT IN ($1, $2)"}, std::stoll(id),
           std::stoll(second));
    tx.run(db::Query{"test.age", "UPDATE movies SET description = 'Old.' WHERE id = $1"}, std::stoll(id));
    tx.run(db::Query{"test.votes", "UPDATE movies SET votes = 5, rating = 1 WHERE id = $1"}, std::stoll(id));
  });
  EXPECT_EQ(ida->call("POST", "/api/admin/metadata/refresh").status, 403);
  const auto begun = admin->call("POST", "/api/admin/metadata/refresh");
  ASSERT_EQ(begun.status, 202) << begun.body;
  EXPECT_EQ(text_at(begun, "/movies"), "2");
  server->house().jobs.run_all();
  const auto job = admin->get("/api/admin/jobs/" + text_at(begun, "/job"));
  EXPECT_EQ(text_at(job, "/state"), "done") << job.body;
  EXPECT_EQ(text_at(job, "/progress/done"), "2") << job.body;
  EXPECT_EQ(text_at(job, "/progress/changed"), "1") << job.body;
  EXPECT_THAT(ida->get("/api/movies?q=salt%20lighthouse").body, HasSubstr(R"("rating":7.4,)")) << "cards too";
  EXPECT_EQ(text_at(ida->get("/api/movies/" + id), "/description"), "A keeper counts ships that no longer come.");
}

TEST_P(FilmsFromOutside, bring_pictures_by_address_but_from_nowhere_private) {
  const auto bring = [&](const std::string& url) {
    return admin->call("POST", "/api/pictures/from-url", R"({"url":")" + url + "\"}");
  };
  const auto good = bring(provider_stub().address() + "/t/p/original/poster1.png");
  ASSERT_EQ(good.status, 201) << good.body;
  EXPECT_EQ(text_at(good, "/width"), "400");
  const auto part = admin->call("POST", "/api/pictures/from-url?left=2500&top=0&width=5000&height=10000",
                                R"({"url":")" + provider_stub().address() + "/t/p/original/poster1.png\"}");
  EXPECT_EQ(text_at(part, "/width"), "200") << part.body;
  EXPECT_EQ(text_at(part, "/height"), text_at(good, "/height"));
  EXPECT_THAT(text_at(bring(provider_stub().address() + "/page.html"), "/errors/0/field"), HasSubstr("url"));
  EXPECT_EQ(ida->call("POST", "/api/pictures/from-url", R"({"url":"https://example.org/a.png"})").status, 403);

  // A house that trusts nobody, beside a canary.
  options.providers = nobody_outside();
  open_house();
  calm_stub();
  const auto port = provider_stub().address().substr(std::string("http://127.0.0.1").size());
  for (const auto& host :
       {"127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433", "0x7f.1", "127.1", "[::ffff:127.0.0.1]", "10.0.0.1",
        "192.168.0.1", "169.254.169.254", "evil@127.0.0.1", "metadata.google.internal"}) {
    for (const std::string scheme : {"http://", "https://"}) {
      const auto reply = bring(scheme + host + port + "/t/p/original/poster1.png");
      EXPECT_EQ(reply.status, 422) << scheme << host;
      EXPECT_EQ(text_at(reply, "/errors/0/field"), "url") << reply.body;
    }
  }
  for (const char* url : {"file:///etc/passwd", "gopher://127.0.0.1/", "ftp://127.0.0.1/a",
                          "data:image/png;base64,AA==", "//127.0.0.1/a", "dict://127.0.0.1:11211/"})
    EXPECT_EQ(bring(url).status, 422) << url;
  EXPECT_EQ(asked("/t/p/original/poster1.png"), 0) << "no byte left the house";
}

TEST_P(FilmsFromOutside, come_with_their_picture_in_one_request) {
  const std::string boundary = "----a form";
  const auto field = [&](const std::string& name, const std::string& bytes, const std::string& file = "") {
    return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + '"' +
           (file.empty() ? "" : "; filename=\"" + file + '"') + "\r\n\r\n" + bytes + "\r\n";
  };
  const auto type = "Content-Type: multipart/form-data; boundary=\"" + boundary + "\"\r\n";
  const auto end = "--" + boundary + "--\r\n";
  const auto post = [&](const std::string& path, const std::string& body) {
    return admin->call("POST", path, body, type);
  };
  const auto movie = field("movie", R"({"title":"Brought Along","year":2019})");
  const auto poster = field("poster", picture("jpg", 400, 600), "../../a\\\" .exe");
  const auto made = post("/api/movies", movie + poster + end);
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(text_at(made, "/poster/height"), "600");
  EXPECT_EQ(ida->call("POST", "/api/movies", movie + end, type).status, 403);

  const auto other = field("movie", R"({"title":"Unmade Contraption","year":2018})");
  const std::tuple<const char*, std::string, int> bad[] = {
      {"no movie", poster + end, 422},
      {"two movies", movie + movie + end, 422},
      {"an unknown field", other + field("trailer", "x") + end, 422},
      {"a poster that is none", other + field("poster", "<svg/>") + end, 422},
      {"a movie that is not JSON", field("movie", "title=a") + end, 400},
      {"not ended", other, 400},
      {"no boundary at the beginning", "x" + other + end, 400},
      {"a field without a name", "--" + boundary + "\r\nContent-Type: a/b\r\n\r\nx\r\n" + end, 400},
      {"a head without an end", "--" + boundary + "\r\nContent-Disposition: form-data; name=\"movie\"", 400}};
  for (const auto& [what, body, status] : bad) EXPECT_EQ(post("/api/movies", body).status, status) << what;
  EXPECT_EQ(films("unmade%20contraption"), 0u);
  EXPECT_EQ(admin->call("POST", "/api/movies", other + end, "Content-Type: multipart/form-data\r\n").status, 400);

  EXPECT_EQ(post("/api/pictures", field("file", picture("png", 200, 300), "a.png") + end).status, 201);
  EXPECT_EQ(post("/api/pictures", field("picture", picture("png", 200, 300)) + end).status, 422);
}

TEST_P(FilmsFromOutside, people_show_pictures_too) {
  const auto reply = ida->call("PUT", "/api/user/avatar?left=0&top=0&width=5000&height=5000", picture("png", 400, 400),
                               "Content-Type: image/png\r\n");
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(text_at(reply, "/width"), "200");
  EXPECT_EQ(text_at(ida->get("/api/user"), "/avatar"), text_at(reply, "/url"));
  EXPECT_THAT(ida->get("/api/users/ida").body, HasSubstr(text_at(reply, "/url")));
  EXPECT_EQ(ida->call("PUT", "/api/user/avatar", "<svg/>", "Content-Type: image/png\r\n").status, 422);
  EXPECT_EQ(ida->call("DELETE", "/api/user/avatar").status, 204);
  EXPECT_EQ(text_at(ida->get("/api/user"), "/avatar"), "null");

  const auto photo = admin->call("POST", "/api/pictures", picture("png", 300, 400), "Content-Type: image/png\r\n");
  const auto draft = admin->get("/api/people/1/draft");
  const auto changed = admin->call("PATCH", "/api/people/1", R"({"photo":")" + text_at(photo, "/id") + "\"}",
                                   "If-Match: " + draft.headers.at("etag") + "\r\n");
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(text_at(changed, "/photo/height"), "400");
  EXPECT_EQ(text_at(ida->get("/api/people/1"), "/photo/url"), text_at(photo, "/url"));
}

TEST_P(FilmsFromOutside, work_in_the_background_is_seen_and_begun_by_admins) {
  EXPECT_EQ(ida->get("/api/admin/schedules").status, 403);
  const auto schedules = admin->get("/api/admin/schedules");
  EXPECT_THAT(schedules.body, HasSubstr(R"("kind":"orphans","every_hours":24)"));
  EXPECT_EQ(admin->call("POST", "/api/admin/schedules/scan/run").status, 404);
  const auto begun = admin->call("POST", "/api/admin/schedules/orphans/run");
  ASSERT_EQ(begun.status, 202) << begun.body;
  server->house().jobs.run_all();
  const auto job = admin->get("/api/admin/jobs/" + text_at(begun, "/id"));
  EXPECT_EQ(text_at(job, "/state"), "done");
  EXPECT_EQ(text_at(job, "/progress/files"), "0");
  const auto wish = [&](const char* what) {
    return admin->call("PUT", "/api/admin/jobs/" + text_at(begun, "/id"), std::string(R"({"wish":")") + what + "\"}");
  };
  EXPECT_EQ(wish("cancel").status, 409);
  EXPECT_EQ(wish("retry").status, 409) << "it went well";
}

}  // namespace
}  // namespace kinoteka::metadata
