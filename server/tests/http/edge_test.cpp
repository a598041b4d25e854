// The edge itself, over routes of the test's own.
#include <atomic>
#include <fstream>
#include <future>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "http/compression.hpp"
#include "http/rows.hpp"
#include "support/databases.hpp"
#include "support/server.hpp"

namespace kinoteka::http {

struct Item {
  Text<1, 50> title;
  Int<0, 500> length;
};
BOOST_DESCRIBE_STRUCT(Item, (), (title, length))

namespace {

using kinoteka::support::Client;
using kinoteka::support::Reply;
using kinoteka::support::ServerOptions;
using kinoteka::support::TestServer;
using ::testing::HasSubstr;

void routes(Router& router) {
  Rows rows(router, "Test");
  rows.get("/hello", anyone, "Hello", [](callers::Guest) { return std::string("hello"); });
  rows.get("/things/{id}/parts/{part}", anyone, "Path values in their order",
           [](callers::Guest, Id thing, Id part) { return std::to_string(thing) + '/' + std::to_string(part); });
  rows.post("/items", anyone, "Takes a body", [](callers::Guest, Body<Item> item) {
    return Created<Item>{*item, "/items/1"};
  });
  rows.remove("/items/{id}", anyone, "Deletes", [](callers::Guest, Id) { return NoContent{}; });
  rows.get("/large", anyone, "Worth compressing",
           [](callers::Guest) { return std::vector<std::string>(2000, "film"); });
  rows.get("/broken", anyone, "A defect",
           [](callers::Guest) -> std::string { throw std::runtime_error("secret: /etc/passwd"); });
  rows.get("/slow", anyone, "Takes its time", [](callers::Guest) {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    return std::string("done");
  });
  rows.get("/stream", anyone, "Part after part", [](callers::Guest) {
    Response response;
    response.stream = [i = 0](std::string& out) mutable {
      out += std::string(70'000, static_cast<char>('a' + i));
      return ++i < 5;
    };
    return response;
  });
  rows.get("/kept", anyone, "Large, and kept", {.cached = true}, [](callers::Guest) {
    Response response;
    response.content_type = "image/webp";
    for (int i = 0; i < 5'000; ++i) response.body += std::to_string(10'000 + i);
    return response;
  });
}

class EdgeTest : public ::testing::Test {
 protected:
  TestServer server{TestServer::Routes(routes)};
};

TEST_F(EdgeTest, keeps_a_connection_and_answers_pipelined_requests_in_order) {
  Client client(server.port());
  client.send(
      "GET /hello HTTP/1.1\r\nHost: a\r\n\r\nGET /things/7/parts/3 HTTP/1.1\r\nHost: a\r\n\r\nGET /hello "
      "HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(client.read().body, "\"hello\"");
  EXPECT_EQ(client.read().body, "\"7/3\"");
  EXPECT_TRUE(client.read().closed);
  EXPECT_TRUE(client.ended());
}

// From 12 kB on the kernel holds and sends them.
TEST_F(EdgeTest, large_answers_that_are_kept_are_the_same_whole_and_in_parts) {
  const auto first = server.get("/kept");
  ASSERT_EQ(first.status, 200);
  ASSERT_EQ(first.body.size(), 25'000u);
  Client client(server.port());
  const std::string request = "GET /kept HTTP/1.1\r\nHost: a\r\n";
  client.send(request + "\r\n" + request + "\r\n");
  for (int i = 0; i < 2; ++i) {
    const auto again = client.read();
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(again.headers.at("content-length"), "25000");
    EXPECT_EQ(again.headers.at("etag"), first.headers.at("etag"));
    EXPECT_EQ(again.headers.at("content-type"), "image/webp");
  }
  client.send(request + "Range: bytes=100-109\r\n\r\n");
  const auto part = client.read();
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.body, first.body.substr(100, 10));
  EXPECT_EQ(part.headers.at("content-range"), "bytes 100-109/25000");
  client.send(request + "Range: bytes=25000-\r\n\r\n");
  EXPECT_EQ(client.read().status, 416);
  client.send(request + "If-None-Match: " + first.headers.at("etag") + "\r\n\r\n");
  EXPECT_EQ(client.read().status, 304);
  client.send("HEAD /kept HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const auto head = client.read(true);
  EXPECT_EQ(head.headers.at("content-length"), "25000");
  EXPECT_EQ(head.body, "");
}

TEST(AnswersInMemory, leave_descriptors_for_connections) {
  std::vector<std::shared_ptr<const FileBody>> held;
  while (auto one = FileBody::in_memory("a film")) held.push_back(std::move(one));
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  EXPECT_GT(held.size(), 0u);
  EXPECT_LE(held.size(), std::min<std::size_t>(limit.rlim_cur / 4, 4096));
  held.pop_back();
  EXPECT_NE(FileBody::in_memory("another"), nullptr) << "what is let go makes room";
}

TEST_F(EdgeTest, reads_requests_that_arrive_byte_by_byte) {
  Client client(server.port());
  for (const char c : std::string(
           "POST /items HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
           "a\r\n{\"title\":\"\r\n5\r\nx\",\"l\r\nb\r\nength\":120}\r\n0\r\n\r\n")) {
    client.send(std::string(1, c));
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  }
  const auto reply = client.read();
  EXPECT_EQ(reply.status, 201) << reply.body;
  EXPECT_EQ(reply.body, R"({"title":"x","length":120})");
}

TEST_F(EdgeTest, bodies_are_read_strictly) {
  const auto post = [&](const std::string& body, const std::string& headers = "Content-Type: application/json\r\n") {
    return server.send("POST /items HTTP/1.1\r\nHost: a\r\n" + headers +
                       "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  };
  auto reply = post(R"({"title":"Alien","length":117})");
  EXPECT_EQ(reply.status, 201);
  EXPECT_EQ(reply.headers["location"], "/items/1");
  reply = post(R"({"title":"","length":501,"more":1})");
  EXPECT_EQ(reply.status, 422);
  for (const auto* field : {"title", "length", "more"}) EXPECT_THAT(reply.body, HasSubstr(field));
  EXPECT_EQ(post("{").status, 400);
  EXPECT_EQ(post("{}", "Content-Type: text/plain\r\n").status, 415);
  EXPECT_EQ(post("{}", "").status, 415);
  EXPECT_EQ(post(std::string(65 * 1024, ' ')).status, 413);
  EXPECT_EQ(server.send("DELETE /items/5 HTTP/1.1\r\nHost: a\r\n\r\n").status, 204);
}

TEST_F(EdgeTest, asks_for_the_body_of_who_expects_it) {
  Client client(server.port());
  client.send(
      "POST /items HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: "
      "26\r\n\r\n");
  EXPECT_EQ(client.read().status, 100);
  client.send(R"({"title":"x","length":120})");
  EXPECT_EQ(client.read().status, 201);
}

TEST_F(EdgeTest, knows_head_options_and_what_an_address_takes) {
  Client client(server.port());
  client.send("HEAD /large HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto head = client.read(true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.headers.at("content-length"), "14001");
  EXPECT_EQ(client.get("/hello").body, "\"hello\"") << "no body came before";
  const auto options = server.send("OPTIONS /items HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(options.headers.at("allow"), "POST, OPTIONS");
  EXPECT_EQ(server.send("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").status, 204);
  const auto wrong = server.send("DELETE /hello HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(wrong.headers.at("allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(server.send("BREW /hello HTTP/1.1\r\nHost: a\r\n\r\n").status, 405);
  EXPECT_EQ(server.get("/things/0/parts/1").status, 404);
}

TEST_F(EdgeTest, compresses_what_is_worth_it) {
  const auto plain = server.get("/large");
  for (const auto* encoding : {"gzip", "br"}) {
    const auto reply = server.get("/large", std::string("Accept-Encoding: ") + encoding + "\r\n");
    EXPECT_EQ(reply.headers.at("content-encoding"), encoding);
    EXPECT_LT(reply.body.size(), plain.body.size() / 10);
    EXPECT_NE(reply.headers.at("etag"), plain.headers.at("etag"));
    EXPECT_EQ(reply.headers.at("vary"), "Accept-Encoding");
  }
  EXPECT_FALSE(server.get("/hello", "Accept-Encoding: gzip\r\n").headers.contains("content-encoding"));
}

TEST_F(EdgeTest, streams_in_chunks_plain_and_compressed) {
  const auto plain = server.get("/stream");
  EXPECT_EQ(plain.body.size(), 350'000u);
  EXPECT_EQ(plain.body.back(), 'e');
  const auto packed = server.get("/stream", "Accept-Encoding: br\r\n");
  EXPECT_EQ(packed.headers.at("content-encoding"), "br");
  EXPECT_LT(packed.body.size(), 10'000u);
}

TEST_F(EdgeTest, speaks_http_1_0_to_who_speaks_it) {
  Client client(server.port());
  client.send("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  const auto first = client.read();
  EXPECT_EQ(first.headers.at("connection"), "keep-alive");
  client.send("GET /stream HTTP/1.0\r\n\r\n");
  const auto stream = client.read(true);
  EXPECT_EQ(stream.status, 200);
  EXPECT_FALSE(stream.headers.contains("transfer-encoding")) << "1.0 knows no chunks";
  EXPECT_TRUE(stream.closed);
  EXPECT_EQ(client.rest().size(), 350'000u);
}

TEST_F(EdgeTest, tells_the_client_nothing_about_a_defect) {
  const auto reply = server.get("/broken");
  EXPECT_EQ(reply.status, 500);
  EXPECT_THAT(reply.body, ::testing::Not(HasSubstr("secret")));
  EXPECT_THAT(reply.body, HasSubstr(reply.headers.at("x-request-id")));
}

TEST_F(EdgeTest, every_answer_carries_its_security_headers_and_its_own_id) {
  std::string last;
  for (const auto* target : {"/hello", "/nowhere", "/broken", "/large"}) {
    const auto reply = server.get(target);
    EXPECT_EQ(reply.headers.at("x-content-type-options"), "nosniff");
    EXPECT_THAT(reply.headers.at("content-security-policy"), HasSubstr("frame-ancestors 'none'"));
    EXPECT_EQ(reply.headers.at("referrer-policy"), "same-origin");
    EXPECT_NE(reply.headers.at("x-request-id"), last);
    last = reply.headers.at("x-request-id");
  }
}

TEST(Files, are_served_from_memory_with_their_compressed_forms) {
  const auto folder = kinoteka::support::new_folder();
  const auto write = [&](const std::string& name, const std::string& text) {
    std::ofstream(folder + '/' + name, std::ios::binary) << text;
  };
  ASSERT_TRUE(kinoteka::support::run("mkdir -p " + folder + "/assets"));
  write("index.html", "<!doctype html>");
  write("assets/a-1.js", "let a");
  write("assets/a-1.js.br", "packed");
  write("favicon.svg", "<svg/>");
  ServerOptions options;
  options.web = folder;
  TestServer server{TestServer::Routes(routes), options};

  const auto page = server.get("/");
  EXPECT_EQ(page.body, "<!doctype html>");
  EXPECT_EQ(page.headers.at("cache-control"), "no-cache");
  EXPECT_THAT(page.headers.at("content-security-policy"), HasSubstr("script-src 'self';"));
  EXPECT_EQ(server.get("/", "If-None-Match: " + page.headers.at("etag") + "\r\n").status, 304);
  EXPECT_THAT(server.get("/assets/a-1.js").headers.at("cache-control"), HasSubstr("immutable"));
  EXPECT_EQ(server.get("/favicon.svg").headers.at("cache-control"), "public, max-age=3600") << "on every page";
  EXPECT_EQ(server.get("/assets/a-1.js", "Accept-Encoding: br\r\n").body, "packed");
  EXPECT_EQ(server.get("/movies/5", "Accept: text/html\r\n").body, "<!doctype html>")
      << "the application's own addresses";
  EXPECT_EQ(server.get("/movies/5").status, 404) << "not for programs";
  EXPECT_EQ(server.get("/api/nothing", "Accept: text/html\r\n").status, 404);
  for (const auto* path : {"/../etc/passwd", "/assets/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
                           "/assets/..%2f..%2fetc/passwd", "/assets/a-1.js%00.html", "//etc/passwd", "/assets/"}) {
    const auto reply = server.get(path);
    EXPECT_TRUE(reply.status == 404 || reply.status == 400) << path;
  }
}

TEST(Limits, end_slow_and_idle_connections) {
  ServerOptions options;
  options.limits.head = options.limits.body = std::chrono::milliseconds(300);
  options.limits.idle = std::chrono::milliseconds(600);
  TestServer server{TestServer::Routes(routes), options};
  {
    Client slow(server.port());
    slow.send("GET /hello HTTP/1.1\r\nHos");
    EXPECT_EQ(slow.read().status, 408);
    EXPECT_TRUE(slow.ended());
  }
  {
    Client slow(server.port());
    slow.send("POST /items HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{");
    EXPECT_EQ(slow.read().status, 408);
    EXPECT_TRUE(slow.ended());
  }
  Client idle(server.port());
  EXPECT_EQ(idle.get("/hello").status, 200);
  EXPECT_TRUE(idle.ended());
}

TEST(Limits, end_a_client_that_does_not_read) {
  ServerOptions options;
  options.limits.write = std::chrono::milliseconds(300);
  std::atomic<int> parts{0};
  TestServer server{TestServer::Routes([&](Router& router) {
                      Rows(router, "Test").get("/endless", anyone, "Never ends", [&](callers::Guest) {
                        Response response;
                        response.stream = [&](std::string& out) { return out.append(256 * 1024, 'x'), ++parts, true; };
                        return response;
                      });
                    }),
                    options};
  Client client(server.port());
  client.send("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n");
  std::this_thread::sleep_for(std::chrono::milliseconds(1500));
  const int made = parts;
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  EXPECT_EQ(parts, made) << "nothing is made for who takes nothing";
}

TEST(Limits, answer_503_when_the_queue_or_the_house_is_full) {
  ServerOptions options;
  options.workers = 1;
  options.queue = 1;
  TestServer server{TestServer::Routes(routes), options};
  std::vector<std::future<Reply>> replies;
  for (int i = 0; i < 6; ++i) replies.push_back(std::async(std::launch::async, [&] { return server.get("/slow"); }));
  int ok = 0, busy = 0;
  for (auto& reply : replies) {
    const auto answer = reply.get();
    ok += answer.status == 200;
    busy += answer.status == 503 && answer.headers.contains("retry-after");
  }
  EXPECT_GE(ok, 1);
  EXPECT_GE(busy, 1);
  EXPECT_EQ(ok + busy, 6);

  ServerOptions small;
  small.limits.connections = 2;
  TestServer house{TestServer::Routes(routes), small};
  Client one(house.port()), two(house.port());
  one.get("/hello");
  two.get("/hello");
  EXPECT_EQ(house.get("/hello").status, 503);
}

TEST(Stopping, finishes_what_runs_and_closes_what_is_idle) {
  auto server = std::make_unique<TestServer>(TestServer::Routes(routes));
  Client idle(server->port());
  idle.get("/hello");
  auto running = std::async(std::launch::async, [port = server->port()] { return Client(port).get("/slow"); });
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  const auto began = std::chrono::steady_clock::now();
  server->stop();
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(4));
  EXPECT_EQ(running.get().body, "\"done\"");
  EXPECT_TRUE(idle.ended());
}

TEST(Starting, says_when_the_address_is_taken) {
  TestServer server{TestServer::Routes(routes)};
  telemetry::Metrics metrics;
  Router router;
  StaticFiles files("");
  WorkerPool workers("test", 1, 1);
  cache::VersionedCache<Answer> cache(0);
  const cache::Marks marks;
  const Edge edge{router,  files, Workers::all_of(workers), {}, cache, marks, [] { return 1; },
                  metrics, {},    RequestLog::none,         {}, {}};
  EXPECT_THROW(Server(edge, "127.0.0.1", server.port(), 2), std::runtime_error);
  EXPECT_THROW(Server(edge, "localhost", 0, 1), std::runtime_error);
}

}  // namespace
}  // namespace kinoteka::http
