// Messages leave once, are tried again, and wait sealed.
#include "mail/outbox.hpp"

#include <stdexcept>

#include <gtest/gtest.h>

#include "support/databases.hpp"

namespace kinoteka::mail {
namespace {

class OutboxOf : public ::testing::TestWithParam<db::Engine> {
 protected:
  std::size_t send(const Outbox::Transport& transport) {
    return outbox.send_due(*database, transport, "films@localhost");
  }
  void put(const std::string& to) {
    database->write([&](db::Tx& tx) { outbox.put(tx, {to, "Subject", "a secret link", "<p>a secret link</p>"}); });
  }
  void make_due() {
    database->write([](db::Tx& tx) { tx.run({"test.due", "UPDATE outbox SET due_at = 0"}); });
  }
  std::int64_t count(std::string_view sql) {
    return database->read([&](db::Session& session) { return *session.one<std::int64_t>({"test.count", sql}); });
  }
  std::unique_ptr<db::Database> database = kinoteka::support::new_database(GetParam());
  security::SecretBox box{"a secret for tests, long enough to be one"};
  Outbox outbox{box};
  std::vector<std::string> sent;
  Outbox::Transport works = [this](const Message& message, const std::string&) { sent.push_back(message.to); };
  Outbox::Transport fails = [](const Message&, const std::string&) { throw std::runtime_error("no route"); };
};
INSTANTIATE_TEST_SUITE_P(Engines, OutboxOf, ::testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return kinoteka::support::engine_name(engine.param); });

TEST_P(OutboxOf, a_message_leaves_once) {
  put("ann@example.org");
  EXPECT_EQ(send(works), 1u);
  EXPECT_EQ(send(works), 0u);
  EXPECT_EQ(sent, std::vector<std::string>{"ann@example.org"});
  EXPECT_EQ(count("SELECT count(*) FROM outbox"), 0) << "and nothing of it stays";
}

TEST_P(OutboxOf, a_message_of_an_undone_transaction_never_was) {
  EXPECT_THROW(database->write([&](db::Tx& tx) {
    outbox.put(tx, {"ann@example.org", "s", "t", "h"});
    throw std::runtime_error("undo");
  }),
               std::exception);
  EXPECT_EQ(send(works), 0u);
}

TEST_P(OutboxOf, what_fails_is_tried_again_later_and_at_last_kept_as_failed) {
  put("ann@example.org");
  EXPECT_EQ(send(fails), 0u);
  EXPECT_EQ(send(works), 0u) << "not at once";
  make_due();
  EXPECT_EQ(send(works), 1u);
  put("bob@example.org");
  for (int i = 0; i < 12; ++i) {
    make_due();
    send(fails);
  }
  EXPECT_EQ(count("SELECT count(*) FROM outbox WHERE failed_at > 0"), 1);
  EXPECT_EQ(count("SELECT attempts FROM outbox"), 10);
  make_due();
  EXPECT_EQ(send(works), 0u);
}

TEST_P(OutboxOf, one_that_fails_holds_up_nobody) {
  put("bad@example.org");
  put("good@example.org");
  send([&](const Message& message, const std::string& mime) {
    if (message.to == "bad@example.org") throw std::runtime_error("no");
    works(message, mime);
  });
  EXPECT_EQ(sent, std::vector<std::string>{"good@example.org"});
}

TEST_P(OutboxOf, waits_sealed) {
  put("ann@example.org");
  EXPECT_EQ(count("SELECT count(*) FROM outbox WHERE sealed LIKE '%secret%' OR sealed LIKE '%ann@%'"), 0);
}

}  // namespace
}  // namespace kinoteka::mail
