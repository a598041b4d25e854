// Time as the house keeps it: UTC, integer milliseconds since 1970 in tables, RFC 3339 in JSON. Thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace kinoteka {

using Clock = std::chrono::steady_clock;  // for durations and deadlines, never for dates

inline constexpr std::int64_t second_ms = 1000, minute_ms = 60 * second_ms, hour_ms = 60 * minute_ms,
                              day_ms = 24 * hour_ms;

std::int64_t now_ms();

// "2026-11-20T18:04:05.123Z"
std::string rfc3339(std::int64_t ms);

// The time that such a text says; 0 where it is none.
std::int64_t from_rfc3339(std::string_view text);

// "Fri, 20 Nov 2026 18:04:05 GMT", the Date header (RFC 9110, 5.6.7)
std::string http_date(std::int64_t ms);

}  // namespace kinoteka
