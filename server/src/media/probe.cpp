#include "media/probe.hpp"

#include <algorithm>
#include <optional>

#include "json/decode.hpp"

namespace kinoteka::media {
namespace {

struct Said {
  std::optional<Info> info;
  std::optional<Fault> broken;
  std::vector<std::int64_t> keyframes;
};
BOOST_DESCRIBE_STRUCT(Said, (), (info, broken, keyframes))

const ChildLimits probing{20, 1024, std::chrono::seconds(40), 4u << 20};

}  // namespace

std::variant<Info, Fault> probe(const Tools& tools, const UniqueFd& file) {
  const auto result = run_child(tools.child, {"probe"}, file, probing);
  if (result.timed_out) return Fault::too_slow;
  if (!result.ok) return Fault::unreadable;
  auto said = json::decode<Said>(result.output, json::Unknown::ignore);
  if (said.info) return std::move(*said.info);
  return said.broken.value_or(Fault::unreadable);
}

std::vector<std::int64_t> keyframes(const Tools& tools, const UniqueFd& file) {
  const auto result = run_child(tools.child, {"keyframes"}, file, {60, 1024, std::chrono::seconds(90), 8u << 20});
  if (!result.ok) return {};
  auto times = json::decode<Said>(result.output, json::Unknown::ignore).keyframes;
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  return times;
}

}  // namespace kinoteka::media
