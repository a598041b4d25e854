// Durable writes through the facade: 64 threads that each wait for their own commit, alone and beside readers; and
// the readers' rate without and with them. Usage: bench_writes FOLDER; with "raw" behind it, only the rate of plain
// SQLite with a commit for each write, as most programs use it.
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>
#include <fmt/core.h>

#include "db/database.hpp"

namespace {

using namespace kinoteka;
using Clock = std::chrono::steady_clock;
constexpr auto span = std::chrono::seconds(3);
constexpr int writers = 64, readers = 2, rows = 100'000;

constexpr db::Query save{"save",
                         "INSERT INTO ratings (person, movie, rating) VALUES ($1, $2, $3) "
                         "ON CONFLICT (person, movie) DO UPDATE SET rating = excluded.rating"};
constexpr db::Query look{"look", "SELECT title FROM movies WHERE id = $1"};

// Calls `work(thread, turn)` from so many threads for the span; how many calls a second.
template <class Work>
double rate(int threads, const Work& work) {
  std::atomic<std::int64_t> done{0};
  std::vector<std::thread> all;
  const auto end = Clock::now() + span;
  for (int i = 0; i < threads; ++i) {
    all.emplace_back([&, i] {
      std::int64_t turn = 0;
      for (; Clock::now() < end; ++turn) work(i, turn);
      done += turn;
    });
  }
  for (auto& thread : all) thread.join();
  return static_cast<double>(done) / std::chrono::duration<double>(span).count();
}

double raw_rate(const std::string& folder) {
  SQLite::Database database(folder + "/raw.db", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database.exec(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
      "CREATE TABLE ratings (person BIGINT, movie BIGINT, rating REAL, PRIMARY KEY (person, movie)) WITHOUT ROWID");
  SQLite::Statement statement(database,
                              "INSERT INTO ratings (person, movie, rating) VALUES (?, ?, 4.5) "
                              "ON CONFLICT (person, movie) DO UPDATE SET rating = excluded.rating");
  return rate(1, [&](int, std::int64_t turn) {
    SQLite::bind(statement, turn % 64, turn % 5000);
    statement.exec();
    statement.reset();
  });
}

}  // namespace

int main(int count, char** argv) {
  if (count > 2) {
    fmt::print("{:.0f}\n", raw_rate(argv[1]));
    return 0;
  }
  db::Options options;
  options.url = "sqlite:" + std::string(argv[1]) + "/writes.db";
  const auto database = db::open(options);
  database->write([](db::Tx& tx) {
    tx.script(
        "CREATE TABLE movies (id INTEGER PRIMARY KEY, title TEXT);"
        "CREATE TABLE ratings (person BIGINT, movie BIGINT, rating REAL, PRIMARY KEY (person, movie)) WITHOUT ROWID");
    const auto bulk = tx.bulk_insert("movies", {"id", "title"});
    for (std::int64_t i = 1; i <= rows; ++i) bulk->row({i, std::string_view("A film")});
    bulk->finish();
  });
  const auto write = [&](int thread, std::int64_t turn) {
    database->write([&](db::Tx& tx) { tx.run(save, thread, turn % 5000, 4.5); });
  };
  const auto read = [&](int thread, std::int64_t turn) {
    database->read(
        [&](db::Session& session) { return session.one<std::string>(look, (turn * 7919 + thread) % rows + 1); });
  };
  const double writes_alone = rate(writers, write);
  const double reads_alone = rate(readers, read);
  double reads_beside = 0;
  std::thread beside([&] { reads_beside = rate(readers, read); });
  const double writes_beside = rate(writers, write);
  beside.join();
  fmt::print("| durable writes, 64 at once | {:.0f}/s alone, {:.0f}/s beside readers | ≥ 25,000/s |\n", writes_alone,
             writes_beside);
  fmt::print("| point reads by 2 threads | {:.0f}/s alone, {:.0f}/s beside the writers ({:.0f} %) | ≥ 80 % |\n",
             reads_alone, reads_beside, 100 * reads_beside / reads_alone);
}
