// What db/database.hpp promises, on both engines.
#include <atomic>
#include <barrier>
#include <filesystem>
#include <future>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "db/migrations.hpp"
#include "support/databases.hpp"

namespace kinoteka::db {
namespace {

constexpr Query add{"test.add", "INSERT INTO numbers (id, note) VALUES ($1, $2)"};
constexpr Query count{"test.count", "SELECT count(*) FROM numbers"};

class Databases : public ::testing::TestWithParam<Engine> {
 protected:
  void SetUp() override {
    url = support::new_database_url(GetParam());
    database = support::open(url);
    database->write([](Tx& tx) { tx.script("CREATE TABLE numbers (id BIGINT PRIMARY KEY, note TEXT)"); });
  }
  std::int64_t rows() {
    return database->read([](Session& session) { return *session.one<std::int64_t>(count); });
  }
  std::string url;
  std::unique_ptr<Database> database;
};
INSTANTIATE_TEST_SUITE_P(Engines, Databases, ::testing::Values(Engine::sqlite, Engine::postgresql),
                         [](const auto& engine) { return support::engine_name(engine.param); });

TEST_P(Databases, give_back_what_was_stored) {
  constexpr Query read{"test.read", "SELECT id, note FROM numbers ORDER BY id"};
  const std::string odd = "tab\t back\\slash 'quote' $1 ёж 🎬\nline";
  database->write([&](Tx& tx) {
    tx.run(add, 1, odd);
    tx.run(add, std::int64_t{1} << 60, nullptr);
  });
  std::vector<std::pair<std::int64_t, std::optional<std::string>>> rows;
  database->read([&](Session& session) {
    session.each(read, [&](db::Row& row) {
      rows.emplace_back(row.integer(0), row.null(1) ? std::nullopt : std::optional<std::string>(row.text(1)));
    });
  });
  EXPECT_THAT(rows, ::testing::ElementsAre(::testing::Pair(1, std::optional(odd)),
                                           ::testing::Pair(std::int64_t{1} << 60, std::nullopt)));
}

TEST_P(Databases, take_rows_in_bulk_as_they_take_them_singly) {
  const std::string odd = "tab\t back\\slash \\N\nline\r";
  database->write([&](Tx& tx) {
    tx.run(add, 1, "before");
    const auto bulk = tx.bulk_insert("numbers", {"id", "note"});
    bulk->row({std::int64_t{2}, std::string_view(odd)});
    bulk->row({std::int64_t{3}, nullptr});
    bulk->finish();
    tx.run(add, 4, "after");
  });
  constexpr Query note{"test.note", "SELECT note FROM numbers WHERE id = $1"};
  EXPECT_EQ(rows(), 4);
  EXPECT_EQ(database->read([&](Session& session) { return session.one<std::string>(note, 2); }), odd);
}

TEST_P(Databases, pay_what_a_write_owes_once_others_can_read_it) {
  std::vector<std::string> told;
  database->write([&](Tx& tx) {
    tx.run(add, 1, "seen");
    tx.after_commit([&] {
      std::int64_t seen = 0;
      std::thread([&] { seen = rows(); }).join();
      told.push_back("first, with " + std::to_string(seen));
    });
    tx.after_commit([&] { told.emplace_back("second"); });
    EXPECT_TRUE(told.empty()) << "not before the commit";
  });
  EXPECT_THAT(told, ::testing::ElementsAre("first, with 1", "second")) << "when the write returns it is done";
  database->write([](Tx& tx) { tx.run(add, 2, "owes nothing"); });
  EXPECT_EQ(told.size(), 2u) << "once";
}

TEST_P(Databases, owe_nothing_for_what_was_undone) {
  std::vector<std::string> told;
  const auto refused = [&](auto fail) {
    EXPECT_THROW(database->write([&](Tx& tx) {
      tx.after_commit([&] { told.emplace_back("undone"); });
      fail(tx);
    }),
                 Error);
  };
  database->write([&](Tx& tx) { tx.run(add, 1, "there"); });
  refused([](Tx&) { throw Error(Code::forbidden, "no"); });
  refused([](Tx& tx) { tx.run(add, 1, "a duplicate"); });
  Quiet(*database).write([&](Tx& tx) { tx.after_commit([&] { told.emplace_back("kept"); }); });
  EXPECT_THAT(told, ::testing::ElementsAre("kept"));
}

TEST_P(Databases, leave_caches_alone_in_a_quiet_write) {
  const auto before = database->revision();
  Quiet(*database).write([](Tx& tx) { tx.run(add, 1, "quiet"); });
  EXPECT_EQ(database->revision(), before);
  EXPECT_EQ(rows(), 1);
  database->write([](Tx& tx) { tx.run(add, 2, "loud"); });
  EXPECT_NE(database->revision(), before);
}

// Each holds what the other wants: PostgreSQL ends one of them, which is done again as a whole.
TEST(Postgresql, pays_once_for_a_write_that_had_to_be_done_again) {
  const auto database = support::new_database(Engine::postgresql);
  database->write([](Tx& tx) {
    tx.script("CREATE TABLE numbers (id BIGINT PRIMARY KEY, note TEXT); INSERT INTO numbers VALUES (1, ''), (2, '')");
  });
  constexpr Query change{"test.change", "UPDATE numbers SET note = note || $2 WHERE id = $1"};
  std::barrier both(2);
  std::atomic<int> tries{0}, told{0};
  const auto write = [&](int first, int second) {
    bool again = false;
    database->write([&](Tx& tx) {
      ++tries;
      tx.after_commit([&] { ++told; });
      tx.run(change, first, "x");
      if (!std::exchange(again, true)) both.arrive_and_wait();
      tx.run(change, second, "x");
    });
  };
  std::thread other([&] { write(2, 1); });
  write(1, 2);
  other.join();
  EXPECT_EQ(tries, 3);
  EXPECT_EQ(told, 2);
}

TEST_P(Databases, undo_a_failing_write_alone_among_many_at_once) {
  constexpr int writers = 64;
  std::atomic<int> failed{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < writers; ++i) {
    threads.emplace_back([&, i] {
      try {
        database->write([&](Tx& tx) {
          tx.run(add, i, "kept or undone as a whole");
          if (i % 4 == 0) tx.run(add, i, "a duplicate");       // the engine refuses
          if (i % 4 == 1) throw Error(Code::forbidden, "no");  // the use case refuses
        });
      } catch (const Error& error) {
        EXPECT_EQ(error.code, i % 4 == 0 ? Code::conflict : Code::forbidden);
        ++failed;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(failed, writers / 2);
  EXPECT_EQ(rows(), writers / 2);
}

// A job that notes what it saw and when its commit was over.
struct Visit final : SharedWork {
  Visit(Database& d, std::function<void()> w, std::promise<std::exception_ptr>& e) : database(d), work(w), ended(e) {}
  void run() noexcept override { work(); }
  void end(std::exception_ptr failure) noexcept override { ended.set_value(failure); }
  Database& database;
  std::function<void()> work;
  std::promise<std::exception_ptr>& ended;
};

TEST(Sqlite, runs_short_work_within_a_commit_that_others_share) {
  const auto database = support::new_database(Engine::sqlite);
  database->write([](Tx& tx) { tx.script("CREATE TABLE numbers (id BIGINT PRIMARY KEY, note TEXT NOT NULL)"); });
  const auto count = [&] {
    return database->read([](Session& session) {
      return *session.one<std::int64_t>({"c", "SELECT count(*) FROM numbers"});
    });
  };
  std::promise<std::exception_ptr> ended;
  std::atomic<int> told{0};
  std::int64_t seen = -1, seen_by_others = -1;
  std::string refused;
  std::unique_ptr<SharedWork> work = std::make_unique<Visit>(
      *database,
      [&] {
        database->write([&](Tx& tx) {
          tx.run(add, 1, "stays");
          tx.after_commit([&] { told = static_cast<int>(count()); });
        });
        try {
          database->write([&](Tx& tx) {
            tx.run(add, 2, "goes");
            tx.after_commit([&] { told = 100; });
            throw Error(Code::forbidden, "no");
          });
        } catch (const Error& error) {
          refused = error.message;
        }
        seen = count();
        std::thread([&] { seen_by_others = count(); }).join();
        EXPECT_EQ(told, 0) << "not before the commit";
      },
      ended);
  ASSERT_TRUE(database->share(work));
  EXPECT_EQ(ended.get_future().get(), nullptr);
  EXPECT_EQ(refused, "no");
  EXPECT_EQ(seen, 1) << "it reads what it wrote";
  EXPECT_EQ(seen_by_others, 0) << "others do not before the commit";
  EXPECT_EQ(told, 1);
  EXPECT_EQ(count(), 1);
}

TEST(Sqlite, tells_shared_work_when_its_commit_fails) {
  const auto database = support::new_database(Engine::sqlite);
  database->write([](Tx& tx) {
    tx.script(
        "CREATE TABLE parents (id BIGINT PRIMARY KEY);"
        "CREATE TABLE children (id BIGINT PRIMARY KEY, parent BIGINT NOT NULL REFERENCES parents (id) "
        "DEFERRABLE INITIALLY DEFERRED)");
  });
  std::promise<std::exception_ptr> ended;
  bool told = false;
  std::unique_ptr<SharedWork> work = std::make_unique<Visit>(
      *database,
      [&] {
        database->write([&](Tx& tx) {
          tx.run({"t", "INSERT INTO children VALUES (1, 7)"});
          tx.after_commit([&] { told = true; });
        });
      },
      ended);
  ASSERT_TRUE(database->share(work));
  EXPECT_NE(ended.get_future().get(), nullptr) << "the key is looked for at the commit";
  EXPECT_FALSE(told);
  EXPECT_EQ(database->read([](Session& s) { return *s.one<std::int64_t>({"c", "SELECT count(*) FROM children"}); }), 0);
  database->write([](Tx& tx) { tx.run({"p", "INSERT INTO parents VALUES (7)"}); });
}

// The log is copied into the database's file beside the writer, and begins anew.
TEST(Sqlite, keeps_its_log_from_growing_without_end) {
  const auto url = support::new_database_url(Engine::sqlite);
  const auto database = support::open(url);
  database->write([](Tx& tx) { tx.script("CREATE TABLE pages (id INTEGER PRIMARY KEY, page BLOB)"); });
  const auto log = url.substr(std::string_view("sqlite:").size()) + "-wal";
  std::uintmax_t largest = 0;
  for (int i = 0; i < 60; ++i) {
    database->write([](Tx& tx) {
      tx.run({"fill",
              "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) "
              "INSERT INTO pages (page) SELECT zeroblob(3900) FROM n"});
    });
    largest = std::max(largest, std::filesystem::file_size(log));
  }
  // 120,000 pages were written: 490 MB.
  EXPECT_LT(largest, 300u << 20);
}

TEST_P(Databases, let_readers_go_on_during_a_long_write) {
  std::promise<void> inside, go_on;
  auto writing = std::async(std::launch::async, [&] {
    database->write([&](Tx& tx) {
      tx.run(add, 1, "not yet seen");
      inside.set_value();
      go_on.get_future().wait();
    });
  });
  inside.get_future().wait();
  auto reading = std::async(std::launch::async, [&] { return rows(); });
  ASSERT_EQ(reading.wait_for(std::chrono::seconds(60)), std::future_status::ready);
  EXPECT_EQ(reading.get(), 0) << "and see nothing of it";
  go_on.set_value();
  writing.get();
  EXPECT_EQ(rows(), 1);
}

TEST_P(Databases, read_one_snapshot) {
  database->read([&](Session& session) {
    EXPECT_EQ(*session.one<std::int64_t>(count), 0);
    std::thread([&] { database->write([](Tx& tx) { tx.run(add, 1, "later"); }); }).join();
    EXPECT_EQ(*session.one<std::int64_t>(count), 0);
  });
  EXPECT_EQ(rows(), 1);
}

TEST_P(Databases, tell_when_the_data_has_changed) {
  const auto before = database->revision();
  database->write([](Tx& tx) { tx.run(add, 1, "ours"); });
  const auto after = database->revision();
  EXPECT_NE(before, after);
  support::open(url)->write([](Tx& tx) { tx.run(add, 2, "another process"); });
  database->look_for_changes();
  EXPECT_NE(database->revision(), after);
}

TEST_P(Databases, give_ids_that_nobody_else_gets) {
  database->write([](Tx& tx) {
    tx.script(tx.engine() == Engine::sqlite
                  ? "CREATE TABLE things (id INTEGER PRIMARY KEY)"
                  : "CREATE TABLE things (id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY)");
    const auto first = tx.reserve_ids("things", 10);
    const auto bulk = tx.bulk_insert("things", {"id"});
    for (int i = 0; i < 10; ++i) bulk->row({first + i});
    bulk->finish();
    EXPECT_GT(tx.reserve_ids("things", 1), first + 9);
  });
}

TEST_P(Databases, survive_statements_that_fail) {
  constexpr Query wrong{"test.wrong", "SELECT nothing FROM nowhere"};
  for (int i = 0; i < 20; ++i) {
    EXPECT_THROW(database->read([&](Session& session) { session.run(wrong); }), Error);
    EXPECT_THROW(database->write([&](Tx& tx) { tx.run(wrong); }), Error);
  }
  EXPECT_EQ(rows(), 0);
}

TEST_P(Databases, migrate_once_and_only_forward) {
  const auto fresh = support::open(support::new_database_url(GetParam()));
  EXPECT_EQ(schema_version(*fresh), 0);
  EXPECT_EQ(migrate(*fresh).applied.size(), migrations().size());
  EXPECT_TRUE(migrate(*fresh).applied.empty());

  fresh->write([](Tx& tx) { tx.script("INSERT INTO schema_migrations VALUES (999, 'from_the_future', 'x', 0)"); });
  EXPECT_THROW(schema_version(*fresh), Error) << "a database newer than the binary is refused";
  EXPECT_THROW(migrate(*fresh), Error);

  fresh->write([](Tx& tx) {
    tx.script(
        "DELETE FROM schema_migrations WHERE number = 999; UPDATE schema_migrations SET checksum = 'x' WHERE number = "
        "1");
  });
  EXPECT_THROW(migrate(*fresh), Error) << "a step that was edited after it ran is refused";
}

TEST_P(Databases, tell_old_imports_by_words) {
  const auto old = support::open(support::new_database_url(GetParam()));
  migrate(*old, {migrations().begin(), migrations().begin() + 15});
  old->write([](Tx& tx) {
    tx.script(R"(
      INSERT INTO users (id, email, email_key, preferences, privacy, created_at)
        VALUES (1, 'ann@example.org', 'ann@example.org', '{}', '{}', 0);
      INSERT INTO takeout_imports (id, user_id, source, file_name, left_out, created_at) VALUES
        (1, 1, 'letterboxd', 'a.zip', '[{"what":"a.csv","why":"names no film","rows":2},{"what":"others","why":"have no place here","rows":1}]', 0),
        (2, 1, 'imdb', 'b.csv', '[{"what":"b.csv","why":"not a film: Video Game","rows":1}]', 0),
        (3, 1, 'imdb', 'c.csv', '[{"what":"c.csv","why":"is not one of IMDb''s","rows":1}]', 0);
      INSERT INTO takeout_rows (import_id, position, kind, title, place, record, matched, state, fault) VALUES
        (1, 1, 'entry', 'Heat', '', '{}', 'none', 'failed', 'The rating is not from half a star to five.'),
        (1, 2, 'entry', 'Heat', '', '{}', 'none', 'failed', 'Some values are not valid. format must be VHS.'),
        (1, 3, 'entry', 'Heat', '', '{}', 'none', 'ready', ''))");
  });
  migrate(*old);
  old->read([](Session& session) {
    EXPECT_EQ(session.all<std::string>({"test.left_out", "SELECT left_out FROM takeout_imports ORDER BY id"}),
              (std::vector<std::string>{
                  R"([{"what":"a.csv","why":"names_no_film","rows":2},{"what":"","why":"no_place","rows":1}])", "[]",
                  R"([{"what":"c.csv","why":"no_place","rows":1}])"}));
    EXPECT_EQ(session.all<std::string>({"test.codes", "SELECT code FROM takeout_rows ORDER BY position"}),
              (std::vector<std::string>{"rating_outside", "row_refused", ""}));
  });
}

TEST_P(Databases, undo_a_migration_that_fails_half_way) {
  const auto fresh = support::open(support::new_database_url(GetParam()));
  constexpr std::string_view good = "CREATE TABLE a (id BIGINT)",
                             bad = "CREATE TABLE b (id BIGINT); INSERT INTO nowhere VALUES (1)";
  const std::vector<Migration> steps = {{1, "good", good, good}, {2, "bad", bad, bad}};
  EXPECT_THROW(migrate(*fresh, steps), Error);
  const std::vector<Migration> mended = {steps[0],
                                         {2, "mended", "CREATE TABLE b (id BIGINT)", "CREATE TABLE b (id BIGINT)"}};
  EXPECT_EQ(migrate(*fresh, mended).applied, std::vector<std::string>{"mended"});
}

TEST_P(Databases, let_two_processes_migrate_at_once) {
  const auto shared = support::new_database_url(GetParam());
  auto one = std::async(std::launch::async, [&] { migrate(*support::open(shared)); });
  auto two = std::async(std::launch::async, [&] { migrate(*support::open(shared)); });
  one.get();
  two.get();
  EXPECT_EQ(schema_version(*support::open(shared)), static_cast<int>(migrations().size()));
}

// Released steps are never edited: a database out there has run them as they were. A new step adds a row.
TEST(Migrations, are_pinned) {
  const std::vector<std::string> sqlite = {"7979aeada056f3a0c2c0ee8e167e3e50ed430c7bf4902ed39c62d9f7061d1dda",
                                           "5ad3fc5f0f2e990677c9035e37b4d2af0e92e88c3a9b9847cabb433f62ed7ccd",
                                           "c7aa4efd28f6ebfb01f2b0f7fe564d5003891187c9a6e85196f4cb4eac8d711e",
                                           "0506d4b4628780f1d1c69fe2c39824c67a569e3d3175d908c1679d7cf2cf81eb",
                                           "f3f06a1808d6278f4d9aa559625552919393ebed3cdc4fb71ee74b3cd96acdab",
                                           "a86c305eaee55f4e01b909e6865a5a9d4c4cf022fdc9df337e3eab0ed6569ec9",
                                           "501f89d8f77deda6057bf4bec76935b9977efb72ab12a4f859684163f64d70b0",
                                           "8462ba6639ebbad6a32ac8efc80aad3d53860b6e1330ed8b84fcd11987bff8b8",
                                           "2de081632c0c7f2d5b173455ec299ba9bafef72f1843a9543d209385a446fa73",
                                           "d680c2113b7e0f5282db0b5d3490656aeaf2b4ddbb6738aa9196a0dc06af43ec",
                                           "a3578a5c939d523187b0fe5ea9809f6db02c2083a20da645a8e382c78a01d9a3",
                                           "693b039d4b2f19cc85602d7c8207c878a33805dc07dd34696377f508131fb5bf",
                                           "1729bc9ff87bae79a0e49c93201442697f5ad25fea72d6e553b7fe8a34833369",
                                           "695c234de321ef5a16270f1688e0716b8d5e085c643d4ad2d20aea5bdaa86227",
                                           "20a79c9560457cecaa472d31b285f0aab5d0ac4365dc7542dafd06ce135a1e3a",
                                           "70c92fc891045e0e88d7650af4eb520bcc5e197e5a721b3f4422e7e40ff08bc4",
                                           "c461c2c4c2e80d811ace25180e00fbd4714237ed26527245020c0188c0c347d5"},
                                 postgresql = {"7979aeada056f3a0c2c0ee8e167e3e50ed430c7bf4902ed39c62d9f7061d1dda",
                                               "32563421ab4b43f2aeb4a9ffd56a1f82efb79af579e7aba66485a71079d8cfed",
                                               "c7aa4efd28f6ebfb01f2b0f7fe564d5003891187c9a6e85196f4cb4eac8d711e",
                                               "0506d4b4628780f1d1c69fe2c39824c67a569e3d3175d908c1679d7cf2cf81eb",
                                               "f3f06a1808d6278f4d9aa559625552919393ebed3cdc4fb71ee74b3cd96acdab",
                                               "a86c305eaee55f4e01b909e6865a5a9d4c4cf022fdc9df337e3eab0ed6569ec9",
                                               "501f89d8f77deda6057bf4bec76935b9977efb72ab12a4f859684163f64d70b0",
                                               "8462ba6639ebbad6a32ac8efc80aad3d53860b6e1330ed8b84fcd11987bff8b8",
                                               "2de081632c0c7f2d5b173455ec299ba9bafef72f1843a9543d209385a446fa73",
                                               "d680c2113b7e0f5282db0b5d3490656aeaf2b4ddbb6738aa9196a0dc06af43ec",
                                               "a3578a5c939d523187b0fe5ea9809f6db02c2083a20da645a8e382c78a01d9a3",
                                               "68bbb1dc8f8a15cd8d7c9d25caf20f182976afdf2372007bd6234a2584d8f3f3",
                                               "1729bc9ff87bae79a0e49c93201442697f5ad25fea72d6e553b7fe8a34833369",
                                               "695c234de321ef5a16270f1688e0716b8d5e085c643d4ad2d20aea5bdaa86227",
                                               "20a79c9560457cecaa472d31b285f0aab5d0ac4365dc7542dafd06ce135a1e3a",
                                               "70c92fc891045e0e88d7650af4eb520bcc5e197e5a721b3f4422e7e40ff08bc4",
                                               "00005b66191421a3913b99274242c9c529cc09c8dc56378dfa0af477d468f048"};
  ASSERT_EQ(migrations().size(), sqlite.size()) << "pin the new step here";
  for (std::size_t i = 0; i < sqlite.size(); ++i) {
    EXPECT_EQ(migrations()[i].number, static_cast<int>(i) + 1);
    EXPECT_EQ(migrations()[i].checksum(Engine::sqlite), sqlite[i]);
    EXPECT_EQ(migrations()[i].checksum(Engine::postgresql), postgresql[i]);
  }
}

TEST(Postgres, does_again_what_lost_against_another_transaction) {
  const auto url = support::new_database_url(Engine::postgresql);
  const auto database = support::open(url);
  database->write([](Tx& tx) { tx.script("CREATE TABLE one (value BIGINT); INSERT INTO one VALUES (0)"); });
  constexpr Query strict{"strict", "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"};
  constexpr Query look{"look", "SELECT value FROM one"}, set{"set", "UPDATE one SET value = $1"};
  std::barrier both_have_read(2);
  const auto add_one = [&] {
    bool first = true;
    database->write([&](Tx& tx) {
      tx.run(strict);
      const auto seen = *tx.one<std::int64_t>(look);
      if (std::exchange(first, false)) both_have_read.arrive_and_wait();  // so that one of them must lose
      tx.run(set, seen + 1);
    });
  };
  std::thread other(add_one);
  add_one();
  other.join();
  EXPECT_EQ(database->read([&](Session& session) { return *session.one<std::int64_t>(look); }), 2);
  EXPECT_GT(database->stats().retries, 0);
}

TEST(Postgres, comes_back_after_its_connections_were_cut) {
  const auto url = support::new_database_url(Engine::postgresql);
  const auto database = support::open(url);
  constexpr Query one{"one", "SELECT 1"};
  const auto ask = [&] { return database->read([&](Session& session) { return *session.one<std::int64_t>(one); }); };
  EXPECT_EQ(ask(), 1);
  ASSERT_TRUE(support::run("psql -q '" + url +
                           "' -c \"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = "
                           "'kinoteka' AND datname = current_database()\" >/dev/null"));
  EXPECT_EQ(ask(), 1);
  EXPECT_GT(database->stats().reconnects, 0);
}

}  // namespace
}  // namespace kinoteka::db
