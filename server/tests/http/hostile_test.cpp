// What somebody sends who means no good: the edge's budgets, doors and floods.
#include <algorithm>
#include <atomic>
#include <future>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/budget.hpp"
#include "features/pictures/service.hpp"
#include "http/rows.hpp"
#include "support/databases.hpp"
#include "support/visitors.hpp"

namespace kinoteka::http {
namespace {

using namespace kinoteka::support;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::unique_ptr<TestServer> house(const std::function<void(ServerOptions&)>& change = {}) {
  ServerOptions options;
  if (change) change(options);
  return std::make_unique<TestServer>(golden_database(db::Engine::sqlite), options);
}

std::string with_ids(std::string pattern) {
  for (auto open = pattern.find('{'); open != std::string::npos; open = pattern.find('{'))
    pattern.replace(open, pattern.find('}') - open + 1, "1");
  return pattern;
}

TEST(Hostile, a_parameter_that_is_repeated_a_thousand_times_is_one_fault) {
  const auto server = house();
  std::string same, different;
  for (int i = 0; i < 3500; ++i) same += "&a";
  for (int i = 0; i < 1200; ++i) different += "&p" + std::to_string(i);
  for (const auto& route : server->router().routes()) {
    if (route->method != Method::get || route->pattern == "/metrics" || route->pattern == "/api/openapi.json") continue;
    for (const auto& query : {same, different}) {
      const auto reply = server->get(with_ids(route->pattern) + '?' + query.substr(1));
      EXPECT_LT(reply.body.size(), 64u * 1024) << route->pattern;
      EXPECT_LT(reply.status, 500) << route->pattern << ' ' << reply.body;
    }
  }
  const auto reply = server->get("/api/movies?" + same.substr(1));
  EXPECT_EQ(reply.status, 422);
  EXPECT_EQ(json_of(reply).at("errors").as_array().size(), 1u);
  EXPECT_LE(json_of(server->get("/api/movies?" + different.substr(1))).at("errors").as_array().size(), 101u);
  EXPECT_EQ(server->get("/api/movies?page=1&page=2").status, 422) << "known ones are not to be repeated either";
}

TEST(Hostile, a_body_with_endless_faults_is_answered_shortly) {
  const auto server = house();
  auto admin = Visitor(*server).sign_up("admin@example.org");
  std::string body = "{";
  for (int i = 0; i < 5000; ++i) body += "\"f" + std::to_string(i) + "\":1,";
  body.back() = '}';
  for (const auto* target : {"/api/auth/register", "/api/collection", "/api/tags"}) {
    const auto reply = admin.call("POST", target, body);
    EXPECT_EQ(reply.status, 422) << reply.body.substr(0, 200);
    EXPECT_LT(reply.body.size(), 32u * 1024);
  }
}

TEST(Hostile, nobodys_body_is_read_before_it_is_known_who_they_are) {
  const auto server = house();
  auto admin = Visitor(*server).sign_up("admin@example.org");
  auto bob = Visitor(*server).sign_up("bob@example.org");
  const auto head = [](const std::string& target, const std::string& method, const std::string& who) {
    return method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + who +
           "Content-Length: 30000000\r\n";
  };
  for (const auto& [method, target] : {std::pair("POST", "/api/movies"), std::pair("POST", "/api/user/imports"),
                                       std::pair("PUT", "/api/user/avatar"), std::pair("POST", "/api/pictures")}) {
    Client client(server->port());
    client.send(head(target, method, "") + "\r\n");  // and nothing of the body
    EXPECT_EQ(client.read().status, 401) << target;
    Client polite(server->port());
    polite.send(head(target, method, "Expect: 100-continue\r\n") + "\r\n");
    EXPECT_EQ(polite.read().status, 401) << target << ": not 100";
  }
  Client member(server->port());
  member.send(head("/api/pictures", "POST", "Authorization: Bearer " + bob.access + "\r\n") + "\r\n");
  EXPECT_EQ(member.read().status, 403) << "who may not is told before the body, too";
  Client allowed(server->port());
  allowed.send(
      "POST /api/user/imports?name=a.csv HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
      "Expect: 100-continue\r\nAuthorization: Bearer " +
      bob.access + "\r\nContent-Length: 100000\r\n\r\n");
  EXPECT_EQ(allowed.read(true).status, 100) << "who may is asked for it";
}

TEST(Hostile, who_is_still_sending_can_read_why_it_was_refused) {
  const auto server = house();
  for (const std::size_t bytes : {100'000u, 3'000'000u, 40'000'000u}) {
    Client client(server->port());
    client.send(
        "POST /api/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: " +
        std::to_string(bytes) + "\r\n\r\n" + std::string(bytes, 'x'));
    const auto reply = client.read();
    EXPECT_EQ(reply.status, 413) << bytes;
    EXPECT_TRUE(client.ended());
  }
}

TEST(Hostile, memory_has_a_budget_and_what_goes_beyond_is_refused) {
  std::promise<void> go;
  const auto wait = go.get_future().share();
  TestServer server([&](Router& router) {
    Rows rows(router, "Test");
    rows.post("/keep", anyone, "Keeps its body for a while", {.file = {32u << 20, {"text/plain"}}},
              [wait](callers::Guest, const Request& request) {
                wait.wait();
                return request.body.size();
              });
    rows.get("/small", anyone, "Small", [](callers::Guest) { return std::string("small"); });
  });
  auto& holdings = server.holdings();
  const auto post = [&](Client& client, std::size_t bytes) {
    client.send("POST /keep HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: " +
                std::to_string(bytes) + "\r\n\r\n" + std::string(bytes, 'x'));
  };
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 8; ++i) {
    clients.push_back(std::make_unique<Client>(server.port()));
    post(*clients.back(), 20u << 20);
  }
  for (int i = 0; i < 6000 && holdings.refused() == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_LE(holdings.held(), holdings.limits().address + (4u << 20)) << "one address has its share and no more";
  EXPECT_GT(holdings.refused(), 0);
  go.set_value();
  int kept = 0, refused = 0;
  for (auto& client : clients) {
    const auto status = client->read().status;
    kept += status == 200;
    refused += status == 429;
  }
  EXPECT_GT(kept, 0);
  EXPECT_GT(refused, 0);
  EXPECT_EQ(kept + refused, 8);
  EXPECT_EQ(server.get("/small").status, 200);
  clients.clear();
  for (int i = 0; i < 6000 && holdings.held() > 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_EQ(holdings.held(), 0u) << "everything is given back";
}

TEST(Hostile, a_handler_without_end_is_ended) {
  TestServer server([&](Router& router) {
    Rows rows(router, "Test");
    rows.get("/burns", anyone, "Burns the processor", [](callers::Guest) -> std::string {
      for (;;) budget::check();
    });
    router.last().processor = std::chrono::milliseconds(50);
    rows.get("/waits", anyone, "Takes its time", [](callers::Guest) -> std::string {
      for (;;) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        budget::check();
      }
    });
    router.last().deadline = std::chrono::milliseconds(100);
  });
  for (const auto* target : {"/burns", "/waits"}) {
    const auto reply = server.get(target);
    EXPECT_EQ(reply.status, 503) << reply.body;
    EXPECT_TRUE(reply.headers.contains("retry-after"));
  }
}

TEST(Hostile, what_runs_ends_when_the_process_does) {
  std::atomic<bool> runs{false};
  auto server = std::make_unique<TestServer>([&](Router& router) {
    Rows rows(router, "Test");
    rows.get("/forever", anyone, "For ever", [&](callers::Guest) -> std::string {
      runs = true;
      for (;;) budget::check();
    });
    router.last().processor = router.last().deadline = std::chrono::hours(1);
  });
  Client client(server->port());
  client.send("GET /forever HTTP/1.1\r\nHost: localhost\r\n\r\n");
  while (!runs) std::this_thread::yield();
  server->holdings().stop();
  EXPECT_EQ(client.read().status, 503);
}

TEST(Hostile, one_address_has_so_many_connections_and_no_more) {
  const auto server = house([](ServerOptions& options) { options.limits.connections_an_address = 5; });
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 5; ++i) {
    clients.push_back(std::make_unique<Client>(server->port()));
    EXPECT_EQ(clients.back()->get("/healthz").status, 200);
  }
  Client one_more(server->port());
  EXPECT_EQ(one_more.read().status, 429);
  clients.clear();
  int status = 0;
  for (int i = 0; i < 6000 && status != 200; ++i) status = Client(server->port()).get("/healthz").status;
  EXPECT_EQ(status, 200) << "who goes makes room";
}

TEST(Hostile, running_out_of_descriptors_waits_and_comes_back) {
  const auto server = house();
  rlimit before{};
  getrlimit(RLIMIT_NOFILE, &before);
  // As many as are open now, and a few.
  const int next = dup(0);
  close(next);
  rlimit tight{static_cast<rlim_t>(next + 6), before.rlim_max};
  std::vector<std::unique_ptr<Client>> clients;
  setrlimit(RLIMIT_NOFILE, &tight);
  try {
    for (int i = 0; i < 5; ++i) clients.push_back(std::make_unique<Client>(server->port()));
  } catch (const std::runtime_error&) {  // our own side has none left either
  }
  timespec began{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &began);
  std::this_thread::sleep_for(std::chrono::milliseconds(600));
  timespec ended{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ended);
  setrlimit(RLIMIT_NOFILE, &before);
  const auto burnt =
      static_cast<double>(ended.tv_sec - began.tv_sec) + static_cast<double>(ended.tv_nsec - began.tv_nsec) / 1e9;
  EXPECT_LT(burnt, 0.4) << "waiting costs next to nothing";
  for (auto& client : clients) EXPECT_EQ(client->get("/healthz").status, 200) << "who waited is answered";
}

TEST(Hostile, a_flood_of_forged_tokens_is_not_looked_at) {
  const auto server = house([](ServerOptions& options) { options.policy.throttle = true; });
  auto ann = Visitor(*server).sign_up("ann@example.org");
  auto key_owner = ann.call("POST", "/api/user/keys",
                            R"({"name":"k","scopes":["read","write"],"password":")" + good_password + "\"}");
  const auto key = text_at(key_owner, "/key");
  auto forged = ann.access;
  forged[forged.size() - 6] = forged[forged.size() - 6] == 'A' ? 'B' : 'A';
  const std::vector<std::string> kinds = {"Authorization: Bearer " + forged, "Authorization: Bearer kino_made-up",
                                          "Cookie: kinoteka=made-up", "Authorization: Bearer a.b.c",
                                          "Authorization: Basic YTpi"};
  Client client(server->port());
  int looked_at = 0, refused = 0;
  for (int i = 0; i < 400; ++i) {
    const auto reply = client.call("PATCH", "/api/movies/1/entry", R"({"rating":3})",
                                   kinds[static_cast<std::size_t>(i) % kinds.size()] + "\r\nX-CSRF-Token: x\r\n");
    looked_at += reply.status == 401;
    refused += reply.status == 429;
  }
  EXPECT_LE(looked_at, 110);
  EXPECT_GE(refused, 280);
  // From the same address: whoever is known goes on, with a token, a key and a cookie.
  EXPECT_EQ(ann.call("PATCH", "/api/movies/1/entry", R"({"rating":3})").status, 200);
  EXPECT_EQ(Client(server->port())
                .call("PATCH", "/api/movies/1/entry", R"({"rating":4})", "Authorization: Bearer " + key + "\r\n")
                .status,
            429)
      << "a key that was never seen here waits with the rest";
  auto fresh = Visitor(*server).log_in("ann@example.org");
  EXPECT_EQ(fresh.get("/api/user").status, 200) << "what was handed out just now is known";
}

TEST(Hostile, a_known_caller_is_forgotten_when_anything_about_them_changes) {
  const auto server = house();
  auto admin = Visitor(*server).sign_up("admin@example.org");
  auto bob = Visitor(*server).sign_up("bob@example.org");
  const auto rate = [&] { return bob.call("PATCH", "/api/movies/1/entry", R"({"rating":3})").status; };
  EXPECT_EQ(rate(), 200);
  EXPECT_EQ(rate(), 200);
  EXPECT_EQ(admin.call("PATCH", "/api/admin/users/" + std::to_string(bob.id()), R"({"disabled":true})").status, 200);
  EXPECT_EQ(rate(), 401);
  EXPECT_EQ(admin.call("PATCH", "/api/admin/users/2", R"({"disabled":false})").status, 200);
  bob.log_in("bob@example.org");
  EXPECT_EQ(rate(), 200);
  EXPECT_EQ(bob.call("POST", "/api/auth/logout").status, 204);
  EXPECT_EQ(rate(), 401);
}

TEST(Hostile, a_page_elsewhere_that_points_at_this_house_is_refused) {
  const auto server = house([](ServerOptions& options) { options.policy.hosts = {"films.example"}; });
  const auto as = [&](const std::string& host) {
    Client client(server->port());
    client.send("POST /api/auth/register HTTP/1.1\r\nHost: " + host + "\r\nOrigin: http://" + host +
                "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
    return client.read().status;
  };
  for (const auto* ours : {"films.example", "FILMS.example:8080", "localhost", "localhost:7340", "127.0.0.1",
                           "[::1]:80", "192.168.1.20:7340", "nas", "kinoteka:7340", "nas.local:7340", "box.home.arpa"})
    EXPECT_EQ(as(ours), 422) << ours;
  for (const auto* theirs :
       {"evil.example", "films.example.evil.example", "localhost.evil.example", "127.0.0.1.nip.io"})
    EXPECT_EQ(as(theirs), 421) << theirs;
}

TEST(Hostile, the_first_admin_of_a_house_that_others_reach_needs_the_consoles_code) {
  const auto server = house([](ServerOptions& options) { options.policy.setup_code = "ABCD2345"; });
  Visitor guest(*server);
  EXPECT_EQ(text_at(guest.get("/api/auth/session"), "/setup_code"), "true");
  const auto join = [&](const std::string& email, const std::string& more) {
    return guest
        .call("POST", "/api/auth/register",
              "{\"email\":\"" + email + "\",\"password\":\"" + good_password + "\"" + more + "}")
        .status;
  };
  EXPECT_EQ(join("a@example.org", ""), 403);
  EXPECT_EQ(join("a@example.org", R"(,"setup_code":"WRONG234")"), 403);
  EXPECT_EQ(join("a@example.org", R"(,"setup_code":"ABCD2345")"), 201);
  EXPECT_EQ(join("b@example.org", ""), 201) << "whoever comes later needs none";
  EXPECT_EQ(text_at(guest.get("/api/auth/session"), "/setup_code"), "false");
}

TEST(Hostile, each_kind_of_slow_work_has_threads_of_its_own) {
  const auto server = house();
  const auto pool = [&](Method method, const std::string& pattern) -> std::optional<Pool> {
    for (const auto& route : server->router().routes()) {
      if (route->method == method && route->pattern == pattern) return route->pool;
    }
    ADD_FAILURE() << pattern;
    return std::nullopt;
  };
  EXPECT_EQ(pool(Method::put, "/api/user/avatar"), Pool::uploads);
  EXPECT_EQ(pool(Method::post, "/api/pictures"), Pool::uploads);
  EXPECT_EQ(pool(Method::get, "/api/pictures/{picture}/{file}"), Pool::pictures);
  EXPECT_EQ(pool(Method::get, "/api/media/{id}/stream"), Pool::waiting);
  EXPECT_EQ(pool(Method::get, "/api/media/{id}/hls/{plan}/{piece}"), Pool::conversions);
  EXPECT_EQ(pool(Method::post, "/api/user/imports"), Pool::files);
  EXPECT_EQ(pool(Method::get, "/api/user/takeout/{file}"), Pool::files);
}

TEST(Hostile, health_is_answered_without_the_database_whoever_asks) {
  TestServer server([](Router& router) {
    Rows rows(router, "Test");
    rows.get("/healthz", anyone, "Alive", {.asks_who = false}, [](callers::Guest) { return std::string("ok"); });
  });
  server.edge().gate.identify = [](const Request&) -> std::optional<callers::Identity> {
    throw Error(Code::unavailable, "The database is away.");
  };
  for (const auto* who : {"", "Authorization: Bearer kino_abc\r\n", "Cookie: kinoteka=abc\r\n"})
    EXPECT_EQ(server.get("/healthz", who).status, 200) << who;
}

TEST(Hostile, links_of_lists_stay_out_of_the_log) {
  const auto server = house();
  int found = 0;
  for (const auto& route : server->router().routes()) {
    if (!route->pattern.starts_with("/api/lists/{id}") || route->method != Method::get) continue;
    if (route->pattern != "/api/lists/{id}" && route->pattern != "/api/lists/{id}/items") continue;
    ++found;
    EXPECT_TRUE(route->secret_query) << route->pattern;
  }
  EXPECT_EQ(found, 2);
}

TEST(Hostile, what_costs_much_may_be_done_so_often_an_hour) {
  const auto server = house([](ServerOptions& options) { options.policy.throttle = true; });
  auto ann = Visitor(*server).sign_up("ann@example.org");
  int refused = 0;
  Reply last;
  for (int i = 0; i < 35; ++i) {
    const auto reply = ann.call("POST", "/api/user/imports?name=a.csv", "x");
    if (reply.status == 429) ++refused, last = reply;
  }
  EXPECT_EQ(refused, 5);
  EXPECT_THAT(last.body, HasSubstr("30 times an hour"));
  EXPECT_TRUE(last.headers.contains("retry-after"));
}

}  // namespace
}  // namespace kinoteka::http
