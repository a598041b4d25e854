// One connection, and the coroutine that reads requests from it and answers them. Lives on its loop's thread; only
// the work of a handler happens elsewhere, and while it does the connection touches nothing the worker reads.
//
// GCC 12 miscompiles many idioms inside a co_await expression (shared figures: docs/adr/0001): every argument of a
// co_await here is a named local, and coroutines live in connection.cpp and sending.cpp alone.
//
// Nobody's body is read before it is known who they are and whether they may: what came with the head is at hand, the
// rest waits. What is held for a request is counted in its budget (base/budget.hpp).
#pragma once

#include <array>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/time.hpp"
#include "http/edge.hpp"
#include "http/exchange.hpp"

namespace kinoteka::http {

namespace asio = boost::asio;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
template <class T>
using Task = asio::awaitable<T, Executor>;

constexpr asio::use_awaitable_t<Executor> use_awaitable;
constexpr std::size_t most_read = 16 * 1024;  // bytes taken from a socket at once

inline bool would_block(const boost::system::error_code& error) {
  return error == asio::error::would_block || error == asio::error::try_again;
}

// What the connections of one loop share.
struct LoopState {
  explicit LoopState(const Edge& edge) : edge(edge) {}
  const Edge& edge;
  std::unordered_map<std::string, std::size_t> of_network;  // how many connections each client's network has
  std::list<class Connection*> connections;                 // before the context: it destroys the last ones
  asio::io_context context{1};
  std::string date_header;                 // renewed by the sweep
  std::array<char, most_read> read_bytes;  // from the kernel, before the connection that asked for them takes them
  bool stopping = false;
  bool draining_idle = false;  // stopping, and idle connections had their last chance
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(LoopState& loop, Socket socket, std::string peer);
  ~Connection();

  static Task<void> run(std::shared_ptr<Connection> self);

  // Called by the loop's sweep: ends what waits for too long.
  void sweep(Clock::time_point now);
  void close();

 private:
  enum class Phase { idle, head, body, working, writing, leftover };

  Task<bool> read_request();  // false: answered or closed, nothing to serve
  Task<bool> read_body(std::size_t limit);
  Task<void> drain();  // what the client still sends of a body that was refused
  Task<bool> serve();  // false: the connection ends
  Task<bool> fill();   // reads more bytes; false at the end of the connection
  Task<bool> send(const Answer& answer);
  Task<bool> send_file(const Answer& answer);
  Task<bool> send_stream(const Answer& answer);
  void end_head(std::string& head) const;
  Task<bool> write(const char* head, std::size_t head_size, const std::string& body, int flags = 0);
  Task<bool> run_on_worker(WorkerPool* workers);  // runs work_; false when the queue is full
  Task<bool> run_in_commit();                     // the same, within a commit that others share

  bool take_body_at_hand(std::size_t limit);  // where all of it has come with the head
  Parser::Need parse_body(std::size_t limit);
  void enter(Phase phase, std::chrono::milliseconds limit);

  LoopState& loop_;
  const Edge& edge_;
  Socket socket_;
  std::list<Connection*>::iterator place_;
  const std::string peer_, network_;  // the socket's address, and whose it is for limits

  std::string buffer_;  // bytes read and not yet consumed, from start_ on
  std::size_t start_ = 0;
  bool drained_ = false;  // the last reading left nothing in the socket: wait before the next
  Parser parser_;
  Exchange exchange_;
  std::function<void()> work_;
  std::function<void(std::exception_ptr)> fail_;
  Answer answer_;  // what a worker, or a body that could not be read, left

  Phase phase_ = Phase::idle;
  Clock::time_point deadline_;
  bool timed_out_ = false;
  bool leftover_ = false;  // the client may still be sending what nobody wants
};

}  // namespace kinoteka::http
