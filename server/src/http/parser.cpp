#include "http/parser.hpp"

#include <algorithm>
#include <charconv>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include "base/text.hpp"

namespace kinoteka::http {
namespace beast = boost::beast::http;

// Beast reads line by line and calls back; the views it hands over lie in the caller's bytes.
struct Parser::Grammar final : beast::basic_parser<true> {
  using Sv = boost::core::string_view;
  using Ec = boost::system::error_code;

  void start(Request& to) {
    request = &to;
    version = 0;
    // The head is bounded before this parser sees it and the body while it is read: its own limits are out of the way.
    header_limit(1u << 20);
    body_limit(boost::none);
  }

  void on_request_impl(beast::verb, Sv method, Sv target, int v, Ec&) override {
    request->method = method_of({method.data(), method.size()});
    request->target = {target.data(), target.size()};
    version = v;
  }
  void on_response_impl(int, Sv, int, Ec&) override {}
  void on_field_impl(beast::field, Sv name, Sv value, Ec&) override {
    request->headers.push_back({{name.data(), name.size()}, {value.data(), value.size()}});
  }
  void on_header_impl(Ec&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, Ec&) override {}
  std::size_t on_body_impl(Sv bytes, Ec& failed) override { return take(bytes, failed); }
  void on_chunk_header_impl(std::uint64_t, Sv, Ec&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, Sv bytes, Ec& failed) override { return take(bytes, failed); }
  void on_finish_impl(Ec&) override {}

  std::size_t take(Sv bytes, Ec& failed) {
    if (request->body.size() + bytes.size() > limit) {
      failed = beast::error::body_limit;
      return 0;
    }
    request->body.append(bytes.data(), bytes.size());
    return bytes.size();
  }

  Request* request = nullptr;
  std::size_t limit = 0;
  int version = 0;
};

Parser::Parser(Limits limits) : limits_(limits) {}
Parser::~Parser() = default;

Parser::Need Parser::refuse(int status, std::string why) {
  refusal_ = {status, std::move(why)};
  return Need::refused;
}

bool Parser::check_raw(std::string_view head) {
  std::size_t lines = 0;
  for (std::size_t i = 0; i < head.size(); ++i) {
    const auto c = static_cast<unsigned char>(head[i]);
    if (c >= 0x20 && c != 0x7F) continue;
    if (c == '\t') continue;
    if (c == '\r' && i + 1 < head.size() && head[i + 1] == '\n') {
      ++i;
      ++lines;
      const bool folded = i + 1 < head.size() && (head[i + 1] == ' ' || head[i + 1] == '\t');
      if (folded) return refuse(400, "A header line must not be continued on the next line."), false;
      continue;
    }
    return refuse(400, c == '\n'   ? "A line must end in CR LF, not in LF alone."
                       : c == '\r' ? "A CR must be followed by LF."
                                   : "The head holds a control character."),
           false;
  }
  if (lines > limits_.headers + 2) return refuse(431, "The request has too many headers."), false;
  return true;
}

Parser::Need Parser::read_head(std::string_view bytes, std::size_t& consumed, Request& request) {
  const std::size_t skip = bytes.starts_with("\r\n") ? 2 : 0;  // RFC 9112, 2.2: one empty line before is tolerated
  const auto body = bytes.substr(skip);
  const auto end = body.find("\r\n\r\n");
  if (end == std::string_view::npos) {
    const auto line = body.find("\r\n");
    const auto first = line == std::string_view::npos ? body.size() : line;
    if (first > limits_.request_line) return refuse(414, "The request line is too long.");
    if (body.size() > limits_.head) return refuse(431, "The request's headers are too large.");
    // A lone LF can never become right: say so now rather than wait for an end that will not come.
    const auto lf = body.find('\n');
    if (lf != std::string_view::npos && (lf == 0 || body[lf - 1] != '\r')) {
      return refuse(400, "A line must end in CR LF, not in LF alone.");
    }
    return Need::more;
  }
  const auto head = body.substr(0, end + 4);
  if (body.find("\r\n") > limits_.request_line) return refuse(414, "The request line is too long.");
  if (head.size() > limits_.head) return refuse(431, "The request's headers are too large.");
  if (!check_raw(head)) return Need::refused;

  grammar_ = std::make_unique<Grammar>();
  request.headers.clear();
  request.body.clear();
  grammar_->start(request);
  boost::system::error_code failed;
  const auto read = grammar_->put(boost::asio::buffer(head.data(), head.size()), failed);
  if (failed == beast::error::bad_version) return refuse(505, "This server speaks HTTP/1.1.");
  if (failed && failed != beast::error::need_more)
    return refuse(400, "The request cannot be read: " + failed.message() + ".");
  if (read != head.size() || !grammar_->is_header_done()) return refuse(400, "The request's head is malformed.");
  consumed = skip + read;
  if (!check_fields(request, grammar_->version) || !split_target(request)) return Need::refused;
  return Need::head_done;
}

bool Parser::check_fields(Request& request, int version) {
  if (version != 10 && version != 11) return refuse(505, "This server speaks HTTP/1.1."), false;
  length_.reset();
  chunked_ = expects_continue_ = false;
  request.keep_alive = version == 11;
  request.http_1_0 = version == 10;
  int hosts = 0, lengths = 0, codings = 0;
  for (const auto& [name, value] : request.headers) {
    if (text::iequals(name, "host")) {
      ++hosts;
      const bool odd = value.find_first_of(" \t,/@\\\"<>") != std::string_view::npos;
      if (odd) return refuse(400, "The Host header is malformed."), false;
    } else if (text::iequals(name, "content-length")) {
      ++lengths;
      std::size_t number = 0;
      const auto* last = value.data() + value.size();
      const auto parsed = std::from_chars(value.data(), last, number);
      const bool digits = !value.empty() && value.find_first_not_of("0123456789") == std::string_view::npos;
      if (!digits || parsed.ec != std::errc{} || parsed.ptr != last)
        return refuse(400, "The Content-Length is not a number."), false;
      length_ = number;
    } else if (text::iequals(name, "transfer-encoding")) {
      ++codings;
      if (!text::iequals(value, "chunked")) return refuse(501, "The only transfer coding read here is chunked."), false;
    } else if (text::iequals(name, "connection")) {
      for (const auto option : text::split(value, ',')) {
        if (text::iequals(text::trim(option), "close")) request.keep_alive = false;
        if (version == 10 && text::iequals(text::trim(option), "keep-alive")) request.keep_alive = true;
      }
    } else if (text::iequals(name, "expect")) {
      if (!text::iequals(value, "100-continue"))
        return refuse(417, "The only expectation met here is 100-continue."), false;
      expects_continue_ = version == 11;
    }
  }
  if (hosts > 1 || (hosts == 0 && version == 11)) return refuse(400, "A request needs exactly one Host header."), false;
  if (lengths > 1 || codings > 1) return refuse(400, "The length of the body is stated more than once."), false;
  if (codings == 1 && (lengths == 1 || version == 10)) {
    return refuse(400, "Transfer-Encoding goes neither with Content-Length nor with HTTP/1.0."), false;
  }
  chunked_ = codings == 1;
  has_body_ = chunked_ || length_.value_or(0) > 0;
  return true;
}

bool Parser::split_target(Request& request) {
  auto& target = request.target;
  if (target == "*" && request.method == Method::options) {
    request.path = "*";
    return true;
  }
  if (target.starts_with("http://") || target.starts_with("https://")) {  // absolute-form
    const auto slash = target.find('/', target.find("//") + 2);
    target = slash == std::string_view::npos ? target.substr(target.find('/'), 1) : target.substr(slash);
  }
  if (!target.starts_with('/') || target.find('#') != std::string_view::npos) {
    return refuse(400, "The request's target must be a path."), false;
  }
  const auto mark = target.find('?');
  auto path = percent_decode(target.substr(0, mark), false);
  if (!path) return refuse(400, "The path holds a malformed escape."), false;
  request.path = std::move(*path);
  request.query = mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1);
  request.parameters.clear();
  if (request.query.empty()) return true;
  for (const auto pair : text::split(request.query, '&')) {
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    auto name = percent_decode(pair.substr(0, equals), true);
    auto value = percent_decode(equals == std::string_view::npos ? "" : pair.substr(equals + 1), true);
    if (!name || !value) return refuse(400, "The query holds a malformed escape."), false;
    request.parameters.emplace_back(std::move(*name), std::move(*value));
  }
  return true;
}

Parser::Need Parser::read_body(std::string_view bytes, std::size_t& consumed, std::size_t limit) {
  consumed = 0;
  if (!has_body_) return Need::done;
  if (length_ && *length_ > limit) return refuse(413, "The body may have at most " + std::to_string(limit) + " bytes.");
  grammar_->limit = limit;
  while (consumed < bytes.size() && !grammar_->is_done()) {
    const auto rest = bytes.substr(consumed);
    boost::system::error_code failed;
    const auto read = grammar_->put(boost::asio::buffer(rest.data(), rest.size()), failed);
    consumed += read;
    if (failed == beast::error::body_limit) {
      return refuse(413, "The body may have at most " + std::to_string(limit) + " bytes.");
    }
    if (failed && failed != beast::error::need_more)
      return refuse(400, "The body cannot be read: " + failed.message() + ".");
    if (failed || read == 0) break;
  }
  if (grammar_->is_done()) return Need::done;
  // What Beast leaves unread is an unfinished chunk header or trailer.
  if (chunked_ && bytes.size() - consumed > limits_.chunk_header) return refuse(400, "A chunk's header is too long.");
  return Need::more;
}

std::optional<std::string> percent_decode(std::string_view encoded, bool plus_is_space) {
  const auto nibble = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  // Most need none of it. (find_first_of would look each character up.)
  const auto special = [](char c) { return c == '%' || c == '+' || c == '\0'; };
  const auto first = std::find_if(encoded.begin(), encoded.end(), special);
  const auto plain = static_cast<std::size_t>(first - encoded.begin());
  std::string out(encoded.substr(0, plain));
  for (std::size_t i = plain; i < encoded.size(); ++i) {
    char c = encoded[i];
    if (c == '%') {
      if (i + 2 >= encoded.size()) return std::nullopt;
      const int high = nibble(encoded[i + 1]), low = nibble(encoded[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && plus_is_space) {
      c = ' ';
    }
    if (c == '\0') return std::nullopt;
    out += c;
  }
  if (!text::valid_utf8(out)) return std::nullopt;
  return out;
}

std::string percent_encode(std::string_view plain) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : plain) {
    const auto byte = static_cast<unsigned char>(c);
    const bool unreserved = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                            (byte >= 'a' && byte <= 'z') || byte == '-' || byte == '.' || byte == '_' || byte == '~';
    if (unreserved) {
      out += c;
    } else {
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
  return out;
}

}  // namespace kinoteka::http
