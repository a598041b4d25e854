// gzip and brotli, for answers held whole and for streams. Used on workers.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "http/message.hpp"

namespace kinoteka::http {

// What the client takes and we like best (brotli, gzip, identity; RFC 9110, 12.5.3 with q=0 as a refusal).
Encoding negotiate(std::string_view accept_encoding);
std::string_view encoding_name(Encoding encoding);

std::string compress(std::string_view bytes, Encoding encoding);

class StreamCompressor {
 public:
  explicit StreamCompressor(Encoding encoding);
  ~StreamCompressor();
  // Everything given so far can be read by the client after this.
  std::string add(std::string_view bytes);
  std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kinoteka::http
