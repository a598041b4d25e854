// How a connection's answers leave: a head and a body at once, a file by the kernel, a stream part by part.
#include <algorithm>
#include <array>
#include <cerrno>

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <netinet/tcp.h>
#include <sys/sendfile.h>

#include "http/compression.hpp"
#include "http/connection.hpp"
#include "http/problem.hpp"
#include "http/ranges.hpp"
#include "http/render.hpp"

namespace kinoteka::http {
namespace {

constexpr off_t file_slice = 2 << 20;

// A head to which more is added.
std::string with_room(const std::string& head) {
  std::string out;
  out.reserve(head.size() + 512);
  out += head;
  return out;
}

}  // namespace

// What is the same at the end of every head.
void Connection::end_head(std::string& head) const {
  head += exchange_.extra_headers();
  head += loop_.date_header;
  head += "X-Request-Id: ";
  head += exchange_.request.id;
  head += !exchange_.keep_alive        ? "\r\nConnection: close\r\n\r\n"
          : exchange_.request.http_1_0 ? "\r\nConnection: keep-alive\r\n\r\n"
                                       : "\r\n\r\n";
}

Task<bool> Connection::send(const Answer& given) {
  const auto answer = given;  // kept until the last byte is out
  const bool head_only = exchange_.request.method == Method::head;
  const bool reads = head_only || exchange_.request.method == Method::get;
  const bool unchanged =
      reads && answer->status == 200 && none_match_names(exchange_.request.header("if-none-match"), answer->etag);
  if (answer->file && !unchanged) {
    const bool sent = co_await send_file(answer);
    co_return sent;
  }
  auto head = with_room(unchanged ? answer->head_not_modified : answer->head);
  const bool streams = static_cast<bool>(answer->stream) && !unchanged;
  if (streams && exchange_.request.http_1_0) exchange_.keep_alive = false;
  if (streams && !exchange_.request.http_1_0) head += "Transfer-Encoding: chunked\r\n";
  end_head(head);

  static const std::string nothing;
  const bool without_body = head_only || unchanged || streams;
  bool sent = co_await write(head.data(), head.size(), without_body ? nothing : answer->body);
  if (sent && streams && !head_only) sent = co_await send_stream(answer);
  exchange_.end(unchanged ? 304 : answer->status);
  co_return sent;
}

// The kernel copies from the file to the socket. In slices, so that many viewers share the thread.
Task<bool> Connection::send_file(const Answer& answer) {
  const auto& file = *answer->file;
  const auto range = choose_range(exchange_.request, file.size, answer->etag, file.modified_ms);
  if (range.what == RangeChoice::What::beyond || range.what == RangeChoice::What::several) {
    const bool several = range.what == RangeChoice::What::several;
    auto response =
        problem(416, several ? "Ask for one range at a time." : "The file ends before that.", exchange_.request.id);
    response.headers.emplace_back("Content-Range", "bytes */" + std::to_string(file.size));
    const auto refused = render(std::move(response), {});
    const bool sent = co_await send(refused);
    co_return sent;
  }
  const bool part = range.what == RangeChoice::What::part;
  auto head = with_room(answer->head);
  if (part) {
    head.replace(0, head.find('\r'), "HTTP/1.1 206 Partial Content");
    head += "Content-Range: bytes " + std::to_string(range.offset) + '-' +
            std::to_string(range.offset + range.length - 1) + '/' + std::to_string(file.size) + "\r\n";
  }
  head += "Content-Length: " + std::to_string(range.length) + "\r\n";
  end_head(head);
  const bool head_only = exchange_.request.method == Method::head;
  static const std::string nothing;
  bool sent = co_await write(head.data(), head.size(), nothing, head_only || range.length == 0 ? 0 : MSG_MORE);
  // Full segments while it lasts: under TCP_NODELAY alone the end of each slice goes by itself, a quarter of the rate.
  const bool slices = range.length > file_slice;
  const auto cork = [&](int on) {
    if (slices) setsockopt(socket_.native_handle(), IPPROTO_TCP, TCP_CORK, &on, sizeof on);
  };
  cork(1);
  off_t offset = range.offset;
  const off_t end = range.offset + range.length;
  while (sent && !head_only && offset < end) {
    const auto before = offset;
    const auto slice = static_cast<std::size_t>(std::min<off_t>(end - offset, file_slice));
    const auto copied = ::sendfile(socket_.native_handle(), file.fd, &offset, slice);
    if (copied == 0) sent = false;  // the file has become shorter
    if (copied > 0) enter(Phase::writing, edge_.limits.write);
    if (copied > 0 && (offset == end || offset - before < static_cast<off_t>(slice))) continue;
    if (copied > 0) {
      co_await asio::post(loop_.context, use_awaitable);
    } else if (copied < 0 && (errno == EAGAIN || errno == EINTR)) {
      boost::system::error_code waited;
      auto token = asio::redirect_error(use_awaitable, waited);
      co_await socket_.async_wait(Socket::wait_write, token);
      if (waited) sent = false;
    } else if (copied < 0) {
      sent = false;
    }
  }
  cork(0);
  exchange_.end(part ? 206 : 200);
  co_return sent;
}

Task<bool> Connection::send_stream(const Answer& answer) {
  StreamCompressor compressor(answer->encoding);
  std::string part, frame;
  bool more = true, failed = false;
  const auto produce = [&] {
    try {
      const Budget::Use use(exchange_.budget);
      exchange_.budget.give_back();
      exchange_.budget.take(part.capacity());
      exchange_.budget.check();
      part.clear();
      more = answer->stream(part);
      part = compressor.add(part);
      if (!more) part += compressor.finish();
    } catch (...) {
      exchange_.note(std::current_exception());
      failed = true;  // the missing last chunk tells the client
    }
  };
  while (more) {
    exchange_.limit_time(Clock::now());  // of each part: a list may be long
    work_ = std::ref(produce);
    bool ran = false;
    if (exchange_.shares_commit()) {
      ran = co_await run_in_commit();
    } else {
      auto* workers = &exchange_.pool();
      ran = co_await run_on_worker(workers);
    }
    if (!ran || failed) co_return false;
    if (part.empty() && more) continue;
    std::array<char, 20> size{};
    const int digits = std::snprintf(size.data(), size.size(), "%zx\r\n", part.size());
    frame.assign(size.data(), static_cast<std::size_t>(digits));
    if (part.empty() || exchange_.request.http_1_0) frame.clear();
    if (!exchange_.request.http_1_0) {
      if (!part.empty()) part += "\r\n";
      if (!more) part += "0\r\n\r\n";
    }
    const bool sent = co_await write(frame.data(), frame.size(), part);
    if (!sent) co_return false;
  }
  co_return true;
}

// One gathered write where the socket takes it; otherwise as it drains, each step with its own time.
Task<bool> Connection::write(const char* head, std::size_t head_size, const std::string& body, int flags) {
  enter(Phase::writing, edge_.limits.write);
  std::size_t done = 0;
  const std::size_t total = head_size + body.size();
  while (done < total) {
    const std::size_t from_head = std::min(done, head_size), from_body = done - from_head;
    const std::array buffers = {asio::const_buffer(head + from_head, head_size - from_head),
                                asio::const_buffer(body.data() + from_body, body.size() - from_body)};
    boost::system::error_code failed;
    const auto sent = socket_.send(buffers, flags, failed);
    if (!failed) {
      done += sent;
      continue;
    }
    if (!would_block(failed)) co_return false;
    enter(Phase::writing, edge_.limits.write);
    boost::system::error_code waited;
    auto token = asio::redirect_error(use_awaitable, waited);
    co_await socket_.async_wait(Socket::wait_write, token);
    if (waited) co_return false;
  }
  co_return true;
}

}  // namespace kinoteka::http
