// A server in this process, over the golden catalogue or over routes of the test's own, and a client that can be rude.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "app/house.hpp"
#include "db/database.hpp"
#include "http/router.hpp"
#include "http/server.hpp"

namespace kinoteka::support {

struct Reply {
  int status = 0;
  std::map<std::string, std::string> headers;  // lower case names
  std::string body;
  bool closed = false;  // the server closed the connection behind it
};

// One connection. Every wait ends after a minute, which bounds a hang.
class Client {
 public:
  explicit Client(unsigned short port);
  ~Client();
  void send(const std::string& bytes);
  void half_close();
  Reply read(bool head_only = false);  // the next reply; status 0 when the connection ended instead
  Reply get(const std::string& target, const std::string& headers = "");
  // With a JSON body unless it is empty.
  Reply call(const std::string& method, const std::string& target, const std::string& body = "",
             const std::string& headers = "");
  std::string rest();  // everything until the server closes
  bool ended();        // whether the server closes the connection within a minute

 private:
  bool fill();
  int socket_ = -1;
  std::string buffer_;
};

// Passwords that cost nothing to hash, no limit on attempts, addresses that need no proof.
accounts::Policy quick_policy();

// No folders allowed yet; children are this build's own program.
library::Settings test_library();
playing::Settings test_playing();

// No providers: nothing leaves this machine.
providers::Settings nobody_outside();

struct ServerOptions {
  http::ServerLimits limits;
  std::size_t cache_bytes = 4 << 20;
  std::size_t workers = 2, queue = 256;
  std::string web;  // a folder of files
  accounts::Policy policy = quick_policy();
  http::RequestLog request_log = http::RequestLog::none;
  library::Settings library = test_library();
  playing::Settings playing = test_playing();
  blobs::Place blobs;  // a new folder, unless it says where
  providers::Settings providers = nobody_outside();
};

class TestServer {
 public:
  using Routes = std::function<void(http::Router&)>;
  // The whole house over this database.
  explicit TestServer(std::unique_ptr<db::Database> database, ServerOptions options = {});
  // Routes of the test.
  explicit TestServer(const Routes& routes, ServerOptions options = {});
  ~TestServer();

  unsigned short port() const;
  Reply get(const std::string& target, const std::string& headers = "") const;
  Reply send(const std::string& bytes) const;
  void stop();
  db::Database& database();
  http::Router& router();
  http::Edge& edge();
  Holdings& holdings() { return *edge().holdings; }
  app::House& house();
  std::vector<mail::Message> take_mail();  // what has been sent since the last time

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

// How many files the house keeps below a folder of its store.
std::size_t blobs_in(TestServer& server, const std::string& folder);

}  // namespace kinoteka::support
