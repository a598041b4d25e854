// Lost updates: a change says which version it was made from (RFC 9110, 13.1.1).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace kinoteka::http {

// Which version of a thing the caller has seen: a change made from an older one is refused.
class IfMatch {
 public:
  explicit IfMatch(std::string_view header);  // throws precondition_required without one
  // Throws Error{precondition_failed} unless the header names this version, or is "*".
  void require(std::int64_t version) const;

 private:
  bool any_ = false;
  std::vector<std::int64_t> versions_;
};

// A thing with its version, which becomes part of its ETag.
template <class T>
struct Versioned {
  T value;
  std::int64_t version = 0;
};

// A thing with the movies whose numbers (ratings, views) it shows: kept only as long as they stay the same.
template <class T>
struct Showing {
  T value;
  std::vector<std::int32_t> movies;
};

}  // namespace kinoteka::http
