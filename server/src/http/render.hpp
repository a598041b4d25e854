// A Response turned into bytes: encoding chosen, ETag computed, security headers set. Runs on workers.
#pragma once

#include "http/message.hpp"

namespace kinoteka::http {

struct RenderOptions {
  Encoding encoding = Encoding::identity;  // what the client takes
  bool validate = false;                   // give an ETag, also to what has no version
  bool keep = false;                       // it will be sent again
  std::uint64_t made_at = 0;
};

Answer render(Response&& response, const RenderOptions& options);

// The headers that every answer carries (ASVS 3.4): a page may load what it needs from us alone, an API answer nothing.
enum class Policy { api, page, documentation };
std::string security_headers(Policy policy);

// Whether an If-None-Match header names this ETag.
bool none_match_names(std::string_view header, std::string_view etag);

}  // namespace kinoteka::http
