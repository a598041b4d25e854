// Long work in the background, on both engines.
#include "jobs/jobs.hpp"

#include <atomic>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/time.hpp"
#include "jobs/kinds.hpp"
#include "support/databases.hpp"

namespace kinoteka::jobs {
namespace {

using support::engine_name;

struct Daily : OfAll {
  static constexpr std::string_view kind = "daily";
  static Daily of(std::int64_t, std::string_view) { return {}; }
};

class JobsInBackground : public ::testing::TestWithParam<db::Engine> {
 protected:
  JobsInBackground() : database(support::new_database(GetParam())), jobs(*database) {}
  std::int64_t add(std::string_view kind, std::string_view argument = "") {
    return database->write([&](db::Tx& tx) { return jobs.add_named(tx, kind, 0, argument, std::nullopt); });
  }
  Job job(std::int64_t id) {
    return *database->read([&](db::Session& session) { return Jobs::find(session, id); });
  }
  // Until it is so, two minutes at most.
  bool becomes(std::int64_t id, const std::string& state) {
    for (int i = 0; i < 12000 && job(id).state != state; ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return job(id).state == state;
  }
  std::unique_ptr<db::Database> database;
  Jobs jobs;
};
INSTANTIATE_TEST_SUITE_P(Engines, JobsInBackground, ::testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return engine_name(engine.param); });

TEST_P(JobsInBackground, one_that_is_paused_gives_its_thread_to_others) {
  std::atomic<bool> finish{false};
  jobs.handle_named("long", [&](Running& running) {
    while (!finish) {
      running.step([] { return std::string("{}"); });
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  });
  jobs.handle_named("short", [](Running&) {});
  const auto slow = add("long");
  jobs.start(1);
  ASSERT_TRUE(becomes(slow, "running"));
  ASSERT_TRUE(jobs.wish(slow, "pause"));
  ASSERT_TRUE(becomes(slow, "queued"));
  const auto quick = add("short");
  EXPECT_TRUE(becomes(quick, "done"));
  EXPECT_EQ(job(slow).state, "queued") << "it waits for whoever paused it";
  finish = true;
  ASSERT_TRUE(jobs.wish(slow, ""));
  EXPECT_TRUE(becomes(slow, "done"));
  jobs.stop();
}

TEST_P(JobsInBackground, what_somebody_waits_for_does_not_wait_for_long_ones) {
  std::atomic<bool> finish{false};
  jobs.handle_named("long", [&](Running&) {
    while (!finish) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  });
  jobs.handle_named(
      "waited", [](Running&) {}, Pace::soon);
  const auto first = add("long", "1"), second = add("long", "2");
  jobs.start(2);
  ASSERT_TRUE(becomes(first, "running"));
  const auto waited = add("waited");
  EXPECT_TRUE(becomes(waited, "done"));
  EXPECT_EQ(job(second).state, "queued") << "the other thread is kept for whom somebody waits";
  finish = true;
  EXPECT_TRUE(becomes(second, "done"));
  jobs.stop();
}

TEST_P(JobsInBackground, what_was_to_be_cancelled_when_its_process_ended_is_cancelled) {
  std::atomic<bool> inside{false};
  jobs.handle_named("deaf", [&](Running& running) {
    inside = true;
    while (true) {
      std::this_thread::sleep_for(std::chrono::milliseconds(700));
      running.step([] { return std::string("{}"); });
    }
  });
  const auto left = add("deaf", "left"), stopped = add("deaf", "stopped");
  database->write([&](db::Tx& tx) {
    tx.script("UPDATE jobs SET state = 'running', wish = 'cancel', owner = 'elsewhere:1', alive_at = 1 WHERE id = " +
              std::to_string(left));
  });
  jobs.start(1);
  EXPECT_EQ(job(left).state, "cancelled");
  ASSERT_TRUE(becomes(stopped, "running"));
  while (!inside) std::this_thread::yield();
  ASSERT_TRUE(jobs.wish(stopped, "cancel"));
  jobs.stop();
  EXPECT_EQ(job(stopped).state, "cancelled") << "and not queued for ever, where nothing like it could be added";
  EXPECT_NE(add("deaf", "stopped"), stopped);
}

TEST_P(JobsInBackground, one_that_runs_is_cancelled_where_it_may_be_left) {
  jobs.handle_named("endless", [](Running& running) {
    for (;;) running.step([] { return std::string("{}"); });
  });
  const auto id = add("endless");
  jobs.start(1);
  ASSERT_TRUE(becomes(id, "running"));
  ASSERT_TRUE(jobs.wish(id, "cancel"));
  EXPECT_TRUE(becomes(id, "cancelled"));
  jobs.stop();
}

TEST_P(JobsInBackground, what_fails_says_why_and_what_was_unavailable_is_tried_again) {
  std::atomic<int> tries{0};
  jobs.handle_named("bad", [](Running&) { throw Error(Code::conflict, "It cannot be."); });
  jobs.handle_named("busy", [&](Running&) {
    ++tries;
    throw Error(Code::unavailable, "Not now.");
  });
  const auto bad = add("bad"), busy = add("busy");
  jobs.run_all();
  EXPECT_EQ(job(bad).state, "failed");
  EXPECT_EQ(job(bad).error, "It cannot be.");
  EXPECT_EQ(job(busy).state, "queued") << "later";
  EXPECT_EQ(tries, 1);
}

TEST_P(JobsInBackground, what_this_process_cannot_do_is_left_to_others_and_stops_nothing) {
  jobs.handle_named("known", [](Running&) {});
  const auto other = add("unknown"), known = add("known");
  jobs.run_all();
  EXPECT_EQ(job(other).state, "queued");
  EXPECT_EQ(job(known).state, "done");
}

TEST_P(JobsInBackground, what_is_due_every_day_is_added_once_a_day) {
  jobs.handle<Daily>([](Running&, const Daily&) {});
  const auto count = [&] {
    return database->read([](db::Session& session) { return Jobs::list_of<Daily>(session, 0, 10).size(); });
  };
  jobs.schedule<Daily>(kinoteka::day_ms);
  jobs.add_due();
  jobs.run_all();
  jobs.add_due();
  EXPECT_EQ(count(), 1u);
  database->write([](db::Tx& tx) { tx.script("UPDATE jobs SET created_at = created_at - 90000000"); });
  jobs.add_due();
  EXPECT_EQ(count(), 2u);
}

// What is written into a row is read from it again, whatever the kind needs to know.
TEST_P(JobsInBackground, work_comes_to_its_handler_as_it_was_asked_for) {
  std::vector<std::string> done;
  jobs.handle<ScanFolder>([&](Running&, const ScanFolder& scan) {
    done.push_back("scan " + std::to_string(scan.folder) +
                   (scan.how == ScanFolder::How::all       ? " all"
                    : scan.how == ScanFolder::How::watched ? " watched"
                                                           : " changes"));
  });
  jobs.handle<MatchFiles>(
      [&](Running&, const MatchFiles& match) { done.push_back("match " + std::to_string(match.since)); });
  jobs.handle<MakeSizes>([&](Running&, const MakeSizes& sizes) {
    done.push_back("sizes " + std::to_string(sizes.picture) + ' ' + sizes.format);
  });
  jobs.handle<FetchPictures>([&](Running&, const FetchPictures& wanted) {
    done.push_back("pictures " + std::to_string(wanted.movie) + (wanted.all ? " all" : ""));
  });
  jobs.handle<MakePreviews>(
      [&](Running&, const MakePreviews& previews) { done.push_back("previews " + std::to_string(previews.file)); });
  database->write([&](db::Tx& tx) {
    jobs.add(tx, ScanFolder{7});
    jobs.add(tx, ScanFolder{7, ScanFolder::How::all});
    jobs.add(tx, ScanFolder{8, ScanFolder::How::watched});
    jobs.add(tx, MatchFiles{1'700'000'000'000});
    jobs.add(tx, MakeSizes{3, "avif"});
    jobs.add(tx, FetchPictures{4});
    jobs.add(tx, FetchPictures{5, true});
    jobs.add(tx, MakePreviews{6});
  });
  jobs.run_all();
  EXPECT_THAT(done, ::testing::ElementsAre("scan 7 changes", "scan 7 all", "scan 8 watched", "match 1700000000000",
                                           "sizes 3 avif", "pictures 4", "pictures 5 all", "previews 6"));
}

TEST_P(JobsInBackground, what_is_undone_is_not_queued_and_wakes_nobody) {
  std::atomic<int> done{0};
  jobs.handle<ProbeFiles>([&](Running&, const ProbeFiles&) { ++done; });
  EXPECT_THROW(database->write([&](db::Tx& tx) {
    jobs.add(tx, ProbeFiles{});
    throw Error(Code::forbidden, "no");
  }),
               Error);
  jobs.run_all();
  EXPECT_EQ(done, 0);
}

TEST_P(JobsInBackground, the_same_is_queued_once) {
  EXPECT_EQ(add("scan", "full"), add("scan", "full"));
  EXPECT_NE(add("scan", "full"), add("scan"));
}

TEST_P(JobsInBackground, what_a_process_that_is_gone_has_left_is_taken_over_whatever_its_number) {
  const auto id = add("scan");
  const auto owned = [&](const std::string& owner, std::int64_t alive_at) {
    const auto sql =
        "UPDATE jobs SET state = 'running', owner = '" + owner + "', alive_at = " + std::to_string(alive_at);
    database->write([&](db::Tx& tx) { tx.script(sql); });
    jobs.tidy();
    return job(id).state;
  };
  char host[256] = {};
  gethostname(host, sizeof host - 1);
  const auto now = now_ms();
  // In a container it is always process 1 of a host of this name.
  for (const auto& owner :
       {std::string("elsewhere:1"), std::string(host) + ":1", std::string(host) + ':' + std::to_string(getpid())}) {
    EXPECT_EQ(owned(owner, now - 31'000), "queued") << owner;
    EXPECT_EQ(owned(owner, now - 10'000), "running") << owner << ": silent for a moment is not gone";
  }
}

TEST_P(JobsInBackground, one_that_says_nothing_for_long_keeps_its_lease) {
  std::atomic<bool> finish{false};
  jobs.handle_named("silent", [&](Running&) {
    while (!finish) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  });
  const auto id = add("silent");
  jobs.start(1);
  ASSERT_TRUE(becomes(id, "running"));
  const auto alive_at = [&] {
    return database->read([&](db::Session& session) {
      return *session.one<std::int64_t>({"test.alive", "SELECT alive_at FROM jobs"});
    });
  };
  database->write([](db::Tx& tx) { tx.script("UPDATE jobs SET alive_at = alive_at - 20000"); });
  const auto before = alive_at();
  for (int i = 0; i < 12000 && alive_at() == before; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_GT(alive_at(), before) << "renewed beside it";
  finish = true;
  EXPECT_TRUE(becomes(id, "done"));
  jobs.stop();
}

TEST_P(JobsInBackground, one_that_another_process_has_taken_over_ends_here_and_changes_nothing) {
  std::atomic<bool> lost{false};
  jobs.handle_named("long", [&](Running& running) {
    try {
      for (;;) {
        running.step([] { return std::string("{}"); });
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
      }
    } catch (Ended ended) {
      lost = ended == Ended::lost;
      throw;
    }
  });
  const auto id = add("long");
  jobs.start(1);
  ASSERT_TRUE(becomes(id, "running"));
  database->write([](db::Tx& tx) { tx.script("UPDATE jobs SET owner = 'another'"); });
  for (int i = 0; i < 12000 && !lost; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_TRUE(lost);
  jobs.stop();
  EXPECT_EQ(job(id).state, "running") << "it is the other's";
}

}  // namespace
}  // namespace kinoteka::jobs
