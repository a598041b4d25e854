#include "db/postgres/postgres.hpp"

#include <atomic>
#include <mutex>
#include <random>
#include <thread>

#include "base/error.hpp"
#include "db/postgres/session.hpp"
#include "db/session_pool.hpp"

namespace kinoteka::db::postgres {
namespace {

constexpr int attempts = 8;

// The write-ahead log's place moves with every change of any session; asking for it costs no lock.
constexpr Query log_place{"log_place", "SELECT (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint"};

// How often what caches are made from has changed. The table is there once the migrations ran; before that, every
// change counts.
constexpr Query revisions_exist{"revisions.exist", "SELECT count(*) FROM pg_tables WHERE tablename = 'revisions'"};
constexpr Query read_touches{"revisions.read", "SELECT number FROM revisions WHERE topic = 'caches'"};
constexpr Query touch_caches{"revisions.touch", "UPDATE revisions SET number = number + 1 WHERE topic = 'caches'"};

void pause_before(int attempt) {
  thread_local std::minstd_rand random{std::random_device{}()};
  std::uniform_int_distribution<int> jitter(0, 2 << attempt);
  std::this_thread::sleep_for(std::chrono::milliseconds(jitter(random)));
}

class PostgresDatabase final : public Database {
 public:
  explicit PostgresDatabase(const Options& options)
      : options_(options), sessions_(options.readers, options.wait_timeout_ms, [this] {
          return std::make_unique<PostgresSession>(options_.url, options_.statement_timeout_ms);
        }) {
    version_ = sessions_.acquire()->server_version();
    look_for_changes();
  }

  Engine engine() const override { return Engine::postgresql; }
  std::string describe() const override { return "PostgreSQL " + version_; }
  std::uint64_t revision() const override { return revision_.load(std::memory_order_acquire); }
  Stats stats() const override {
    return {reads_.load(), writes_.load(), writes_.load(), retries_.load(), reconnects_.load()};
  }

  bool look_for_changes() override {
    const auto place = read([](Session& session) { return *session.one<std::int64_t>(log_place); });
    if (place == place_.exchange(place)) return false;
    const auto touches = read(
        [&](Session& session) { return knows_touches(session) ? *session.one<std::int64_t>(read_touches) : place; });
    if (touches != touches_.exchange(touches)) revision_.fetch_add(1);
    return true;
  }

  void analyze() override {
    write([](Tx& tx) { tx.script("ANALYZE"); });
  }

 private:
  void run_read(const std::function<void(Session&)>& use) override {
    reads_.fetch_add(1, std::memory_order_relaxed);
    run(PostgresSession::Kind::read, [&](PostgresSession& session) {
      use(session);
      session.end_read();
    });
  }

  bool knows_touches(Session& session) {
    if (!knows_touches_) knows_touches_ = *session.one<std::int64_t>(revisions_exist) > 0;
    return knows_touches_;
  }

  void run_write(const std::function<void(Tx&)>& use, Touch touch) override {
    bool committing = false;
    run(
        PostgresSession::Kind::write,
        [&](PostgresSession& session) {
          session.forget_owed();  // of a try before, or of another's
          use(session);
          if (touch == Touch::caches && knows_touches(session)) session.run(touch_caches);
          committing = true;
          session.commit();
          committing = false;
          if (touch == Touch::caches) revision_.fetch_add(1, std::memory_order_release);
          session.settle(true);
        },
        &committing);
    writes_.fetch_add(1, std::memory_order_relaxed);
  }

  template <class Work>
  void run(PostgresSession::Kind kind, const Work& work, const bool* committing = nullptr) {
    for (int attempt = 1;; ++attempt) {
      const auto failure = try_once(kind, work, committing);
      if (!failure) return;
      if (attempt == attempts) {
        throw Error(Code::unavailable, "The database is busy. Try again in a moment.").with_detail(*failure);
      }
      pause_before(attempt);  // with no session held
    }
  }

  // Why it is worth another attempt, or nothing when it worked.
  template <class Work>
  std::optional<std::string> try_once(PostgresSession::Kind kind, const Work& work, const bool* committing) {
    auto session = sessions_.acquire();
    try {
      session->begin(kind);
      work(*session);
      return std::nullopt;
    } catch (const TryAgain& conflict) {
      session->roll_back();
      retries_.fetch_add(1);
      return conflict.what();
    } catch (const ConnectionLost& gone) {
      reconnects_.fetch_add(1);
      session.drop();
      if (committing == nullptr || !*committing) return gone.what();
      // Whether a commit arrived that was never answered, nobody knows: doing it again could do it twice.
      throw Error(Code::unavailable, "The database went away while saving: look whether it was saved.")
          .with_detail(gone.what());
    } catch (...) {
      session->roll_back();
      if (!session->healthy()) session.drop();
      throw;
    }
  }

  const Options options_;
  SessionPool<PostgresSession> sessions_;
  std::string version_;
  std::atomic<std::uint64_t> revision_{1};
  std::atomic<std::int64_t> place_{0}, touches_{0};
  std::atomic<bool> knows_touches_{false};
  std::atomic<std::int64_t> reads_{0}, writes_{0}, retries_{0}, reconnects_{0};
};

}  // namespace

std::unique_ptr<Database> open(const Options& options) {
  try {
    return std::make_unique<PostgresDatabase>(options);
  } catch (Error& error) {
    error.message += " " + std::string(error.what());
    throw;
  }
}

}  // namespace kinoteka::db::postgres
