#include "telemetry/log.hpp"

#include <atomic>

#include <spdlog/async.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include "base/thread_name.hpp"
#include "base/time.hpp"
#include "json/encode.hpp"

namespace kinoteka::log {
namespace {

// Lines that wait for the writing thread; beyond it the oldest are dropped rather than requests held up.
constexpr std::size_t queue_lines = 8192;

std::atomic<Level> threshold{Level::info};
std::atomic<bool> as_json{false}, in_colour{false};
std::shared_ptr<spdlog::logger> logger;

std::string_view name(Level level) {
  switch (level) {
    case Level::debug: return "debug";
    case Level::info: return "info";
    case Level::warning: return "warning";
    case Level::error: return "error";
  }
  return "";
}

std::string_view colour(Level level) {
  switch (level) {
    case Level::debug: return "\x1b[2m";
    case Level::info: return "\x1b[36m";
    case Level::warning: return "\x1b[33m";
    case Level::error: return "\x1b[31m";
  }
  return "";
}

bool is_empty(const Field& field) {
  const auto* text = std::get_if<std::string_view>(&field.second);
  return text != nullptr && text->empty();
}

void append_value(std::string& out, const Field& field) {
  std::visit([&](const auto& value) { json::encode(out, value); }, field.second);
}

std::string json_line(Level level, std::string_view event, Fields fields) {
  std::string line = R"({"time":")" + rfc3339(now_ms()) + R"(","level":")" + std::string(name(level)) + R"(","event":)";
  json::encode_text(line, event);
  for (const auto& field : fields) {
    if (is_empty(field)) continue;
    line += ',';
    json::encode_text(line, field.first);
    line += ':';
    append_value(line, field);
  }
  return line + '}';
}

std::string human_line(Level level, std::string_view event, Fields fields) {
  const bool coloured = in_colour.load(std::memory_order_relaxed);
  std::string line = rfc3339(now_ms()).substr(11, 12) + ' ';
  if (coloured) line += colour(level);
  line += name(level).substr(0, 4);
  if (coloured) line += "\x1b[0m";
  line += ' ';
  line += event;
  for (const auto& field : fields) {
    if (is_empty(field)) continue;
    line += ' ';
    if (coloured) line += "\x1b[2m";
    line += field.first;
    line += '=';
    if (coloured) line += "\x1b[0m";
    append_value(line, field);
  }
  return line;
}

}  // namespace

void setup(Format format, Level level) {
  threshold = level;
  const bool terminal = isatty(STDERR_FILENO) == 1;
  as_json = format == Format::json || (format == Format::automatic && !terminal);
  in_colour = terminal;
  spdlog::init_thread_pool(queue_lines, 1, [] { name_this_thread("log"); });
  auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
  logger = std::make_shared<spdlog::async_logger>("kinoteka", std::move(sink), spdlog::thread_pool(),
                                                  spdlog::async_overflow_policy::overrun_oldest);
  logger->set_pattern("%v");
}

bool enabled(Level level) { return level >= threshold.load(std::memory_order_relaxed); }

void flush() {
  logger.reset();
  spdlog::shutdown();  // joins the writing thread: what was logged is out
}

void write(Level level, std::string_view event, Fields fields) {
  if (!enabled(level) || !logger) return;
  const auto line =
      as_json.load(std::memory_order_relaxed) ? json_line(level, event, fields) : human_line(level, event, fields);
  logger->log(spdlog::level::info, spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace kinoteka::log
