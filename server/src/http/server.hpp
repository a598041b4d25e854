// The edge: listeners, connections, and the way of a request through them. One io_context a thread with its own
// listening socket (SO_REUSEPORT); handlers run on workers. See connection.cpp for the loop.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "http/edge.hpp"

namespace kinoteka::http {

class Server {
 public:
  // Binds and listens; throws std::runtime_error that says what to do when the address is taken. `edge` and what it
  // refers to must outlive the server.
  Server(const Edge& edge, const std::string& address, unsigned short port, std::size_t threads);
  ~Server();

  void start();
  unsigned short port() const { return port_; }

  // Stops accepting, lets what runs finish, closes what is idle; blocks until all is done or `limits.drain` is over.
  void stop();

 private:
  class Loop;
  const Edge& edge_;
  unsigned short port_ = 0;
  std::vector<std::unique_ptr<Loop>> loops_;
  std::vector<std::thread> threads_;
};

}  // namespace kinoteka::http
