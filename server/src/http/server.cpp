#include "http/server.hpp"

#include <stdexcept>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <sys/socket.h>

#include "base/address.hpp"
#include "base/thread_name.hpp"
#include "http/connection.hpp"
#include "telemetry/log.hpp"

namespace kinoteka::http {
namespace {

using Tcp = asio::ip::tcp;
using Acceptor = asio::basic_socket_acceptor<Tcp, Executor>;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;
constexpr auto sweep_every = std::chrono::milliseconds(500);
constexpr int backlog = 4096;
constexpr auto exhausted_pause = std::chrono::milliseconds(200);

}  // namespace

// One thread of the edge: its listener, its connections, its sweep.
class Server::Loop {
 public:
  Loop(const Edge& edge, const Tcp::endpoint& where, std::size_t max_connections, std::size_t max_of_network)
      : state_(edge),
        acceptor_(state_.context),
        timer_(state_.context),
        again_(state_.context),
        guard_(asio::make_work_guard(state_.context)),
        max_connections_(max_connections),
        max_of_network_(max_of_network) {
    acceptor_.open(where.protocol());
    acceptor_.set_option(Tcp::acceptor::reuse_address(true));
    using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;
    acceptor_.set_option(ReusePort(true));
    acceptor_.bind(where);
    acceptor_.listen(backlog);
    acceptor_.non_blocking(true);
    state_.date_header = "Date: " + http_date(now_ms()) + "\r\n";
  }

  Tcp::endpoint endpoint() const { return acceptor_.local_endpoint(); }

  void run() {
    wait_for_connection();
    sweep_later();
    state_.context.run();
  }

  void begin_stop(Clock::time_point hard_end) {
    asio::post(state_.context, [this, hard_end] {
      hard_end_ = hard_end;
      accept_waiting();  // who has connected already gets an answer
      boost::system::error_code ignored;
      acceptor_.close(ignored);
      state_.stopping = true;
      stop_began_ = Clock::now();
      sweep();
    });
  }

 private:
  void wait_for_connection() {
    acceptor_.async_wait(Acceptor::wait_read, [this](const boost::system::error_code& failed) {
      if (failed || state_.stopping) return;
      const bool exhausted = !accept_waiting();
      if (!exhausted) return wait_for_connection();
      // Who waits is still there when a descriptor is free again; asking at once would burn the processor meanwhile.
      again_.expires_after(exhausted_pause);
      again_.async_wait([this](const boost::system::error_code& cancelled) {
        if (!cancelled && !state_.stopping) wait_for_connection();
      });
    });
  }

  // False when there is no descriptor left for who waits.
  bool accept_waiting() {
    for (int i = 0; i < backlog; ++i) {
      boost::system::error_code failed;
      Socket socket(state_.context);
      acceptor_.accept(socket, failed);
      const bool exhausted = failed == asio::error::no_descriptors || failed.value() == ENFILE ||
                             failed.value() == ENOBUFS || failed.value() == ENOMEM;
      if (exhausted) {
        const auto now = Clock::now();
        if (now - exhausted_said_ >= std::chrono::minutes(1)) {
          exhausted_said_ = now;
          log::warning("new connections wait: too many open files. Raise `ulimit -n`, or lower max_connections",
                       {{"detail", std::string_view(failed.message())}});
        }
        return false;
      }
      if (failed) return true;
      auto& metrics = state_.edge.metrics;
      metrics.accepted.fetch_add(1, std::memory_order_relaxed);
      const auto endpoint = socket.remote_endpoint(failed);
      auto peer = failed ? std::string() : read_address(endpoint.address().to_string()).value_or("");
      const auto network = state_.of_network.find(network_of(peer));
      const bool crowded =
          network != state_.of_network.end() && network->second >= max_of_network_ && !state_.edge.gate.is_proxy(peer);
      if (crowded || state_.connections.size() >= max_connections_) {
        metrics.refused.fetch_add(1, std::memory_order_relaxed);
        refuse(socket, crowded);
        continue;
      }
      auto connection = std::make_shared<Connection>(state_, std::move(socket), std::move(peer));
      asio::co_spawn(state_.context, Connection::run(std::move(connection)), asio::detached);
    }
    return true;
  }

  static void refuse(Socket& socket, bool crowded) {
    constexpr std::string_view full =
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    constexpr std::string_view yours =
        "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 2\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    boost::system::error_code ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(crowded ? yours : full), ignored);
  }

  void sweep_later() {
    timer_.expires_after(state_.stopping ? sweep_every / 10 : sweep_every);
    timer_.async_wait([this](const boost::system::error_code& failed) {
      if (failed) return;
      sweep();
      sweep_later();
    });
  }

  void sweep() {
    const auto now = Clock::now();
    state_.date_header = "Date: " + http_date(now_ms()) + "\r\n";
    if (state_.stopping) {
      // A connection that looks idle may have a request on its way: it has half a second to arrive and be answered.
      state_.draining_idle = now - stop_began_ > std::chrono::milliseconds(500);
      if (state_.connections.empty() || now >= hard_end_) {
        if (!state_.connections.empty()) {
          log::warning("connections cut at the end of the drain",
                       {{"count", static_cast<std::int64_t>(state_.connections.size())}});
        }
        guard_.reset();
        state_.context.stop();
        return;
      }
    }
    auto connection = state_.connections.begin();
    while (connection != state_.connections.end()) (*connection++)->sweep(now);
  }

  LoopState state_;
  Acceptor acceptor_;
  Timer timer_, again_;
  asio::executor_work_guard<Executor> guard_;
  const std::size_t max_connections_, max_of_network_;
  Clock::time_point exhausted_said_ = Clock::now() - std::chrono::hours(1);
  Clock::time_point stop_began_{}, hard_end_{};
};

void count_routes(Edge& edge) {
  for (const auto& route : edge.router.routes()) {
    edge.route_metrics.push_back(&edge.metrics.route(method_name(route->method), route->pattern));
  }
}

Server::Server(const Edge& edge, const std::string& address, unsigned short port, std::size_t threads) : edge_(edge) {
  boost::system::error_code failed;
  const auto parsed = asio::ip::make_address(address, failed);
  if (failed) throw std::runtime_error("'" + address + "' is not an IP address: use 127.0.0.1, 0.0.0.0 or ::");
  Tcp::endpoint where(parsed, port);
  try {
    // SO_REUSEPORT would let a second server share the port without a word: look first.
    asio::io_context probe_context;
    Acceptor probe(probe_context, where.protocol());
    probe.set_option(Tcp::acceptor::reuse_address(true));
    probe.bind(where);
    probe.close();
    for (std::size_t i = 0; i < threads; ++i) {
      loops_.push_back(std::make_unique<Loop>(edge_, where,
                                              std::max<std::size_t>(1, edge_.limits.connections / threads),
                                              std::max<std::size_t>(1, edge_.limits.connections_an_address / threads)));
      where = loops_.front()->endpoint();  // port 0 was made a real one
    }
  } catch (const boost::system::system_error& error) {
    throw std::runtime_error("cannot listen on " + address + ':' + std::to_string(port) + ": " +
                             error.code().message() +
                             ". Choose another with --listen ADDRESS:PORT, or stop what runs there.");
  }
  port_ = where.port();
}

Server::~Server() { stop(); }

void Server::start() {
  for (auto& loop : loops_) threads_.push_back(named_thread("edge", [&loop] { loop->run(); }));
}

void Server::stop() {
  const auto hard_end = Clock::now() + edge_.limits.drain;
  if (!threads_.empty()) {
    for (auto& loop : loops_) loop->begin_stop(hard_end);
  }
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

}  // namespace kinoteka::http
