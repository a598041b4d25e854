// What is kept, and when. A kept answer is as fresh as `revision` and the marks of the films that it shows. `work`
// reads both before the handler reads the database, `answer` puts what came of it under what was read:
//
//   1. revision_ = edge.revision(), made_at_ = marks.now()   2. the handler reads   3. cache.put(key, revision_, …)
//
// Were 2 before 1, a commit between them would be older than the revision under which its absence is kept, and
// everybody would be told of yesterday until the next change. Were the revision read again at 3, the same. A change's
// own answer leaves after its commit has raised the revision (Tx::after_commit), so that who has it and asks again
// finds nothing older. And no kept answer is given out without `kept_answer` looking at both.
#include "http/exchange.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <random>

#include "base/address.hpp"
#include "base/assert.hpp"
#include "base/digest.hpp"
#include "http/compression.hpp"
#include "http/multipart.hpp"
#include "http/problem.hpp"
#include "http/render.hpp"
#include "telemetry/log.hpp"

namespace kinoteka::http {
namespace {

constexpr auto slow = std::chrono::milliseconds(500);

std::string next_request_id() {
  static const std::uint64_t origin = (std::uint64_t{std::random_device{}()} << 32) | std::random_device{}();
  static std::atomic<std::uint64_t> counter{0};
  return hex(origin + counter.fetch_add(1, std::memory_order_relaxed) * 0x9E3779B97F4A7C15ull);
}

}  // namespace

Exchange::Exchange(const Edge& edge, std::string peer)
    : budget(*edge.holdings), edge_(edge), peer_(std::move(peer)), network_(network_of(peer_)) {}

// A client that went away in the middle of its request.
Exchange::~Exchange() {
  if (step_ != Step::over) edge_.metrics.in_flight.fetch_sub(1, std::memory_order_relaxed);
}

void Exchange::begin(bool stopping) {
  KINO_ASSERT(step_ == Step::over);
  step_ = Step::begun;
  began_ = Clock::now();
  request.id = next_request_id();
  request.peer = peer_;
  request.identity.reset();
  request.known = false;
  admitted_ = false;
  budget.begin(network_);
  extra_ = edge_.gate.fixed_headers;
  keep_alive = request.keep_alive && !stopping;
  route_ = nullptr;
  metrics_ = nullptr;
  answer_.reset();
  detail_.clear();
  edge_.metrics.in_flight.fetch_add(1, std::memory_order_relaxed);
}

Answer Exchange::at_once() {
  KINO_ASSERT(step_ == Step::begun);
  step_ = Step::routed;
  encoding_ = negotiate(request.header("accept-encoding"));
  request.peer = edge_.gate.client_of(request, peer_);
  if (request.peer != peer_) budget.begin(network_of(request.peer));
  const auto host = request.header("host");
  const bool ours = (!host.empty() && host == ours_) || edge_.gate.is_ours(request);
  if (ours && host != ours_) ours_ = host;
  if (!ours) {
    detail_ = "another's name";
    return render(problem(421,
                          "This house does not know itself by the name in the Host header. Its operator can add it: "
                          "--hosts NAME, or --public-url.",
                          request.id),
                  {});
  }
  extra_ += edge_.gate.cors_headers(request, request.method == Method::options);
  const auto match = edge_.router.find(request.method, request.path, request.path_values);
  route_ = match.route;
  return route_ != nullptr ? of_route() : without_route(match);
}

Answer Exchange::of_route() {
  metrics_ = edge_.route_metrics[route_->index];
  if (auto why = edge_.gate.refuse_cross_site(request)) {
    detail_ = "cross-site request";
    return render(problem(403, std::move(*why), request.id), {});
  }
  if (!may_keep() || !edge_.gate.open_to(route_->access)) return nullptr;
  if (auto cached = kept_answer(edge_.revision())) {
    edge_.metrics.cache_hits.fetch_add(1, std::memory_order_relaxed);
    return cached;
  }
  edge_.metrics.cache_misses.fetch_add(1, std::memory_order_relaxed);
  return nullptr;
}

Answer Exchange::without_route(const Router::Match& match) {
  if (request.method == Method::options && (match.path_known || request.path == "*")) {
    Response response;
    response.status = 204;
    response.headers.emplace_back("Allow",
                                  match.path_known ? match.allow : "GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE");
    return render(std::move(response), {});
  }
  if (match.path_known) {
    auto response = problem(405, "This address takes " + match.allow + ".", request.id);
    response.headers.emplace_back("Allow", match.allow);
    return render(std::move(response), {});
  }
  if (request.method == Method::other) return refuse(501, "This method is not known here.");
  if (request.method == Method::get || request.method == Method::head) {
    if (auto file = edge_.files.find(request.path, encoding_)) return file;
    const bool api = request.path.starts_with("/api") || request.path.starts_with("/assets/");
    const bool wants_page = request.header("accept").find("text/html") != std::string_view::npos;
    if (!api && wants_page) {
      if (auto page = edge_.files.page(encoding_)) return page;
    }
  }
  return render(problem(404, "There is nothing at this address.", request.id), {});
}

std::size_t Exchange::body_limit() const { return route_ == nullptr ? edge_.limits.parser.head : route_->body_limit; }

Answer Exchange::recall_caller() {
  const auto& gate = edge_.gate;
  if (!route_->asks_who || !gate.has_credentials(request)) return nullptr;
  if (gate.recall) {
    if (auto identity = gate.recall(request)) {
      request.identity = std::move(identity);
      request.known = true;
      return nullptr;
    }
  }
  const auto seconds = gate.flood ? gate.flood(request) : 0;
  if (seconds == 0) return nullptr;
  detail_ = "too many refused tokens from this address";
  auto error = Error(Code::too_many, "Too much that did not open anything came from your network. Try again in " +
                                         std::to_string(seconds) + " s.")
                   .with_retry_after(seconds);
  return render(problem(std::move(error), request.id), {});
}

bool Exchange::must_admit_first(bool body_at_hand) const {
  return !request.known && !edge_.gate.open_to(route_->access) && (!body_at_hand || shares_commit());
}

WorkerPool& Exchange::pool() const {
  const bool special = route_->pool && (route_->pool_if.empty() || !request.parameter(route_->pool_if).empty()) &&
                       (!route_->pool_if_form || is_multipart(request));
  if (special) return edge_.workers[*route_->pool];
  return edge_.workers[is_safe(route_->method) ? Pool::reads : Pool::changes];
}

Answer Exchange::admit() {
  KINO_ASSERT(step_ == Step::routed && route_ != nullptr && !admitted_);
  try {
    edge_.gate.admit(*route_, request);
    admitted_ = true;  // once: admitting counts how often somebody does this
    if (request.identity) budget.name(request.identity->user);
    return nullptr;
  } catch (...) {
    return trouble(std::current_exception());
  }
}

void Exchange::limit_time(Clock::time_point from) { budget.limit_time(from + route_->deadline, route_->processor); }

bool Exchange::may_keep() const { return route_->cacheable && edge_.cache.enabled(); }

// Everything that was decided before the answer could be kept is in it: the target and how it is encoded.
std::string Exchange::cache_key() const {
  std::string key(request.target);
  key += static_cast<char>('0' + static_cast<int>(encoding_));
  return key;
}

// An answer that is still right, or nothing.
Answer Exchange::kept_answer(std::uint64_t revision) const {
  const auto cached = edge_.cache.find(cache_key(), revision);
  if (!cached || !edge_.marks.unchanged_since((*cached)->made_at, (*cached)->shows)) return nullptr;
  return *cached;
}

Response Exchange::call_handler() {
  auto* replays = edge_.gate.replays;
  const auto key = request.header("idempotency-key");
  if (!route_->repeatable || key.empty() || replays == nullptr || !request.identity) return route_->handler(request);
  const auto user = request.identity->user;
  if (auto before = replays->begin(user, key, request)) return std::move(*before);
  Response response;
  try {
    response = route_->handler(request);
  } catch (...) {
    replays->abandon(user, key);  // what failed may be tried again under the same key
    throw;
  }
  replays->finish(user, key, response);
  return response;
}

void Exchange::work() {
  KINO_ASSERT(step_ == Step::routed && route_ != nullptr && !answer_);
  step_ = Step::worked;
  revision_ = edge_.revision();
  made_at_ = edge_.marks.now();
  const bool open = edge_.gate.open_to(route_->access);
  try {
    if (Clock::now() - began_ > route_->deadline)
      throw Error(Code::unavailable, "The server is busy. Try again in a moment.");
    if (!admitted_ && (!route_->cacheable || !open)) edge_.gate.admit(*route_, request);
    if (request.identity) budget.name(request.identity->user);
    if (may_keep() && !open) {
      if (auto cached = kept_answer(revision_)) {
        answer_ = cached;
        return;
      }
    }
    response_ = call_handler();
    budget.take(response_.body.capacity());
    if (!open || request.identity) make_private();
  } catch (...) {
    response_ = problem(std::current_exception(), request.id, detail_);
  }
}

// Nobody between us and them may give it to somebody else.
void Exchange::make_private() {
  auto& headers = response_.headers;
  const auto own =
      std::find_if(headers.begin(), headers.end(), [](const auto& header) { return header.first == "Cache-Control"; });
  if (own != headers.end()) {
    own->second = "private, " + own->second;
  } else {
    headers.emplace_back("Cache-Control", route_->cacheable ? "private, no-cache" : "no-store");
  }
  if (route_->cacheable) headers.emplace_back("Vary", "Authorization, Cookie");
}

void Exchange::fail(std::exception_ptr why) {
  KINO_ASSERT(step_ != Step::over);  // a stream may share a commit after its head is out
  response_ = {};
  answer_ = render(problem(std::move(why), request.id, detail_), {encoding_, false, false, 0});
}

Answer Exchange::answer() {
  KINO_ASSERT(step_ == Step::worked);
  if (answer_) return std::exchange(answer_, nullptr);
  const bool keep = may_keep() && response_.status == 200 && !response_.stream && !response_.file;
  const bool validate = request.method == Method::get || request.method == Method::head;
  Answer made;
  try {
    // All of it goes with this: a connection that rests holds no body.
    made = render(std::exchange(response_, {}), {encoding_, validate, keep, made_at_});
  } catch (...) {
    return trouble(std::current_exception());
  }
  if (keep) {
    KINO_ASSERT(revision_ <= edge_.revision() && made_at_ <= edge_.marks.now());  // read before the handler ran
    const auto body = made->file ? static_cast<std::size_t>(made->file->size) : made->body.size();
    edge_.cache.put(cache_key(), revision_, made, body + made->head.size() * 2);
  }
  return made;
}

void Exchange::note(std::exception_ptr why) { static_cast<void>(problem(std::move(why), request.id, detail_)); }

Answer Exchange::refuse(int status, std::string why) {
  keep_alive = false;
  return render(problem(status, std::move(why), request.id), {});
}

Answer Exchange::trouble(std::exception_ptr why) { return render(problem(std::move(why), request.id, detail_), {}); }

void Exchange::let_go() {
  if (request.body.capacity() > Budget::small) std::string().swap(request.body);
  budget.give_back();
}

void Exchange::end(int status) {
  KINO_ASSERT(step_ != Step::over);
  step_ = Step::over;
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
  const auto user = request.identity ? std::to_string(request.identity->user) : std::string();
  const double ms = std::round(seconds * 1e6) / 1e3;
  // What changes something takes its secrets in the body; whoever puts them into the query is not to find them here.
  const bool secret = !is_safe(request.method) || (route_ != nullptr && route_->secret_query);
  const auto target = request.target.substr(0, std::min<std::size_t>(secret ? request.target.find('?') : 500, 500));
  const auto method = method_name(request.method);
  log::write(level, "request",
             {{"method", method},
              {"target", target},
              {"status", std::int64_t{status}},
              {"ms", ms},
              {"peer", request.peer},
              {"user", user},
              {"id", request.id},
              {"detail", detail_}});
}

}  // namespace kinoteka::http
