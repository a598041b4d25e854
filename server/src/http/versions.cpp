#include "http/versions.hpp"

#include <algorithm>
#include <charconv>

#include "base/error.hpp"
#include "base/text.hpp"

namespace kinoteka::http {

IfMatch::IfMatch(std::string_view header) {
  header = text::trim(header);
  if (header.empty()) {
    throw Error(Code::precondition_required, "Say in If-Match which version was changed: the ETag that GET gave.");
  }
  any_ = header == "*";
  for (auto tag : text::split(header, ',')) {
    tag = text::trim(tag);
    if (tag.starts_with("W/")) continue;  // If-Match compares strongly (RFC 9110, 13.1.1)
    if (!tag.starts_with("\"v")) continue;
    std::int64_t version = 0;
    if (std::from_chars(tag.data() + 2, tag.data() + tag.size(), version).ec == std::errc{}) {
      versions_.push_back(version);
    }
  }
}

void IfMatch::require(std::int64_t version) const {
  if (any_ || std::find(versions_.begin(), versions_.end(), version) != versions_.end()) return;
  throw Error(Code::precondition_failed, "Somebody has changed it since. Read it again, then make your change.", {},
              Reason::changed_since);
}

}  // namespace kinoteka::http
