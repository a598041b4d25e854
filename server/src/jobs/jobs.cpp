#include "jobs/jobs.hpp"

#include <algorithm>
#include <chrono>
#include <random>

#include <unistd.h>

#include "base/error.hpp"
#include "base/thread_name.hpp"
#include "base/time.hpp"
#include "telemetry/log.hpp"

namespace kinoteka::jobs {
namespace {

constexpr std::int64_t look_every_ms = 500;
// A job belongs to whom it is leased to, who renews that every few seconds whatever the job does; who has been silent
// for so long is gone, wherever it ran. No process number says so: in a container it is always the same.
constexpr auto renew_every = std::chrono::seconds(5);
constexpr std::int64_t given_up_after_ms = 30'000;
constexpr std::int64_t keep_ms = 30ll * 86'400'000;
constexpr int most_attempts = 4;

constexpr std::string_view columns =
    "SELECT id, kind, object_id, state, wish, argument, progress, error, attempts, created_at, started_at, finished_at "
    "FROM jobs ";
const std::string find_sql = std::string(columns) + "WHERE id = $1";
const std::string list_sql = std::string(columns) + "ORDER BY id DESC LIMIT $1";
const std::string list_of_sql = std::string(columns) + "WHERE kind = $1 AND object_id = $2 ORDER BY id DESC LIMIT $3";
constexpr db::Query find_queued{"job.queued",
                                "SELECT id FROM jobs WHERE kind = $1 AND object_id = $2 AND state = 'queued' AND "
                                "argument = $3 ORDER BY id LIMIT 1"};
constexpr db::Query insert{"job.add",
                           "INSERT INTO jobs (kind, object_id, argument, user_id, run_at, created_at) VALUES ($1, $2, "
                           "$3, $4, $5, $6) RETURNING id"};
// Whoever changes the row from queued to running has it; others find it taken.
constexpr db::Query take_one{
    "job.take",
    "UPDATE jobs SET state = 'running', owner = $2, alive_at = $3, started_at = $3, attempts = attempts + 1 WHERE id = "
    "$1 AND state = 'queued'"};
constexpr db::Query report{"job.report",
                           "UPDATE jobs SET progress = $2, alive_at = $3 WHERE id = $1 AND owner = $4 AND state = "
                           "'running'"};
constexpr db::Query renew{"job.renew", "UPDATE jobs SET alive_at = $2 WHERE owner = $1 AND state = 'running'"};
constexpr db::Query read_wish{"job.wish", "SELECT wish FROM jobs WHERE id = $1"};
constexpr db::Query set_wish{"job.set_wish",
                             "UPDATE jobs SET wish = $2 WHERE id = $1 AND state IN ('queued', 'running')"};
constexpr db::Query cancel_queued{
    "job.cancel", "UPDATE jobs SET state = 'cancelled', finished_at = $2 WHERE id = $1 AND state = 'queued'"};
constexpr db::Query finish{"job.finish",
                           "UPDATE jobs SET state = $2, error = $3, finished_at = $4, wish = '', owner = '' WHERE id = "
                           "$1 AND owner = $5"};
constexpr db::Query queue_again{
    "job.again",
    "UPDATE jobs SET state = 'queued', run_at = $2, owner = '', error = $3, attempts = attempts - $4 WHERE id = $1 AND "
    "wish <> 'cancel' AND owner = $5"};
// What was to be cancelled when its process ended is not begun again for that.
constexpr db::Query cancel_left{"job.cancel_left",
                                "UPDATE jobs SET state = 'cancelled', finished_at = $2, wish = '', owner = '' WHERE id "
                                "= $1 AND wish = 'cancel' AND owner = $3"};
constexpr db::Query retry_one{
    "job.retry",
    "UPDATE jobs SET state = 'queued', run_at = $2, error = '', wish = '', attempts = 0, progress = '{}' WHERE id = $1 "
    "AND state IN ('failed', 'cancelled')"};
constexpr db::Query list_silent{"job.silent", "SELECT id, owner FROM jobs WHERE state = 'running' AND alive_at < $1"};
constexpr db::Query forget{"job.forget",
                           "DELETE FROM jobs WHERE state IN ('done', 'failed', 'cancelled') AND finished_at < $1"};

// The next one of these kinds, which are words of ours; nothing for none.
std::string next_of(const std::string& kinds) {
  if (kinds.empty()) return {};
  return std::string(columns) + "WHERE state = 'queued' AND run_at <= $1 AND wish = '' AND kind IN (" + kinds +
         ") ORDER BY run_at, id LIMIT 1";
}

void put_back(db::Tx& tx, std::int64_t id, std::string_view owner, std::int64_t run_at, std::string_view why,
              int attempts_given_back) {
  if (tx.run(queue_again, id, run_at, why, attempts_given_back, owner) == 0) tx.run(cancel_left, id, now_ms(), owner);
}

std::string host() {
  char name[256] = {};
  gethostname(name, sizeof name - 1);
  return name;
}

// Different for each process, and for each start of one.
std::string random_name() {
  std::random_device random;
  return std::to_string(random()) + std::to_string(random());
}

}  // namespace

Running::Running(const db::Quiet& database, const Job& job, const std::string& owner, const std::atomic<bool>& stopping)
    : database_(database), job_(job), owner_(owner), stopping_(stopping) {}

void Running::step(const std::function<std::string()>& progress) {
  if (stopping_) throw Ended::stopping;
  const auto now = now_ms();
  if (now - looked_at_ < look_every_ms) return;
  looked_at_ = now;
  const auto wish = look(progress());
  if (wish == "cancel") throw Ended::cancelled;
  if (wish == "pause") throw Ended::paused;
}

void Running::tell(const std::string& progress) { look(progress); }

std::string Running::look(const std::string& progress) {
  return database_.write([&](db::Tx& tx) {
    if (tx.run(report, job_.id, progress, now_ms(), owner_) == 0) throw Ended::lost;
    return tx.one<std::string>(read_wish, job_.id).value_or("cancel");
  });
}

void Jobs::handle_named(const std::string& kind, Handler handler, Pace pace) {
  handlers_[kind] = std::move(handler);
  const auto add_to = [&](std::string& names) { names += (names.empty() ? "'" : ", '") + kind + '\''; };
  add_to(kinds_);
  if (pace == Pace::soon) add_to(kinds_soon_);
  next_ = next_of(kinds_);
  next_soon_ = next_of(kinds_soon_);
}

std::int64_t Jobs::add_named(db::Tx& tx, std::string_view kind, std::int64_t object, std::string_view argument,
                             std::optional<std::int64_t> user, std::int64_t delay_ms) {
  if (const auto queued = tx.one<std::int64_t>(find_queued, kind, object, argument)) return *queued;
  const auto now = now_ms();
  tx.after_commit([this] { wake_.notify_one(); });
  return *tx.one<std::int64_t>(insert, kind, object, argument, user, now + delay_ms, now);
}

std::optional<Job> Jobs::find(db::Session& session, std::int64_t id) {
  return session.one<Job>(db::Query{"job.find", find_sql}, id);
}

std::vector<Job> Jobs::list(db::Session& session, std::string_view kind, std::int64_t object, std::int64_t limit) {
  if (kind.empty()) return session.all<Job>(db::Query{"job.list", list_sql}, limit);
  return session.all<Job>(db::Query{"job.list_of", list_of_sql}, kind, object, limit);
}

bool Jobs::wish(std::int64_t id, std::string_view what) {
  const bool heard = database_.write([&](db::Tx& tx) {
    if (what == "cancel" && tx.run(cancel_queued, id, now_ms()) > 0) return true;
    return tx.run(set_wish, id, what) > 0;
  });
  wake_.notify_one();
  return heard;
}

bool Jobs::retry(std::int64_t id) {
  const bool again = database_.write([&](db::Tx& tx) { return tx.run(retry_one, id, now_ms()) > 0; });
  wake_.notify_one();
  return again;
}

Jobs::Jobs(db::Database& database) : database_(database), name_(host() + ' ' + random_name()) {}

void Jobs::renew_leases() {
  if (working_.load() > 0) {
    database_.write([&](db::Tx& tx) { tx.run(renew, name_, now_ms()); });
  }
  adopt();
}

void Jobs::keep_leases() {
  Lock lock(mutex_);
  while (!wake_keeper_.wait_for(lock, renew_every, [this]() KINO_REQUIRES(mutex_) { return keeper_ends_; })) {
    lock.unlock();
    try {
      renew_leases();
    } catch (const std::exception& error) {
      log::warning("jobs cannot be looked at", {{"detail", std::string_view(error.what())}});
    }
    lock.lock();
  }
}

void Jobs::start_keeper() {
  const Lock lock(mutex_);
  keeper_ends_ = false;
  if (!keeper_.joinable()) keeper_ = named_thread("job-leases", [this] { keep_leases(); });
}

void Jobs::stop_keeper() {
  {
    const Lock lock(mutex_);
    keeper_ends_ = true;
  }
  wake_keeper_.notify_all();
  if (keeper_.joinable()) keeper_.join();
  keeper_ = {};
}

void Jobs::start(std::size_t threads) {
  stopping_ = false;
  adopt();
  start_keeper();
  // The first is for what somebody waits for, unless it is alone.
  for (std::size_t i = 0; i < threads; ++i)
    threads_.push_back(
        named_thread("jobs", [this, kinds = i == 0 && threads > 1 ? &next_soon_ : &next_] { loop(*kinds); }));
}

void Jobs::stop() {
  {
    const Lock lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
  stop_keeper();  // last: what is still ending keeps its lease
}

void Jobs::run_all() {
  const bool alone = threads_.empty();
  if (alone) start_keeper();
  while (const auto job = take(next_)) run(*job);
  if (alone) stop_keeper();
}

void Jobs::add_due() {
  database_.write([&](db::Tx& tx) {
    for (const auto& [kind, every_ms] : schedules_) {
      const auto latest = list(tx, kind, 0, 1);
      if (latest.empty() || latest.front().created_at < now_ms() - every_ms) add_named(tx, kind, 0, "", std::nullopt);
    }
  });
}

void Jobs::tidy() {
  adopt();
  database_.write([](db::Tx& tx) { tx.run(forget, now_ms() - keep_ms); });
}

void Jobs::adopt() {
  database_.write([&](db::Tx& tx) {
    std::vector<std::pair<std::int64_t, std::string>> left;
    tx.each(
        list_silent, [&](db::Row& row) { left.emplace_back(row.integer(0), std::string(row.text(1))); },
        now_ms() - given_up_after_ms);
    for (const auto& [id, owner] : left) put_back(tx, id, owner, now_ms(), "", 0);
  });
}

std::optional<Job> Jobs::take(const std::string& next_sql) {
  if (next_sql.empty()) return std::nullopt;
  const auto now = now_ms();
  const auto next = database_.read([&](db::Session& session) {
    return session.one<Job>(db::Query{"job.next", next_sql}, now);
  });
  if (!next) return std::nullopt;
  const bool mine = database_.write([&](db::Tx& tx) { return tx.run(take_one, next->id, name_, now) > 0; });
  if (!mine) return std::nullopt;
  auto job = *next;
  ++job.attempts;
  return job;
}

void Jobs::run(const Job& job) {
  const struct Working {
    explicit Working(std::atomic<int>& n) : count(n) { ++count; }
    ~Working() { --count; }
    std::atomic<int>& count;
  } working(working_);
  run_leased(job);
}

void Jobs::run_leased(const Job& job) {
  const auto over = [&](std::string_view state, std::string_view error) {
    database_.write([&](db::Tx& tx) { tx.run(finish, job.id, state, error, now_ms(), name_); });
  };
  const auto again = [&](std::int64_t delay_ms, std::string_view why, int given_back) {
    database_.write([&](db::Tx& tx) { put_back(tx, job.id, name_, now_ms() + delay_ms, why, given_back); });
  };
  Running running(database_, job, name_, stopping_);
  try {
    handlers_.at(job.kind)(running);
    over("done", "");
  } catch (Ended ended) {
    if (ended == Ended::cancelled) {
      over("cancelled", "");
    } else if (ended == Ended::lost) {
      log::warning("a job was taken over by another process: this one was silent for too long", {{"job", job.id}});
    } else {
      again(0, "", 1);  // neither was its fault; who wished for a pause still does
    }
  } catch (const Error& error) {
    log::warning("job failed", {{"job", job.id}, {"kind", job.kind}, {"detail", error.message + ' ' + error.detail}});
    if (error.code == Code::unavailable && job.attempts < most_attempts) {
      again(1000ll << (2 * job.attempts), error.message, 0);
    } else {
      over("failed", error.message);
    }
  } catch (const std::exception& error) {
    log::error("job failed", {{"job", job.id}, {"kind", job.kind}, {"detail", std::string_view(error.what())}});
    over("failed", "Something went wrong; the log says more.");
  }
}

void Jobs::loop(const std::string& next_sql) {
  for (;;) {
    try {
      while (!stopping_) {
        const auto job = take(next_sql);
        if (!job) break;
        run(*job);
      }
    } catch (const std::exception& error) {
      log::warning("jobs cannot be looked at", {{"detail", std::string_view(error.what())}});
    }
    Lock lock(mutex_);
    if (stopping_) return;
    wake_.wait_for(lock, std::chrono::seconds(1));
    if (stopping_) return;
  }
}

}  // namespace kinoteka::jobs
