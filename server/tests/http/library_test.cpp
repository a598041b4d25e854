// A folder of videos becomes a cinema: scanning, matching, playing, and what must never happen meanwhile; on both
// engines.
#include <filesystem>
#include <fstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "support/databases.hpp"
#include "support/films.hpp"
#include "support/pictures.hpp"
#include "support/visitors.hpp"

namespace kinoteka::library {
namespace {

using namespace kinoteka::support;
using ::testing::HasSubstr;
using ::testing::Not;
namespace fs = std::filesystem;

class Library : public ::testing::TestWithParam<db::Engine> {
 protected:
  Library() : films(new_folder()) {
    options.library.roots = {films};
    server = std::make_unique<TestServer>(golden_database(GetParam()), options);
    admin = std::make_unique<Visitor>(named(*server, "maude"));
  }
  // Adds the folder, or scans it again; does all that follows from it. The scan as it ended.
  Reply scan(bool full = false) {
    const auto reply = folder.empty()
                           ? admin->call("POST", "/api/library/folders", R"({"name":"Films","path":")" + films + "\"}")
                           : admin->call("POST", folder + "/scan" + (full ? "?full=true" : ""));
    EXPECT_LT(reply.status, 300) << reply.body;
    if (folder.empty()) folder = reply.headers.at("location");
    server->house().jobs.run_all();
    return admin->get(folder);
  }
  std::string progress(const Reply& reply, const std::string& name) { return text_at(reply, "/scan/progress/" + name); }
  Reply file(const std::string& title) { return admin->get("/api/library/files?page=1&q=" + title); }
  std::string id_of(const std::string& title) { return text_at(file(title), "/0/id"); }
  std::string count(const std::string& state) {
    return admin->get("/api/library/files?page=1&state=" + state).headers.at("x-total-count");
  }

  std::string films, folder;
  ServerOptions options;
  std::unique_ptr<TestServer> server;
  std::unique_ptr<Visitor> admin;
};
INSTANTIATE_TEST_SUITE_P(Engines, Library, ::testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return engine_name(engine.param); });

TEST_P(Library, films_are_found_matched_and_looked_into) {
  put_film(films + "/The Godfather (1972)/The Godfather (1972).mp4", Film::mp4);
  put_film(films + "/Stalker/Сталкер (1979).mkv", Film::mkv_with_tracks);
  put_file(films + "/Stalker/Сталкер (1979).en.srt", "1\n00:00:01,000 --> 00:00:02,000\nBeside\n");
  put_file(films + "/Jaws (1975).mkv", "a text");
  put_file(films + "/Nobody Knows This One (1911).mkv", "a text");
  put_file(films + "/The Godfather (1972)/sample.mkv", "x");
  put_file(films + "/readme.txt", "x");
  const auto done = scan();
  EXPECT_EQ(text_at(done, "/scan/state"), "done") << done.body;
  EXPECT_EQ(progress(done, "added"), "4");
  EXPECT_EQ(text_at(file("godfather"), "/0/matched_by"), "title");
  EXPECT_EQ(text_at(file("godfather"), "/0/movie_title"), "The Godfather");
  EXPECT_EQ(text_at(admin->get("/api/library/files?state=matched&page=1&q=%D1%81%D1%82%D0%B0%D0%BB%D0%BA%D0%B5%D1%80"),
                    "/0/movie_title"),
            "Stalker")
      << "by its Russian title";
  EXPECT_EQ(count("broken"), "2");
  EXPECT_EQ(text_at(file("jaws"), "/0/fault"), "unknown_format");
  EXPECT_EQ(text_at(file("jaws"), "/0/broken"), "This is no film in a format that can be read.");
  EXPECT_EQ(count("unmatched"), "1");
  const auto details = admin->get("/api/library/files/" + id_of("%D1%81%D1%82%D0%B0%D0%BB%D0%BA%D0%B5%D1%80"));
  EXPECT_EQ(text_at(details, "/info/video/0/codec"), "hevc");
  EXPECT_EQ(text_at(details, "/info/audio/1/language"), "rus");
  EXPECT_EQ(text_at(details, "/info/subtitles/0/text"), "true");
  const auto overview = admin->get("/api/library");
  EXPECT_EQ(text_at(overview, "/movies"), "3");
  EXPECT_EQ(text_at(overview, "/unprobed"), "0");
  EXPECT_EQ(admin->get("/api/media/movies?page=1").headers.at("x-total-count"), "2")
      << "what is broken cannot be played";
}

TEST_P(Library, pictures_beside_a_film_are_its_own) {
  put_film(films + "/The Godfather (1972)/The Godfather (1972).mp4", Film::mp4);
  put_file(films + "/The Godfather (1972)/poster.jpg", picture("jpg", 600, 900));
  put_file(films + "/The Godfather (1972)/fanart.png", picture("png", 1280, 720));
  put_file(films + "/The Godfather (1972)/sample.mkv", "x");
  put_file(films + "/The Godfather (1972)/The Godfather (1972)-trailer.mkv", "y");
  put_film(films + "/Two/Stalker (1979).mp4", Film::mp4);
  put_film(films + "/Two/Jaws (1975).mp4", Film::mp4);
  put_file(films + "/Two/Stalker (1979)-poster.webp", picture("webp", 300, 450));
  put_file(films + "/Two/Stalker (1979).jpg", picture("jpg", 120, 180));
  put_file(films + "/Two/poster.jpg", picture("jpg", 90, 120));
  put_file(films + "/Two/Jaws (1975)-fanart.jpg", "<svg/>");
  scan();
  const auto shown = [&](const std::string& title) {
    const auto movie = text_at(file(title), "/0/movie_id");
    return admin->get("/api/movies/" + movie);
  };
  EXPECT_EQ(text_at(shown("godfather"), "/poster/width"), "600");
  EXPECT_EQ(text_at(shown("godfather"), "/backdrop/width"), "1280");
  EXPECT_EQ(text_at(shown("godfather"), "/still/id"), "") << "a film with a poster needs no frame";
  EXPECT_EQ(text_at(shown("stalker"), "/poster/width"), "300");
  EXPECT_EQ(text_at(shown("jaws"), "/poster/id"), "") << "a folder's poster is of its only film";
  EXPECT_EQ(text_at(shown("jaws"), "/backdrop/id"), "") << "what is no picture is left out, and the rest goes on";
  EXPECT_EQ(text_at(shown("jaws"), "/still/width"), "320") << "a frame of it instead";
  EXPECT_THAT(admin->get("/api/movies?page=1&q=jaws").body, HasSubstr("/api/pictures/"));

  // An editor's choice is not replaced, and a poster that comes later is found by a full scan.
  const auto jaws = text_at(file("jaws"), "/0/movie_id"), godfather = text_at(file("godfather"), "/0/movie_id");
  const auto chosen = admin->call("POST", "/api/pictures", picture("png", 400, 600), "Content-Type: image/png\r\n");
  const auto draft = admin->get("/api/movies/" + godfather + "/draft");
  ASSERT_EQ(admin
                ->call("PATCH", "/api/movies/" + godfather, R"({"poster":")" + text_at(chosen, "/id") + "\"}",
                       "If-Match: " + draft.headers.at("etag") + "\r\n")
                .status,
            200);
  put_file(films + "/Two/Jaws (1975)-poster.jpg", picture("jpg", 200, 300));
  scan(true);
  EXPECT_EQ(text_at(shown("godfather"), "/poster/width"), "400");
  EXPECT_EQ(text_at(shown("jaws"), "/poster/width"), "200");
  EXPECT_EQ(text_at(shown("jaws"), "/still/id"), "") << "now there is a poster";
}

TEST_P(Library, small_frames_are_made_for_who_plays) {
  put_film(films + "/The Godfather (1972).mp4", Film::mp4);
  put_file(films + "/Jaws (1975).mkv", "a text");
  scan();
  const auto media = "/api/media/" + id_of("godfather");
  EXPECT_EQ(text_at(admin->get(media + "/previews"), "/ready"), "false");
  server->house().jobs.run_all();
  const auto made = admin->get(media + "/previews");
  EXPECT_EQ(text_at(made, "/ready"), "true") << made.body;
  EXPECT_EQ(text_at(made, "/count"), "2") << "twenty seconds, a frame each ten";
  EXPECT_EQ(text_at(made, "/width"), "200");
  const auto sheet = admin->get(text_at(made, "/url"));
  EXPECT_EQ(sheet.headers.at("content-type"), "image/jpeg");
  EXPECT_THAT(sheet.headers.at("cache-control"), HasSubstr("private"));
  EXPECT_TRUE(sheet.body.starts_with("\xFF\xD8\xFF"));
  const auto broken = admin->get("/api/media/" + id_of("jaws") + "/previews");
  EXPECT_EQ(text_at(broken, "/ready"), "true") << "nobody need ask again";
  EXPECT_EQ(text_at(broken, "/count"), "0");
  server->house().jobs.run_all();

  // When the film is gone, so are they, a day later.
  const auto count = [&] { return blobs_in(*server, "previews"); };
  const auto tidy = [&] {
    server->database().write([&](db::Tx& tx) { server->house().jobs.add(tx, jobs::DropOldPreviews{}); });
    server->house().jobs.run_all();
  };
  const auto folder_of_blobs = server->house().blobs->describe().substr(std::string("the folder ").size());
  ASSERT_TRUE(run("find " + folder_of_blobs + " -type f -exec touch -d '2 days ago' {} +"));
  tidy();
  EXPECT_EQ(count(), 1u);

  auto other = named(*server, "walter");
  EXPECT_EQ(other.get(media + "/previews").status, 403);
  EXPECT_EQ(other.get(media + "/previews.jpg").status, 403);
  EXPECT_EQ(Visitor(*server).get(media + "/previews.jpg").status, 401);
  EXPECT_EQ(admin->get("/api/media/999999/previews").status, 404);
  EXPECT_EQ(admin->call("DELETE", folder).status, 204);
  tidy();
  EXPECT_EQ(count(), 0u);
}

TEST_P(Library, a_title_that_is_nearly_right_is_found_after_the_scan) {
  put_file(films + "/The Godfahter (1972).mkv", "x");
  put_file(films + "/Casablnca (1943).mkv", "y");
  scan();
  EXPECT_EQ(text_at(file("godfahter"), "/0/movie_title"), "The Godfather");
  EXPECT_EQ(text_at(file("godfahter"), "/0/matched_by"), "close");
  EXPECT_EQ(text_at(file("casablnca"), "/0/movie_title"), "Casablanca");
}

TEST_P(Library, a_second_scan_sees_only_what_is_different) {
  put_film(films + "/The Godfather (1972).mp4", Film::mp4);
  put_file(films + "/Jaws (1975).mkv", "one");
  put_file(films + "/Alien (1979).mkv", "two");
  scan();
  const auto jaws = id_of("jaws"), alien = id_of("alien");
  EXPECT_EQ(progress(scan(), "added"), "0");
  // Other contents, another place, and gone.
  put_film(films + "/Jaws (1975).mkv", Film::mp4);
  fs::create_directories(films + "/Horror");
  fs::rename(films + "/Alien (1979).mkv", films + "/Horror/Alien (1979).mkv");
  fs::remove(films + "/The Godfather (1972).mp4");
  auto done = scan();
  EXPECT_EQ(progress(done, "changed"), "1");
  EXPECT_EQ(progress(done, "moved"), "1");
  EXPECT_EQ(progress(done, "missing"), "1");
  EXPECT_EQ(progress(done, "added"), "0");
  EXPECT_EQ(id_of("jaws"), jaws);
  EXPECT_EQ(text_at(file("jaws"), "/0/broken"), "") << "it was looked into again";
  EXPECT_EQ(id_of("alien"), alien) << "moved, it is the same";
  EXPECT_EQ(text_at(file("alien"), "/0/path"), "Horror/Alien (1979).mkv");
  EXPECT_EQ(count("missing"), "1") << "gone is not deleted";
  put_film(films + "/The Godfather (1972).mp4", Film::mp4);
  done = scan();
  EXPECT_EQ(count("missing"), "0");
}

TEST_P(Library, a_moved_file_keeps_what_was_done_with_it) {
  put_film(films + "/Some name.mp4", Film::mp4);
  scan();
  const auto id = text_at(admin->get("/api/library/files?page=1"), "/0/id");
  ASSERT_EQ(admin->call("PUT", "/api/library/files/" + id + "/movie", R"({"movie_id":7})").status, 200);
  admin->call("PUT", "/api/media/" + id + "/position", R"({"position_ms":5000})");
  fs::create_directories(films + "/a/b");
  fs::rename(films + "/Some name.mp4", films + "/a/b/The Godfather (1972).mp4");
  scan();
  EXPECT_EQ(text_at(admin->get("/api/library/files/" + id), "/movie_id"), "7") << "chosen by hand stays";
  EXPECT_EQ(text_at(admin->get("/api/media/" + id), "/position_ms"), "5000");
}

TEST_P(Library, a_disk_that_is_away_changes_nothing) {
  put_file(films + "/disk/Jaws (1975).mkv", "one");
  options.library.roots = {films};
  const auto reply = admin->call("POST", "/api/library/folders", R"({"name":"Disk","path":")" + films + "/disk\"}");
  ASSERT_EQ(reply.status, 201) << reply.body;
  folder = reply.headers.at("location");
  server->house().jobs.run_all();
  fs::remove(films + "/disk/Jaws (1975).mkv");
  auto done = scan();
  EXPECT_EQ(text_at(done, "/scan/state"), "failed");
  EXPECT_THAT(text_at(done, "/scan/error"), HasSubstr("is its disk mounted?"));
  EXPECT_EQ(text_at(done, "/state"), "away");
  EXPECT_EQ(count("missing"), "0");
  fs::remove_all(films + "/disk");
  done = scan();
  EXPECT_EQ(text_at(done, "/scan/state"), "failed");
  EXPECT_EQ(count("missing"), "0");
  put_file(films + "/disk/Jaws (1975).mkv", "one");
  EXPECT_EQ(text_at(scan(), "/state"), "ready");
}

TEST_P(Library, odd_files_are_survived_and_nothing_outside_is_seen) {
  const auto outside = new_folder();
  put_film(outside + "/Secret (1999).mp4", Film::mp4);
  put_film(films + "/The Godfather (1972).mp4", Film::mp4);
  fs::create_symlink(outside, films + "/a link out");
  fs::create_symlink(outside + "/Secret (1999).mp4", films + "/Secret (1999).mp4");
  fs::create_symlink("../../../../../../etc/passwd", films + "/Passwords (1999).mkv");
  fs::create_symlink(".", films + "/a circle");
  fs::create_symlink("nowhere", films + "/broken link.mkv");
  fs::create_symlink("The Godfather (1972).mp4", films + "/Casablanca (1942).mp4");  // within: followed
  ASSERT_EQ(mkfifo((films + "/Pipe (1999).mkv").c_str(), 0600), 0);
  put_file(films + "/caf\xE9 (1999).mkv", "latin1");
  put_file(films + "/new\nline (1998).mkv", "x");
  put_file(films + "/-y (1997).mkv", "x");
  put_file(films + "/a\" -i /etc/passwd \" (1996).mkv", "x");
  put_file(films + "/$(id) `id` ';rm (1995).mkv", "x");
  put_file(films + "/concat:a|b (1994).mkv", "x");
  put_file(films + "/" + std::string(240, 'x') + " (1993).mkv", "x");
  put_file(films + "/Hole (1992).mkv", "x", 10'000);  // says that it is 10 GB
  const auto done = scan();
  EXPECT_EQ(text_at(done, "/scan/state"), "done") << done.body;
  const auto all = admin->get("/api/library/files");
  EXPECT_THAT(all.body, Not(HasSubstr("Secret")));
  EXPECT_THAT(all.body, Not(HasSubstr("Passwords")));
  EXPECT_THAT(all.body, Not(HasSubstr("Pipe")));
  EXPECT_THAT(all.body, HasSubstr("caf\xEF\xBF\xBD"));
  EXPECT_THAT(all.body, HasSubstr("Casablanca"));
  EXPECT_EQ(json_of(all).as_array().size(), 10u) << all.body;
  EXPECT_EQ(count("broken"), "8");
  // What was a film when it was found, and is a link out when it is played.
  const auto id = id_of("casablanca");
  fs::remove(films + "/Casablanca (1942).mp4");
  fs::create_symlink(outside + "/Secret (1999).mp4", films + "/Casablanca (1942).mp4");
  EXPECT_EQ(admin->get("/api/media/" + id + "/stream").status, 404);
}

TEST_P(Library, folders_lie_where_the_operator_allows) {
  fs::create_directories(films + "/a/b");
  fs::create_directories(films + "-evil");
  put_file(films + "/file", "x");
  fs::create_symlink("/etc", films + "/etc");
  const auto add = [&](const std::string& path) {
    return admin->call("POST", "/api/library/folders", R"({"name":"x","path":")" + path + "\"}").status;
  };
  for (const auto& path :
       {std::string("/"), std::string("/etc"), films + "/../", films + "-evil", films + "/file", films + "/etc",
        films + "/none", std::string("a"), std::string("."), films + "/a/../../", std::string("/proc/self/root")})
    EXPECT_EQ(add(path), 422) << path;
  EXPECT_EQ(add(films + "/a\\u0000/b"), 422);
  EXPECT_EQ(add(films + "/a"), 201);
  EXPECT_EQ(add(films + "/a"), 409);
  EXPECT_EQ(add(films + "/a/b"), 409) << "below one that is there";
  EXPECT_EQ(add(films), 409) << "around one that is there";
  fs::remove_all(films + "-evil");
}

TEST_P(Library, a_folder_is_picked_below_the_roots_and_nowhere_else) {
  for (const auto* name : {"Westerns", "anime", ".hidden", "caf\xE9"})
    std::filesystem::create_directories(films + '/' + name);
  put_file(films + "/a film.mkv", "x");
  std::filesystem::create_directory_symlink("/etc", films + "/elsewhere");
  EXPECT_EQ(text_at(admin->get("/api/library/tree"), "/folders/0/path"), films) << "where one begins";
  const auto tree = admin->get("/api/library/tree?path=" + films);
  EXPECT_EQ(json_of(tree).at("folders").as_array().size(), 2u) << tree.body;
  EXPECT_EQ(text_at(tree, "/folders/0/name"), "anime");
  EXPECT_EQ(text_at(tree, "/folders/1/path"), films + "/Westerns");
  EXPECT_EQ(text_at(tree, "/above"), "null") << "a root is the top";
  EXPECT_EQ(text_at(admin->get("/api/library/tree?path=" + films + "/anime"), "/above"), films);
  for (const auto& outside : {std::string("/etc"), films + "/elsewhere", films + "/..", films + "/a%20film.mkv",
                              std::string("/nowhere/at/all")})
    EXPECT_EQ(admin->get("/api/library/tree?path=" + outside).status, 422) << outside;
  EXPECT_EQ(named(*server, "bob").get("/api/library/tree").status, 403);
}

TEST_P(Library, a_match_is_mended_and_undone_for_all_parts) {
  put_file(films + "/Unknown thing/Unknown thing cd1.avi", "one");
  put_file(films + "/Unknown thing/Unknown thing cd2.avi", "two");
  put_file(films + "/Metropolis (1927).mkv", "x");
  scan();
  const auto id = id_of("unknown");
  EXPECT_EQ(text_at(admin->get("/api/library/files/" + id_of("metropolis") + "/candidates"), "/0/title"), "Metropolis");
  ASSERT_EQ(admin->call("PUT", "/api/library/files/" + id + "/movie", R"({"movie_id":3})").status, 200);
  EXPECT_EQ(count("unmatched"), "0") << "the other part as well";
  EXPECT_EQ(text_at(admin->get("/api/movies/3/files"), "/versions/0/parts/1/part"), "2");
  EXPECT_EQ(admin->call("PUT", "/api/library/files/" + id + "/movie", R"({"movie_id":99999999})").status, 404);
  EXPECT_EQ(admin->call("DELETE", "/api/library/files/" + id + "/movie").status, 200);
  scan(true);
  EXPECT_EQ(count("unmatched"), "2") << "what somebody refused stays so";
}

TEST_P(Library, what_is_written_beside_a_film_is_read) {
  put_file(films + "/x/whatever.mkv", "one");
  put_file(films + "/x/movie.nfo", "<movie><title>The Godfather</title><year>1972</year></movie>");
  put_file(films + "/y/entity.mkv", "two");
  put_file(films + "/y/entity.nfo",
           "<!DOCTYPE movie [<!ENTITY x SYSTEM "
           "\"file:///etc/passwd\">]><movie><title>&x;Jaws</title><year>1975</year></movie>");
  scan();
  EXPECT_EQ(text_at(file("godfather"), "/0/movie_title"), "The Godfather");
  EXPECT_THAT(admin->get("/api/library/files").body, Not(HasSubstr("root:")));
}

TEST_P(Library, an_nfo_is_written_once_and_read_again) {
  put_file(films + "/x/The Godfather (1972).mkv", "one");
  scan();
  const auto path = "/api/library/files/" + id_of("godfather");
  EXPECT_EQ(admin->call("POST", path + "/nfo").status, 204);
  std::ifstream in(films + "/x/The Godfather (1972).nfo");
  const std::string text((std::istreambuf_iterator<char>(in)), {});
  EXPECT_THAT(text, HasSubstr("<title>The Godfather</title>"));
  EXPECT_EQ(admin->call("POST", path + "/nfo").status, 409) << "nothing is written over";
  fs::rename(films + "/x/The Godfather (1972).mkv", films + "/x/whatever.mkv");
  fs::rename(films + "/x/The Godfather (1972).nfo", films + "/x/movie.nfo");
  scan();
  EXPECT_EQ(text_at(file("godfather"), "/0/path"), "x/whatever.mkv");
}

TEST_P(Library, films_are_sent_in_ranges) {
  put_film(films + "/The Godfather (1972).mp4", Film::mp4);
  scan();
  const auto target = "/api/media/" + id_of("godfather") + "/stream";
  std::ifstream in(films + "/The Godfather (1972).mp4", std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), {});
  const auto size = std::to_string(bytes.size()), last = std::to_string(bytes.size() - 1);
  const auto whole = admin->get(target);
  EXPECT_EQ(whole.body, bytes);
  EXPECT_EQ(whole.headers.at("content-type"), "video/mp4");
  EXPECT_EQ(whole.headers.at("accept-ranges"), "bytes");
  const auto etag = whole.headers.at("etag"), modified = whole.headers.at("last-modified");
  struct Row {
    std::string headers;
    int status;
    std::size_t from, length;
  };
  const std::size_t all = bytes.size();
  const Row rows[] = {
      {"Range: bytes=0-99", 206, 0, 100},
      {"Range: bytes=100-", 206, 100, all - 100},
      {"Range: bytes=-50", 206, all - 50, 50},
      {"Range: bytes=" + last + "-" + last, 206, all - 1, 1},
      {"Range: bytes=10-99999999999", 206, 10, all - 10},
      {"Range: bytes=-99999999999", 206, 0, all},
      {"Range: Bytes=0-0", 206, 0, 1},
      {"Range: bytes=0-99999999999999999999999999", 206, 0, all},
      {"Range: bytes=" + size + "-", 416, 0, 0},
      {"Range: bytes=-0", 416, 0, 0},
      {"Range: bytes=99999999999999999999999-", 416, 0, 0},
      {"Range: bytes=0-1,5-6", 416, 0, 0},
      {"Range: bytes=5-1", 200, 0, all},
      {"Range: bytes=a-b", 200, 0, all},
      {"Range: bytes=", 200, 0, all},
      {"Range: bytes=1", 200, 0, all},
      {"Range: lines=0-1", 200, 0, all},
      {"Range: bytes=0-1\r\nRange: bytes=2-3", 200, 0, all},
      {"Range: bytes=0-1\r\nIf-Range: " + etag, 206, 0, 2},
      {"Range: bytes=0-1\r\nIf-Range: " + modified, 206, 0, 2},
      {"Range: bytes=0-1\r\nIf-Range: \"other\"", 200, 0, all},
      {"Range: bytes=0-1\r\nIf-Range: W/" + etag, 200, 0, all},
  };
  for (const auto& row : rows) {
    const auto reply = admin->call("GET", target, "", row.headers + "\r\n");
    EXPECT_EQ(reply.status, row.status) << row.headers;
    if (row.status == 416) {
      EXPECT_EQ(reply.headers.at("content-range"), "bytes */" + size) << row.headers;
      continue;
    }
    EXPECT_TRUE(reply.body == bytes.substr(row.from, row.length)) << row.headers;
    if (row.status == 206) {
      EXPECT_EQ(reply.headers.at("content-range"),
                "bytes " + std::to_string(row.from) + '-' + std::to_string(row.from + row.length - 1) + '/' + size);
    }
  }
  EXPECT_EQ(admin->call("GET", target, "", "If-None-Match: " + etag + "\r\n").status, 304);
  const auto head = admin->call("HEAD", target);
  EXPECT_EQ(head.headers.at("content-length"), size);
  EXPECT_EQ(head.body, "");
}

TEST_P(Library, every_address_of_a_film_asks_who_one_is) {
  put_film(films + "/The Godfather (1972).mp4", Film::mp4);
  scan();
  const auto id = id_of("godfather"), base = "/api/media/" + id;
  const auto movie = text_at(file("godfather"), "/0/movie_id");
  Visitor guest(*server);
  auto user = member(*server, *admin, "user@example.org", "user");
  auto editor = member(*server, *admin, "editor@example.org", "editor");
  const std::pair<std::string, std::string> doors[] = {
      {"GET", base},
      {"GET", base + "/stream"},
      {"POST", base + "/playback"},
      {"GET", base + "/hls/360-a1-aac/index.m3u8"},
      {"GET", base + "/hls/360-a1-aac/head.mp4"},
      {"GET", base + "/hls/360-a1-aac/0.m4s"},
      {"GET", base + "/subtitles/t2"},
      {"PUT", base + "/position"},
      {"POST", base + "/links"},
  };
  const std::string bodies[] = {"",
                                "",
                                R"({"containers":["mp4"],"codecs":["h264","aac"]})",
                                "",
                                "",
                                "",
                                "",
                                R"({"position_ms":1})",
                                R"({"hours":1})"};
  for (std::size_t i = 0; i < std::size(doors); ++i) {
    const auto& [method, path] = doors[i];
    EXPECT_EQ(guest.call(method, path, bodies[i]).status, 401) << method << ' ' << path;
    for (const auto* one : {&user, &editor})
      EXPECT_EQ(one->call(method, path, bodies[i]).status, 403) << method << ' ' << path;
  }
  EXPECT_EQ(text_at(user.get("/api/movies/" + movie + "/files"), "/may_play"), "false");
  EXPECT_EQ(text_at(user.get("/api/movies/" + movie + "/files"), "/versions"), "[]");
  EXPECT_EQ(user.get("/api/media/movies").body, "[]\n");
  const auto rights = "/api/admin/users/" + std::to_string(user.id());
  ASSERT_EQ(admin->call("PATCH", rights, R"({"may_play":true})").status, 200);
  EXPECT_EQ(user.get(base + "/stream").status, 200);
  EXPECT_EQ(json_of(user.get("/api/media/playable?movies=" + movie + ",1,2")).as_array().size(), 1u);
  ASSERT_EQ(admin->call("PATCH", rights, R"({"may_play":false})").status, 200);
  EXPECT_EQ(user.get(base + "/stream").status, 403) << "at once";
}

TEST_P(Library, no_text_of_a_client_reaches_a_file_or_ffmpeg) {
  put_film(films + "/The Godfather (1972).mp4", Film::mp4);
  scan();
  const auto base = "/api/media/" + id_of("godfather");
  const std::string tricks[] = {"..",
                                "%2e%2e",
                                "..%2f..%2fetc%2fpasswd",
                                "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
                                "....//",
                                "..%5c..%5c",
                                "%2fetc%2fpasswd",
                                "%00",
                                "0.m4s%00.jpg",
                                "-1.m4s",
                                "+1.m4s",
                                "1e3.m4s",
                                "0x1.m4s",
                                "%20.m4s",
                                "99999999999999999999.m4s",
                                "concat:a",
                                "file:%2fetc%2fpasswd",
                                "http:%2f%2f127.0.0.1",
                                "-i",
                                "-y",
                                "%60id%60",
                                "$(id)",
                                ";id",
                                "|id",
                                "%0aid",
                                "%22%20-i%20x",
                                "head.mp4%2f..",
                                "index.m3u8%3f",
                                "complaints",
                                "0.mp4",
                                "t",
                                "f",
                                "t-1",
                                "t1%3bx",
                                "t99",
                                "f99",
                                "f-1",
                                "x1",
                                "t18446744073709551617"};
  for (const auto& trick : tricks) {
    for (const auto& path :
         {base + "/hls/360-a1-aac/" + trick, base + "/hls/" + trick + "/index.m3u8", base + "/subtitles/" + trick,
          base + "/hls/" + trick + "/0.m4s", base + "/" + trick, "/api/media/" + trick + "/stream"}) {
      const auto reply = admin->get(path);
      EXPECT_TRUE(reply.status == 404 || reply.status == 422 || reply.status == 400) << path << ' ' << reply.status;
      EXPECT_THAT(reply.body, Not(HasSubstr("root:"))) << path;
    }
  }
  for (const auto* plan : {"361-a1-aac", "0720-a1-aac", "720-a1", "720-a01-aac", "720-a1-mp3", "copy-a1-aac-x",
                           "720--aac", "COPY-a1-aac", "720-a-1-aac", "720-a9-aac", "copy"})
    EXPECT_EQ(admin->get(base + "/hls/" + plan + "/index.m3u8").status, 404) << plan;
  for (const auto* body :
       {R"({"containers":["mp4; -i x"],"codecs":[]})", R"({"containers":[],"codecs":["h264 -y"]})",
        R"({"containers":[],"codecs":[],"audio":-1})", R"({"containers":[],"codecs":[],"audio":99})",
        R"({"containers":[],"codecs":[],"height":"720"})", R"({"containers":[],"codecs":[],"format":"x"})"})
    EXPECT_EQ(admin->call("POST", base + "/playback", body).status, 422) << body;
}

TEST_P(Library, a_film_is_converted_for_who_cannot_play_it) {
  put_film(films + "/Stalker (1979).mkv", Film::mkv_with_tracks);
  scan();
  const auto base = "/api/media/" + id_of("stalker");
  auto reply = admin->call("POST", base + "/playback", R"({"containers":["mp4","webm"],"codecs":["h264","aac"]})");
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(text_at(reply, "/mode"), "transcode");
  auto url = text_at(reply, "/url");
  const auto list = admin->get(url);
  EXPECT_THAT(list.body, HasSubstr("#EXT-X-ENDLIST"));
  const auto folder_of = url.substr(0, url.rfind('/') + 1);
  EXPECT_EQ(admin->get(folder_of + "head.mp4").body.substr(4, 4), "ftyp");
  const auto later = admin->get(folder_of + "2.m4s");  // not the first one
  EXPECT_EQ(later.status, 200) << later.body;
  EXPECT_EQ(later.body.substr(4, 4), "moof");
  EXPECT_EQ(admin->get(folder_of + "99.m4s").status, 404);
  reply = admin->call("POST", base + "/playback", R"({"containers":["mp4"],"codecs":["hevc","h264","aac"],"audio":2})");
  EXPECT_EQ(text_at(reply, "/mode"), "remux");
  EXPECT_THAT(text_at(reply, "/url"), HasSubstr("copy-a2-aac"));
  url = text_at(reply, "/url");
  EXPECT_EQ(admin->get(url.substr(0, url.rfind('/') + 1) + "0.m4s").status, 200);
  EXPECT_THAT(admin->get(base + "/subtitles/t3").body, HasSubstr("Said <b>so</b>"));
}

TEST_P(Library, nine_tenths_of_a_film_are_a_viewing_once) {
  put_film(films + "/The Godfather (1972).mp4", Film::mp4);
  put_film(films + "/Stalker/Stalker (1979) cd1.mkv", Film::mkv_with_tracks);
  put_film(films + "/Stalker/Stalker (1979) cd2.mkv", Film::mkv_with_tracks);
  scan();
  const auto godfather = id_of("godfather");
  const auto tell = [&](const std::string& id, int ms) {
    return admin->call("PUT", "/api/media/" + id + "/position", "{\"position_ms\":" + std::to_string(ms) + '}');
  };
  EXPECT_EQ(text_at(tell(godfather, 16000), "/finished"), "false");
  EXPECT_EQ(text_at(admin->get("/api/user/continue"), "/0/position_ms"), "16000");
  std::vector<std::thread> devices;
  std::atomic<int> logged{0};
  for (int i = 0; i < 8; ++i)
    devices.emplace_back([&] { logged += text_at(tell(godfather, 19000), "/logged") == "true" ? 1 : 0; });
  for (auto& device : devices) device.join();
  EXPECT_EQ(logged, 1);
  EXPECT_EQ(json_of(admin->get("/api/user/viewings")).as_array().size(), 1u);
  EXPECT_EQ(admin->get("/api/user/continue").body, "[]");
  // A film that an editor has deleted is not gone on with, whatever else is.
  const auto stalker = text_at(file("stalker"), "/0/id"), deleted = text_at(file("godfather"), "/0/movie_id");
  tell(godfather, 16000);
  tell(stalker, 16000);
  ASSERT_EQ(json_of(admin->get("/api/user/continue")).as_array().size(), 2u);
  const auto etag = admin->get("/api/movies/" + deleted).headers.at("etag");
  ASSERT_EQ(admin->call("DELETE", "/api/movies/" + deleted, "", "If-Match: " + etag + "\r\n").status, 204);
  EXPECT_EQ(json_of(admin->get("/api/user/continue")).as_array().size(), 1u);
  tell(stalker, 0);
  // The last part of a film is its end.
  const auto movie = text_at(file("stalker"), "/0/movie_id");
  const auto parts = admin->get("/api/movies/" + movie + "/files");
  EXPECT_EQ(text_at(tell(text_at(parts, "/versions/0/parts/0/id"), 19900), "/logged"), "false");
  EXPECT_EQ(text_at(admin->get("/api/media/" + text_at(parts, "/versions/0/parts/0/id")), "/next_id"),
            text_at(parts, "/versions/0/parts/1/id"));
  EXPECT_EQ(text_at(tell(text_at(parts, "/versions/0/parts/1/id"), 19900), "/logged"), "true");
}

TEST_P(Library, a_link_plays_elsewhere_until_it_ends) {
  put_film(films + "/The Godfather (1972).mp4", Film::mp4);
  scan();
  auto user = member(*server, *admin, "user@example.org", "user");
  const auto rights = "/api/admin/users/" + std::to_string(user.id());
  ASSERT_EQ(admin->call("PATCH", rights, R"({"may_play":true})").status, 200);
  const auto made = user.call("POST", "/api/media/" + id_of("godfather") + "/links", R"({"hours":1})");
  ASSERT_EQ(made.status, 201) << made.body;
  const auto url = text_at(made, "/url").substr(std::string("http://localhost").size());
  const auto playlist = text_at(made, "/playlist").substr(std::string("http://localhost").size());
  EXPECT_EQ(server->get(url, "Range: bytes=0-9\r\n").status, 206) << "without signing in";
  EXPECT_THAT(server->get(playlist).body, HasSubstr("#EXTM3U"));
  EXPECT_EQ(server->get(url + "x").status, 404);
  EXPECT_EQ(server->get("/api/play?token=" + std::string(43, 'A')).status, 404);
  const auto id = text_at(user.get("/api/user/stream-links"), "/0/id");
  EXPECT_EQ(admin->call("DELETE", "/api/user/stream-links/" + id).status, 404) << "not one's own";
  ASSERT_EQ(admin->call("PATCH", rights, R"({"may_play":false})").status, 200);
  EXPECT_EQ(server->get(url).status, 404) << "its maker may not play any more";
  EXPECT_EQ(server->get(playlist).status, 404);
  ASSERT_EQ(admin->call("PATCH", rights, R"({"may_play":true})").status, 200);
  EXPECT_EQ(server->get(url).status, 200);
  EXPECT_EQ(user.call("DELETE", "/api/user/stream-links/" + id).status, 204);
  EXPECT_EQ(server->get(url).status, 404);
  EXPECT_EQ(user.call("POST", "/api/media/" + id_of("godfather") + "/links", R"({"hours":169})").status, 422);
}

TEST_P(Library, subtitles_are_read_from_beside_the_film_and_brought_along) {
  put_film(films + "/The Godfather (1972).mp4", Film::mp4);
  put_file(films + "/The Godfather (1972).ru.forced.srt",
           "1\n00:00:01,000 --> 00:00:02,000\n\xCF\xF0\xE8\xE2\xE5\xF2, \xEC\xE8\xF0\n");  // windows-1251
  scan();
  const auto base = "/api/media/" + id_of("godfather");
  const auto item = admin->get(base);
  EXPECT_EQ(text_at(item, "/subtitles/0/language"), "ru");
  EXPECT_EQ(text_at(item, "/subtitles/0/forced"), "true");
  EXPECT_THAT(admin->get(text_at(item, "/subtitles/0/url")).body, HasSubstr("Привет, мир"));
  const auto bring = [&](const std::string& bytes) {
    return admin->call("POST", base + "/subtitles?language=en&label=Mine", bytes, "Content-Type: text/vtt\r\n");
  };
  const auto made = bring("WEBVTT\n\n00:01.000 --> 00:02.000\nHello <script>alert(1)</script><i>there</i>\n");
  ASSERT_EQ(made.status, 201) << made.body;
  const auto text = admin->get(text_at(made, "/url"));
  EXPECT_THAT(text.body, HasSubstr("Hello alert(1)<i>there</i>"));
  EXPECT_EQ(text.headers.at("content-type"), "text/vtt; charset=utf-8");
  EXPECT_EQ(bring("<html><body>no cues</body></html>").status, 422);
  EXPECT_EQ(bring(std::string((4u << 20) + 1, 'x')).status, 413);
  const auto id = text_at(made, "/id").substr(1);
  EXPECT_EQ(admin->call("DELETE", base + "/subtitles/" + id).status, 204);
  const auto beside = text_at(item, "/subtitles/0/id").substr(1);
  EXPECT_EQ(admin->call("DELETE", base + "/subtitles/" + beside).status, 409) << "a file of the house's disk stays";
}

TEST_P(Library, a_job_can_be_paused_cancelled_and_done_again) {
  put_file(films + "/Jaws (1975).mkv", "one");
  const auto reply = admin->call("POST", "/api/library/folders", R"({"name":"Films","path":")" + films + "\"}");
  const auto id = text_at(reply, "/scan/id"), job = "/api/admin/jobs/" + id;
  const auto wish = [&](const std::string& what) { return admin->call("PUT", job, "{\"wish\":\"" + what + "\"}"); };
  EXPECT_EQ(text_at(wish("pause"), "/paused"), "true");
  server->house().jobs.run_all();
  EXPECT_EQ(text_at(admin->get(job), "/state"), "queued") << "paused, it waits";
  EXPECT_EQ(wish("run").status, 200);
  EXPECT_EQ(text_at(wish("cancel"), "/state"), "cancelled");
  EXPECT_EQ(wish("pause").status, 409);
  EXPECT_EQ(text_at(wish("retry"), "/state"), "queued");
  server->house().jobs.run_all();
  EXPECT_EQ(text_at(admin->get(job), "/state"), "done");
  EXPECT_EQ(wish("retry").status, 409);
}

}  // namespace
}  // namespace kinoteka::library
