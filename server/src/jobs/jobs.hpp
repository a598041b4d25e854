// Long work in the background: rows in `jobs` that survive restarts, are done one after another by a few threads, tell
// how far they are, and can be paused and cancelled. A job that a crash has cut short is begun again: handlers must be
// able to do their work twice. Thread-safe.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <boost/describe.hpp>

#include "base/mutex.hpp"
#include "db/database.hpp"

namespace kinoteka::jobs {

struct Job {
  std::int64_t id = 0;
  std::string kind;
  std::int64_t object = 0;  // what it is about: of a scan the folder; 0: nothing of its own
  std::string state;        // queued, running, done, failed, cancelled
  std::string wish;         // pause or cancel, as somebody has asked; else empty
  std::string argument;     // of the kind's own
  std::string progress;     // JSON of the kind's own
  std::string error;        // why it failed, for whoever started it
  std::int64_t attempts = 0;
  std::int64_t created_at = 0, started_at = 0, finished_at = 0;  // ms
};
BOOST_DESCRIBE_STRUCT(Job, (),
                      (id, kind, object, state, wish, argument, progress, error, attempts, created_at, started_at,
                       finished_at))

// Why a handler must end now: thrown by Running, not to be caught by handlers.
enum class Ended { cancelled, paused, stopping, lost };  // lost: another process has taken it over

// A job as its handler sees it.
class Running {
 public:
  Running(const db::Quiet& database, const Job& job, const std::string& owner, const std::atomic<bool>& stopping);

  const Job& job() const { return job_; }

  // To be called often, wherever the work may be left: throws Ended when it is paused, cancelled or the process stops.
  // What is paused goes back into the queue and gives its thread to others; it is begun again when it may go on. Asks
  // the database twice a second at most. `progress` makes the JSON when it is to be written.
  void step(const std::function<std::string()>& progress);
  // Writes it at once.
  void tell(const std::string& progress);

 private:
  std::string look(const std::string& progress);  // writes it, and says what is wished

  const db::Quiet database_;
  const Job& job_;
  const std::string& owner_;
  const std::atomic<bool>& stopping_;
  std::int64_t looked_at_ = 0;
};

// Whether somebody waits for jobs of a kind: such have a thread that no others take.
enum class Pace { background, soon };

class Jobs {
 public:
  using Handler = std::function<void(Running&)>;

  explicit Jobs(db::Database& database);
  ~Jobs() { stop(); }

  // Before `start`: what does work of a kind (jobs/kinds.hpp). Jobs of other kinds are left to other processes.
  template <class Work>
  void handle(std::function<void(Running&, const Work&)> handler, Pace pace = Pace::background) {
    handle_named(
        std::string(Work::kind),
        [handler = std::move(handler)](Running& running) {
          handler(running, Work::of(running.job().object, running.job().argument));
        },
        pace);
  }
  void handle_named(const std::string& kind, Handler handler, Pace pace = Pace::background);

  // A new job, or the one that is queued already for the same work; begun when the transaction is committed, `delay_ms`
  // from now. `user`: who asked, if anybody did.
  template <class Work>
  std::int64_t add(db::Tx& tx, const Work& work, std::optional<std::int64_t> user = {}, std::int64_t delay_ms = 0) {
    return add_named(tx, Work::kind, work.object(), work.argument(), user, delay_ms);
  }
  std::int64_t add_named(db::Tx& tx, std::string_view kind, std::int64_t object, std::string_view argument,
                         std::optional<std::int64_t> user, std::int64_t delay_ms = 0);

  static std::optional<Job> find(db::Session& session, std::int64_t id);
  // The newest first, at most `limit`: of one kind and object; or of all.
  template <class Work>
  static std::vector<Job> list_of(db::Session& session, std::int64_t object, std::int64_t limit) {
    return list(session, Work::kind, object, limit);
  }
  static std::vector<Job> list(db::Session& session, std::string_view kind, std::int64_t object, std::int64_t limit);

  // "pause", "" (go on) or "cancel". False when it is over already. A queued one is cancelled at once.
  bool wish(std::int64_t id, std::string_view what);
  // Does a failed or cancelled one again. False when it is neither.
  bool retry(std::int64_t id);

  // Works in so many threads until `stop`. What a process that is gone has left is taken over half a minute after its
  // last sign of life, by whichever process looks first.
  void start(std::size_t threads);
  void stop();
  // Does everything that is due, in this thread: for the command line and for tests.
  void run_all();

  // What is to be done by itself every so often. Before `start`; `add_due` adds a job of each whose time has come.
  struct Schedule {
    std::string kind;
    std::int64_t every_ms = 0;
  };
  template <class Work>
  void schedule(std::int64_t every_ms) {
    schedules_.push_back({std::string(Work::kind), every_ms});
  }
  const std::vector<Schedule>& schedules() const { return schedules_; }
  void add_due();

  // Forgets what was over a month ago.
  void tidy();

 private:
  std::optional<Job> take(const std::string& next_sql);
  void run(const Job& job);
  void run_leased(const Job& job);
  void renew_leases();
  void keep_leases();  // until stop_keeper
  void start_keeper();
  void stop_keeper();
  void loop(const std::string& next_sql);
  void adopt();

  const db::Quiet database_;
  const std::string name_;       // whose jobs are ours
  std::atomic<int> working_{0};  // jobs at this moment
  std::map<std::string, Handler> handlers_;
  std::vector<Schedule> schedules_;
  std::string kinds_, kinds_soon_;  // as SQL lists them
  std::string next_, next_soon_;    // statements that find the next job
  std::vector<std::thread> threads_;
  std::atomic<bool> stopping_{false};
  Mutex mutex_;
  Condition wake_, wake_keeper_;
  bool keeper_ends_ KINO_GUARDED_BY(mutex_) = false;
  std::thread keeper_;
};

}  // namespace kinoteka::jobs
