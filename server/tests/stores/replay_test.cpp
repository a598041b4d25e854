// Creates that are sent twice: the first answer is given again.
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "features/system/replay_service.hpp"
#include "support/databases.hpp"

namespace kinoteka::system {
namespace {

class ReplaysOf : public ::testing::TestWithParam<db::Engine> {
 protected:
  ReplaysOf() {
    database->write([](db::Tx& tx) {
      tx.run({"test.user",
              "INSERT INTO users (id, email, email_key, preferences, privacy, created_at) "
              "VALUES (1, 'a@b.co', 'a@b.co', '{}', '{}', 1)"});
    });
    request.method = http::Method::post;
    request.path = "/api/tags";
    request.target = "/api/tags";
    request.body = "{}";
    made.status = 201;
    made.body = "made";
    made.headers.emplace_back("Location", "/api/tags/7");
  }
  Code code_of(const http::Request& asked) {
    try {
      replays->begin(1, "key", asked);
    } catch (const Error& error) {
      return error.code;
    }
    return Code::internal;
  }
  std::unique_ptr<db::Database> database = kinoteka::support::new_database(GetParam());
  std::unique_ptr<http::Replays> replays = make_replays(*database);
  http::Request request;
  http::Response made;
};
INSTANTIATE_TEST_SUITE_P(Engines, ReplaysOf, ::testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return kinoteka::support::engine_name(engine.param); });

TEST_P(ReplaysOf, answer_again_what_was_answered) {
  EXPECT_FALSE(replays->begin(1, "key", request));
  replays->finish(1, "key", made);
  const auto again = replays->begin(1, "key", request);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->status, 201);
  EXPECT_EQ(again->body, "made");
}

TEST_P(ReplaysOf, refuse_the_second_while_the_first_still_runs) {
  EXPECT_FALSE(replays->begin(1, "key", request));
  EXPECT_EQ(code_of(request), Code::conflict);
  replays->abandon(1, "key");
  EXPECT_FALSE(replays->begin(1, "key", request)) << "what failed may be sent again";
}

TEST_P(ReplaysOf, refuse_a_key_that_was_another_requests) {
  EXPECT_FALSE(replays->begin(1, "key", request));
  replays->finish(1, "key", made);
  auto other = request;
  other.body = "{\"name\":1}";
  EXPECT_EQ(code_of(other), Code::invalid);
}

TEST_P(ReplaysOf, are_forgotten_after_a_day) {
  EXPECT_FALSE(replays->begin(1, "key", request));
  replays->finish(1, "key", made);
  database->write([](db::Tx& tx) { tx.run({"test.age", "UPDATE idempotency_keys SET created_at = 1"}); });
  forget_old_replays(*database);
  EXPECT_FALSE(replays->begin(1, "key", request));
}

}  // namespace
}  // namespace kinoteka::system
