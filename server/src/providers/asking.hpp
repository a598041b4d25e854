// Asking one provider politely: never faster than it allows, what was answered is kept for a while, the same question
// is asked once however many wait for it, what fails is tried again after a pause, and a provider that is down or wants
// rest is left alone. Blocking; thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/enum.hpp>

#include "base/error.hpp"
#include "base/mutex.hpp"
#include "json/decode.hpp"
#include "net/fetcher.hpp"

namespace kinoteka::providers {

// Answers that are kept: in the database, so that they outlive the process and every process has them. Thread-safe.
class AnswerStore {
 public:
  virtual ~AnswerStore() = default;
  virtual std::optional<std::string> find(const std::string& key, std::int64_t now) = 0;
  virtual void keep(const std::string& key, const std::string& body, std::int64_t until) = 0;
};

// Why a provider is not asked for now.
enum class Trouble { none, no_key, key_refused, away };
BOOST_DESCRIBE_ENUM(Trouble, none, no_key, key_refused, away)

// How a provider wants to be asked.
struct Manners {
  double per_second = 5;
  int burst = 10;
  int attempts = 3;                               // in all
  std::chrono::milliseconds pause{300};           // before the second; doubles, and varies by half
  std::chrono::milliseconds longest_wait{5'000};  // in one's turn or as Retry-After says; beyond it is 'later'
  int failures = 5;                               // in a row, and it is left alone …
  std::chrono::milliseconds rest{30'000};         // … for so long
};

struct Question {
  std::string url;  // may hold a key
  std::string key;  // what the answer is kept under: the question without its key
  std::vector<std::string> headers = {};
  std::chrono::hours keep{24};
};

class Asking {
 public:
  // `title` is what people call the provider.
  Asking(std::string title, net::Fetcher& fetcher, AnswerStore& store, Manners manners);

  // The body of a 200; nothing for a 404. Throws Error{unavailable} that says what to do: wait, or look at the key.
  std::optional<std::string> ask(const Question& question);

  // … read by `read`, whose errors mean that the answer is not understood: unavailable too.
  template <class Read>
  auto ask_and(const Question& question, Read&& read) -> std::optional<decltype(read(std::string()))> {
    const auto body = ask(question);
    if (!body) return std::nullopt;
    try {
      return read(*body);
    } catch (const Error& error) {
      throw odd_answer(question, error);
    }
  }
  // … as a T; members that T lacks are ignored.
  template <class T>
  std::optional<T> ask_for(const Question& question) {
    return ask_and(question, [](const std::string& body) { return json::decode<T>(body, json::Unknown::ignore); });
  }

  // Empty, or why it is not asked for now.
  Trouble trouble() const;

 private:
  struct Waiting;
  std::string fetch(const Question& question, bool& found);
  void take_turn();
  void succeeded();
  void failed(std::chrono::milliseconds rest, bool key_refused);
  Error later(std::chrono::milliseconds wait) const;
  Error odd_answer(const Question& question, const Error& why) const;

  const std::string title_;
  net::Fetcher& fetcher_;
  AnswerStore& store_;
  const Manners manners_;

  mutable Mutex mutex_;
  std::map<std::string, std::shared_ptr<Waiting>> asked_ KINO_GUARDED_BY(mutex_);  // questions under way
  double tokens_ KINO_GUARDED_BY(mutex_);
  std::chrono::steady_clock::time_point filled_at_ KINO_GUARDED_BY(mutex_);
  int failures_ KINO_GUARDED_BY(mutex_) = 0;
  bool key_refused_ KINO_GUARDED_BY(mutex_) = false;
  std::chrono::steady_clock::time_point resting_until_ KINO_GUARDED_BY(mutex_){};
};

}  // namespace kinoteka::providers
