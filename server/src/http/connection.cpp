#include "http/connection.hpp"

#include <algorithm>

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <netinet/tcp.h>

#include "base/address.hpp"
#include "base/assert.hpp"
#include "base/time.hpp"
#include "telemetry/log.hpp"

namespace kinoteka::http {
namespace {

constexpr std::size_t most_leftover = 128u << 20;  // taken of a body that was refused
const std::string busy = "The server is busy. Try again in a moment.";

// Good to a few milliseconds, at a quarter of the price: enough for time-outs.
Clock::time_point about_now() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  return Clock::time_point(std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec));
}

// Resumes a coroutine on its own thread.
template <class Handler>
void resume(asio::io_context& context, Handler& handler, bool ran) {
  asio::post(context, [handler = std::move(handler), ran]() mutable { std::move(handler)(ran); });
}

// A request's handler on a worker.
template <class Handler>
struct WorkerJob final : WorkerPool::Job {
  WorkerJob(Handler&& h, std::function<void()>* w, asio::io_context* c) : handler(std::move(h)), work(w), context(c) {}
  void run() noexcept override {
    (*work)();
    resume(*context, handler, true);
  }
  Handler handler;
  std::function<void()>* work;
  asio::io_context* context;
};

// The same within a commit that others share.
template <class Handler>
struct SharedJob final : SharedWork {
  SharedJob(Handler&& h, std::function<void()>* w, std::function<void(std::exception_ptr)>* f, asio::io_context* c)
      : handler(std::move(h)), work(w), fail(f), context(c) {}
  void run() noexcept override { (*work)(); }
  void end(std::exception_ptr failure) noexcept override {
    if (failure) (*fail)(failure);
    resume(*context, handler, true);
  }
  Handler handler;
  std::function<void()>* work;
  std::function<void(std::exception_ptr)>* fail;
  asio::io_context* context;
};

struct Submit {
  template <class Handler>
  void operator()(Handler&& handler, WorkerPool* pool, std::function<void()>* work, asio::io_context* context) const {
    using Job = WorkerJob<std::decay_t<Handler>>;
    std::unique_ptr<WorkerPool::Job> job = std::make_unique<Job>(std::forward<Handler>(handler), work, context);
    if (!pool->submit(job)) resume(*context, static_cast<Job&>(*job).handler, false);
  }
};

struct Share {
  template <class Handler>
  void operator()(Handler&& handler, const ShareCommit* share, std::function<void()>* work,
                  std::function<void(std::exception_ptr)>* fail, asio::io_context* context) const {
    using Job = SharedJob<std::decay_t<Handler>>;
    std::unique_ptr<SharedWork> job = std::make_unique<Job>(std::forward<Handler>(handler), work, fail, context);
    if (!(*share)(job)) resume(*context, static_cast<Job&>(*job).handler, false);
  }
};

}  // namespace

Connection::Connection(LoopState& loop, Socket socket, std::string peer)
    : loop_(loop),
      edge_(loop.edge),
      socket_(std::move(socket)),
      peer_(std::move(peer)),
      network_(network_of(peer_)),
      parser_(loop.edge.limits.parser),
      exchange_(loop.edge, peer_) {
  place_ = loop_.connections.insert(loop_.connections.end(), this);
  ++loop_.of_network[network_];
  boost::system::error_code failed;
  socket_.non_blocking(true, failed);
  socket_.set_option(asio::ip::tcp::no_delay(true), failed);
  edge_.metrics.connections.fetch_add(1, std::memory_order_relaxed);
  enter(Phase::idle, edge_.limits.idle);
}

Connection::~Connection() {
  KINO_ASSERT(loop_.of_network.contains(network_));
  loop_.connections.erase(place_);
  const auto network = loop_.of_network.find(network_);
  if (--network->second == 0) loop_.of_network.erase(network);
  edge_.metrics.connections.fetch_sub(1, std::memory_order_relaxed);
}

void Connection::enter(Phase phase, std::chrono::milliseconds limit) {
  KINO_ASSERT(phase_ != Phase::leftover);  // nothing follows what is thrown away
  phase_ = phase;
  deadline_ = about_now() + limit;
}

void Connection::close() {
  boost::system::error_code ignored;
  socket_.close(ignored);
}

void Connection::sweep(Clock::time_point now) {
  if (phase_ == Phase::working) return;  // the worker's own limits end it
  const bool late = now >= deadline_;
  if (!late && !(phase_ == Phase::idle && loop_.draining_idle)) return;
  if (late && (phase_ == Phase::head || phase_ == Phase::body)) {
    timed_out_ = true;  // the coroutine wakes, says 408 and ends
    boost::system::error_code ignored;
    socket_.cancel(ignored);
    enter(phase_, std::chrono::seconds(5));
  } else {
    close();
  }
}

// The way of every request, in order.
Task<void> Connection::run(std::shared_ptr<Connection> self) {
  try {
    for (int in_a_row = 0;; ++in_a_row) {
      const bool read = co_await self->read_request();
      if (!read) break;
      const bool keep = co_await self->serve();
      if (!keep) break;
      if (in_a_row % 64 == 63) {  // a client that pipelines without pause must not starve the others
        co_await asio::post(self->loop_.context, use_awaitable);
      }
    }
  } catch (const std::exception& error) {
    log::error("connection failed", {{"peer", self->peer_}, {"detail", std::string_view(error.what())}});
  }
  boost::system::error_code ignored;
  self->socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  if (self->leftover_) co_await self->drain();
  self->close();
}

// Closing a socket that holds unread bytes resets the connection, and the client loses the answer it has not read yet.
// So what it still sends is taken and forgotten, until it stops or its time is over.
Task<void> Connection::drain() {
  enter(Phase::leftover, edge_.limits.leftover);
  buffer_.clear();
  buffer_.shrink_to_fit();
  for (std::size_t reads = 1; reads < most_leftover / most_read; ++reads) {
    auto& bytes = loop_.read_bytes;
    boost::system::error_code failed;
    const auto read = socket_.read_some(asio::buffer(bytes), failed);
    if (!failed && read > 0) {
      if (reads % 16 == 0) co_await asio::post(loop_.context, use_awaitable);  // others, and the sweep that ends this
      continue;
    }
    if (!would_block(failed)) co_return;
    boost::system::error_code waited;
    auto token = asio::redirect_error(use_awaitable, waited);
    co_await socket_.async_wait(Socket::wait_read, token);
    if (waited) co_return;
  }
}

Task<bool> Connection::fill() {
  if (start_ > 0) {  // only between requests: views of a request point into what lies before start_
    buffer_.erase(0, start_);
    start_ = 0;
  }
  for (;;) {
    if (!drained_) {
      auto& bytes = loop_.read_bytes;
      boost::system::error_code failed;
      const auto read = socket_.read_some(asio::buffer(bytes), failed);
      drained_ = failed || read < bytes.size();
      if (!failed) {
        buffer_.append(bytes.data(), read);
        co_return true;
      }
      if (!would_block(failed)) co_return false;
    }
    boost::system::error_code waited;
    auto token = asio::redirect_error(use_awaitable, waited);
    co_await socket_.async_wait(Socket::wait_read, token);
    if (waited) co_return false;
    drained_ = false;
  }
}

Task<bool> Connection::read_request() {
  if (buffer_.size() == start_) {
    buffer_.clear();
    start_ = 0;
    if (buffer_.capacity() > 64 * 1024) buffer_.shrink_to_fit();
    enter(Phase::idle, edge_.limits.idle);
  } else {
    enter(Phase::head, edge_.limits.head);
  }
  for (;;) {
    std::size_t consumed = 0;
    auto need = Parser::Need::more;
    if (buffer_.size() > start_) {
      if (phase_ == Phase::idle) enter(Phase::head, edge_.limits.head);
      need = parser_.read_head(std::string_view(buffer_).substr(start_), consumed, exchange_.request);
    }
    if (need == Parser::Need::head_done) {
      start_ += consumed;
      exchange_.begin(loop_.stopping);
      co_return true;
    }
    if (need == Parser::Need::refused) {
      exchange_.begin(loop_.stopping);
      const auto& refusal = parser_.refusal();
      const auto answer = exchange_.refuse(refusal.status, refusal.why);
      co_await send(answer);
      co_return false;
    }
    const bool more = co_await fill();
    if (more) continue;
    if (timed_out_) {
      exchange_.begin(loop_.stopping);
      const auto answer = exchange_.refuse(408, "The request did not arrive in time.");
      co_await send(answer);
    }
    co_return false;
  }
}

Task<bool> Connection::serve() {
  auto answer = exchange_.at_once();
  const auto limit = exchange_.body_limit();
  bool body_read = !parser_.has_body() || take_body_at_hand(limit);
  if (!answer) answer = std::exchange(answer_, nullptr);  // a body at hand that cannot be read
  if (!answer) answer = exchange_.recall_caller();
  // Who has to wait for something, or makes others wait, is known before that.
  if (!answer && exchange_.must_admit_first(body_read)) {
    work_ = [this] { answer_ = exchange_.admit(); };
    auto* pool = &edge_.workers[Pool::reads];
    const bool ran = co_await run_on_worker(pool);
    answer = ran ? std::exchange(answer_, nullptr) : exchange_.refuse(503, busy);
  }
  if (!answer && !body_read) {
    body_read = co_await read_body(limit);
    if (!body_read && !answer_) co_return false;
    answer = std::exchange(answer_, nullptr);
    exchange_.body_came();
  }
  if (!body_read) {
    exchange_.keep_alive = false;
    leftover_ = true;
  }
  if (!answer) {
    exchange_.limit_time(exchange_.began());
    bool ran = false;
    if (exchange_.shares_commit()) {
      work_ = [this] { exchange_.work(); };
      ran = co_await run_in_commit();
      if (ran) answer = exchange_.answer();  // here: while the writer is at it, nobody else's change goes on
    } else {
      work_ = [this] {
        const Budget::Use use(exchange_.budget);
        exchange_.work();
        answer_ = exchange_.answer();
      };
      auto* workers = &exchange_.pool();
      ran = co_await run_on_worker(workers);
      answer = std::exchange(answer_, nullptr);
    }
    if (!ran) answer = exchange_.refuse(503, busy);
  }
  const bool sent = co_await send(answer);
  // What is given back is let go: a connection that rests holds no body.
  answer.reset();
  exchange_.let_go();
  co_return sent&& exchange_.keep_alive;
}

// Takes what lies in the buffer, and counts what it comes to.
Parser::Need Connection::parse_body(std::size_t limit) {
  const auto before = exchange_.request.body.capacity();
  std::size_t consumed = 0;
  auto need = parser_.read_body(std::string_view(buffer_).substr(start_), consumed, limit);
  start_ += consumed;
  if (need == Parser::Need::refused) {
    answer_ = exchange_.refuse(parser_.refusal().status, parser_.refusal().why);
    return need;
  }
  try {
    if (exchange_.request.body.capacity() > before) exchange_.budget.take(exchange_.request.body.capacity() - before);
  } catch (...) {
    answer_ = exchange_.trouble(std::current_exception());
    need = Parser::Need::refused;
  }
  return need;
}

bool Connection::take_body_at_hand(std::size_t limit) {
  if (parser_.declared_length().value_or(SIZE_MAX) > buffer_.size() - start_) return false;
  return parse_body(limit) == Parser::Need::done;
}

Task<bool> Connection::read_body(std::size_t limit) {
  enter(Phase::body, edge_.limits.body);
  const auto head_end = start_;
  bool announced = false;
  try {
    exchange_.budget.take(buffer_.capacity() + 2 * most_read);
  } catch (...) {
    answer_ = exchange_.trouble(std::current_exception());
  }
  if (answer_) co_return false;
  for (;;) {
    const auto need = parse_body(limit);
    if (need == Parser::Need::done) break;
    if (need == Parser::Need::refused) co_return false;
    if (parser_.expects_continue() && !announced) {
      announced = true;
      const std::string go_on = "HTTP/1.1 100 Continue\r\n\r\n";
      const std::string nothing;
      const bool sent = co_await write(go_on.data(), go_on.size(), nothing);
      if (!sent) co_return false;
      enter(Phase::body, edge_.limits.body);
    }
    // The request's views point below head_end: bytes of the body behind it may go, the head must stay where it is.
    buffer_.erase(head_end, start_ - head_end);
    start_ = head_end;
    const auto held = buffer_.size();
    if (held + most_read > buffer_.capacity()) {
      const auto* before = buffer_.data();
      buffer_.reserve(held + 2 * most_read);
      const auto moved = [&](std::string_view& view) { view = {buffer_.data() + (view.data() - before), view.size()}; };
      moved(exchange_.request.target);
      moved(exchange_.request.query);
      for (auto& header : exchange_.request.headers) moved(header.name), moved(header.value);
    }
    const auto keep = std::exchange(start_, 0);
    const bool more = co_await fill();
    start_ = keep;
    if (!more) {
      if (timed_out_) answer_ = exchange_.refuse(408, "The body did not arrive in time.");
      co_return false;
    }
  }
  co_return true;
}

Task<bool> Connection::run_on_worker(WorkerPool* workers) {
  enter(Phase::working, std::chrono::milliseconds(0));
  auto* work = &work_;
  auto* context = &loop_.context;
  const Submit submit;
  return asio::async_initiate<const asio::use_awaitable_t<Executor>, void(bool)>(submit, use_awaitable, workers, work,
                                                                                 context);
}

Task<bool> Connection::run_in_commit() {
  enter(Phase::working, std::chrono::milliseconds(0));
  fail_ = [this](std::exception_ptr why) { exchange_.fail(std::move(why)); };
  auto* share = &edge_.share_commit;
  auto* work = &work_;
  auto* failed = &fail_;
  auto* context = &loop_.context;
  const Share submit;
  return asio::async_initiate<const asio::use_awaitable_t<Executor>, void(bool)>(submit, use_awaitable, share, work,
                                                                                 failed, context);
}

}  // namespace kinoteka::http
