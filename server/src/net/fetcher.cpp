#include "net/fetcher.hpp"

#include <algorithm>
#include <deque>
#include <future>
#include <map>
#include <stdexcept>
#include <thread>
#include <utility>

#include <sys/socket.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/mutex.hpp"
#include "base/thread_name.hpp"
#include "net/curl.hpp"
#include "net/public_address.hpp"

namespace kinoteka::net {
namespace {

constexpr int poll_ms = 1'000;

struct FreeMulti {
  void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};

Error away(const std::string& url, const std::string& why) {
  // Without the query: keys may stand there.
  return Error(Code::unavailable, "Another server does not answer. Try again later.", {}, Reason::other_server_away)
      .with_detail(url.substr(0, url.find('?')) + ": " + why);
}

// One request under way.
struct Transfer {
  Fetch what;
  bool trusted = false;
  Curl handle;
  CurlList headers;
  Fetched answer;
  std::promise<Fetched> promise;
};

std::size_t collect(const char* data, std::size_t, std::size_t size, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  if (transfer.answer.body.size() + size > transfer.what.bytes) return 0;  // curl takes it as a failure
  transfer.answer.body.append(data, size);
  return size;
}

// The one place where a connection is made: whatever a name said a moment ago, this is the address.
curl_socket_t open_socket(void* user, curlsocktype, curl_sockaddr* address) {
  const auto& transfer = *static_cast<Transfer*>(user);
  if (!transfer.trusted && !is_public(&address->addr)) return CURL_SOCKET_BAD;
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

void prepare(Transfer& transfer, const Fetcher::Limits& limits) {
  transfer.handle = new_curl(limits.connect.count(), limits.whole.count());
  auto* curl = transfer.handle.get();
  curl_easy_setopt(curl, CURLOPT_URL, transfer.what.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, transfer.trusted ? "https,http" : "https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
  // Wikimedia asks for a name and a place to find whoever runs it: foundation.wikimedia.org/wiki/Policy:User-Agent.
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "Kinoteka/1.0 (film library; self-hosted) libcurl");
  curl_easy_setopt(curl, CURLOPT_PRIVATE, &transfer);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, collect);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &transfer);
  for (const auto& header : transfer.what.headers) {
    auto* list = curl_slist_append(transfer.headers.get(), header.c_str());
    if (list == nullptr) throw std::bad_alloc();
    static_cast<void>(transfer.headers.release());
    transfer.headers.reset(list);
  }
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, transfer.headers.get());
}

void finish(Transfer& transfer, CURLcode result) {
  if (result != CURLE_OK) {
    transfer.promise.set_exception(std::make_exception_ptr(away(transfer.what.url, curl_easy_strerror(result))));
    return;
  }
  auto* curl = transfer.handle.get();
  long status = 0;
  const char* type = nullptr;
  curl_off_t retry_after = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
  curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &retry_after);
  transfer.answer.status = static_cast<int>(status);
  if (type != nullptr) transfer.answer.content_type = type;
  if (retry_after > 0) transfer.answer.retry_after = std::chrono::seconds(retry_after);
  transfer.promise.set_value(std::move(transfer.answer));
}

}  // namespace

struct Fetcher::Parts {
  std::vector<std::string> trusted;
  Limits limits;
  std::unique_ptr<CURLM, FreeMulti> multi;
  Mutex mutex;
  std::deque<std::unique_ptr<Transfer>> waiting KINO_GUARDED_BY(mutex);
  bool stopping KINO_GUARDED_BY(mutex) = false;
  std::thread thread;

  // Of the thread alone.
  std::map<Transfer*, std::unique_ptr<Transfer>> running;

  bool admit() {
    for (;;) {
      std::unique_ptr<Transfer> next;
      {
        const Lock lock(mutex);
        if (stopping) return false;
        if (waiting.empty() || running.size() >= limits.at_once) return true;
        next = std::move(waiting.front());
        waiting.pop_front();
      }
      auto* transfer = next.get();
      try {
        prepare(*transfer, limits);
      } catch (...) {
        transfer->promise.set_exception(std::current_exception());
        continue;
      }
      curl_multi_add_handle(multi.get(), transfer->handle.get());
      running.emplace(transfer, std::move(next));
    }
  }

  void reap() {
    int left = 0;
    while (const auto* message = curl_multi_info_read(multi.get(), &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      void* user = nullptr;
      curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &user);
      auto* transfer = static_cast<Transfer*>(user);
      const auto result = message->data.result;
      curl_multi_remove_handle(multi.get(), transfer->handle.get());
      finish(*transfer, result);
      running.erase(transfer);
    }
  }

  void loop() {
    while (admit()) {
      int active = 0;
      curl_multi_perform(multi.get(), &active);
      reap();
      {
        const Lock lock(mutex);
        if (!waiting.empty() && running.size() < limits.at_once) continue;
      }
      curl_multi_poll(multi.get(), nullptr, 0, poll_ms, nullptr);
    }
    for (auto& [transfer, owned] : running) {
      curl_multi_remove_handle(multi.get(), transfer->handle.get());
      finish(*transfer, CURLE_ABORTED_BY_CALLBACK);
    }
    running.clear();
  }
};

Fetcher::Fetcher(std::vector<std::string> trusted, Limits limits) : parts_(std::make_unique<Parts>()) {
  parts_->trusted = std::move(trusted);
  parts_->limits = limits;
  new_curl(1, 1);  // libcurl begins once, before it has threads
  parts_->multi.reset(curl_multi_init());
  if (!parts_->multi) throw std::runtime_error("libcurl cannot be started");
  curl_multi_setopt(parts_->multi.get(), CURLMOPT_MAX_HOST_CONNECTIONS, static_cast<long>(limits.connections_a_host));
  parts_->thread = named_thread("fetcher", [this] { parts_->loop(); });
}

Fetcher::~Fetcher() { stop(); }

void Fetcher::stop() {
  std::deque<std::unique_ptr<Transfer>> left;
  {
    const Lock lock(parts_->mutex);
    parts_->stopping = true;
    left.swap(parts_->waiting);
  }
  for (auto& transfer : left) finish(*transfer, CURLE_ABORTED_BY_CALLBACK);
  curl_multi_wakeup(parts_->multi.get());
  if (parts_->thread.joinable()) parts_->thread.join();
}

bool Fetcher::trusts(const std::string& url) const {
  const auto authority = authority_of(url);
  return !authority.empty() &&
         std::find(parts_->trusted.begin(), parts_->trusted.end(), authority) != parts_->trusted.end();
}

Fetched Fetcher::get(const Fetch& what) {
  auto transfer = std::make_unique<Transfer>();
  transfer->what = what;
  transfer->trusted = trusts(what.url);
  const bool good = !authority_of(what.url).empty() &&
                    (what.url.starts_with("https://") || (transfer->trusted && what.url.starts_with("http://")));
  if (!good) throw Error(Code::invalid, "Only https:// addresses are asked.").with_detail(what.url);
  auto answer = transfer->promise.get_future();
  {
    const Lock lock(parts_->mutex);
    if (parts_->stopping) throw away(what.url, "stopping");
    if (parts_->waiting.size() >= parts_->limits.waiting)
      throw Error(Code::unavailable, "Too many requests to other servers wait. Try again later.", {},
                  Reason::other_server_away)
          .with_retry_after(5);
    parts_->waiting.push_back(std::move(transfer));
  }
  curl_multi_wakeup(parts_->multi.get());
  return answer.get();
}

std::string authority_of(const std::string& url) {
  const auto scheme = url.find("://");
  if (scheme == std::string::npos) return {};
  auto authority = url.substr(scheme + 3);
  authority.resize(std::min(authority.size(), authority.find_first_of("/?#")));
  return authority.find_first_of("@\\ ") == std::string::npos ? authority : std::string();
}

}  // namespace kinoteka::net
