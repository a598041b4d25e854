// Single pictures out of a film, by a confined child. Each waits some seconds. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "media/tools.hpp"

namespace kinoteka::media {

// Small frames in rows of one JPEG.
struct Sheet {
  std::int64_t width = 0, height = 0;  // of one of them
  std::string jpeg;
};

// Frames at 0, step, 2 × step, … ms. Nothing when the film gives none.
std::optional<Sheet> sheet(const Tools& tools, const UniqueFd& file, int count, int step_ms, int columns, int width);

// One frame as a JPEG, at most so wide: of a few from the film's middle, the one that has most in it.
std::optional<std::string> still(const Tools& tools, const UniqueFd& file, int width);

}  // namespace kinoteka::media
