#include "media/probe.hpp"

#include <algorithm>
#include <optional>

#include "json/decode.hpp"

namespace kinoteka::media {
namespace {

struct Said {
  std::optional<Info> info;
  std::optional<std::string> broken;
  std::vector<std::int64_t> keyframes;
};
BOOST_DESCRIBE_STRUCT(Said, (), (info, broken, keyframes))

const ChildLimits probing{20, 1024, std::chrono::seconds(40), 4u << 20};

}  // namespace

std::variant<Info, Broken> probe(const Tools& tools, const UniqueFd& file) {
  const auto result = run_child(tools.child, {"probe"}, file, probing);
  if (result.timed_out) return Broken{"It took too long to look into this file."};
  if (!result.ok) return Broken{"This file cannot be read safely: it made the reader fail."};
  auto said = json::decode<Said>(result.output, json::Unknown::ignore);
  if (said.info) return std::move(*said.info);
  return Broken{said.broken.value_or("This file cannot be read.")};
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
