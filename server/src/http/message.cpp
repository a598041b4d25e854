#include "http/message.hpp"

#include <algorithm>
#include <array>
#include <atomic>

#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/text.hpp"

namespace kinoteka::http {

namespace {

// Descriptors that answers in memory may hold: most are for connections.
std::size_t most_in_memory() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  return std::min<std::size_t>(limit.rlim_cur / 4, 4096);
}

std::atomic<std::size_t> in_memory_now{0};

void forget_in_memory(const FileBody* body) {
  delete body;
  --in_memory_now;
}

constexpr std::array<std::pair<Method, std::string_view>, 7> methods = {{{Method::get, "GET"},
                                                                         {Method::head, "HEAD"},
                                                                         {Method::options, "OPTIONS"},
                                                                         {Method::post, "POST"},
                                                                         {Method::put, "PUT"},
                                                                         {Method::patch, "PATCH"},
                                                                         {Method::delete_, "DELETE"}}};

}  // namespace

FileBody::~FileBody() { ::close(fd); }

std::shared_ptr<const FileBody> FileBody::in_memory(std::string_view bytes) {
  static const auto most = most_in_memory();
  if (in_memory_now >= most) return nullptr;
  const int fd = ::memfd_create("answer", MFD_CLOEXEC);
  if (fd < 0) return nullptr;
  ++in_memory_now;
  std::shared_ptr<const FileBody> body(new FileBody(fd, static_cast<std::int64_t>(bytes.size()), 0), forget_in_memory);
  while (!bytes.empty()) {
    const auto written = ::write(fd, bytes.data(), bytes.size());
    if (written <= 0) return nullptr;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return body;
}

Method method_of(std::string_view token) {
  for (const auto& [method, name] : methods) {
    if (name == token) return method;
  }
  return Method::other;
}

std::string_view method_name(Method method) {
  for (const auto& [candidate, name] : methods) {
    if (candidate == method) return name;
  }
  return "OTHER";
}

std::string_view Request::header(std::string_view name) const {
  for (const auto& header : headers) {
    if (text::iequals(header.name, name)) return header.value;
  }
  return {};
}

std::string_view Request::parameter(std::string_view name) const {
  for (const auto& [given, value] : parameters) {
    if (given == name) return value;
  }
  return {};
}

std::string_view Request::cookie(std::string_view name) const {
  for (const auto& header_ : headers) {
    if (!text::iequals(header_.name, "cookie")) continue;
    for (auto pair : text::split(header_.value, ';')) {
      pair = text::trim(pair);
      if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=') {
        return pair.substr(name.size() + 1);
      }
    }
  }
  return {};
}

std::string_view reason(int status) {
  switch (status) {
    case 100: return "Continue";
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 206: return "Partial Content";
    case 204: return "No Content";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 416: return "Range Not Satisfiable";
    case 417: return "Expectation Failed";
    case 421: return "Misdirected Request";
    case 422: return "Unprocessable Content";
    case 428: return "Precondition Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: return "Status";
  }
}

}  // namespace kinoteka::http
