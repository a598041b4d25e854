#include "http/ranges.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/text.hpp"
#include "base/time.hpp"

namespace kinoteka::http {
namespace {

// Digits alone, however many: what does not fit is as far away as can be said.
std::optional<std::int64_t> position(std::string_view digits) {
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  std::int64_t out = 0;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
  static_cast<void>(end);
  return failed == std::errc() ? out : std::numeric_limits<std::int64_t>::max();
}

}  // namespace

RangeChoice choose_range(const Request& request, std::int64_t size, std::string_view etag, std::int64_t modified_ms) {
  using What = RangeChoice::What;
  const RangeChoice whole{What::whole, 0, size};
  if (request.method != Method::get) return whole;
  std::size_t headers = 0;
  for (const auto& header : request.headers) headers += text::iequals(header.name, "range") ? 1 : 0;
  if (headers != 1) return whole;
  auto range = text::trim(request.header("range"));
  // A date or a validator of another state of the file: then its parts would not fit what the client has.
  if (const auto only_if = text::trim(request.header("if-range"));
      !only_if.empty() && only_if != etag && only_if != http_date(modified_ms))
    return whole;
  if (range.size() < 6 || !text::iequals(range.substr(0, 6), "bytes=")) return whole;
  range = text::trim(range.substr(6));
  if (range.find(',') != std::string_view::npos) return {What::several, 0, 0};
  const auto dash = range.find('-');
  if (dash == std::string_view::npos) return whole;
  const auto from_text = range.substr(0, dash), to_text = range.substr(dash + 1);
  if (from_text.empty()) {
    const auto last = position(to_text);
    if (!last) return whole;
    if (*last == 0 || size == 0) return {What::beyond, 0, 0};
    const auto length = std::min(*last, size);
    return {What::part, size - length, length};
  }
  const auto from = position(from_text);
  if (!from) return whole;
  auto to = size - 1;
  if (!to_text.empty()) {
    const auto given = position(to_text);
    if (!given || *given < *from) return whole;
    to = std::min(to, *given);
  }
  if (*from >= size) return {What::beyond, 0, 0};
  return {What::part, *from, to - *from + 1};
}

}  // namespace kinoteka::http
