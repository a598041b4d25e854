// Getting things from other servers, many at once over connections that are kept: one thread runs libcurl's multi
// interface, whoever asks waits. Careful as HttpClient is, and more: what a name resolves to is looked at when the
// connection is made, and only public addresses are spoken to, so that no address that a stranger gave leads into a
// network of one's own. No redirect is followed, no proxy used. Thread-safe.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace kinoteka::net {

struct Fetch {
  std::string url;
  std::vector<std::string> headers = {};  // "Name: value"
  std::size_t bytes = 8u << 20;           // a longer answer is a failure
};

struct Fetched {
  int status = 0;
  std::string content_type, body;
  std::optional<std::chrono::seconds> retry_after;
};

class Fetcher {
 public:
  struct Limits {
    std::chrono::milliseconds connect{5'000}, whole{20'000};
    std::size_t at_once = 32, waiting = 512;
    int connections_a_host = 6;
  };

  // `trusted` are hosts that the operator named ("127.0.0.1:8080", "nas.lan"): these may be anywhere, and may be asked
  // without TLS.
  explicit Fetcher(std::vector<std::string> trusted = {}) : Fetcher(std::move(trusted), Limits{}) {}
  Fetcher(std::vector<std::string> trusted, Limits limits);
  ~Fetcher();

  // Waits for the whole answer; any status is one. Throws Error{unavailable} when none comes, and {invalid} for an
  // address that is not asked.
  Fetched get(const Fetch& what);

  // Ends what runs; later requests fail. So that whoever waits can go before the fetcher does.
  void stop();

  bool trusts(const std::string& url) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

// "host:port" of an address, as it stands there; empty where it has none or hides it behind a name and password.
std::string authority_of(const std::string& url);

}  // namespace kinoteka::net
