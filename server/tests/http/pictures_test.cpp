// Bringing pictures, giving them to films, and showing them in sizes; on both engines.
#include "support/pictures.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/databases.hpp"
#include "support/visitors.hpp"

namespace kinoteka::pictures {
namespace {

using namespace kinoteka::support;
using ::testing::AnyOf;
using ::testing::Eq;
using ::testing::HasSubstr;
using ::testing::Not;

class PicturesOfFilms : public ::testing::TestWithParam<db::Engine> {
 protected:
  explicit PicturesOfFilms(ServerOptions given = {}) {
    server = std::make_unique<TestServer>(golden_database(GetParam()), given);
    editor = std::make_unique<Visitor>(named(*server, "maude"));
  }
  Reply bring(const std::string& bytes, const std::string& query = "") {
    return editor->call("POST", "/api/pictures" + query, bytes, "Content-Type: application/octet-stream\r\n");
  }
  // Changes a film's draft as an editor does.
  Reply change(const std::string& movie, const std::string& patch) {
    const auto draft = editor->get("/api/movies/" + movie + "/draft");
    return editor->call("PATCH", "/api/movies/" + movie, patch, "If-Match: " + draft.headers.at("etag") + "\r\n");
  }

  std::unique_ptr<TestServer> server;
  std::unique_ptr<Visitor> editor;
};
INSTANTIATE_TEST_SUITE_P(Engines, PicturesOfFilms, ::testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return engine_name(engine.param); });

TEST_P(PicturesOfFilms, are_brought_by_editors_and_shown_by_films) {
  const auto made = bring(picture("png", 600, 900));
  ASSERT_EQ(made.status, 201) << made.body;
  const auto id = text_at(made, "/id"), url = text_at(made, "/url");
  EXPECT_EQ(made.headers.at("location"), "/api/pictures/" + id);
  EXPECT_EQ(text_at(editor->get(url), "/width"), "600");
  EXPECT_EQ(text_at(bring(picture("png", 600, 900)), "/id"), id) << "the same again is the same";

  const auto changed = change("1", R"({"poster":")" + id + R"(","backdrop":")" + id + "\"}");
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(text_at(changed, "/poster/id"), id);
  EXPECT_EQ(text_at(changed, "/backdrop/url"), url);
  Visitor guest(*server);
  const auto title = text_at(changed, "/title");
  EXPECT_EQ(text_at(guest.get("/api/movies/1"), "/poster/height"), "900");
  EXPECT_THAT(guest.get("/api/movies?page=1&sort=year").body, HasSubstr(url)) << "cards show it too";

  // What an editor did can be seen, and undone by saying what was before.
  EXPECT_THAT(editor->get("/api/changes?page=1").body, HasSubstr(R"("field":"poster")"));
  const auto without = change("1", R"({"poster":null})");
  EXPECT_EQ(without.status, 200) << without.body;
  EXPECT_EQ(text_at(without, "/poster/id"), "");
  EXPECT_EQ(text_at(without, "/backdrop/id"), id) << "the rest stays";
}

TEST_P(PicturesOfFilms, come_in_the_size_and_format_that_is_asked_for) {
  const auto url = text_at(bring(picture("jpg", 600, 900)), "/url");
  Visitor guest(*server);
  const auto ready = guest.get(url + "/342.webp");
  EXPECT_EQ(ready.status, 200);
  EXPECT_EQ(ready.headers.at("content-type"), "image/webp");
  EXPECT_EQ(ready.headers.at("cache-control"), "max-age=31536000, immutable");
  EXPECT_EQ(ready.headers.at("x-content-type-options"), "nosniff");
  EXPECT_THAT(ready.headers.at("content-security-policy"), HasSubstr("default-src 'none'"));
  EXPECT_EQ(guest.call("GET", url + "/342.webp", "", "If-None-Match: " + ready.headers.at("etag") + "\r\n").status,
            304);

  const auto until = guest.get(url + "/342.avif");
  EXPECT_EQ(until.status, 200) << "nobody waits for what is not made yet";
  EXPECT_EQ(until.headers.at("content-type"), "image/webp");
  EXPECT_EQ(until.headers.at("cache-control"), "no-cache");
  EXPECT_EQ(guest.get(url + "/500.jpg").headers.at("content-type"), "image/jpeg") << "old clients know no other";
  server->house().jobs.run_all();
  EXPECT_EQ(guest.get(url + "/342.avif").headers.at("content-type"), "image/avif");
  EXPECT_EQ(guest.get(url + "/342.avif").headers.at("cache-control"), "max-age=31536000, immutable");
  EXPECT_EQ(guest.get(url + "/500.jpg").headers.at("cache-control"), "max-age=31536000, immutable");

  // Wider than it is: the picture as it is, and no job for each width.
  EXPECT_EQ(guest.get(url + "/1920.webp").body, guest.get(url + "/780.webp").body);
  EXPECT_EQ(guest.get(url + "/1920.avif").body, guest.get(url + "/780.avif").body);
}

TEST_P(PicturesOfFilms, have_no_other_names) {
  const auto id = text_at(bring(picture("jpg", 600, 900)), "/id");
  for (const auto* name : {"/343.webp", "/0.webp", "/-342.webp", "/342.gif", "/342.svg", "/342", "/.webp", "/0342.webp",
                           "/342.webp%00.jpg", "/master.jpg", "/..%2fmaster.jpg", "/%2e%2e", "/99999999999.webp",
                           "/342.webp%0d%0aX:%20y", "/%2fetc%2fpasswd", "/342.WEBP"}) {
    const auto reply = Visitor(*server).get("/api/pictures/" + id + name);
    EXPECT_THAT(reply.status, AnyOf(Eq(400), Eq(404))) << name;
  }
  for (const auto* other : {"0", "..", "%2e%2e%2f", "ab", "ABCDEF"})
    EXPECT_EQ(Visitor(*server).get("/api/pictures/" + std::string(other) + "/342.webp").status, 404) << other;
  EXPECT_EQ(Visitor(*server).get("/api/pictures/" + std::string(64, 'a') + "/342.webp").status, 404);
}

TEST_P(PicturesOfFilms, that_are_none_are_refused_and_say_why) {
  const std::pair<const char*, std::string> pictures[] = {
      {"nothing", ""},
      {"SVG", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"},
      {"a bomb", claiming_png(30'000, 30'000)},
      {"cut short", picture("jpg", 600, 900).substr(0, 5000)},
  };
  for (const auto& [what, bytes] : pictures) {
    const auto reply = bring(bytes);
    EXPECT_EQ(reply.status, 422) << what << reply.body;
    EXPECT_EQ(text_at(reply, "/errors/0/field"), "picture") << what;
  }
  EXPECT_EQ(bring(std::string(21u << 20, 'x')).status, 413);
  const auto unknown = change("1", R"({"poster":")" + std::string(64, 'a') + "\"}");
  EXPECT_EQ(unknown.status, 422);
  EXPECT_EQ(text_at(unknown, "/errors/0/field"), "poster");
  EXPECT_EQ(change("1", R"({"poster":"../../x"})").status, 422);
  EXPECT_EQ(bring(picture("jpg", 600, 900), "?left=10001").status, 422);
}

TEST_P(PicturesOfFilms, are_known_by_their_bytes_and_not_by_what_they_are_called) {
  const auto reply = editor->call("POST", "/api/pictures", picture("png", 600, 900), "Content-Type: image/jpeg\r\n");
  EXPECT_EQ(reply.status, 201) << reply.body;
}

TEST_P(PicturesOfFilms, are_cut_as_the_editor_says) {
  const auto made = bring(picture("jpg", 600, 900), "?left=0&top=0&width=5000&height=3333");
  EXPECT_EQ(text_at(made, "/width"), "300");
  EXPECT_EQ(text_at(made, "/height"), "300");
}

TEST_P(PicturesOfFilms, that_nothing_shows_go_after_a_month) {
  const auto shown = text_at(bring(picture("png", 600, 900)), "/id"),
             unused = text_at(bring(picture("png", 60, 90)), "/id"),
             fresh = text_at(bring(picture("png", 90, 60)), "/id");
  ASSERT_EQ(change("1", R"({"backdrop":")" + shown + "\"}").status, 200);
  auto& blobs = *server->house().blobs;
  const auto files = [&](const std::string& digest) {
    return blobs_in(*server, "pictures/" + digest.substr(0, 2) + '/' + digest);
  };
  const auto tidy = [&] {
    server->database().write([&](db::Tx& tx) { server->house().jobs.add(tx, jobs::DropOrphans{}); });
    server->house().jobs.run_all();
  };
  const std::string lost = "pictures/00/" + std::string(64, '0') + "/master.jpg";
  blobs.put(lost, "x");
  server->database().write([&](db::Tx& tx) {
    tx.script("UPDATE pictures SET created_at = created_at - 3000000000 WHERE digest <> '" + fresh + "'");
  });
  tidy();
  EXPECT_EQ(editor->get("/api/pictures/" + shown).status, 200);
  EXPECT_EQ(editor->get("/api/pictures/" + fresh).status, 200) << "it may be chosen yet";
  EXPECT_EQ(editor->get("/api/pictures/" + unused).status, 404);
  EXPECT_EQ(files(unused), 6u) << "a file of today may belong to a picture that is just being brought";
  const auto folder = server->house().blobs->describe().substr(std::string("the folder ").size());
  ASSERT_TRUE(run("find " + folder + " -type f -exec touch -d '2 days ago' {} +"));
  tidy();
  EXPECT_EQ(files(unused), 0u);
  EXPECT_EQ(blobs.get(lost), std::nullopt) << "what no picture has";
  EXPECT_EQ(files(shown), 6u);
  EXPECT_EQ(files(fresh), 6u);
  const auto jobs = editor->get("/api/admin/jobs");
  EXPECT_EQ(text_at(jobs, "/0/kind"), "orphans") << jobs.body;
  EXPECT_EQ(text_at(jobs, "/0/progress/files"), "7") << "what was removed is told";
  EXPECT_EQ(text_at(bring(picture("png", 60, 90)), "/id"), unused) << "brought again, it is there again";
  EXPECT_EQ(editor->get("/api/pictures/" + unused + "/92.webp").status, 200);
}

class PicturesForMembers : public PicturesOfFilms {
 protected:
  static ServerOptions closed() {
    ServerOptions options;
    options.policy.members_only = true;
    return options;
  }
  PicturesForMembers() : PicturesOfFilms(closed()) {}
};
INSTANTIATE_TEST_SUITE_P(Engines, PicturesForMembers, ::testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return engine_name(engine.param); });

TEST_P(PicturesForMembers, are_nobody_elses) {
  const auto url = text_at(bring(picture("jpg", 600, 900)), "/url");
  EXPECT_EQ(Visitor(*server).get(url + "/342.webp").status, 401);
  const auto own = editor->get(url + "/342.webp");
  EXPECT_EQ(own.status, 200);
  EXPECT_EQ(own.headers.at("cache-control"), "private, max-age=31536000, immutable");
  EXPECT_EQ(Visitor(*server).get(url + "/342.webp").status, 401) << "what is kept for members is not for others";
}

}  // namespace
}  // namespace kinoteka::pictures
