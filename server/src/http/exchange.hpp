// One request and its answer, without a socket: what route it takes, whether it may, whether an answer is kept, what
// its handler does, and how the answer is made and kept. A connection reads bytes into `request`, asks here what to do
// with them, and writes the answer; the members are called in the order in which they stand.
//
// Used by one thread at a time: the connection's, or the worker's that its work was given to.
#pragma once

#include <cstdint>
#include <exception>
#include <string>

#include "base/time.hpp"
#include "http/edge.hpp"
#include "http/message.hpp"

namespace kinoteka::http {

class Exchange {
 public:
  // `peer` is the socket's address.
  Exchange(const Edge& edge, std::string peer);
  ~Exchange();
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  Request request;  // the parser fills it, head first
  Budget budget;    // of this request, and of what is read for it
  bool keep_alive = true;

  // A head is there, or was refused; nothing of the request before remains. `stopping`: the server is on its way out.
  void begin(bool stopping);

  // What needs no worker: an answer that is kept, a file, or a refusal. Nothing: a route takes it.
  Answer at_once();
  // Who calls, from memory; an answer for who floods us with forged tokens.
  Answer recall_caller();

  const Route* route() const { return route_; }
  std::size_t body_limit() const;
  // Whether the handler runs within a commit that others share.
  bool shares_commit() const { return route_->shares_commit && static_cast<bool>(edge_.share_commit); }
  // Whether it has to be known who calls before `body_at_hand` or not: nobody waits for the body of somebody who may
  // not, and nobody's rights are looked up where a commit is made.
  bool must_admit_first(bool body_at_hand) const;
  WorkerPool& pool() const;  // where the handler runs

  // On a worker: an answer where the route is not for who calls.
  Answer admit();
  // A body that took its time has come: that time is not the handler's.
  void body_came() { began_ = Clock::now(); }
  void limit_time(Clock::time_point from);  // of what runs next
  Clock::time_point began() const { return began_; }

  // On a worker, or within a commit: the handler. What it leaves is an answer, or what `answer` makes one from.
  void work();
  // The commit that the work shared has failed: nothing of what it did remains.
  void fail(std::exception_ptr why);
  // Renders and keeps it.
  Answer answer();

  // A part of a stream that could not be made: in the log, for its head is out already.
  void note(std::exception_ptr why);
  Answer refuse(int status, std::string why);  // and the connection ends behind it
  Answer trouble(std::exception_ptr why);
  // Headers that depend on who asks, not on what is answered.
  const std::string& extra_headers() const { return extra_; }

  // The answer is out: counted, logged, and what was held is given back.
  void end(int status);
  void let_go();

 private:
  // How far it is; each member asserts where it may be called.
  enum class Step { over, begun, routed, worked };
  Answer of_route();
  Answer without_route(const Router::Match& match);
  Response call_handler();
  void make_private();
  Answer kept_answer(std::uint64_t revision) const;
  std::string cache_key() const;
  bool may_keep() const;  // the answer is the same for everybody who may read it

  const Edge& edge_;
  Step step_ = Step::over;
  const std::string peer_, network_;  // the socket's address, and whose it is for limits
  std::string ours_;                  // the last Host that was found to be a name of this house
  const Route* route_ = nullptr;
  telemetry::RouteMetrics* metrics_ = nullptr;
  Encoding encoding_ = Encoding::identity;
  bool admitted_ = false;                     // to this request's route
  Response response_;                         // the handler's, until it is rendered
  std::uint64_t revision_ = 0, made_at_ = 0;  // of the data that it was made from
  Answer answer_;
  std::string detail_;  // of an error, for the log
  std::string extra_;
  Clock::time_point began_;
};

}  // namespace kinoteka::http
