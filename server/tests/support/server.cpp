#include "support/server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/text.hpp"
#include "support/databases.hpp"
#include "support/pictures.hpp"

namespace kinoteka::support {

Client::Client(unsigned short port) {
  socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
  const timeval limit{60, 0};
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
    auto& header = reply.headers[text::to_lower(line.substr(0, colon))];
    if (!header.empty()) header += '\n';  // Set-Cookie comes more than once
    header += value;
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

Reply Client::call(const std::string& method, const std::string& target, const std::string& body,
                   const std::string& headers) {
  std::string type;
  if (!body.empty()) type = "Content-Length: " + std::to_string(body.size()) + "\r\n";
  if (!body.empty() && headers.find("Content-Type:") == std::string::npos) type += "Content-Type: application/json\r\n";
  send(method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\n" + type + headers + "\r\n" + body);
  return read(method == "HEAD");
}

providers::Settings nobody_outside() {
  providers::Settings settings;
  settings.order.clear();
  return settings;
}

library::Settings test_library() {
  library::Settings settings;
  settings.tools.child = KINOTEKA_MEDIA;
  settings.settle_ms = 0;
  return settings;
}

playing::Settings test_playing() {
  playing::Settings settings;
  settings.tools.child = KINOTEKA_MEDIA;
  settings.data = new_folder();
  return settings;
}

accounts::Policy quick_policy() {
  accounts::Policy policy;
  policy.password_cost = {1, 8192};
  policy.throttle = false;
  policy.verified_to_publish = false;
  policy.own_address = "http://localhost";
  return policy;
}

// Routes of the test: an edge and nothing behind it.
struct Bare {
  Bare(const TestServer::Routes& routes, const ServerOptions& options)
      : cache(options.cache_bytes),
        files(options.web),
        workers(std::make_unique<WorkerPool>("test", options.workers, options.queue)),
        edge{.router = router,
             .files = files,
             .workers = http::Workers::all_of(*workers),
             .cache = cache,
             .marks = marks,
             .revision = [] { return 1; },
             .metrics = metrics,
             .request_log = http::RequestLog::none} {
    routes(router);
    http::count_routes(edge);
  }

  telemetry::Metrics metrics;
  cache::VersionedCache<http::Answer> cache;
  cache::Marks marks;
  http::StaticFiles files;
  http::Router router;
  std::unique_ptr<WorkerPool> workers;
  http::Edge edge;
};

struct TestServer::Parts {
  Parts(std::unique_ptr<db::Database> opened, const ServerOptions& options)
      : policy(options.policy), database(std::move(opened)), secrets("a secret for tests, long enough to be one") {
    app::HouseOptions parts;
    parts.cache_bytes = options.cache_bytes;
    parts.workers = options.workers;
    parts.queue_per_worker = options.queue / options.workers;
    parts.web = options.web;
    parts.version = "test";
    parts.library = options.library;
    parts.playing = options.playing;
    parts.blobs = options.blobs.address.empty() ? blobs::Place{"folder:" + options.playing.data + "/blobs", "", "", ""}
                                                : options.blobs;
    parts.picture_maker = test_picture_maker();
    parts.providers = options.providers;
    house = std::make_unique<app::House>(*database, policy, secrets, parts);
    house->edge.request_log = options.request_log;
    listen(house->edge, options);
  }
  Parts(const Routes& routes, const ServerOptions& options) : bare(std::make_unique<Bare>(routes, options)) {
    listen(bare->edge, options);
  }
  ~Parts() {
    server->stop();
    if (house) house->stop_jobs();
    if (house) house->stop_workers();
    if (bare) bare->workers.reset();
    server.reset();
  }
  void listen(http::Edge& edge, const ServerOptions& options) {
    edge.limits = options.limits;
    server = std::make_unique<http::Server>(edge, "127.0.0.1", 0, 1);
    server->start();
  }

  accounts::Policy policy;
  std::unique_ptr<db::Database> database;
  security::SecretBox secrets{"routes of the test have none of their own"};
  std::unique_ptr<app::House> house;
  std::unique_ptr<Bare> bare;
  std::unique_ptr<http::Server> server;
};

TestServer::TestServer(std::unique_ptr<db::Database> database, ServerOptions options)
    : parts_(std::make_unique<Parts>(std::move(database), options)) {}
TestServer::TestServer(const Routes& routes, ServerOptions options)
    : parts_(std::make_unique<Parts>(routes, options)) {}
TestServer::~TestServer() = default;

unsigned short TestServer::port() const { return parts_->server->port(); }
void TestServer::stop() { parts_->server->stop(); }
db::Database& TestServer::database() { return *parts_->database; }
http::Router& TestServer::router() { return parts_->house ? parts_->house->router : parts_->bare->router; }
http::Edge& TestServer::edge() { return parts_->house ? parts_->house->edge : parts_->bare->edge; }
app::House& TestServer::house() { return *parts_->house; }

std::vector<mail::Message> TestServer::take_mail() {
  std::vector<mail::Message> out;
  parts_->house->outbox.send_due(
      *parts_->database, [&](const mail::Message& message, const std::string&) { out.push_back(message); },
      "kinoteka@localhost", 1000);
  return out;
}

Reply TestServer::get(const std::string& target, const std::string& headers) const {
  return Client(port()).get(target, headers);
}
Reply TestServer::send(const std::string& bytes) const {
  Client client(port());
  client.send(bytes);
  return client.read();
}

std::size_t blobs_in(TestServer& server, const std::string& folder) {
  std::size_t count = 0;
  server.house().blobs->each(folder, [&](const blobs::Item&) { return ++count, true; });
  return count;
}

}  // namespace kinoteka::support
