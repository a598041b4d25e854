// What the edge reads and what it answers. A Request's views point into the connection's buffer: they live until the
// answer is written. A Response is what handlers make; a Rendered is the bytes, shared by whoever sends them again.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callers/caller.hpp"

namespace kinoteka::http {

enum class Method { get, head, options, post, put, patch, delete_, other };

Method method_of(std::string_view token);
std::string_view method_name(Method method);

struct Header {
  std::string_view name, value;
};

struct Request {
  Method method = Method::other;
  std::string_view target;                                      // as sent, origin-form
  std::string path;                                             // percent-decoded
  std::string_view query;                                       // as sent, without '?'
  std::vector<std::pair<std::string, std::string>> parameters;  // decoded, in order, repeated ones kept
  std::vector<Header> headers;
  std::string body;
  std::string id;                        // of this request: in the answer, the log and every problem
  std::string peer;                      // the socket's address, never a header's
  std::vector<std::string> path_values;  // what stood for {id} and the like
  bool keep_alive = true;
  std::optional<callers::Identity> identity;
  bool known = false;     // whether `identity` has been looked for
  bool http_1_0 = false;  // knows no chunks: a stream ends with its connection

  // The first header of this name (any case), or empty.
  std::string_view header(std::string_view name) const;

  // The query's first parameter of this name, decoded, or empty.
  std::string_view parameter(std::string_view name) const;

  // The cookie of this name, or empty.
  std::string_view cookie(std::string_view name) const;
};

// An open file to be sent as it is, whole or in part. Closes it at the end.
struct FileBody {
  FileBody(int descriptor, std::int64_t bytes, std::int64_t modified)
      : fd(descriptor), size(bytes), modified_ms(modified) {}
  ~FileBody();
  FileBody(const FileBody&) = delete;
  FileBody& operator=(const FileBody&) = delete;

  // Bytes in the kernel's own memory; nothing where a quarter of the descriptors (at most 4,096) are held so already,
  // or the kernel has none left. Thread-safe.
  static std::shared_ptr<const FileBody> in_memory(std::string_view bytes);

  const int fd;
  const std::int64_t size, modified_ms;
};

// Part after part of a body too large to hold: appends to `out`, false when nothing follows. Runs on a worker.
using Stream = std::function<bool(std::string& out)>;

struct Response {
  int status = 200;
  std::string content_type = "application/json; charset=utf-8";
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  Stream stream;                         // instead of `body`
  std::shared_ptr<const FileBody> file;  // instead of both; ranges of it may be asked for
  std::int64_t version = 0;              // of the thing shown, for If-Match; 0: it has none
  std::vector<std::int32_t> shows;       // movies whose numbers stand in it: kept only as long as they stay the same
};

enum class Encoding { identity, gzip, brotli };

struct Rendered {
  int status = 200;
  std::string head;               // status line and headers, without Date, X-Request-Id, Connection and the empty line
  std::string head_not_modified;  // the same for 304, where there is an ETag
  std::string etag;
  std::string body;
  Stream stream;
  std::shared_ptr<const FileBody> file;
  Encoding encoding = Encoding::identity;  // of the stream
  std::vector<std::int32_t> shows;         // see Response
  std::uint64_t made_at = 0;               // a tick of the edge's marks
};

using Answer = std::shared_ptr<const Rendered>;

std::string_view reason(int status);

inline bool is_safe(Method method) {
  return method == Method::get || method == Method::head || method == Method::options;
}

}  // namespace kinoteka::http
