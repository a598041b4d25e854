#include "support/server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/text.hpp"
#include "features/catalogue/routes.hpp"
#include "features/system/routes.hpp"

namespace kinoteka::support {

Client::Client(unsigned short port) {
  socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
  const timeval limit{5, 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("no connection");
}

Client::~Client() { ::close(socket_); }

void Client::send(const std::string& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const auto sent = ::send(socket_, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
    if (sent <= 0) return;  // the server has had enough: its reply says so
    done += static_cast<std::size_t>(sent);
  }
}

void Client::half_close() { shutdown(socket_, SHUT_WR); }

bool Client::fill() {
  char block[16384];
  const auto read = recv(socket_, block, sizeof block, 0);
  if (read <= 0) return false;
  buffer_.append(block, static_cast<std::size_t>(read));
  return true;
}

std::string Client::rest() {
  while (fill()) {
  }
  return std::exchange(buffer_, {});
}

bool Client::ended() {
  while (fill()) {
  }
  char byte = 0;
  return recv(socket_, &byte, 1, MSG_DONTWAIT) == 0 || (errno != EAGAIN && errno != EWOULDBLOCK);
}

Reply Client::read(bool head_only) {
  Reply reply;
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill()) return reply;
  }
  const auto head = buffer_.substr(0, end);
  buffer_.erase(0, end + 4);
  reply.status = std::stoi(head.substr(9, 3));
  for (const auto line : text::split(head, '\n')) {
    const auto colon = line.find(": ");
    if (colon == std::string_view::npos) continue;
    auto value = line.substr(colon + 2);
    if (value.ends_with('\r')) value.remove_suffix(1);
    reply.headers[text::to_lower(line.substr(0, colon))] = std::string(value);
  }
  reply.closed = reply.headers["connection"] == "close";
  if (head_only || reply.status == 204 || reply.status == 304 || reply.status == 100) return reply;
  if (reply.headers["transfer-encoding"] == "chunked") {
    for (;;) {
      while ((end = buffer_.find("\r\n")) == std::string::npos) {
        if (!fill()) return reply;
      }
      const auto size = std::stoul(buffer_.substr(0, end), nullptr, 16);
      while (buffer_.size() < end + 2 + size + 2) {
        if (!fill()) return reply;
      }
      reply.body += buffer_.substr(end + 2, size);
      buffer_.erase(0, end + 2 + size + 2);
      if (size == 0) return reply;
    }
  }
  const auto length = reply.headers.contains("content-length") ? std::stoul(reply.headers["content-length"]) : 0;
  while (buffer_.size() < length && fill()) {
  }
  reply.body = buffer_.substr(0, length);
  buffer_.erase(0, length);
  return reply;
}

Reply Client::get(const std::string& target, const std::string& headers) {
  send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
  return read();
}

struct TestServer::Parts {
  Parts(std::unique_ptr<db::Database> opened, const Routes& routes, const ServerOptions& options)
      : database(std::move(opened)),
        cache(options.cache_bytes),
        files(options.web),
        workers(std::make_unique<WorkerPool>(options.workers, options.queue)),
        edge{router,
             files,
             *workers,
             cache,
             [this] { return database ? database->revision() : 1; },
             metrics,
             {},
             http::RequestLog::none,
             options.limits} {
    if (database) {
      catalogue = std::make_unique<catalogue::Service>(*database, 1 << 20);
      catalogue::add_routes(router, *catalogue);
      system::add_routes(router, *database, metrics, "test");
    }
    if (routes) routes(router);
    for (const auto& route : router.routes())
      edge.route_metrics.push_back(&metrics.route(http::method_name(route->method), route->pattern));
    server = std::make_unique<http::Server>(edge, "127.0.0.1", 0, 1);
    server->start();
  }
  ~Parts() {
    server->stop();
    workers.reset();
    server.reset();
  }

  std::unique_ptr<db::Database> database;
  std::unique_ptr<catalogue::Service> catalogue;
  telemetry::Metrics metrics;
  cache::VersionedCache<http::Answer> cache;
  http::StaticFiles files;
  http::Router router;
  std::unique_ptr<WorkerPool> workers;
  http::Edge edge;
  std::unique_ptr<http::Server> server;
};

TestServer::TestServer(std::unique_ptr<db::Database> database, ServerOptions options)
    : parts_(std::make_unique<Parts>(std::move(database), Routes{}, options)) {}
TestServer::TestServer(const Routes& routes, ServerOptions options)
    : parts_(std::make_unique<Parts>(nullptr, routes, options)) {}
TestServer::~TestServer() = default;

unsigned short TestServer::port() const { return parts_->server->port(); }
void TestServer::stop() { parts_->server->stop(); }
db::Database& TestServer::database() { return *parts_->database; }
http::Router& TestServer::router() { return parts_->router; }

Reply TestServer::get(const std::string& target, const std::string& headers) const {
  return Client(port()).get(target, headers);
}
Reply TestServer::send(const std::string& bytes) const {
  Client client(port());
  client.send(bytes);
  return client.read();
}

}  // namespace kinoteka::support
