// Which part of a file a request asks for (RFC 9110, 14). Thread-safe.
#pragma once

#include <cstdint>

#include "http/message.hpp"

namespace kinoteka::http {

struct RangeChoice {
  enum class What {
    whole,    // 200: no range asked for, one in words that are not known here, or If-Range says the file is another
    part,     // 206
    beyond,   // 416: nothing of the file lies there
    several,  // 416: more than one part in one answer is not given
  } what = What::whole;
  std::int64_t offset = 0, length = 0;
};

// `etag` is the file's strong validator, `modified_ms` what its Last-Modified header says.
RangeChoice choose_range(const Request& request, std::int64_t size, std::string_view etag, std::int64_t modified_ms);

}  // namespace kinoteka::http
