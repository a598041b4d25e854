// What a database does when it is full, damaged, or asked in too many ways.
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "base/error.hpp"
#include "db/migrations.hpp"
#include "support/databases.hpp"

namespace kinoteka::db {
namespace {

using support::engine_name;
using ::testing::HasSubstr;

class AnyDatabase : public ::testing::TestWithParam<Engine> {};
INSTANTIATE_TEST_SUITE_P(Engines, AnyDatabase, ::testing::Values(Engine::sqlite, Engine::postgresql),
                         [](const auto& engine) { return engine_name(engine.param); });

TEST_P(AnyDatabase, keeps_a_bounded_number_of_statements_prepared) {
  const auto database = support::new_database(GetParam());
  std::int64_t prepared = 0;
  database->read([&](Session& session) {
    for (int i = 0; i < 3000; ++i) {
      const auto sql = "SELECT " + std::to_string(i) + " + $1";
      ASSERT_EQ(*session.one<std::int64_t>(Query{"test.many", sql}, 1), i + 1);
    }
    if (GetParam() == Engine::postgresql) {
      prepared = *session.one<std::int64_t>(Query{"test.prepared", "SELECT count(*) FROM pg_prepared_statements"});
      EXPECT_LE(prepared, 201);
      EXPECT_GE(prepared, 100);
    }
    // The ones that are used again and again stay, also while others come and go.
    constexpr Query again{"test.again", "SELECT $1 + 1"};
    for (int i = 0; i < 600; ++i) {
      const auto sql = "SELECT -" + std::to_string(i + 1);
      session.run(Query{"test.other", sql});
      ASSERT_EQ(*session.one<std::int64_t>(again, i), i + 1);
    }
  });
}

TEST_P(AnyDatabase, runs_statements_within_the_rows_of_another_however_many) {
  const auto database = support::new_database(GetParam());
  database->read([&](Session& session) {
    std::int64_t sum = 0;
    session.each(Query{"test.outer", "SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3"}, [&](Row& row) {
      const auto number = row.integer(0);
      for (int i = 0; i < 700; ++i) {  // more than are kept
        const auto sql = "SELECT " + std::to_string(i + number * 1000);
        session.run(Query{"test.inner", sql});
      }
      sum += row.integer(0);
    });
    EXPECT_EQ(sum, 6);
  });
}

TEST(Sqlite, says_what_changes_who_may_call) {
  const auto database = support::golden_database(Engine::sqlite);
  const auto before = *database->callers_revision();
  database->write([](Tx& tx) { tx.script("UPDATE movies SET year = year WHERE id = 1"); });
  EXPECT_EQ(*database->callers_revision(), before);
  database->write([](Tx& tx) {
    tx.script(
        "INSERT INTO users (email, email_key, preferences, privacy, created_at) VALUES ('a@b.c', 'a@b.c', '{}', '{}', "
        "1)");
  });
  EXPECT_EQ(*database->callers_revision(), before) << "nobody was known by it yet";
  for (const auto* sql : {"UPDATE users SET disabled_at = 1", "DELETE FROM users"}) {
    const auto now = *database->callers_revision();
    database->write([&](Tx& tx) { tx.script(sql); });
    EXPECT_GT(*database->callers_revision(), now) << sql;
  }
  EXPECT_FALSE(support::new_database(Engine::postgresql)->callers_revision()) << "others write there too";
}

// Files of this process may not grow: what a disk does that is full.
class Full {
 public:
  Full() {
    std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit none{1, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &none);
  }
  ~Full() { setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

TEST(Sqlite, that_cannot_write_says_so_and_comes_back_by_itself) {
  const auto database = support::golden_database(Engine::sqlite);
  const auto write = [&] {
    database->write([](Tx& tx) { tx.script("UPDATE movies SET year = year + 1 WHERE id = 1"); });
  };
  write();
  EXPECT_EQ(database->trouble(), "");
  {
    const Full full;
    try {
      write();
      FAIL() << "nothing can be written";
    } catch (const Error& error) {
      EXPECT_EQ(error.code, Code::unavailable) << error.message << error.detail;
    }
    EXPECT_NE(database->trouble(), "");
    EXPECT_EQ(database->read([](Session& session) {
      return *session.one<std::int64_t>(Query{"test.count", "SELECT count(*) FROM movies"});
    }),
              453)
        << "reading goes on";
    database->look_for_changes();
    EXPECT_NE(database->trouble(), "") << "looked at again, and still so";
  }
  for (int i = 0; i < 100 && !database->trouble().empty(); ++i) {
    database->look_for_changes();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  EXPECT_EQ(database->trouble(), "");
  EXPECT_NO_THROW(write());
}

TEST(Sqlite, forgets_the_bytes_of_what_is_deleted) {
  const auto url = support::new_database_url(Engine::sqlite);
  const std::string secret = "the address of somebody who has left";
  const auto stands_there = [&] {
    std::ifstream file(url.substr(7), std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {}).find(secret) != std::string::npos;
  };
  {
    const auto database = support::open(url);
    database->write([&](Tx& tx) {
      tx.run(Query{"test.make", "CREATE TABLE kept (id INTEGER PRIMARY KEY, words TEXT)"});
      tx.run(Query{"test.insert", "INSERT INTO kept VALUES (1, $1)"}, secret);
    });
  }  // closed: the log is in the file
  ASSERT_TRUE(stands_there());
  {
    const auto database = support::open(url);
    database->write([](Tx& tx) { tx.run(Query{"test.delete", "DELETE FROM kept"}); });
  }
  EXPECT_FALSE(stands_there());
}

TEST(Sqlite, that_is_damaged_answers_with_words) {
  const auto url = support::golden_database_url(Engine::sqlite);
  const auto file = url.substr(7);
  const auto database = support::open(url);
  database->read([](Session& session) { session.run(Query{"test.schema", "SELECT count(*) FROM sqlite_master"}); });
  {
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    const auto size = std::filesystem::file_size(file);
    const std::string rubbish(4096, '\x5A');
    for (std::uintmax_t at = 40 * 4096; at + 4096 < size; at += 4096 * 3) {
      bytes.seekp(static_cast<std::streamoff>(at));
      bytes.write(rubbish.data(), static_cast<std::streamsize>(rubbish.size()));
    }
  }
  int failed = 0;
  for (const auto* table : {"movies", "people", "credits", "movie_cards", "movie_titles"}) {
    try {
      database->read([&](Session& session) {
        const auto sql = "SELECT * FROM " + std::string(table);
        session.run(Query{"test.all", sql});
      });
    } catch (const Error& error) {
      ++failed;
      EXPECT_EQ(error.code, Code::unavailable) << error.detail;
      EXPECT_THAT(error.message, HasSubstr("damaged"));
    }
  }
  EXPECT_GT(failed, 0);
  EXPECT_THAT(database->trouble(), HasSubstr("damaged"));
}

}  // namespace
}  // namespace kinoteka::db
