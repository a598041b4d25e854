#include "providers/asking.hpp"

#include <algorithm>
#include <future>
#include <random>
#include <thread>

#include "base/time.hpp"

namespace kinoteka::providers {
namespace {

using Milliseconds = std::chrono::milliseconds;

Milliseconds with_jitter(Milliseconds pause) {
  thread_local std::minstd_rand random{std::random_device{}()};
  return Milliseconds(pause.count() / 2 + std::uniform_int_distribution<std::int64_t>(0, pause.count())(random));
}

// What a status means: an answer, no such thing, the key, or a failure that may pass.
bool may_pass(int status) { return status == 429 || status >= 500 || status == 408; }

}  // namespace

struct Asking::Waiting {
  std::promise<std::optional<std::string>> promise;
  std::shared_future<std::optional<std::string>> answer = promise.get_future().share();
};

Asking::Asking(std::string title, net::Fetcher& fetcher, AnswerStore& store, Manners manners)
    : title_(std::move(title)),
      fetcher_(fetcher),
      store_(store),
      manners_(manners),
      tokens_(manners.burst),
      filled_at_(Clock::now()) {}

std::optional<std::string> Asking::ask(const Question& question) {
  std::shared_ptr<Waiting> waiting;
  {
    const Lock lock(mutex_);
    if (const auto same = asked_.find(question.key); same != asked_.end()) {
      waiting = same->second;
    } else {
      asked_.emplace(question.key, std::make_shared<Waiting>());
    }
  }
  if (waiting) return waiting->answer.get();

  const auto finish = [&] {
    const Lock lock(mutex_);
    auto node = asked_.extract(question.key);
    return node.mapped();
  };
  try {
    // Only now: whoever asked the same before has kept the answer before letting go of the question.
    auto answer = store_.find(question.key, now_ms());
    bool found = false;
    auto body = answer ? std::string() : fetch(question, found);
    if (found) {
      const auto until = now_ms() + std::chrono::duration_cast<Milliseconds>(question.keep).count();
      store_.keep(question.key, body, until);
      answer = std::move(body);
    }
    finish()->promise.set_value(answer);
    return answer;
  } catch (...) {
    finish()->promise.set_exception(std::current_exception());
    throw;
  }
}

std::string Asking::fetch(const Question& question, bool& found) {
  auto pause = manners_.pause;
  for (int attempt = 1;; ++attempt, pause *= 2) {
    take_turn();
    const bool last = attempt >= manners_.attempts;
    try {
      auto answer = fetcher_.get({question.url, question.headers});
      if (answer.status == 200 || answer.status == 404) {
        succeeded();
        found = answer.status == 200;
        return std::move(answer.body);
      }
      const auto asked = answer.retry_after ? Milliseconds(*answer.retry_after) : Milliseconds(0);
      if (answer.status == 401 || answer.status == 403) {
        failed(manners_.rest, true);
        throw Error(Code::unavailable, title_ + " does not accept its key. Ask the operator to look at it.")
            .with_detail(question.key + " answered " + std::to_string(answer.status));
      }
      if (!may_pass(answer.status)) {
        throw Error(Code::unavailable, title_ + " gave an answer that we do not understand.")
            .with_detail(question.key + " answered " + std::to_string(answer.status));
      }
      if (asked > manners_.longest_wait) {
        failed(asked, false);
        throw later(asked);
      }
      failed(Milliseconds(0), false);
      if (last) throw later(std::max(asked, manners_.rest));
      std::this_thread::sleep_for(std::max(asked, with_jitter(pause)));
    } catch (const Error& error) {
      // What the fetcher says; what was thrown above leaves.
      if (error.code != Code::unavailable || error.message.starts_with(title_)) throw;
      failed(Milliseconds(0), false);
      if (last) throw later(manners_.rest).with_detail(error.detail);
      std::this_thread::sleep_for(with_jitter(pause));
    }
  }
}

void Asking::take_turn() {
  Milliseconds wait{0};
  {
    const Lock lock(mutex_);
    const auto now = Clock::now();
    if (now < resting_until_) throw later(std::chrono::ceil<Milliseconds>(resting_until_ - now));
    const double passed = std::chrono::duration<double>(now - filled_at_).count();
    tokens_ = std::min<double>(manners_.burst, tokens_ + passed * manners_.per_second);
    filled_at_ = now;
    // Below zero stand those who wait, one behind the other.
    const double short_of = 1 - tokens_;
    if (short_of > 0) wait = Milliseconds(static_cast<std::int64_t>(short_of / manners_.per_second * 1'000) + 1);
    if (wait > manners_.longest_wait) throw later(wait);
    tokens_ -= 1;
  }
  if (wait.count() > 0) std::this_thread::sleep_for(wait);
}

void Asking::succeeded() {
  const Lock lock(mutex_);
  failures_ = 0;
  key_refused_ = false;
  resting_until_ = {};
}

void Asking::failed(Milliseconds rest, bool key_refused) {
  const Lock lock(mutex_);
  key_refused_ = key_refused;
  if (++failures_ >= manners_.failures) rest = std::max(rest, manners_.rest);
  if (rest.count() > 0) resting_until_ = std::max(resting_until_, Clock::now() + rest);
}

Error Asking::later(Milliseconds wait) const {
  const auto seconds = std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::seconds>(wait).count());
  return Error(Code::unavailable, title_ + " cannot be asked just now. Try again later.").with_retry_after(seconds);
}

Error Asking::odd_answer(const Question& question, const Error& why) const {
  const auto field = why.fields.empty() ? why.message : why.fields.front().field + ' ' + why.fields.front().message;
  return Error(Code::unavailable, title_ + " gave an answer that we do not understand.")
      .with_detail(question.key + ": " + field);
}

Trouble Asking::trouble() const {
  const Lock lock(mutex_);
  if (key_refused_) return Trouble::key_refused;
  if (Clock::now() < resting_until_) return Trouble::away;
  return Trouble::none;
}

}  // namespace kinoteka::providers
