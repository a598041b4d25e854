// One connection, and the coroutine that reads requests from it and answers them. Lives on its loop's thread; only
// the work of a handler happens elsewhere, and while it does the session touches nothing the worker reads.
//
// GCC 12 miscompiles many idioms inside a co_await expression (shared figures: docs/adr/0001): every argument of a
// co_await here is a named local, and coroutines live in this file's two files alone.
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
#include "http/server.hpp"

namespace kinoteka::http {

namespace asio = boost::asio;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
template <class T>
using Task = asio::awaitable<T, Executor>;

constexpr std::size_t most_read = 16 * 1024;  // bytes taken from a socket at once

// What the sessions of one loop share.
struct LoopState {
  explicit LoopState(const Edge& edge) : edge(edge) {}
  const Edge& edge;
  std::unordered_map<std::string, std::size_t> of_network;  // how many connections each client's network has
  std::list<class Session*> sessions;                       // before the context: it destroys the last sessions
  asio::io_context context{1};
  std::string date_header;                 // renewed by the sweep
  std::array<char, most_read> read_bytes;  // from the kernel, before the session that asked for them takes them
  bool stopping = false;
  bool draining_idle = false;  // stopping, and idle connections had their last chance
};

class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(LoopState& loop, Socket socket, std::string peer);
  ~Session();

  static Task<void> run(std::shared_ptr<Session> self);

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
  WorkerPool& pool() const;                       // where route_'s handler runs

  Answer quick_answer();                      // from the cache, a file, or a refusal: no worker needed
  bool recall_caller();                       // who calls, from memory; false where that has to be looked up
  Answer refuse_flood();                      // of forged tokens and the like, before anything is looked up; or nothing
  bool take_body_at_hand(std::size_t limit);  // where all of it has come with the head
  Parser::Need parse_body(std::size_t limit);
  void admit();  // on a worker: answer_ where the route is not for who calls
  Answer refuse(int status, std::string why);
  void handle();          // who calls, and may they; the handler: response_, or answer_ where a kept one is right
  void answer_handled();  // answer_ from response_
  void fail(std::exception_ptr why);  // its answer is not true: nothing of what it did remains
  Response call_handler();
  std::string cache_key() const;
  Answer find_cached(std::uint64_t revision) const;
  void enter(Phase phase, std::chrono::milliseconds limit);
  void begin_request();
  void finish_request(int status);

  LoopState& loop_;
  const Edge& edge_;
  Socket socket_;
  std::list<Session*>::iterator place_;
  const std::string peer_, network_;  // the socket's address, and whose it is for limits
  std::string ours_;                  // the last Host that was found to be a name of this house

  std::string buffer_;  // bytes read and not yet consumed, from start_ on
  std::size_t start_ = 0;
  bool drained_ = false;  // the last reading left nothing in the socket: wait before the next
  Parser parser_;
  Request request_;
  Budget budget_;
  const Route* route_ = nullptr;
  telemetry::RouteMetrics* metrics_ = nullptr;
  Encoding encoding_ = Encoding::identity;
  std::function<void()> work_;
  std::function<void(std::exception_ptr)> fail_;
  Response response_;                         // the handler's, until it is rendered
  std::uint64_t revision_ = 0, made_at_ = 0;  // of the data that it was made from
  Answer answer_;
  std::string detail_;  // of an error, for the log
  std::string extra_;   // headers that depend on who asks, not on what is answered

  Phase phase_ = Phase::idle;
  Clock::time_point deadline_;
  Clock::time_point began_;
  bool timed_out_ = false;
  bool keep_alive_ = true;
  bool admitted_ = false;  // to this request's route, before its body
  bool leftover_ = false;  // the client may still be sending what nobody wants
};

}  // namespace kinoteka::http
