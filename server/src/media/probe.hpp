// Looking into a film, by a confined child: whatever a file does to the prober, the server goes on. Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "media/fault.hpp"
#include "media/info.hpp"
#include "media/tools.hpp"

namespace kinoteka::media {

std::variant<Info, Fault> probe(const Tools& tools, const UniqueFd& file);

// Times of the picture's key frames in ms, in order; empty when they cannot be told.
std::vector<std::int64_t> keyframes(const Tools& tools, const UniqueFd& file);

}  // namespace kinoteka::media
