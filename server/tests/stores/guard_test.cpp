// What counts against guessing, and what is kept of it.
#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/time.hpp"
#include "features/accounts/guard_service.hpp"
#include "features/accounts/session_store.hpp"
#include "support/databases.hpp"

namespace kinoteka::accounts {
namespace {

class GuardOf : public ::testing::TestWithParam<db::Engine> {
 protected:
  std::int64_t count(std::string_view sql) {
    return database->read([&](db::Session& session) { return *session.one<std::int64_t>({"test.count", sql}); });
  }
  std::unique_ptr<db::Database> database = kinoteka::support::new_database(GetParam());
  Policy policy;
  Guard guard{*database, policy};
  const Origin origin{"192.0.2.1", "", ""};
};
INSTANTIATE_TEST_SUITE_P(Engines, GuardOf, ::testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return kinoteka::support::engine_name(engine.param); });

TEST_P(GuardOf, many_who_knock_at_once_are_all_counted) {
  const std::vector<Door> doors = {{"one", {5, 60'000, 60'000, 60'000}}, {"both", {1000, 1, 1, 60'000}}};
  std::atomic<int> heard = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 5; ++j) {
        try {
          guard.knock(doors, origin);
          ++heard;
        } catch (const Error& error) {
          ASSERT_EQ(error.code, Code::too_many) << error.what();
        }
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_LE(heard, 6) << "five are free, and the sixth closes the door";
  EXPECT_GE(heard, 5);
  EXPECT_EQ(count("SELECT attempts FROM throttles WHERE throttle_key = 'both'"), heard);
}

TEST_P(GuardOf, events_older_than_asked_for_are_forgotten) {
  database->write([&](db::Tx& tx) {
    guard.record(tx, "signed_in", origin, 1, 1);
    tx.run({"test.old",
            "INSERT INTO audit_log (id, at, event, address, request_id, detail) VALUES (0, 5, 'old', '', '', '')"});
    guard_store::forget_events(tx, now_ms() - day_ms);
  });
  EXPECT_EQ(count("SELECT count(*) FROM audit_log"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM audit_log WHERE event = 'old'"), 0);
}

TEST_P(GuardOf, sessions_end_at_the_latest_when_they_must_however_often_they_are_seen) {
  database->write([&](db::Tx& tx) {
    tx.run({"test.user",
            "INSERT INTO users (id, email, email_key, preferences, privacy, created_at) "
            "VALUES (1, 'a@b.co', 'a@b.co', '{}', '{}', 1)"});
    const auto id = session_store::add(tx, {1, std::nullopt, "token", "", "", 1000, 1000});
    session_store::seen(tx, id, 1000 + session_ms - minute_ms);
    session_store::add_refresh_token(tx, "old", id, 1000);
    session_store::add_refresh_token(tx, "new", id, 1000 + session_ms - minute_ms);
  });
  EXPECT_EQ(count("SELECT idle_until FROM sessions"), 1000 + session_ms);
  EXPECT_EQ(count("SELECT count(*) FROM refresh_tokens"), 1) << "what nobody could use any more is not kept";
  database->write([&](db::Tx& tx) { session_store::end_expired(tx, 1000 + session_ms); });
  EXPECT_EQ(count("SELECT count(*) FROM sessions"), 0);
}

}  // namespace
}  // namespace kinoteka::accounts
