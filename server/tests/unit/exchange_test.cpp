// One request and its answer, without a socket: what needs no handler, what is kept and for how long, and who waits.
#include "http/exchange.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "http/rows.hpp"

namespace kinoteka::http {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Exchanges : public ::testing::Test {
 protected:
  Exchanges() {
    edge.gate.members_only = false;
    edge.gate.own_origin = "http://localhost";
    edge.gate.identify = [this](const Request&) { return caller; };
  }

  // After the rows of a test were added.
  void ready() { count_routes(edge); }

  // As the parser leaves a head.
  static void ask(Exchange& exchange, Method method, std::string_view target) {
    auto& request = exchange.request;
    request.method = method;
    request.target = target;
    request.path = std::string(target.substr(0, target.find('?')));
    request.query = target.find('?') == std::string_view::npos ? "" : target.substr(target.find('?') + 1);
    request.headers.push_back({"host", "localhost"});
    exchange.begin(false);
  }
  Answer at_once(Method method, std::string_view target) {
    Exchange exchange(edge, "192.0.2.7");
    ask(exchange, method, target);
    auto answer = exchange.at_once();
    exchange.end(answer ? answer->status : 200);
    return answer;
  }
  // The whole way, as a connection takes it.
  Answer whole(Method method, std::string_view target) {
    Exchange exchange(edge, "192.0.2.7");
    ask(exchange, method, target);
    auto answer = exchange.at_once();
    if (!answer) {
      exchange.work();
      answer = exchange.answer();
    }
    exchange.end(answer->status);
    return answer;
  }

  telemetry::Metrics metrics;
  cache::VersionedCache<Answer> cache{1 << 20};
  cache::Marks marks;
  StaticFiles files{""};
  Router router;
  Rows rows{router, "Test"};
  WorkerPool workers{"test", 1, 1}, costly{"test", 1, 1};
  std::uint64_t revision = 1;
  std::optional<callers::Identity> caller;
  Edge edge{
      .router = router,
      .files = files,
      .workers = Workers({&workers, &workers, &costly, &workers, &workers, &workers, &workers, &workers, &workers}),
      .cache = cache,
      .marks = marks,
      .revision = [this] { return revision; },
      .metrics = metrics,
      .request_log = RequestLog::none};
};

TEST_F(Exchanges, answer_at_once_what_no_row_takes) {
  rows.get("/things/{id}", anyone, "A thing", [](callers::Guest, Id) { return std::string("thing"); });
  ready();
  EXPECT_EQ(at_once(Method::get, "/nothing")->status, 404);
  const auto wrong = at_once(Method::delete_, "/things/7");
  EXPECT_EQ(wrong->status, 405);
  EXPECT_THAT(wrong->head, HasSubstr("Allow: GET"));
  EXPECT_EQ(at_once(Method::options, "/things/7")->status, 204);
  EXPECT_EQ(at_once(Method::other, "/anything")->status, 501);
  EXPECT_EQ(at_once(Method::get, "/things/7"), nullptr) << "a handler's to answer";
}

TEST_F(Exchanges, refuse_who_means_another_house) {
  edge.gate.hosts = {"films.example"};
  ready();
  Exchange exchange(edge, "192.0.2.7");
  ask(exchange, Method::get, "/");
  exchange.request.headers = {{"host", "evil.example"}};
  EXPECT_EQ(exchange.at_once()->status, 421);
  exchange.end(421);
}

TEST_F(Exchanges, keep_an_answer_until_the_data_changes) {
  int made = 0;
  rows.get("/kept", anyone, "Kept", {.cached = true}, [&](callers::Guest) { return ++made; });
  rows.get("/fresh", anyone, "Not kept", [&](callers::Guest) { return ++made; });
  ready();
  const auto first = whole(Method::get, "/kept");
  EXPECT_EQ(at_once(Method::get, "/kept"), first) << "the same bytes";
  EXPECT_EQ(at_once(Method::get, "/kept?q=1"), nullptr) << "another target";
  ++revision;
  EXPECT_EQ(at_once(Method::get, "/kept"), nullptr);
  EXPECT_EQ(whole(Method::get, "/kept")->body, "2");
  whole(Method::get, "/fresh");
  EXPECT_EQ(at_once(Method::get, "/fresh"), nullptr);
}

TEST_F(Exchanges, keep_an_answer_until_a_film_in_it_has_other_numbers) {
  rows.get("/films", anyone, "Films", {.cached = true}, [](callers::Guest) { return Showing<int>{1, {7, 8}}; });
  ready();
  whole(Method::get, "/films");
  marks.changed(9);
  EXPECT_NE(at_once(Method::get, "/films"), nullptr) << "it does not show that film";
  marks.changed(8);
  EXPECT_EQ(at_once(Method::get, "/films"), nullptr);
}

// Were the revision read behind the handler, the answer would be kept as if it knew of this change.
TEST_F(Exchanges, never_keep_an_answer_for_newer_than_what_its_handler_read) {
  rows.get("/raced", anyone, "Raced", {.cached = true}, [&](callers::Guest) {
    const auto seen = revision;
    ++revision;  // somebody's commit, while this one is at it
    return static_cast<std::int64_t>(seen);
  });
  rows.get("/marked", anyone, "Marked", {.cached = true}, [&](callers::Guest) {
    marks.changed(7);
    return Showing<int>{1, {7}};
  });
  ready();
  whole(Method::get, "/raced");
  EXPECT_EQ(at_once(Method::get, "/raced"), nullptr);
  whole(Method::get, "/marked");
  EXPECT_EQ(at_once(Method::get, "/marked"), nullptr);
}

TEST_F(Exchanges, keep_no_failure_and_nothing_of_a_commit_that_failed) {
  bool fails = true;
  rows.get("/shaky", anyone, "Shaky", {.cached = true}, [&](callers::Guest) -> int {
    if (fails) throw Error(Code::unavailable, "Not now.");
    return 1;
  });
  ready();
  EXPECT_EQ(whole(Method::get, "/shaky")->status, 503);
  fails = false;
  EXPECT_EQ(at_once(Method::get, "/shaky"), nullptr);

  Exchange exchange(edge, "192.0.2.7");
  ask(exchange, Method::get, "/shaky");
  exchange.at_once();
  exchange.work();
  exchange.fail(std::make_exception_ptr(Error(Code::unavailable, "The disk is full.")));
  const auto answer = exchange.answer();
  EXPECT_EQ(answer->status, 503);
  EXPECT_THAT(answer->body, HasSubstr("The disk is full."));
  exchange.end(503);
  EXPECT_EQ(at_once(Method::get, "/shaky"), nullptr);
}

TEST_F(Exchanges, tell_caches_between_us_what_is_for_one_person) {
  rows.get("/open", anyone, "Open", {.cached = true}, [](callers::Guest) { return 1; });
  rows.get("/mine", members, "One's own", [](callers::Member) { return 1; });
  rows.get("/read", readers, "For readers", {.cached = true}, [](callers::Reader) { return 1; });
  ready();
  EXPECT_THAT(whole(Method::get, "/open")->head, Not(HasSubstr("private")));
  EXPECT_EQ(whole(Method::get, "/mine")->status, 401);
  caller = callers::Identity{};
  caller->user = 7;
  EXPECT_THAT(whole(Method::get, "/mine")->head, HasSubstr("Cache-Control: no-store"));
  caller.reset();
  edge.gate.members_only = true;
  EXPECT_EQ(whole(Method::get, "/read")->status, 401);
  caller = callers::Identity{};
  caller->user = 7;
  const auto read = whole(Method::get, "/read");
  EXPECT_THAT(read->head, HasSubstr("Cache-Control: private, no-cache"));
  EXPECT_THAT(read->head, HasSubstr("Vary: Authorization, Cookie"));
  EXPECT_EQ(at_once(Method::get, "/read"), nullptr) << "who may is asked each time";
}

TEST_F(Exchanges, know_who_calls_before_a_body_is_waited_for_or_a_commit_made) {
  rows.post("/open", anyone, "Open", [](callers::Guest) { return 1; });
  rows.post("/mine", members, "One's own", [](callers::Member) { return 1; });
  rows.post("/short", members, "Short", {.shares_commit = true}, [](callers::Member) { return 1; });
  edge.share_commit = [](std::unique_ptr<SharedWork>&) { return false; };
  ready();
  const auto must = [&](std::string_view target, bool at_hand, bool known = false) {
    Exchange exchange(edge, "192.0.2.7");
    ask(exchange, Method::post, target);
    exchange.at_once();
    exchange.request.known = known;
    const auto out = exchange.must_admit_first(at_hand);
    exchange.end(200);
    return out;
  };
  EXPECT_FALSE(must("/open", false)) << "nobody in particular";
  EXPECT_TRUE(must("/mine", false));
  EXPECT_FALSE(must("/mine", true)) << "the handler's worker looks it up";
  EXPECT_TRUE(must("/short", true)) << "never where a commit is made";
  EXPECT_FALSE(must("/short", true, true)) << "known already";
}

TEST_F(Exchanges, run_in_the_pool_that_their_row_names) {
  rows.get("/slow", anyone, "Slow", {.pool = Pool::costly, .pool_if = "hard"}, [](callers::Guest) { return 1; });
  rows.put("/slow", anyone, "Slow", {.pool = Pool::costly}, [](callers::Guest) { return 1; });
  ready();
  const auto pool = [&](Method method, std::string_view target, bool hard) {
    Exchange exchange(edge, "192.0.2.7");
    ask(exchange, method, target);
    if (hard) exchange.request.parameters = {{"hard", "1"}};
    exchange.at_once();
    const auto* out = &exchange.pool();
    exchange.end(200);
    return out;
  };
  EXPECT_EQ(pool(Method::get, "/slow", false), &workers);
  EXPECT_EQ(pool(Method::get, "/slow?hard=1", true), &costly);
  EXPECT_EQ(pool(Method::put, "/slow", false), &costly);
}

TEST_F(Exchanges, are_counted_while_they_are_in_flight_and_no_longer) {
  rows.post("/things", anyone, "Add a thing", [](callers::Guest) { return 1; });
  ready();
  {
    Exchange exchange(edge, "192.0.2.7");
    ask(exchange, Method::post, "/things");
    exchange.at_once();
    EXPECT_EQ(metrics.in_flight, 1);
  }
  EXPECT_EQ(metrics.in_flight, 0) << "its client went away before the body had come";
  whole(Method::post, "/things");
  EXPECT_EQ(metrics.in_flight, 0);
}

TEST_F(Exchanges, give_up_what_waited_too_long_for_a_worker) {
  bool ran = false;
  rows.get("/late", anyone, "Late", {.wall = std::chrono::milliseconds(1)}, [&](callers::Guest) { return ran = true; });
  ready();
  Exchange exchange(edge, "192.0.2.7");
  ask(exchange, Method::get, "/late");
  exchange.at_once();
  while (Clock::now() - exchange.began() < std::chrono::milliseconds(2)) std::this_thread::yield();
  exchange.work();
  EXPECT_EQ(exchange.answer()->status, 503);
  EXPECT_FALSE(ran);
  exchange.end(503);
}

}  // namespace
}  // namespace kinoteka::http
