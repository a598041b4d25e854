// What operators read: one line an event, as JSON for programs or coloured for people. UTC, never a secret, every
// value escaped. spdlog stands behind it; nothing else includes spdlog. Thread-safe.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace kinoteka::log {

enum class Format { automatic, human, json };  // automatic: human on a terminal
enum class Level { debug, info, warning, error };

using Field = std::pair<std::string_view, std::variant<std::string_view, std::int64_t, double>>;
using Fields = std::initializer_list<Field>;

// Call once, before threads start. Lines go to standard error.
void setup(Format format, Level level);
bool enabled(Level level);
void flush();

// Empty texts are left out.
void write(Level level, std::string_view event, Fields fields = {});
inline void debug(std::string_view event, Fields fields = {}) { write(Level::debug, event, fields); }
inline void info(std::string_view event, Fields fields = {}) { write(Level::info, event, fields); }
inline void warning(std::string_view event, Fields fields = {}) { write(Level::warning, event, fields); }
inline void error(std::string_view event, Fields fields = {}) { write(Level::error, event, fields); }

}  // namespace kinoteka::log
