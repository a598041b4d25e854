// Editing the catalogue over HTTP, on both engines.
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/databases.hpp"
#include "support/visitors.hpp"

namespace kinoteka::editing {
namespace {

using namespace kinoteka::support;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string film = R"({
  "title": "The Night Train", "original_title": "Nachtzug", "year": 1987, "runtime": 94, "description": "A journey.",
  "genres": [2, 1], "tags": ["trains", "night"], "countries": ["de", "FR"], "languages": ["de"],
  "aliases": ["Train of Night"],
  "translations": [{"language": "ru", "title": "Ночной поезд", "description": "Поездка."}],
  "external_ids": {"imdb": "tt9900001", "tmdb": "990001"},
  "credits": [
    {"role": "director", "name": "Ida Fremder"},
    {"role": "actor", "name": "Jan Fahrt", "character": "The conductor"},
    {"role": "actor", "name": "Ida Fremder", "character": "A lady"},
    {"role": "actor", "name": "Olga Weg"}
  ]})";

class Editing : public ::testing::TestWithParam<db::Engine> {
 protected:
  Editing() : server(std::make_unique<TestServer>(golden_database(GetParam()))), editor(*server) {
    editor.sign_up("ed@example.org");  // the first: an admin, who may all that editors may
  }
  // Its path.
  std::string make(const std::string& body = film) {
    const auto reply = editor.call("POST", "/api/movies", body);
    EXPECT_EQ(reply.status, 201) << reply.body;
    return reply.headers.at("location");
  }
  std::string tag_of(const std::string& path) { return "If-Match: " + editor.get(path).headers["etag"] + "\r\n"; }
  std::string found(const std::string& query) { return server->get("/api/movies?page=1&q=" + query).body; }
  // Of the actor or whoever it is at this place in the credits.
  std::string person_at(const std::string& movie, int place) {
    return "/api/people/" + text_at(server->get(movie), "/credits/" + std::to_string(place) + "/person/id");
  }

  std::unique_ptr<TestServer> server;
  Visitor editor;
};
INSTANTIATE_TEST_SUITE_P(Engines, Editing, ::testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return engine_name(engine.param); });

TEST_P(Editing, a_film_is_made_with_all_that_belongs_to_it_in_one_request) {
  const auto path = make();
  const auto page = server->get(path);
  EXPECT_EQ(text_at(page, "/title"), "The Night Train");
  EXPECT_EQ(text_at(page, "/titles/ru"), "Ночной поезд");
  EXPECT_EQ(text_at(page, "/countries"), R"(["DE","FR"])");
  EXPECT_EQ(text_at(page, "/tags"), R"(["night","trains"])");
  EXPECT_EQ(text_at(page, "/genres/0/id"), "2");
  EXPECT_EQ(text_at(page, "/directors/0/name"), "Ida Fremder");
  EXPECT_EQ(text_at(page, "/external_ids/imdb"), "tt9900001");
  EXPECT_EQ(json_of(page).at("credits").as_array().size(), 4u);
  EXPECT_EQ(text_at(page, "/credits/0/person/id"), text_at(page, "/credits/2/person/id"))
      << "one name is one new person, in whatever parts";
  // Lists, search, facets and the people's pages know it at once.
  for (const auto* query :
       {"night+train", "nachtzug", "%D0%BD%D0%BE%D1%87%D0%BD%D0%BE%D0%B9+%D0%BF%D0%BE%D0%B5%D0%B7%D0%B4",
        "train+of+night", "jan+fahrt"}) {
    EXPECT_THAT(found(query), HasSubstr("The Night Train")) << query;
  }
  EXPECT_THAT(server->get("/api/movies?tag=trains&page=1").body, HasSubstr("The Night Train"));
  EXPECT_THAT(server->get(person_at(path, 1)).body, HasSubstr("The conductor"));
  EXPECT_EQ(text_at(server->get(person_at(path, 0)), "/directed"), "1");
  EXPECT_THAT(server->get("/api/directors?q=ida+fremder&page=1").body, HasSubstr("Ida Fremder"));
}

TEST_P(Editing, a_new_film_names_somebody_who_is_here_already) {
  const auto nolan = text_at(server->get("/api/directors?q=christopher+nolan&page=1"), "/0/id");
  const auto path = make(R"({"title":"Another","credits":[{"role":"director","name":"Christopher Nolan"}]})");
  EXPECT_EQ(text_at(server->get(path), "/directors/0/id"), nolan);
}

TEST_P(Editing, every_fault_is_named_and_nothing_is_kept) {
  const auto before = server->get("/api/movies?page=1").headers["x-total-count"];
  struct Row {
    const char* name;
    const char* body;
    std::vector<std::string> fields;
  };
  const Row rows[] = {
      {"bounds",
       R"_({"title":"","year":1700,"runtime":0,"countries":["GER"],"trailer":"javascript:alert(1)"})_",
       {"title", "year", "runtime", "countries[0]", "trailer"}},
      {"forms",
       R"({"title":"A","release_date":"2001-02-30","external_ids":{"imdb":"nm1","tmdb":"x"},"popularity":1})",
       {"release_date", "external_ids.imdb", "external_ids.tmdb", "popularity"}},
      {"references",
       R"({"title":"A","genres":[1,999],"credits":[{"role":"actor","person":99999999},{"role":"actor"}]})",
       {"genres[1]", "credits[0].person", "credits[1]"}},
      {"twice",
       R"({"title":" ","genres":[1,1],"tags":["a","a"],"translations":[{"language":"ru","title":"a"},
                {"language":"RU","title":"b"}]})",
       {"title", "genres[1]", "tags[1]", "translations[1]"}},
      {"kinds", R"({"title":5,"credits":{"role":"actor"},"genres":["1"]})", {"title", "credits", "genres[0]"}},
  };
  for (const auto& row : rows) {
    const auto reply = editor.call("POST", "/api/movies", row.body);
    EXPECT_EQ(reply.status, 422) << row.name;
    for (const auto& field : row.fields) {
      EXPECT_THAT(reply.body, HasSubstr("\"field\":\"" + field + '"')) << row.name;
    }
    EXPECT_EQ(json_of(reply).at("errors").as_array().size(), row.fields.size()) << row.name << reply.body;
  }
  EXPECT_EQ(server->get("/api/movies?page=1").headers["x-total-count"], before);
  EXPECT_EQ(editor.call("POST", "/api/movies", "{\"title\":").status, 400);
  EXPECT_EQ(
      editor.call("POST", "/api/movies", R"({"title":"A","description":")" + std::string(600'000, 'x') + "\"}").status,
      413);
}

TEST_P(Editing, a_change_replaces_what_it_names_and_keeps_the_rest) {
  const auto path = make();
  auto reply =
      editor.call("PATCH", path, R"({"runtime":95,"translations":[],"external_ids":{"tmdb":null}})", tag_of(path));
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(text_at(reply, "/runtime"), "95");
  EXPECT_EQ(text_at(reply, "/titles"), "{}");
  EXPECT_EQ(text_at(reply, "/external_ids"), R"({"imdb":"tt9900001"})");
  EXPECT_EQ(json_of(reply).at("credits").as_array().size(), 4u);
  EXPECT_THAT(found("%D0%BD%D0%BE%D1%87%D0%BD%D0%BE%D0%B9+%D0%BF%D0%BE%D0%B5%D0%B7%D0%B4"),
              Not(HasSubstr("The Night Train")));
  // PUT says all of it.
  const auto jan = person_at(path, 1);
  reply = editor.call("PUT", path,
                      R"({"title":"The Day Train","year":1987,
      "credits":[{"role":"actor","person":)" +
                          jan.substr(12) + R"(,"character":"Himself"}]})",
                      tag_of(path));
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(text_at(reply, "/original_title"), "null");
  EXPECT_EQ(text_at(reply, "/genres"), "[]");
  EXPECT_EQ(text_at(reply, "/directors"), "[]");
  EXPECT_THAT(found("day+train"), HasSubstr("The Day Train"));
  EXPECT_THAT(found("nachtzug"), Not(HasSubstr("Train")));
  EXPECT_THAT(server->get(jan).body, HasSubstr("Himself"));
  // A draft that is read can be put back, and that changes nothing.
  const auto draft = editor.get(path + "/draft");
  const auto seen = "If-Match: " + draft.headers.at("etag") + "\r\n";
  EXPECT_EQ(editor.call("PUT", path, draft.body, seen).status, 200);
  EXPECT_EQ(editor.call("PUT", path, draft.body, seen).status, 200) << "no version more";
}

TEST_P(Editing, nobodys_change_is_lost_under_anothers) {
  const auto path = make();
  const auto seen = tag_of(path);
  EXPECT_EQ(editor.call("PATCH", path, R"({"runtime":100})").status, 428);
  EXPECT_EQ(editor.call("PATCH", path, R"({"runtime":100})", "If-Match: \"other\"\r\n").status, 412);
  EXPECT_EQ(editor.call("PATCH", path, R"({"runtime":100})", seen).status, 200);
  EXPECT_EQ(editor.call("PATCH", path, R"({"runtime":200})", seen).status, 412);
  EXPECT_EQ(editor.call("PUT", path, film, seen).status, 412);
  EXPECT_EQ(text_at(server->get(path), "/runtime"), "100");
  EXPECT_EQ(editor.call("PATCH", path, R"({"runtime":300})", "If-Match: *\r\n").status, 200);
  // Of many at once from the same version one wins.
  const auto last = tag_of(path);
  std::atomic<int> won = 0, refused = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      const auto status = editor.call("PATCH", path, R"({"tagline":")" + std::to_string(i) + "\"}", last).status;
      won += status == 200 ? 1 : 0;
      refused += status == 412 ? 1 : 0;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(won, 1);
  EXPECT_EQ(refused, 7);
}

TEST_P(Editing, the_same_film_is_not_made_twice) {
  const auto path = make();
  auto reply = editor.call("POST", "/api/movies", R"({"title":"the NIGHT train!","year":1987})");
  EXPECT_EQ(reply.status, 409);
  EXPECT_EQ(text_at(reply, "/existing"), path);
  EXPECT_EQ(editor.call("POST", "/api/movies", R"({"title":"Nachtzug","year":1987})").status, 409) << "by any title";
  EXPECT_EQ(editor.call("POST", "/api/movies", R"({"title":"The Night Train","year":1988})").status, 201);
  EXPECT_EQ(editor.call("POST", "/api/movies?duplicates=allow", R"({"title":"The Night Train","year":1987})").status,
            201);
  reply =
      editor.call("POST", "/api/movies?duplicates=allow", R"({"title":"Other","external_ids":{"imdb":"tt9900001"}})");
  EXPECT_EQ(reply.status, 409);
  EXPECT_EQ(text_at(reply, "/existing"), path);
  const auto other = make(R"({"title":"Quite Another","year":1999})");
  EXPECT_EQ(editor.call("PATCH", other, R"({"external_ids":{"tmdb":"990001"}})", tag_of(other)).status, 409);
  EXPECT_EQ(editor.call("PATCH", other, R"({"title":"The Night Train","year":1987})", tag_of(other)).status, 409);
  // Many at once make one.
  std::atomic<int> made = 0, refused = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      const auto status = editor.call("POST", "/api/movies", R"({"title":"All At Once","year":2001})").status;
      made += status == 201 ? 1 : 0;
      refused += status == 409 ? 1 : 0;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(made, 1);
  EXPECT_EQ(refused, 7);
}

TEST_P(Editing, a_deleted_film_is_gone_from_everywhere_and_can_come_back) {
  const auto path = make();
  const auto person = person_at(path, 1), director = person_at(path, 0);
  const auto total = server->get("/api/movies?page=1").headers["x-total-count"];
  const auto drama = text_at(server->get("/api/genres/1"), "/movie_count");
  EXPECT_EQ(editor.call("DELETE", path).status, 204);
  EXPECT_EQ(server->get(path).status, 404);
  EXPECT_EQ(editor.call("DELETE", path).status, 404);
  EXPECT_EQ(editor.call("PATCH", path, R"({"runtime":1})", "If-Match: *\r\n").status, 404);
  EXPECT_EQ(std::stoi(server->get("/api/movies?page=1").headers["x-total-count"]), std::stoi(total) - 1);
  EXPECT_EQ(std::stoi(text_at(server->get("/api/genres/1"), "/movie_count")), std::stoi(drama) - 1);
  for (const auto* list : {"/api/movies?tag=trains&page=1", "/api/movies?q=nachtzug&page=1",
                           "/api/movies?country=DE&year=1987&page=1", "/api/search/suggest?q=night+tra"}) {
    EXPECT_THAT(server->get(list).body, Not(HasSubstr("Night Train"))) << list;
  }
  EXPECT_THAT(server->get(person).body, Not(HasSubstr("Night Train")));
  EXPECT_EQ(text_at(server->get(director), "/directed"), "0");
  EXPECT_EQ(server->get("/api/directors/" + director.substr(12)).status, 404);
  EXPECT_THAT(editor.get("/api/deleted/movies").body, HasSubstr("The Night Train"));

  EXPECT_EQ(editor.call("POST", path + "/restore").status, 200);
  EXPECT_EQ(editor.call("POST", path + "/restore").status, 404);
  EXPECT_EQ(server->get("/api/movies?page=1").headers["x-total-count"], total);
  EXPECT_THAT(found("nachtzug"), HasSubstr("The Night Train"));
  EXPECT_EQ(text_at(server->get(director), "/directed"), "1");
  EXPECT_EQ(text_at(server->get(path), "/credits/1/character"), "The conductor");
  // Another has taken its place at a provider meanwhile.
  editor.call("DELETE", path);
  make(R"({"title":"Usurper","external_ids":{"imdb":"tt9900001"}})");
  EXPECT_EQ(editor.call("POST", path + "/restore").status, 409);
}

TEST_P(Editing, the_history_says_who_changed_what_when) {
  const auto path = make();
  editor.call("PATCH", "/api/user", R"({"username":"edna"})");
  editor.call("PATCH", path, R"({"runtime":99})", tag_of(path));
  editor.call("DELETE", path);
  editor.call("POST", path + "/restore");
  const auto history = editor.get(path + "/history");
  EXPECT_EQ(history.headers.at("x-total-count"), "4");
  EXPECT_EQ(text_at(history, "/0/action"), "restore");
  EXPECT_EQ(text_at(history, "/1/action"), "delete");
  EXPECT_EQ(text_at(history, "/2/fields"), R"([{"field":"runtime","before":94,"after":99}])");
  EXPECT_EQ(text_at(history, "/2/author/name"), "edna");
  EXPECT_EQ(text_at(history, "/3/action"), "create");
  EXPECT_THAT(editor.get("/api/changes").body, HasSubstr("The Night Train"));
}

TEST_P(Editing, people_are_added_edited_deleted_and_brought_back) {
  auto reply = editor.call("POST", "/api/people", R"({"name":"Vera Kadr","birth_year":1950,"imdb_id":"nm9900001"})");
  ASSERT_EQ(reply.status, 201) << reply.body;
  const auto vera = reply.headers.at("location");
  EXPECT_EQ(editor.call("POST", "/api/people", R"({"name":"V. Kadr","imdb_id":"nm9900001"})").status, 409);
  EXPECT_EQ(editor.call("POST", "/api/people", R"({"name":"Vera Kadr","birth_year":1950})").status, 409);
  EXPECT_EQ(editor.call("POST", "/api/people?duplicates=allow", R"({"name":"Vera Kadr","birth_year":1950})").status,
            201);
  reply = editor.call("POST", "/api/people", R"({"name":" ","birth_year":1950,"death_year":1940})");
  EXPECT_EQ(reply.status, 422);
  EXPECT_THAT(reply.body, HasSubstr("death_year"));
  reply =
      editor.call("POST", "/api/movies", R"({"title":"Two Veras","credits":[{"role":"actor","name":"Vera Kadr"}]})");
  EXPECT_EQ(reply.status, 422) << "which of them?";
  EXPECT_THAT(reply.body, HasSubstr("credits[0].name"));
  const auto movie = make(R"({"title":"Veras Film","year":1980,"credits":[
      {"role":"director","person":)" +
                          vera.substr(12) + R"(},{"role":"actor","person":)" + vera.substr(12) + "}]}");
  EXPECT_EQ(editor.call("PATCH", vera, R"({"name":"Vera Kadrova"})").status, 428);
  EXPECT_EQ(editor.call("PATCH", vera, R"({"name":"Vera Kadrova","biography":"Born."})", tag_of(vera)).status, 200);
  EXPECT_THAT(server->get("/api/movies?q=veras+film&page=1").body, HasSubstr("Vera Kadrova")) << "cards show it too";
  EXPECT_THAT(server->get("/api/people?q=kadrova&page=1").body, HasSubstr("Vera Kadrova"));

  EXPECT_EQ(editor.call("DELETE", vera).status, 204);
  EXPECT_EQ(server->get(vera).status, 404);
  EXPECT_EQ(text_at(server->get(movie), "/credits"), "[]");
  EXPECT_EQ(text_at(server->get(movie), "/directors"), "[]");
  EXPECT_THAT(server->get("/api/people?q=kadrova&page=1").body, Not(HasSubstr("Kadrova")));
  EXPECT_THAT(editor.get("/api/deleted/people").body, HasSubstr("Vera Kadrova"));
  // The film is edited meanwhile; the hidden credits are not lost with it.
  EXPECT_EQ(editor.call("PATCH", movie, R"({"credits":[{"role":"actor","name":"Boris Neu"}]})", tag_of(movie)).status,
            200);
  EXPECT_EQ(editor.call("POST", vera + "/restore").status, 200);
  EXPECT_EQ(text_at(server->get(movie), "/directors/0/name"), "Vera Kadrova");
  EXPECT_EQ(json_of(server->get(movie)).at("credits").as_array().size(), 3u);
  EXPECT_EQ(editor.get(vera + "/history").headers.at("x-total-count"), "4");
}

TEST_P(Editing, people_have_names_in_other_languages) {
  const auto movie = make(R"({"title":"Names","year":1980,"credits":[{"role":"director","name":"Ines Kadr"},
      {"role":"actor","name":"I. Kadr"}]})");
  const auto ines = "/api/people/" + text_at(server->get(movie), "/directors/0/id");
  auto reply = editor.call(
      "PATCH", ines, R"({"names":[{"language":"ru","name":"Инес Кадр"},{"language":"RU","name":" "}]})", tag_of(ines));
  EXPECT_EQ(reply.status, 422);
  EXPECT_THAT(reply.body, HasSubstr("names[1].language"));
  EXPECT_THAT(reply.body, HasSubstr("names[1].name"));
  reply = editor.call("PATCH", ines, R"({"names":[{"language":"ru","name":"Инес Кадр"}]})", tag_of(ines));
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(text_at(reply, "/names"), R"({"ru":"Инес Кадр"})");
  EXPECT_EQ(text_at(server->get(movie), "/directors/0/names/ru"), "Инес Кадр");
  EXPECT_EQ(text_at(server->get(movie), "/credits/0/person/names/ru"), "Инес Кадр");
  EXPECT_EQ(text_at(server->get("/api/people?q=%D0%98%D0%BD%D0%B5%D1%81+%D0%9A%D0%B0%D0%B4%D1%80&page=1"), "/0/id"),
            ines.substr(12))
      << "and is found by it";
  EXPECT_EQ(text_at(editor.get(ines + "/history"), "/0/fields"),
            R"([{"field":"names","before":[],"after":[{"language":"ru","name":"Инес Кадр"}]}])");

  // Whoever goes leaves the names that the other has not.
  const auto twin = "/api/people/" + text_at(server->get(movie), "/credits/1/person/id");
  editor.call("PATCH", twin, R"({"names":[{"language":"ru","name":"И. Кадр"},{"language":"ka","name":"ინესი"}]})",
              tag_of(twin));
  ASSERT_EQ(editor.call("POST", twin + "/merge", R"({"into":)" + ines.substr(12) + "}").status, 200);
  EXPECT_EQ(text_at(server->get(ines), "/names"), R"({"ka":"ინესი","ru":"Инес Кадр"})");
}

TEST_P(Editing, two_entries_of_one_person_become_one) {
  const auto one = make(R"({"title":"First","year":1990,"credits":[{"role":"director","name":"A. Nother"},
      {"role":"actor","name":"Ann Other"}]})");
  const auto two = make(R"({"title":"Second","year":1991,"credits":[{"role":"director","name":"A. Nother"}]})");
  const auto from = person_at(one, 0), into = person_at(one, 1);
  EXPECT_EQ(editor.call("POST", from + "/merge", R"({"into":99999999})").status, 422);
  EXPECT_EQ(editor.call("POST", from + "/merge", R"({"into":)" + from.substr(12) + "}").status, 422);
  const auto merged = editor.call("POST", from + "/merge", R"({"into":)" + into.substr(12) + "}");
  ASSERT_EQ(merged.status, 200) << merged.body;
  EXPECT_EQ(text_at(merged, "/directed"), "2");
  EXPECT_EQ(text_at(server->get(two), "/directors/0/name"), "Ann Other");
  EXPECT_EQ(text_at(server->get(from), "/name"), "Ann Other") << "the old address leads there";
  EXPECT_THAT(server->get("/api/people?q=a+nother&page=1").body, Not(HasSubstr("A. Nother")));
  EXPECT_EQ(editor.call("POST", from + "/restore").status, 404);
  const auto three = make(R"({"title":"Third","credits":[{"role":"actor","person":)" + from.substr(12) + "}]}");
  EXPECT_EQ(text_at(server->get(three), "/credits/0/person/name"), "Ann Other");
}

TEST_P(Editing, genres_and_tags_are_kept_in_order) {
  auto reply = editor.call("POST", "/api/genres",
                           R"({"slug":"heist","name":"Heist","names":[{"language":"ru","name":"Ограбление"}]})");
  ASSERT_EQ(reply.status, 201) << reply.body;
  const auto genre = reply.headers.at("location");
  EXPECT_EQ(editor.call("POST", "/api/genres", R"({"slug":"heist","name":"Other"})").status, 409);
  EXPECT_EQ(editor.call("POST", "/api/genres", R"({"slug":"No Slug","name":""})").status, 422);
  const auto movie = make(R"({"title":"The Job","tags":["old"],"genres":[)" + genre.substr(12) + "]}");
  EXPECT_EQ(editor.call("PATCH", genre, R"({"name":"Caper","slug":"caper"})", tag_of(genre)).status, 200);
  EXPECT_EQ(text_at(server->get(movie), "/genres/0/name"), "Caper");
  EXPECT_EQ(text_at(server->get("/api/movies?q=the+job&page=1"), "/0/genres/0/slug"), "caper");
  reply = editor.call("DELETE", genre);
  EXPECT_EQ(reply.status, 409);
  EXPECT_EQ(text_at(reply, "/existing"), "/api/movies?genre=" + genre.substr(12));
  EXPECT_EQ(editor.call("PATCH", movie, R"({"genres":[]})", tag_of(movie)).status, 200);
  EXPECT_EQ(editor.call("DELETE", genre).status, 204);
  EXPECT_EQ(server->get(genre).status, 404);

  const auto tags = server->get("/api/tags");
  const auto tag = "/api/tags/" + text_at(tags, "/0/id");
  EXPECT_EQ(text_at(tags, "/0/name"), "old");
  EXPECT_EQ(text_at(tags, "/0/movie_count"), "1");
  editor.call("POST", "/api/tags", R"({"name":"young"})");
  auto second = server->get("/api/tags?page=2&per_page=1");
  EXPECT_EQ(text_at(second, "/0/name"), "young");
  EXPECT_EQ(second.headers["x-total-count"], "2");
  EXPECT_EQ(server->get("/api/tags?page=9").body, "[]");
  EXPECT_EQ(editor.call("POST", "/api/tags", R"({"name":"old"})").status, 409);
  EXPECT_EQ(editor.call("PUT", tag, R"({"name":"renamed"})", tag_of(tag)).status, 200);
  EXPECT_EQ(text_at(server->get(movie), "/tags"), R"(["renamed"])");
  EXPECT_EQ(editor.call("DELETE", tag).status, 204);
  EXPECT_EQ(text_at(server->get(movie), "/tags"), "[]");
  EXPECT_EQ(text_at(editor.get("/api/changes"), "/0/action"), "delete");
}

}  // namespace
}  // namespace kinoteka::editing
