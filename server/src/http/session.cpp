#include "http/session.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cmath>
#include <random>

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <netinet/tcp.h>
#include <sys/sendfile.h>

#include "base/address.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "http/compression.hpp"
#include "http/multipart.hpp"
#include "http/problem.hpp"
#include "http/ranges.hpp"
#include "http/render.hpp"
#include "telemetry/log.hpp"

namespace kinoteka::http {
namespace {

constexpr asio::use_awaitable_t<Executor> use_awaitable;
constexpr off_t file_slice = 2 << 20;
constexpr std::size_t most_leftover = 128u << 20;  // taken of a body that was refused
constexpr auto slow = std::chrono::milliseconds(500);

std::string next_request_id() {
  static const std::uint64_t origin = (std::uint64_t{std::random_device{}()} << 32) | std::random_device{}();
  static std::atomic<std::uint64_t> counter{0};
  return hex(origin + counter.fetch_add(1, std::memory_order_relaxed) * 0x9E3779B97F4A7C15ull);
}

// Good to a few milliseconds, at a quarter of the price: enough for time-outs.
Clock::time_point about_now() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  return Clock::time_point(std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec));
}

// A head to which more is added.
std::string with_room(const std::string& head) {
  std::string out;
  out.reserve(head.size() + 512);
  out += head;
  return out;
}

bool would_block(const boost::system::error_code& error) {
  return error == asio::error::would_block || error == asio::error::try_again;
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

Session::Session(LoopState& loop, Socket socket, std::string peer)
    : loop_(loop),
      edge_(loop.edge),
      socket_(std::move(socket)),
      peer_(std::move(peer)),
      network_(network_of(peer_)),
      parser_(loop.edge.limits.parser),
      budget_(*loop.edge.holdings) {
  place_ = loop_.sessions.insert(loop_.sessions.end(), this);
  ++loop_.of_network[network_];
  boost::system::error_code failed;
  socket_.non_blocking(true, failed);
  socket_.set_option(asio::ip::tcp::no_delay(true), failed);
  edge_.metrics.connections.fetch_add(1, std::memory_order_relaxed);
  enter(Phase::idle, edge_.limits.idle);
}

Session::~Session() {
  loop_.sessions.erase(place_);
  const auto network = loop_.of_network.find(network_);
  if (--network->second == 0) loop_.of_network.erase(network);
  edge_.metrics.connections.fetch_sub(1, std::memory_order_relaxed);
}

void Session::enter(Phase phase, std::chrono::milliseconds limit) {
  phase_ = phase;
  deadline_ = about_now() + limit;
}

void Session::close() {
  boost::system::error_code ignored;
  socket_.close(ignored);
}

void Session::sweep(Clock::time_point now) {
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
Task<void> Session::run(std::shared_ptr<Session> self) {
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
Task<void> Session::drain() {
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

Task<bool> Session::fill() {
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

Task<bool> Session::read_request() {
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
      need = parser_.read_head(std::string_view(buffer_).substr(start_), consumed, request_);
    }
    if (need == Parser::Need::head_done) {
      start_ += consumed;
      begin_request();
      co_return true;
    }
    if (need == Parser::Need::refused) {
      begin_request();
      const auto& refusal = parser_.refusal();
      const auto answer = refuse(refusal.status, refusal.why);
      co_await send(answer);
      co_return false;
    }
    const bool more = co_await fill();
    if (more) continue;
    if (timed_out_) {
      begin_request();
      const auto answer = refuse(408, "The request did not arrive in time.");
      co_await send(answer);
    }
    co_return false;
  }
}

void Session::begin_request() {
  began_ = Clock::now();
  request_.id = next_request_id();
  request_.peer = peer_;
  request_.identity.reset();
  request_.known = false;
  admitted_ = false;
  budget_.begin(network_);
  extra_ = edge_.gate.fixed_headers;
  keep_alive_ = request_.keep_alive && !loop_.stopping;
  route_ = nullptr;
  metrics_ = nullptr;
  answer_.reset();
  detail_.clear();
  edge_.metrics.in_flight.fetch_add(1, std::memory_order_relaxed);
}

Task<bool> Session::serve() {
  auto answer = quick_answer();
  const bool has_body = parser_.has_body();
  const std::size_t limit = route_ == nullptr ? edge_.limits.parser.head : route_->body_limit;
  bool body_read = !has_body || take_body_at_hand(limit);
  if (!answer) answer = std::exchange(answer_, nullptr);  // a body at hand that cannot be read
  if (!answer && route_->asks_who && !recall_caller()) answer = refuse_flood();
  // Who has to wait for something, or makes others wait, is known before that.
  const bool asks_who = !answer && !request_.known && !edge_.gate.open_to(route_->access);
  if (asks_who && (!body_read || (route_->shares_commit && edge_.share_commit))) {
    enter(Phase::working, std::chrono::milliseconds(0));
    work_ = [this] { admit(); };
    auto* pool = &edge_.workers.reads;
    const bool ran = co_await run_on_worker(pool);
    answer = ran ? std::exchange(answer_, nullptr) : refuse(503, "The server is busy. Try again in a moment.");
  }
  if (!answer && !body_read) {
    body_read = co_await read_body(limit);
    if (!body_read && !answer_) co_return false;
    answer = std::exchange(answer_, nullptr);
    began_ = Clock::now();  // how long a client takes to send is not the handler's time
  }
  if (!body_read) {
    keep_alive_ = false;
    leftover_ = true;
  }
  if (!answer) {
    enter(Phase::working, std::chrono::milliseconds(0));
    budget_.limit_time(began_ + route_->deadline, route_->processor);
    bool ran = false;
    if (route_->shares_commit && edge_.share_commit) {
      work_ = [this] { handle(); };
      ran = co_await run_in_commit();
      if (ran && !answer_) answer_handled();  // here: while the writer is at it, nobody else's change goes on
    } else {
      work_ = [this] {
        const Budget::Use use(budget_);
        handle();
        if (!answer_) answer_handled();
      };
      auto* workers = &pool();
      ran = co_await run_on_worker(workers);
    }
    answer = ran ? answer_ : refuse(503, "The server is busy. Try again in a moment.");
  }
  const bool sent = co_await send(answer);
  // What is given back is let go: a connection that rests holds no body.
  answer.reset();
  answer_.reset();
  if (request_.body.capacity() > Budget::small) std::string().swap(request_.body);
  budget_.give_back();
  co_return sent&& keep_alive_;
}

bool Session::recall_caller() {
  if (!edge_.gate.recall || !edge_.gate.has_credentials(request_)) return false;
  auto identity = edge_.gate.recall(request_);
  if (!identity) return false;
  request_.identity = std::move(identity);
  request_.known = true;
  return true;
}

Answer Session::refuse_flood() {
  if (!edge_.gate.flood || !edge_.gate.has_credentials(request_)) return nullptr;
  const auto seconds = edge_.gate.flood(request_);
  if (seconds == 0) return nullptr;
  detail_ = "too many refused tokens from this address";
  return render(problem(Error(Code::too_many,
                              "Too much that did not open anything came from your network. Try again "
                              "in " +
                                  std::to_string(seconds) + " s.")
                            .with_retry_after(seconds),
                        request_.id),
                {});
}

void Session::admit() {
  try {
    edge_.gate.admit(*route_, request_);
    admitted_ = true;  // once: admitting counts how often somebody does this
    if (request_.identity) budget_.name(request_.identity->user);
  } catch (...) {
    answer_ = render(problem(std::current_exception(), request_.id, detail_), {});
  }
}

// What needs no worker: answers from the cache, files, and requests that no route takes.
Answer Session::quick_answer() {
  const bool reads = request_.method == Method::get || request_.method == Method::head;
  encoding_ = negotiate(request_.header("accept-encoding"));
  request_.peer = edge_.gate.client_of(request_, peer_);
  if (request_.peer != peer_) budget_.begin(network_of(request_.peer));
  const auto host = request_.header("host");
  const bool ours = (!host.empty() && host == ours_) || edge_.gate.is_ours(request_);
  if (ours && host != ours_) ours_ = host;
  if (!ours) {
    detail_ = "another's name";
    return render(problem(421,
                          "This house does not know itself by the name in the Host header. Its operator can add it: "
                          "--hosts NAME, or --public-url.",
                          request_.id),
                  {});
  }
  extra_ += edge_.gate.cors_headers(request_, request_.method == Method::options);
  const auto match = edge_.router.find(request_.method, request_.path, request_.path_values);
  route_ = match.route;
  if (route_ != nullptr) {
    metrics_ = edge_.route_metrics[route_->index];
    if (auto why = edge_.gate.refuse_cross_site(request_)) {
      detail_ = "cross-site request";
      return render(problem(403, std::move(*why), request_.id), {});
    }
    if (!route_->cacheable || !edge_.cache.enabled() || !edge_.gate.open_to(route_->access)) return nullptr;
    if (auto cached = find_cached(edge_.revision())) {
      edge_.metrics.cache_hits.fetch_add(1, std::memory_order_relaxed);
      return cached;
    }
    edge_.metrics.cache_misses.fetch_add(1, std::memory_order_relaxed);
    return nullptr;
  }
  if (request_.method == Method::options && (match.path_known || request_.path == "*")) {
    Response response;
    response.status = 204;
    response.headers.emplace_back("Allow",
                                  match.path_known ? match.allow : "GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE");
    return render(std::move(response), {});
  }
  if (match.path_known) {
    auto response = problem(405, "This address takes " + match.allow + ".", request_.id);
    response.headers.emplace_back("Allow", match.allow);
    return render(std::move(response), {});
  }
  if (request_.method == Method::other) return refuse(501, "This method is not known here.");
  if (reads) {
    if (auto file = edge_.files.find(request_.path, encoding_)) return file;
    const bool api = request_.path.starts_with("/api") || request_.path.starts_with("/assets/");
    const bool wants_page = request_.header("accept").find("text/html") != std::string_view::npos;
    if (!api && wants_page) {
      if (auto page = edge_.files.page(encoding_)) return page;
    }
  }
  return render(problem(404, "There is nothing at this address.", request_.id), {});
}

Answer Session::refuse(int status, std::string why) {
  keep_alive_ = false;
  return render(problem(status, std::move(why), request_.id), {});
}

// Takes what lies in the buffer, and counts what it comes to.
Parser::Need Session::parse_body(std::size_t limit) {
  const auto before = request_.body.capacity();
  std::size_t consumed = 0;
  auto need = parser_.read_body(std::string_view(buffer_).substr(start_), consumed, limit);
  start_ += consumed;
  if (need == Parser::Need::refused) {
    answer_ = refuse(parser_.refusal().status, parser_.refusal().why);
    return need;
  }
  try {
    if (request_.body.capacity() > before) budget_.take(request_.body.capacity() - before);
  } catch (...) {
    answer_ = render(problem(std::current_exception(), request_.id, detail_), {});
    need = Parser::Need::refused;
  }
  return need;
}

bool Session::take_body_at_hand(std::size_t limit) {
  if (parser_.declared_length().value_or(SIZE_MAX) > buffer_.size() - start_) return false;
  return parse_body(limit) == Parser::Need::done;
}

Task<bool> Session::read_body(std::size_t limit) {
  enter(Phase::body, edge_.limits.body);
  const auto head_end = start_;
  bool announced = false;
  try {
    budget_.take(buffer_.capacity() + 2 * most_read);
  } catch (...) {
    answer_ = render(problem(std::current_exception(), request_.id, detail_), {});
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
      moved(request_.target);
      moved(request_.query);
      for (auto& header : request_.headers) moved(header.name), moved(header.value);
    }
    const auto keep = std::exchange(start_, 0);
    const bool more = co_await fill();
    start_ = keep;
    if (!more) {
      if (timed_out_) answer_ = refuse(408, "The body did not arrive in time.");
      co_return false;
    }
  }
  co_return true;
}

WorkerPool& Session::pool() const {
  const auto& workers = edge_.workers;
  const bool special = (route_->pool_if.empty() || !request_.parameter(route_->pool_if).empty()) &&
                       (!route_->pool_if_form || is_multipart(request_));
  switch (special ? route_->pool : Pool::common) {
    case Pool::costly: return workers.costly;
    case Pool::waiting: return workers.waiting;
    case Pool::conversions: return workers.conversions;
    case Pool::pictures: return workers.pictures;
    case Pool::uploads: return workers.uploads;
    case Pool::files: return workers.files;
    case Pool::outside: return workers.outside;
    case Pool::common: break;
  }
  return is_safe(route_->method) ? workers.reads : workers.changes;
}

Task<bool> Session::run_on_worker(WorkerPool* workers) {
  auto* work = &work_;
  auto* context = &loop_.context;
  const Submit submit;
  return asio::async_initiate<const asio::use_awaitable_t<Executor>, void(bool)>(submit, use_awaitable, workers, work,
                                                                                 context);
}

Task<bool> Session::run_in_commit() {
  fail_ = [this](std::exception_ptr why) { fail(why); };
  auto* share = &edge_.share_commit;
  auto* work = &work_;
  auto* failed = &fail_;
  auto* context = &loop_.context;
  const Share submit;
  return asio::async_initiate<const asio::use_awaitable_t<Executor>, void(bool)>(submit, use_awaitable, share, work,
                                                                                 failed, context);
}

void Session::fail(std::exception_ptr why) {
  answer_ = render(problem(std::move(why), request_.id, detail_), {encoding_, false, false, 0});
}

// Everything that was decided before the answer could be kept is in it: the target and how it is encoded.
std::string Session::cache_key() const {
  std::string key(request_.target);
  key += static_cast<char>('0' + static_cast<int>(encoding_));
  return key;
}

// An answer that is still right, or nothing.
Answer Session::find_cached(std::uint64_t revision) const {
  const auto cached = edge_.cache.find(cache_key(), revision);
  if (!cached || !edge_.marks.unchanged_since((*cached)->made_at, (*cached)->shows)) return nullptr;
  return *cached;
}

Response Session::call_handler() {
  auto* replays = edge_.gate.replays;
  const auto key = request_.header("idempotency-key");
  if (!route_->repeatable || key.empty() || replays == nullptr || !request_.identity) return route_->handler(request_);
  const auto user = request_.identity->user;
  if (auto before = replays->begin(user, key, request_)) return std::move(*before);
  Response response;
  try {
    response = route_->handler(request_);
  } catch (...) {
    replays->abandon(user, key);  // what failed may be tried again under the same key
    throw;
  }
  replays->finish(user, key, response);
  return response;
}

void Session::handle() {
  revision_ = edge_.revision();
  made_at_ = edge_.marks.now();
  const bool open = edge_.gate.open_to(route_->access);
  try {
    if (Clock::now() - began_ > route_->deadline)
      throw Error(Code::unavailable, "The server is busy. Try again in a moment.");
    if (!admitted_ && (!route_->cacheable || !open)) edge_.gate.admit(*route_, request_);
    if (request_.identity) budget_.name(request_.identity->user);
    if (route_->cacheable && !open && edge_.cache.enabled()) {
      if (auto cached = find_cached(revision_)) {
        answer_ = cached;
        return;
      }
    }
    response_ = call_handler();
    budget_.take(response_.body.capacity());
    auto& headers = response_.headers;
    if (!open || request_.identity) {
      const auto own = std::find_if(headers.begin(), headers.end(),
                                    [](const auto& header) { return header.first == "Cache-Control"; });
      if (own != headers.end()) {
        own->second = "private, " + own->second;
      } else {
        headers.emplace_back("Cache-Control", route_->cacheable ? "private, no-cache" : "no-store");
      }
      if (route_->cacheable) headers.emplace_back("Vary", "Authorization, Cookie");
    }
  } catch (...) {
    response_ = problem(std::current_exception(), request_.id, detail_);
  }
}

void Session::answer_handled() {
  const bool keep =
      route_->cacheable && edge_.cache.enabled() && response_.status == 200 && !response_.stream && !response_.file;
  const bool validate = request_.method == Method::get || request_.method == Method::head;
  try {
    // All of it goes with this: a connection that rests holds no body.
    answer_ = render(std::exchange(response_, {}), {encoding_, validate, keep, made_at_});
  } catch (...) {
    answer_ = render(problem(std::current_exception(), request_.id, detail_), {});
  }
  if (!keep) return;
  const auto body = answer_->file ? static_cast<std::size_t>(answer_->file->size) : answer_->body.size();
  edge_.cache.put(cache_key(), revision_, answer_, body + answer_->head.size() * 2);
}

// What is the same at the end of every head.
void Session::end_head(std::string& head) const {
  head += extra_;
  head += loop_.date_header;
  head += "X-Request-Id: ";
  head += request_.id;
  head += !keep_alive_        ? "\r\nConnection: close\r\n\r\n"
          : request_.http_1_0 ? "\r\nConnection: keep-alive\r\n\r\n"
                              : "\r\n\r\n";
}

Task<bool> Session::send(const Answer& given) {
  const auto answer = given;  // kept until the last byte is out
  const bool head_only = request_.method == Method::head;
  const bool reads = head_only || request_.method == Method::get;
  const bool unchanged =
      reads && answer->status == 200 && none_match_names(request_.header("if-none-match"), answer->etag);
  if (answer->file && !unchanged) {
    const bool sent = co_await send_file(answer);
    co_return sent;
  }
  auto head = with_room(unchanged ? answer->head_not_modified : answer->head);
  const bool streams = static_cast<bool>(answer->stream) && !unchanged;
  if (streams && request_.http_1_0) keep_alive_ = false;
  if (streams && !request_.http_1_0) head += "Transfer-Encoding: chunked\r\n";
  end_head(head);

  static const std::string nothing;
  const bool without_body = head_only || unchanged || streams;
  bool sent = co_await write(head.data(), head.size(), without_body ? nothing : answer->body);
  if (sent && streams && !head_only) sent = co_await send_stream(answer);
  finish_request(unchanged ? 304 : answer->status);
  co_return sent;
}

// The kernel copies from the file to the socket. In slices, so that many viewers share the thread.
Task<bool> Session::send_file(const Answer& answer) {
  const auto& file = *answer->file;
  const auto range = choose_range(request_, file.size, answer->etag, file.modified_ms);
  if (range.what == RangeChoice::What::beyond || range.what == RangeChoice::What::several) {
    const bool several = range.what == RangeChoice::What::several;
    auto response = problem(416, several ? "Ask for one range at a time." : "The file ends before that.", request_.id);
    response.headers.emplace_back("Content-Range", "bytes */" + std::to_string(file.size));
    const auto refused = render(std::move(response), {});
    const bool sent = co_await send(refused);
    co_return sent;
  }
  const bool part = range.what == RangeChoice::What::part;
  auto head = with_room(answer->head);
  if (part) {
    head.replace(0, head.find('\r'), "HTTP/1.1 206 Partial Content");
    head += "Content-Range: bytes " + std::to_string(range.offset) + '-' +
            std::to_string(range.offset + range.length - 1) + '/' + std::to_string(file.size) + "\r\n";
  }
  head += "Content-Length: " + std::to_string(range.length) + "\r\n";
  end_head(head);
  const bool head_only = request_.method == Method::head;
  static const std::string nothing;
  bool sent = co_await write(head.data(), head.size(), nothing, head_only || range.length == 0 ? 0 : MSG_MORE);
  // Full segments while it lasts: under TCP_NODELAY alone the end of each slice goes by itself, a quarter of the rate.
  const bool slices = range.length > file_slice;
  const auto cork = [&](int on) {
    if (slices) setsockopt(socket_.native_handle(), IPPROTO_TCP, TCP_CORK, &on, sizeof on);
  };
  cork(1);
  off_t offset = range.offset;
  const off_t end = range.offset + range.length;
  while (sent && !head_only && offset < end) {
    const auto before = offset;
    const auto slice = static_cast<std::size_t>(std::min<off_t>(end - offset, file_slice));
    const auto copied = ::sendfile(socket_.native_handle(), file.fd, &offset, slice);
    if (copied == 0) sent = false;  // the file has become shorter
    if (copied > 0) enter(Phase::writing, edge_.limits.write);
    if (copied > 0 && (offset == end || offset - before < static_cast<off_t>(slice))) continue;
    if (copied > 0) {
      co_await asio::post(loop_.context, use_awaitable);
    } else if (copied < 0 && (errno == EAGAIN || errno == EINTR)) {
      boost::system::error_code waited;
      auto token = asio::redirect_error(use_awaitable, waited);
      co_await socket_.async_wait(Socket::wait_write, token);
      if (waited) sent = false;
    } else if (copied < 0) {
      sent = false;
    }
  }
  cork(0);
  finish_request(part ? 206 : 200);
  co_return sent;
}

Task<bool> Session::send_stream(const Answer& answer) {
  StreamCompressor compressor(answer->encoding);
  std::string part, frame;
  bool more = true, failed = false;
  const auto produce = [&] {
    try {
      const Budget::Use use(budget_);
      budget_.give_back();
      budget_.take(part.capacity());
      budget_.check();
      part.clear();
      more = answer->stream(part);
      part = compressor.add(part);
      if (!more) part += compressor.finish();
    } catch (...) {
      static_cast<void>(problem(std::current_exception(), request_.id, detail_));
      failed = true;  // the missing last chunk tells the client
    }
  };
  while (more) {
    enter(Phase::working, std::chrono::milliseconds(0));
    budget_.limit_time(Clock::now() + route_->deadline, route_->processor);  // of each part: a list may be long
    work_ = std::ref(produce);
    bool ran = false;
    if (route_->shares_commit && edge_.share_commit) {
      ran = co_await run_in_commit();
    } else {
      auto* workers = &pool();
      ran = co_await run_on_worker(workers);
    }
    if (!ran || failed) co_return false;
    if (part.empty() && more) continue;
    std::array<char, 20> size{};
    const int digits = std::snprintf(size.data(), size.size(), "%zx\r\n", part.size());
    frame.assign(size.data(), static_cast<std::size_t>(digits));
    if (part.empty() || request_.http_1_0) frame.clear();
    if (!request_.http_1_0) {
      if (!part.empty()) part += "\r\n";
      if (!more) part += "0\r\n\r\n";
    }
    const bool sent = co_await write(frame.data(), frame.size(), part);
    if (!sent) co_return false;
  }
  co_return true;
}

// One gathered write where the socket takes it; otherwise as it drains, each step with its own time.
Task<bool> Session::write(const char* head, std::size_t head_size, const std::string& body, int flags) {
  enter(Phase::writing, edge_.limits.write);
  std::size_t done = 0;
  const std::size_t total = head_size + body.size();
  while (done < total) {
    const std::size_t from_head = std::min(done, head_size), from_body = done - from_head;
    const std::array buffers = {asio::const_buffer(head + from_head, head_size - from_head),
                                asio::const_buffer(body.data() + from_body, body.size() - from_body)};
    boost::system::error_code failed;
    const auto sent = socket_.send(buffers, flags, failed);
    if (!failed) {
      done += sent;
      continue;
    }
    if (!would_block(failed)) co_return false;
    enter(Phase::writing, edge_.limits.write);
    boost::system::error_code waited;
    auto token = asio::redirect_error(use_awaitable, waited);
    co_await socket_.async_wait(Socket::wait_write, token);
    if (waited) co_return false;
  }
  co_return true;
}

void Session::finish_request(int status) {
  edge_.metrics.in_flight.fetch_sub(1, std::memory_order_relaxed);
  const auto took = Clock::now() - began_;
  const double seconds = std::chrono::duration<double>(took).count();
  if (metrics_ != nullptr) {
    metrics_->by_class[static_cast<std::size_t>(status / 100)].fetch_add(1, std::memory_order_relaxed);
    metrics_->duration.observe(seconds);
  }
  const bool notable = status >= 500 || took > slow;
  if (edge_.request_log == RequestLog::none || (edge_.request_log == RequestLog::slow && !notable)) return;
  const auto level = status >= 500 ? log::Level::error : took > slow ? log::Level::warning : log::Level::info;
  if (!log::enabled(level)) return;
  const auto user = request_.identity ? std::to_string(request_.identity->user) : std::string();
  const double ms = std::round(seconds * 1e6) / 1e3;
  // What changes something takes its secrets in the body; whoever puts them into the query is not to find them here.
  const bool secret = !is_safe(request_.method) || (route_ != nullptr && route_->secret_query);
  const auto target = request_.target.substr(0, std::min<std::size_t>(secret ? request_.target.find('?') : 500, 500));
  const auto method = method_name(request_.method);
  log::write(level, "request",
             {{"method", method},
              {"target", target},
              {"status", std::int64_t{status}},
              {"ms", ms},
              {"peer", request_.peer},
              {"user", user},
              {"id", request_.id},
              {"detail", detail_}});
}

}  // namespace kinoteka::http
