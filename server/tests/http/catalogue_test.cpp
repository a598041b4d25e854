// The catalogue over HTTP: a row a request, on both engines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/databases.hpp"
#include "support/server.hpp"

namespace kinoteka::catalogue {
namespace {

using kinoteka::support::Reply;
using ::testing::HasSubstr;
using ::testing::Not;

std::size_t times(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

class Api : public ::testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override {
    server = std::make_unique<kinoteka::support::TestServer>(kinoteka::support::golden_database(GetParam()));
  }
  Reply get(const std::string& target, const std::string& headers = "") { return server->get(target, headers); }
  std::string id_of(const std::string& query) {
    const auto body = get("/api/movies?page=1&q=" + query).body;
    const auto start = body.find("\"id\":") + 5;
    return body.substr(start, body.find(',', start) - start);
  }
  std::unique_ptr<kinoteka::support::TestServer> server;
};
INSTANTIATE_TEST_SUITE_P(Engines, Api, ::testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return kinoteka::support::engine_name(engine.param); });

struct Scenario {
  const char* name;
  const char* target;
  int status;
  const char* has;
  const char* has_not;
};

TEST_P(Api, answers_each_request_as_the_design_says) {
  const Scenario rows[] = {
      {"a page has twelve", "/api/movies/?page=1", 200, "\"title\":\"The Godfather\"", nullptr},
      {"without a slash too", "/api/movies?page=1", 200, "The Godfather", nullptr},
      {"newest first", "/api/movies/?status=new&page=1&per_page=1", 200, "\"year\":2024", nullptr},
      {"oldest first", "/api/movies/?sort=year&page=1&per_page=1", 200, "A Trip to the Moon", nullptr},
      {"by title", "/api/movies/?sort=title&page=1&per_page=1", 200, "12 Angry Men", nullptr},
      {"two keys", "/api/movies/?sort=-year,title&page=1&per_page=2", 200, "\"year\":2024", nullptr},
      {"a filter by country", "/api/movies/?country=sn&page=1", 200, "Touki Bouki", "The Godfather"},
      {"a filter by language", "/api/movies/?language=KA&page=1", 200, "Mimino", "Stalker"},
      {"a genre by its name", "/api/movies/?genre=Western&page=1&sort=year", 200, "The Great Train Robbery", "Stalker"},
      {"a genre by its Russian name", "/api/movies/?genre=%D0%B2%D0%B5%D1%81%D1%82%D0%B5%D1%80%D0%BD&page=1&sort=year",
       200, "The Great Train Robbery", "Stalker"},
      {"a director by name", "/api/movies/?director=tarkovsky&page=1", 200, "Stalker", "The Godfather"},
      {"an actor by name", "/api/movies/?actor=toshiro%20mifune&page=1", 200, "Seven Samurai", "Stalker"},
      {"a director whom nobody knows", "/api/movies/?director=qqqqzzzz&page=1", 200, "[]", nullptr},
      {"a genre that is none", "/api/movies/?genre=cheese&page=1", 200, "[]", nullptr},
      {"an id that is none", "/api/movies/?genre=0&page=1", 422, "must be an id", nullptr},
      {"filters together", "/api/movies/?country=SU&year_from=1979&year_to=1979&page=1", 200, "Stalker", "Mirror"},
      {"a rating nobody has", "/api/movies/?rating_from=9&page=1", 200, "[]", nullptr},
      {"a page behind the last", "/api/movies/?page=900", 200, "[]", nullptr},
      {"a tag nobody has", "/api/movies/?tag=none&page=1", 200, "[]", nullptr},
      {"search", "/api/movies/?q=godfater&page=1", 200, "The Godfather", nullptr},
      {"search within a filter", "/api/movies/?q=godfather&year=1974&page=1", 200, "Part II", "\"year\":1972"},
      {"search, then another order", "/api/movies/?q=godfather&sort=-year&page=1&per_page=1", 200, "Part II", nullptr},
      {"genres", "/api/genres/", 200, "\"names\":{\"ru\":\"Драма\"}", nullptr},
      {"directors", "/api/directors/?page=1&per_page=3", 200, "\"directed\":", nullptr},
      {"directors by name", "/api/directors?q=kurosava&page=1", 200, "Akira Kurosawa", nullptr},
      {"facets", "/api/facets", 200, "\"first_year\":1902", nullptr},
      {"suggestions", "/api/search/suggest?q=%D0%BC%D0%B0%D1%82%D0%B8%D1%80%D1%86%D0%B0", 200, "The Matrix", nullptr},
      {"no such movie", "/api/movies/99999999", 404, "\"status\":404", nullptr},
      {"no number", "/api/movies/abc", 404, "nothing with this id", "SQL"},
      {"a number too large", "/api/movies/99999999999999999999", 404, "\"status\":404", nullptr},
      {"no such genre", "/api/genres/999", 404, "genre", nullptr},
      {"an actor is no director", "/api/directors/3", 404, "director", nullptr},
      {"no such person", "/api/people/99999999", 404, "person", nullptr},
      {"no such address", "/api/nothing", 404, "\"request_id\"", nullptr},
      {"every fault is named", "/api/movies/?page=0&per_page=101&sort=rank&year=x&country=FRA&rating_from=11&yeer=1",
       422, "did you mean year?", nullptr},
      {"a page that is no number", "/api/movies/?page=1.5", 422, "must be a whole number", nullptr},
      {"given twice", "/api/movies/?page=1&page=2", 422, "more than once", nullptr},
      {"a sort twice", "/api/movies/?sort=year,-year", 422, "twice", nullptr},
      {"an unknown status", "/api/movies/?status=old", 422, "must be new", nullptr},
      {"an empty search", "/api/movies/?q=", 422, "1 to 200 characters", nullptr},
      {"suggest needs a word", "/api/search/suggest", 422, "is missing", nullptr},
      {"SQL is text like any other", "/api/movies/?tag=%27%20OR%201%3D1%20--&page=1", 200, "[]", nullptr},
  };
  for (const auto& row : rows) {
    const auto reply = get(row.target);
    EXPECT_EQ(reply.status, row.status) << row.name << ": " << reply.body.substr(0, 300);
    EXPECT_THAT(reply.body, HasSubstr(row.has)) << row.name;
    if (row.has_not != nullptr) {
      EXPECT_THAT(reply.body, Not(HasSubstr(row.has_not))) << row.name;
    }
    EXPECT_EQ(reply.headers.at("content-type"),
              row.status == 200 ? "application/json; charset=utf-8" : "application/problem+json")
        << row.name;
  }
  EXPECT_EQ(times(get("/api/movies/?page=0&per_page=101&sort=rank&year=x&country=FRA&rating_from=11&yeer=1").body,
                  "\"field\""),
            7u);
}

TEST_P(Api, pages_say_where_they_stand) {
  const auto first = get("/api/movies/?page=1&country=SU");
  const auto total = std::stoi(first.headers.at("x-total-count"));
  EXPECT_GT(total, 24);
  EXPECT_EQ(times(first.body, "\"original_title\""), 12u);
  EXPECT_THAT(first.headers.at("link"), HasSubstr("</api/movies/?country=SU&page=2>; rel=\"next\""));
  EXPECT_THAT(first.headers.at("link"), Not(HasSubstr("rel=\"prev\"")));
  const auto last = get("/api/movies/?country=SU&page=" + std::to_string((total + 11) / 12));
  EXPECT_THAT(last.headers.at("link"), HasSubstr("rel=\"prev\""));
  EXPECT_THAT(last.headers.at("link"), Not(HasSubstr("rel=\"next\"")));
  EXPECT_EQ(times(last.body, "\"original_title\""), static_cast<std::size_t>((total - 1) % 12 + 1));
}

TEST_P(Api, pages_together_are_the_whole_and_nothing_twice) {
  std::string all;
  for (int page = 1; page <= 5; ++page)
    all += get("/api/movies/?per_page=100&sort=title&page=" + std::to_string(page)).body;
  const auto whole = get("/api/movies/?sort=title");
  EXPECT_EQ(whole.headers.at("transfer-encoding"), "chunked");
  EXPECT_EQ(times(whole.body, "\"original_title\""), std::stoul(whole.headers.at("x-total-count")));
  EXPECT_EQ(times(all, "\"original_title\""), times(whole.body, "\"original_title\""));
  EXPECT_EQ(whole.body.front(), '[');
  EXPECT_EQ(whole.body.substr(whole.body.size() - 2), "]\n");
}

TEST_P(Api, a_movie_tells_all_about_itself) {
  const auto movie = get("/api/movies/" + id_of("stalker")).body;
  for (const auto* part : {"\"title\":\"Stalker\"", "\"titles\":{\"ru\":\"Сталкер\"}", "\"runtime\":162",
                           "\"role\":\"director\"", "\"character\":\"Writer\"", "\"languages\":[\"ru\"]",
                           "\"countries\":[\"SU\"]", "\"translations\":[{\"language\":\"ru\"", "\"created_at\":\"20"}) {
    EXPECT_THAT(movie, HasSubstr(part));
  }
}

TEST_P(Api, a_person_has_films_by_role) {
  const auto movie = get("/api/movies/" + id_of("sherlock+jr")).body;
  const auto at = movie.find("\"person\":{\"id\":") + 15;
  const auto person = get("/api/people/" + movie.substr(at, movie.find(',', at) - at)).body;
  EXPECT_THAT(person, HasSubstr("\"name\":\"Buster Keaton\""));
  const auto director = person.find("\"director\":[{"), actor = person.find("\"actor\":[{");
  EXPECT_NE(director, std::string::npos);
  EXPECT_NE(actor, std::string::npos);
  EXPECT_THAT(person.substr(actor), HasSubstr("Johnnie Gray"));
}

TEST_P(Api, what_has_not_changed_is_not_sent_again) {
  for (const auto* target : {"/api/movies/?page=2", "/api/genres/", "/api/facets"}) {
    const auto first = get(target);
    const auto etag = first.headers.at("etag");
    EXPECT_EQ(get(target, "If-None-Match: " + etag + "\r\n").status, 304);
    EXPECT_EQ(get(target, "If-None-Match: \"other\"\r\n").status, 200);
    EXPECT_EQ(get(target).headers.at("etag"), etag) << "also from the cache";
  }
}

TEST_P(Api, answers_are_never_older_than_the_data) {
  const auto target = "/api/movies/" + id_of("stalker");
  EXPECT_THAT(get(target).body, HasSubstr("\"runtime\":162"));
  get(target);
  server->database().write(
      [](db::Tx& tx) { tx.script("UPDATE movies SET description = 'Changed.' WHERE title = 'Stalker'"); });
  EXPECT_THAT(get(target).body, HasSubstr("Changed."));
}

TEST_P(Api, tells_operators_how_it_is) {
  EXPECT_EQ(get("/healthz").body, "ok\n");
  EXPECT_EQ(get("/readyz").status, 200);
  get("/api/genres");
  const auto metrics = get("/metrics").body;
  EXPECT_THAT(metrics, HasSubstr("kinoteka_requests_total{method=\"GET\",route=\"/api/genres\",status=\"2xx\"}"));
  EXPECT_THAT(metrics, HasSubstr("kinoteka_request_seconds_bucket"));
}

TEST(Contract, every_route_states_who_may_call_and_is_described) {
  kinoteka::support::TestServer server(kinoteka::support::golden_database(db::Engine::sqlite));
  const auto document = server.get("/api/openapi.json").body;
  for (const auto& route : server.router().routes()) {
    if (route->section.empty()) continue;
    EXPECT_THAT(document, HasSubstr("\"" + route->pattern + "\""));
    EXPECT_TRUE(route->operation.contains("security")) << route->pattern;
  }
}

}  // namespace
}  // namespace kinoteka::catalogue
