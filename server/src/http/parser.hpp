// Bytes to Request, strictly (RFC 9112). Beast's parser reads the grammar; what it lets pass and we do not — bare CR
// and LF, folded lines, doubtful framing, more than one Host — is refused here. One parser a connection, one thread.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/message.hpp"

namespace kinoteka::http {

struct Limits {
  std::size_t request_line = 8 * 1024;
  std::size_t head = 16 * 1024;
  std::size_t headers = 100;
  std::size_t chunk_header = 1024;
};

// Why a request was refused before it reached a route. The connection is closed behind it.
struct Refusal {
  int status;
  std::string why;
};

class Parser {
 public:
  explicit Parser(Limits limits = {});
  ~Parser();

  enum class Need { more, head_done, done, refused };

  // Looks for a whole head at the start of `bytes`. On head_done `consumed` bytes of it were read and `request` is
  // filled; its views point into `bytes`.
  Need read_head(std::string_view bytes, std::size_t& consumed, Request& request);

  // Reads body bytes (after head_done) into the body of that request, at most `limit`.
  Need read_body(std::string_view bytes, std::size_t& consumed, std::size_t limit);

  bool expects_continue() const { return expects_continue_; }
  bool has_body() const { return has_body_; }
  std::optional<std::size_t> declared_length() const { return length_; }
  const Refusal& refusal() const { return refusal_; }

 private:
  Need refuse(int status, std::string why);
  bool check_raw(std::string_view head);
  bool check_fields(Request& request, int version);
  bool split_target(Request& request);

  struct Grammar;
  Limits limits_;
  std::unique_ptr<Grammar> grammar_;
  Refusal refusal_{};
  std::optional<std::size_t> length_;
  bool has_body_ = false, expects_continue_ = false, chunked_ = false;
};

// "a%20b" → "a b"; nothing when an escape is malformed, the text is no UTF-8, or it holds NUL.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);
std::string percent_encode(std::string_view text);

}  // namespace kinoteka::http
