#include "media/frames.hpp"

#include <boost/describe/class.hpp>

#include "json/decode.hpp"

namespace kinoteka::media {
namespace {

struct Tile {
  std::int64_t width = 0, height = 0;
};
BOOST_DESCRIBE_STRUCT(Tile, (), (width, height))

const ChildLimits sheet_limits{120, 1024, std::chrono::minutes(5), 32u << 20};
const ChildLimits still_limits{30, 1024, std::chrono::minutes(1), 8u << 20};

}  // namespace

std::optional<Sheet> sheet(const Tools& tools, const UniqueFd& file, int count, int step_ms, int columns, int width) {
  const auto result = run_child(
      tools.child,
      {"sheet", std::to_string(count), std::to_string(step_ms), std::to_string(columns), std::to_string(width)}, file,
      sheet_limits);
  const auto end = result.output.find('\n');
  if (!result.ok || end == std::string::npos) return std::nullopt;
  const auto tile = json::decode<Tile>(result.output.substr(0, end));
  return Sheet{tile.width, tile.height, result.output.substr(end + 1)};
}

std::optional<std::string> still(const Tools& tools, const UniqueFd& file, int width) {
  auto result = run_child(tools.child, {"still", std::to_string(width)}, file, still_limits);
  if (!result.ok || result.output.empty()) return std::nullopt;
  return std::move(result.output);
}

}  // namespace kinoteka::media
